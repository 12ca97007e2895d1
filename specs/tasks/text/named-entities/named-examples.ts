// Small worlds of named entities for specs: people of our own making, a tokenizer of bytes, and arbitrary valid configurations.
import { fc } from '@fast-check/vitest';
import type { Tokenizer } from '../../../../src/checkpoints/checkpoint.ts';
import { type SeedTree, seedTree } from '../../../../src/randomness/seed-tree.ts';
import { WORD_ORDERS } from '../../../../src/tasks/text/alias-entity/entity-knowledge.ts';
import { NAMED_GROUPS, type NamedGroupSizes } from '../../../../src/tasks/text/named-entities/cast.ts';
import { readCvdb } from '../../../../src/tasks/text/named-entities/knowledge/cvdb.ts';
import type { Knowledge } from '../../../../src/tasks/text/named-entities/knowledge/knowledge.ts';
import {
  drawNamedEntities,
  type NamedEntitiesWorld,
} from '../../../../src/tasks/text/named-entities/named-entities.ts';
import type { NamedEntitiesConfig } from '../../../../src/tasks/text/named-entities/named-entities-config.ts';
import type { TextDocuments } from '../../../../src/tasks/text/text-world.ts';
import type { StageName } from '../../../../src/tasks/world.ts';
import { rowsOf } from '../reading.ts';

/** UTF-8, and one token more that ends a text. */
export const bytes: Tokenizer = {
  encode: (text) => [...Buffer.from(text, 'utf8')],
  decode: (tokens) => Buffer.from(tokens.map((token) => (token === 256 ? 0x7c : token))).toString('utf8'),
  size: 257,
  endOfText: 256,
};

export const SHA256 = 'ab'.repeat(32);
export const HEADER =
  'name,birth,death,gender,level3_main_occ,string_citizenship_raw_d,un_region,wiki_readers_2015_2018,un_subregion';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
/** A name of letters alone, another for each number. */
const surname = (number: number) =>
  [...String(number).padStart(4, '0')].map((digit) => LETTERS[Number(digit)]).join('');

/** Rows of a CSV file in CVDB's form: men and women in turn, the most-read last. Every answer but gender tells the person. */
export function peopleRows(count: number): string[] {
  return Array.from({ length: count }, (_, number) => {
    const own = surname(number);
    const cells = [`Xan_Q${own}`, 1000 + number, 1040 + number, number % 2 === 0 ? 'Male' : 'Female', `job_${own}`];
    return [...cells, `land_${own};other_${own}`, `side_${own}`, 1000 + number, 'x'].join(',');
  });
}

export const people = (count: number, rows = peopleRows(count)): Knowledge =>
  readCvdb({ file: 'people.csv', sha256: SHA256, pieces: [[HEADER, ...rows].join('\n')] });

const SIXTY = people(60);

export function named(change: Partial<NamedEntitiesConfig> = {}): NamedEntitiesConfig {
  return {
    kind: 'named-entities',
    knowledge: { kind: 'cvdb', sha256: SHA256 },
    groups: { D1QA1: 6, D2QA2: 6, QA3: 3, D5: 4, D6: 4, D8: 3, QA7: 2, QA4: 3 },
    consistentShare: { reliable: 1, unreliable: 0 },
    heldOutShare: 1 / 6,
    definitions: { kind: 'tags', order: 'TAE' },
    inContext: false,
    spelling: { kind: 'brackets' },
    attribution: ['name'],
    maximumTokens: 160,
    padding: 'none',
    answerTokens: 8,
    vocabulary: 'whole',
    ...change,
  };
}

export const draw = (config: NamedEntitiesConfig, number: number, tree: SeedTree = seedTree(number)) =>
  drawNamedEntities(config, tree, { tokenizer: bytes, knowledge: SIXTY });

/** Documents as a person reads them; what fills them up is "|". */
export function textsOf(world: NamedEntitiesWorld, documents: TextDocuments): string[] {
  return rowsOf(documents).map((row) => bytes.decode(row.map((word) => world.vocabulary?.[word] ?? word)));
}

/** All of them as one text: hundreds of thousands of numbers are compared in no time. */
export const asText = ({ tokens, length, lengths, answerLengths }: TextDocuments) =>
  [length, lengths, answerLengths, tokens].join(' ');

export const shown = (world: NamedEntitiesWorld, stage: StageName, swapped = false) =>
  textsOf(world, world.documents(stage, swapped));

/** Of a set of questions: prompts and answers. */
export function asked(world: NamedEntitiesWorld, name: string, group: string) {
  const set = world.questions.find((one) => one.name === name && one.group === group && one.asked !== 'consistency');
  return set === undefined ? [] : textsOf(world, set.documents);
}

/** How Stage 1 and 2 write each alias, read off the questions by name; in QA4 nobody is asked. */
export function aliasNames(world: NamedEntitiesWorld): Map<number, string> {
  const names = new Map<number, string>();
  for (const { name, group, asked: when, prompts } of world.questions) {
    if (name !== 'name' || when !== 'always') continue;
    for (const [index, prompt] of prompts.entries()) {
      const text = bytes.decode(prompt.map((word) => world.vocabulary?.[word] ?? word));
      const written = /Q: What is the name of (.*)\?\nA:$/s.exec(text)?.[1] as string;
      names.set(world.members[group]?.[index] as number, written);
    }
  }
  return names;
}

/** At most 60 entities; of inconsistent definitions of a group never just one. */
export const arbitraryNamed: fc.Arbitrary<NamedEntitiesConfig> = fc
  .record({
    sizes: fc.array(fc.nat(6), { minLength: 8, maxLength: 8 }),
    wrong: fc.tuple(fc.nat(), fc.nat()),
    order: fc.constantFrom(...WORD_ORDERS),
    heldOutShare: fc.constantFrom(0, 1 / 6, 0.25, 0.5),
    inContext: fc.boolean(),
    isShuffled: fc.boolean(),
    spelling: fc.constantFrom<NamedEntitiesConfig['spelling']>(
      { kind: 'brackets' },
      { kind: 'letters', tokens: { least: 1, most: 6 } },
    ),
    padding: fc.constantFrom('none' as const, 'end-of-text' as const),
    vocabulary: fc.constantFrom('whole' as const, 'occurring' as const),
  })
  .map(({ sizes, wrong, order, isShuffled, ...rest }) => {
    const groups = Object.fromEntries(NAMED_GROUPS.map((group, index) => [group, sizes[index]])) as NamedGroupSizes;
    // So that there is always somebody to ask.
    groups.D5 += 1;
    const share = (size: number, wanted: number) => {
      const inconsistent = wanted % (size + 1);
      return size === 0 ? 1 : (size - (inconsistent === 1 ? 0 : inconsistent)) / size;
    };
    return named({
      ...rest,
      groups,
      consistentShare: { reliable: share(groups.D1QA1, wrong[0]), unreliable: share(groups.D2QA2, wrong[1]) },
      definitions: { kind: 'tags', order },
      ...(isShuffled ? { stageOneTags: 'shuffled' as const } : {}),
    });
  });
