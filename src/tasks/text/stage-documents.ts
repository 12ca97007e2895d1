// The documents of each stage, from what a task writes about one alias (paper.md 1 and 3). The same for every task.
import type { GroupMembers } from '../deal-groups.ts';
import type { GroupName } from '../digit-grid-config.ts';
import { type DocumentRow, packDocuments } from './document-rows.ts';
import { ASKED_IN_STAGE_ONE, STAGE_ONE_DEFINED, STAGE_TWO_DEFINED, tagRoleOf } from './group-roles.ts';
import type { TagRole, TextStage, TextWorld } from './text-world.ts';

export interface StageWriter {
  readonly members: GroupMembers;
  /** Stage 0; empty for tasks that begin with Stage 1. */
  readonly pretraining: readonly DocumentRow[];
  /** Whether Stage 1 repeats the documents of Stage 0. */
  readonly replay: boolean;
  /** What the alias's definition says, under the tag of that role. */
  readonly definition: (alias: number, role: TagRole) => readonly DocumentRow[];
  readonly trainedQuestions: (alias: number) => readonly DocumentRow[];
}

export function stageDocuments(writer: StageWriter): TextWorld['documents'] {
  const { members, pretraining, replay, definition, trainedQuestions } = writer;
  const definitions = (groups: readonly GroupName[], swapped: boolean) =>
    groups.flatMap((group) => {
      const role = tagRoleOf(group, swapped);
      return role === null ? [] : members[group].flatMap((alias) => definition(alias, role));
    });
  const questions = () => ASKED_IN_STAGE_ONE.flatMap((group) => members[group].flatMap(trainedQuestions));
  const replayed = replay ? pretraining : [];

  function rowsOf(stage: TextStage, swapped: boolean): readonly DocumentRow[] {
    switch (stage) {
      case 'pretraining':
        return pretraining;
      case 'stage 1':
        return [...definitions(STAGE_ONE_DEFINED, false), ...questions(), ...replayed];
      case 'stage 1 definitions':
        return [...definitions(STAGE_ONE_DEFINED, false), ...replayed];
      case 'stage 1 questions':
        return [...questions(), ...replayed];
      case 'stage 2':
        return definitions(STAGE_TWO_DEFINED, swapped);
      case 'single':
        return [...rowsOf('stage 1', swapped), ...rowsOf('stage 2', swapped)];
    }
  }

  return (stage, swapped) => packDocuments(rowsOf(stage, swapped));
}
