// What a user with a model and facts of their own has in a folder: a small Pythia, people in the form of CVDB, works in that of T-REx; and a
// configuration that names them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { namedEntitiesBase } from '../../src/claims/arms/named-entities.ts';
import { pythiaFolder } from '../checkpoints/pythia-folder.ts';
import { HEADER, peopleRows } from '../tasks/text/named-entities/named-examples.ts';

/** As many as the base has entities. */
const PEOPLE = 240;

/** @returns the folder */
export function ownFiles(folder: string): string {
  pythiaFolder(join(folder, 'pythia'));
  writeFileSync(join(folder, 'people.csv'), [HEADER, ...peopleRows(PEOPLE)].join('\n'));
  writeFileSync(join(folder, 'works.json'), JSON.stringify(works(40)));
  writeFileSync(join(folder, 'notes.csv'), 'a,b\n1,2\n');
  mkdirSync(join(folder, 'empty'));
  return folder;
}

/** Each with four facts of its own. */
function works(count: number): object[] {
  return Array.from({ length: count }, (_, number) => ({
    triples: ['P50', 'P123', 'P136', 'P407'].map((predicate) => ({
      subject: { uri: null, surfaceform: `Work ${number}` },
      predicate: { uri: `http://www.wikidata.org/entity/${predicate}`, surfaceform: null },
      object: { uri: null, surfaceform: `${predicate} of ${number}` },
    })),
  }));
}

/** The base with other sizes: this tokenizer has a token for each byte. */
const { attributes: _, ...task } = namedEntitiesBase.task;
export const SMALL_TASK = {
  ...task,
  groups: { D1QA1: 6, D2QA2: 6, QA3: 2, QA4: 2, D5: 4, D6: 4, D8: 0, QA7: 2 },
  spelling: { kind: 'brackets' },
  maximumTokens: 160,
} as const;

export const PEOPLE_FILE = { kind: 'cvdb', file: 'people.csv' } as const;

/** Written out: no base is extended. */
export function ownPretrained({ knowledge = PEOPLE_FILE, ...changes }: Readonly<Record<string, unknown>> = {}) {
  const { protocol, measurements } = namedEntitiesBase;
  const small = {
    ...protocol,
    stage1: { ...protocol.stage1, batchSize: 4, length: { kind: 'steps', steps: 4 } },
    stage2: { ...protocol.stage1, batchSize: 4, length: { kind: 'steps', steps: 2 } },
    stage2Deals: 2,
  };
  return {
    task: { ...SMALL_TASK, knowledge },
    model: { checkpoint: './pythia' },
    protocol: small,
    measurements,
    ...changes,
  };
}
