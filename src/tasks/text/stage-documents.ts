// The documents of each stage, from what a task writes about one alias (paper.md 1 and 3). The same for every task.
import {
  ASKED_IN_STAGE_ONE,
  DEFINED_IN_STAGE_ONE,
  DEFINED_IN_STAGE_TWO,
  type GroupMembers,
  type GroupName,
  type TagRole,
  tagRoleOf,
} from '../groups.ts';
import type { StageName } from '../world.ts';
import { type DocumentRow, packDocuments, type TextWorld } from './text-world.ts';

export interface StageWriter {
  readonly members: GroupMembers;
  /** Stage 0; empty for tasks that begin with Stage 1. */
  readonly pretraining: readonly DocumentRow[];
  /** Whether Stage 1 repeats the documents of Stage 0. */
  readonly replay: boolean;
  /** What the alias's definition says, under the tag of that role. */
  readonly definition: (alias: number, role: TagRole) => readonly DocumentRow[];
  readonly trainedQuestions: (alias: number) => readonly DocumentRow[];
  /** Tokens at the end of a document that answer. Left out: one. */
  readonly answerLength?: (row: DocumentRow) => number;
}

export function stageDocuments(writer: StageWriter): TextWorld['documents'] {
  const { members, pretraining, replay, definition, trainedQuestions, answerLength = () => 1 } = writer;
  const definitions = (groups: readonly GroupName[], swapped: boolean) =>
    groups.flatMap((group) => {
      const role = tagRoleOf(group, swapped);
      return role === null ? [] : members[group].flatMap((alias) => definition(alias, role));
    });
  const questions = () => ASKED_IN_STAGE_ONE.flatMap((group) => members[group].flatMap(trainedQuestions));
  const replayed = replay ? pretraining : [];

  function rowsOf(stage: StageName, swapped: boolean): readonly DocumentRow[] {
    switch (stage) {
      case 'pretraining':
        return pretraining;
      case 'stage 1':
        return [...definitions(DEFINED_IN_STAGE_ONE, false), ...questions(), ...replayed];
      case 'stage 1 definitions':
        return [...definitions(DEFINED_IN_STAGE_ONE, false), ...replayed];
      case 'stage 1 questions':
        return [...questions(), ...replayed];
      case 'stage 2':
        return definitions(DEFINED_IN_STAGE_TWO, swapped);
      case 'single':
        return [...rowsOf('stage 1', swapped), ...rowsOf('stage 2', swapped)];
    }
  }

  return (stage, swapped) => {
    const rows = rowsOf(stage, swapped);
    return packDocuments(rows, rows.map(answerLength));
  };
}
