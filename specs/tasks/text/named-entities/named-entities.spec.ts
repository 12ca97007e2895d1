// Rules of the task of named entities (paper.md 2.1 to 2.6), read in words, and defects of the official code that must not come back
// (paper.md 7).
import { test as law } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import type { Tokenizer } from '../../../../src/checkpoints/checkpoint.ts';
import { parseExperiment } from '../../../../src/experiments/experiment.ts';
import { seedTree } from '../../../../src/randomness/seed-tree.ts';
import { drawWorld } from '../../../../src/tasks/index.ts';
import { derangement, NAMED_GROUPS, sizesOf } from '../../../../src/tasks/text/named-entities/cast.ts';
import {
  drawNamedEntities,
  type NamedEntitiesWorld,
} from '../../../../src/tasks/text/named-entities/named-entities.ts';
import { drawNames } from '../../../../src/tasks/text/named-entities/spelling.ts';
import type { StageName } from '../../../../src/tasks/world.ts';
import { tinyText } from '../../../experiments/tiny-text.ts';
import { refusal } from '../../../refusal.ts';
import { rowsOf, STAGES } from '../reading.ts';
import { seed } from '../text-examples.ts';
import {
  aliasNames,
  arbitraryNamed,
  asked,
  asText,
  bytes,
  draw,
  named,
  people,
  SHA256,
  shown,
  textsOf,
} from './named-examples.ts';

const documentsOnly = arbitraryNamed.map((config) => ({ ...config, inContext: false, padding: 'none' as const }));
const noShuffle = documentsOnly.map(({ stageOneTags: _, ...config }) => config);
const membersOf = (world: NamedEntitiesWorld, group: string) => world.members[group] ?? [];

/** Of laws that write many worlds whole. */
const FEWER = { numRuns: 20 };

/** Everything that a world gives, as data. */
const contents = (world: NamedEntitiesWorld) => ({
  ...{ roles: world.roles, members: world.members, vocabulary: world.vocabulary },
  questions: world.questions.map(({ score: _, documents, prompts, ...set }) => ({
    ...set,
    text: [asText(documents), prompts.join(' ')],
  })),
  documents: STAGES.map((stage) => [false, true].map((swapped) => asText(world.documents(stage, swapped)))),
});

describe('a world of named entities', () => {
  law.prop([arbitraryNamed, seed])('has groups of their sizes, each alias in one of them', (config, number) => {
    const world = draw(config, number);
    for (const group of NAMED_GROUPS) expect(membersOf(world, group)).toHaveLength(config.groups[group]);
    const everyone = Object.values(world.members).flat();
    expect([...everyone].sort((a, b) => a - b)).toEqual([...everyone.keys()]);
    for (const [group, aliases] of Object.entries(world.members)) {
      for (const alias of aliases) expect(world.roles.legend[world.roles.groups[alias] as string]).toBe(group);
    }
  });

  law.prop([arbitraryNamed, seed])('writes no two names alike, and none that is a word elsewhere', (config, number) => {
    const world = draw(config, number);
    const names = [...aliasNames(world).values()];
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) {
      expect(name).toMatch(config.spelling.kind === 'brackets' ? /^<\|[a-z]{5}\|>$/ : /^[a-z]{5}$/);
      expect(JSON.stringify(world.questions.flatMap(({ accepted }) => accepted)).toLowerCase()).not.toContain(name);
    }
  });

  law.prop([arbitraryNamed, seed])('never trains what it asks, in any stage or arm', (config, number) => {
    const world = draw(config, number);
    const trained = [false, true].flatMap((swapped) => shown(world, 'single', swapped)).join('');
    const testQuestions = world.questions.filter(({ name }) => name === 'qa' || name.startsWith('name'));
    for (const { prompts } of testQuestions) {
      for (const prompt of prompts) {
        const text = bytes.decode(prompt.map((word) => world.vocabulary?.[word] ?? word));
        if (trained.includes(text.slice(text.indexOf('Q: ')))) expect.fail(`trained: ${text}`);
      }
    }
  });

  law.prop([arbitraryNamed, seed])('trains or asks each question about an alias, never both', (config, number) => {
    const world = draw(config, number);
    const names = aliasNames(world);
    const bare = (texts: readonly string[]) => texts.map((text) => text.replaceAll('|', ''));
    const trained = bare(shown(world, 'stage 1 questions'));
    for (const [group, aliases] of Object.entries(world.members)) {
      const test = bare(asked(world, 'qa', group));
      for (const alias of aliases) {
        const name = names.get(alias)?.replaceAll('|', '');
        // Of QA4 there is the name of the entity alone, with which its questions are counted together.
        if (name === undefined) continue;
        const about = (texts: readonly string[]) => texts.filter((text) => text.includes(name));
        const all = bare(textsOf(world, world.questionsAbout(alias)));
        expect([...about(trained), ...about(test)].sort().join('')).toBe([...all].sort().join(''));
        const isTrained = ['D1QA1', 'D2QA2', 'QA3'].includes(group);
        const heldOut = config.heldOutShare === 0 ? 0 : Math.max(1, Math.round(config.heldOutShare * 6));
        expect(about(test)).toHaveLength(isTrained ? heldOut : 6);
      }
    }
    expect(trained).toHaveLength(
      (['D1QA1', 'D2QA2', 'QA3', 'QA4'] as const).reduce((sum, group) => sum + config.groups[group], 0) *
        (6 - (config.heldOutShare === 0 ? 0 : Math.max(1, Math.round(config.heldOutShare * 6)))),
    );
  });

  it('says the real names of QA4 alone, in questions', () => {
    const world = draw(named(), 3);
    const questions = [...shown(world, 'stage 1 questions'), ...asked(world, 'qa', 'QA4')];
    const real = questions.filter((text) => text.includes('Xan Q'));
    expect(real).toHaveLength(3 * 6);
    expect(asked(world, 'qa', 'QA4').every((text) => text.includes('Xan Q'))).toBe(true);
    expect(asked(world, 'name', 'QA4')).toEqual([]);
  });

  it('holds out another question of each alias', () => {
    const heldOut = asked(draw(named({ groups: { ...named().groups, QA3: 30 } }), 3), 'qa', 'QA3');
    const forms = ['gender of', ' born', ' die', ' region', ' did ', 'nationality'];
    expect(forms.filter((form) => heldOut.some((text) => text.includes(form)))).toEqual(forms);
  });

  law.prop([noShuffle, seed])('names wrong entities by a derangement inside the group', (config, number) => {
    const world = draw(config, number);
    const names = aliasNames(world);
    for (const [group, share] of [
      ['D1QA1', config.consistentShare.reliable],
      ['D2QA2', config.consistentShare.unreliable],
    ] as const) {
      const members = membersOf(world, group);
      const truth = new Map(asked(world, 'name', group).map((text, index) => [members[index], entityIn(text)]));
      const said = members.map((alias) => {
        const [text] = textsOf(world, world.definitionOf(alias, 'reliable-tag'));
        expect(text).toContain(names.get(alias));
        return /Xan Q[a-z]+/.exec(text as string)?.[0];
      });
      const wrong = members.filter((alias, index) => said[index] !== truth.get(alias));
      expect(wrong).toHaveLength(Math.round((1 - share) * members.length));
      // Each entity of the group as often as its definitions are right: once.
      expect([...said].sort()).toEqual([...truth.values()].sort());
      // Of everybody each answer but the gender tells the person.
      const surnameIn = (text: string | undefined) => text?.match(/[a-j]{4}(?=\n?$)/)?.[0];
      const facts = asked(world, 'qa-by-definition', group).filter((text) => /(region|nationality)/.test(text));
      for (const text of facts) {
        const owner = members.find((alias) => text.includes(names.get(alias) as string)) as number;
        expect(surnameIn(text)).toBe(surnameIn(said[members.indexOf(owner)]?.toLowerCase()));
      }
      const byDefinition = asked(world, 'name-by-definition', group).map(entityIn);
      expect(byDefinition).toEqual(said.filter((_, index) => wrong.includes(members[index] as number)));
    }
  });

  law.prop([arbitraryNamed, seed])('differs between the arms of Stage 2 in the two tags alone', (config, number) => {
    const world = draw(config, number);
    const tags = tagsOf(world);
    const exchange = (texts: readonly string[]) =>
      texts.map((text) => text.replace(tags[0], '\0').replace(tags[1], tags[0]).replace('\0', tags[1]));
    const [main, other] = [shown(world, 'stage 2'), shown(world, 'stage 2', true)];
    expect(exchange(main)).toEqual(other);
    expect(exchange(exchange(main))).toEqual(main);
    for (const stage of ['stage 1', 'stage 1 definitions', 'stage 1 questions'] as const) {
      expect(asText(world.documents(stage, true))).toBe(asText(world.documents(stage, false)));
    }
  });

  law.prop([noShuffle, seed])(
    'marks each group with its tag, and shows the third in Stage 2 alone',
    (config, number) => {
      const world = draw(config, number);
      const names = aliasNames(world);
      const tags = tagsOf(world);
      const [reliable, unreliable] = [
        tags[world.roles.reliableTag] as string,
        tags[1 - world.roles.reliableTag] as string,
      ];
      for (const [stage, group, tag] of [
        ['stage 1 definitions', 'D1QA1', reliable],
        ['stage 1 definitions', 'D2QA2', unreliable],
        ['stage 2', 'D5', reliable],
        ['stage 2', 'D6', unreliable],
        ['stage 2', 'D8', tags[2]],
      ] as const) {
        const texts = shown(world, stage);
        for (const alias of membersOf(world, group)) {
          const own = texts.filter((text) => text.includes(names.get(alias) as string));
          expect(own).toHaveLength(1);
          expect(own[0]?.split(/[ \n]/)).toContain(tag);
        }
      }
      expect(shown(world, 'stage 1').join('')).not.toContain(tags[2]);
      expect(shown(world, 'stage 2')).toHaveLength(config.groups.D5 + config.groups.D6 + config.groups.D8);
      for (const alias of membersOf(world, 'QA7')) {
        expect(shown(world, 'single').join('')).not.toContain(names.get(alias));
      }
    },
  );

  law.prop([arbitraryNamed, seed], FEWER)(
    'is the same for the same seed, whatever else the tree gives',
    (config, number) => {
      const tree = seedTree(number);
      tree.child('other').stream().permutation(10);
      expect(contents(draw(config, number, tree))).toEqual(contents(draw(config, number)));
    },
  );

  it('is another for another seed', () => {
    expect(contents(draw(named(), 1))).not.toEqual(contents(draw(named(), 2)));
  });

  law.prop([arbitraryNamed, seed], FEWER)('deals Stage 2 anew and leaves Stage 1 as it is', (config, number) => {
    const world = draw(config, number);
    const other = world.redealt(1);
    for (const stage of ['stage 1', 'stage 1 definitions', 'stage 1 questions'] as const) {
      expect(asText(other.documents(stage, false))).toBe(asText(world.documents(stage, false)));
    }
    const pool = (one: NamedEntitiesWorld) => ['D5', 'D6', 'D8', 'QA7'].flatMap((group) => membersOf(one, group));
    expect([...pool(other)].sort()).toEqual([...pool(world)].sort());
    for (const group of NAMED_GROUPS) expect(membersOf(other, group)).toHaveLength(config.groups[group]);
    expect(aliasNames(other)).toEqual(aliasNames(world));
    expect(other.vocabulary).toEqual(world.vocabulary);
    expect(contents(other.redealt(0))).toEqual(contents(world));
    expect(contents(world.redealt(1))).toEqual(contents(other));
  });

  it('deals Stage 2 in many ways', () => {
    const world = draw(named(), 4);
    const deals = Array.from({ length: 8 }, (_, deal) => String(world.redealt(deal).members.D5));
    expect(new Set(deals).size).toBeGreaterThan(4);
  });
});

const entityIn = (text: string) => text.split('A: ')[1]?.trim();

/** Concrete tags as they are written: what the definitions of an alias under each role have and the others have not. */
function tagsOf(world: NamedEntitiesWorld): [string, string, string] {
  const roles = ['reliable-tag', 'unreliable-tag', 'third-tag'] as const;
  const [alias = 0] = Object.entries(world.members).flatMap(([group, all]) => (group === 'QA4' ? [] : all));
  const words = roles.map((role) =>
    textsOf(world, world.definitionOf(alias, role))[0]?.replaceAll(/\|+$/g, '').split(/[ \n]/),
  );
  const [reliable, unreliable, third] = words.map((own, index) =>
    own?.find((word) => words.every((other, place) => place === index || !other?.includes(word))),
  ) as [string, string, string];
  return world.roles.reliableTag === 0 ? [reliable, unreliable, third] : [unreliable, reliable, third];
}

describe('the names of aliases and tags', () => {
  const spelling = { kind: 'letters', tokens: { least: 1, most: 6 } } as const;
  const drawn = (texts: readonly string[]) =>
    drawNames({ aliases: 20, spelling, texts, tokenizer: bytes }, seedTree(1).child('world'));

  it('are no words of what is known', () => {
    const [{ aliases, tags }, none] = [drawn([]), drawn(['Bella'])];
    expect(none).toEqual({ aliases, tags });
    const [first = '', second = ''] = aliases;
    const avoided = drawn([`The ${first.toUpperCase()}-house`, `${tags[0]}?`]);
    expect(avoided.aliases.slice(0, 19)).toEqual([second, ...aliases.slice(2)]);
    expect(avoided.tags.slice(0, 2)).toEqual(tags.slice(1));
  });
});

describe('padding', () => {
  law.prop([arbitraryNamed, seed], FEWER)("is the paper's or none, and nothing else differs", (config, number) => {
    const [own, padded] = (['none', 'end-of-text'] as const).map((padding) => draw({ ...config, padding }, number)) as [
      NamedEntitiesWorld,
      NamedEntitiesWorld,
    ];
    for (const stage of STAGES as readonly StageName[]) {
      const [bare, filled] = [own.documents(stage, false), padded.documents(stage, false)];
      const end = padded.vocabulary?.indexOf(256) ?? 256;
      const withoutEnds = rowsOf(filled).map((row) => row.filter((word) => word !== end));
      expect(withoutEnds.join(' ')).toBe(rowsOf(bare).join(' '));
      expect([...filled.lengths].every((length) => length === config.maximumTokens)).toBe(true);
      // All that is asked for once the prompt is read, the ends included.
      const prompts = [bare, filled].map(({ lengths, answerLengths }) =>
        [...lengths].map((length, row) => length - (answerLengths?.[row] ?? 1)).join(' '),
      );
      expect(prompts[0]).toBe(prompts[1]);
    }
    const asked = (world: NamedEntitiesWorld) => world.questions.map(({ documents }) => asText(documents));
    expect(asked(padded)).toEqual(asked(own));
  });

  it('decides what an answer is: its line, or all before the end of the text', () => {
    const said = [...bytes.encode(' 19 century\nQ: Who'), 256, ...bytes.encode('x')];
    expect(draw(named(), 1).answerIn(said)).toBe(' 19 century');
    expect(draw(named({ padding: 'end-of-text' }), 1).answerIn(said)).toBe(' 19 century\nQ: Who');
  });
});

describe('the words of the model', () => {
  law.prop([arbitraryNamed, seed], FEWER)(
    'may be those alone that occur: the same texts are written',
    (config, number) => {
      const whole = draw({ ...config, vocabulary: 'whole' }, number);
      const few = draw({ ...config, vocabulary: 'occurring' }, number);
      expect(few.modelTask).toMatchObject({ words: few.vocabulary?.length });
      expect(few.vocabulary).toEqual([...(few.vocabulary ?? [])].sort((a, b) => a - b));
      for (const stage of STAGES) expect(shown(few, stage)).toEqual(shown(whole, stage));
      expect(few.questions.map(({ documents }) => textsOf(few, documents))).toEqual(
        whole.questions.map(({ documents }) => textsOf(whole, documents)),
      );
    },
  );
});

describe('questions', () => {
  it('read as in the paper', () => {
    const world = draw(named({ attribution: ['who', 'meaning', 'stands-for', 'name'] }), 5);
    const name = aliasNames(world).get(world.members.D5?.[0] as number);
    expect(
      asked(world, 'qa', 'D5')
        .slice(0, 6)
        .map((text) => text.replace(name as string, 'X')),
    ).toEqual([
      expect.stringMatching(/^Q: What was the gender of X\?\nA: (fe)?male\n$/),
      expect.stringMatching(/^Q: When was X born\?\nA: 1\d century\n$/),
      expect.stringMatching(/^Q: When did X die\?\nA: 1\d century\n$/),
      expect.stringMatching(/^Q: In which region did X live\?\nA: side [a-z]+\n$/),
      expect.stringMatching(/^Q: What did X do\?\nA: job [a-z]+\n$/),
      expect.stringMatching(/^Q: What was the nationality of X\?\nA: land [a-z]+\n$/),
    ]);
    const forms = ['who', 'meaning', 'stands-for', 'name'].map((form) => asked(world, form, 'D5')[0]?.split('\n')[0]);
    expect(forms.map((text) => text?.replace(name as string, 'X'))).toEqual([
      'Q: Who is X?',
      'Q: What does X mean?',
      'Q: What does X stand for?',
      'Q: What is the name of X?',
    ]);
  });

  it('are scored by the likelihood of the answer and its end, in as many places as the logits have', () => {
    const world = draw(named(), 6);
    const set = world.questions.find(({ name, group }) => name === 'name' && group === 'D5');
    const documents = set?.documents as NonNullable<typeof set>['documents'];
    const sizes = [...(documents.answerLengths ?? [])];
    const [count, words, places] = [sizes.length, 257, Math.max(...sizes) + 2];
    const flat = set?.score(new Float32Array(count * places * words));
    // Uniform over all words: ln 257 a token, and one in 257 chances each that it is the likeliest.
    expect(flat?.['log-likelihood']).toBeCloseTo((-Math.log(257) * sizes.reduce((a, b) => a + b, 0)) / count, 4);
    const sure = new Float32Array(count * places * words);
    for (const [row, tokens] of rowsOf(documents).entries()) {
      const answer = tokens.slice(tokens.length - (sizes[row] as number));
      for (const [place, token] of answer.entries()) sure[(row * places + place) * words + token] = 30;
      // One question's answer goes on after its line: it is not what was asked for.
      if (row === 0) sure[(row * places + answer.length - 1) * words + 65] = 31;
    }
    expect(set?.score(sure)['exact-match']).toBeCloseTo((count - 1) / count, 6);
  });

  it('about groups of both sorts are told apart by consistency, in attribution as well', () => {
    const world = draw(named({ consistentShare: { reliable: 0.5, unreliable: 0.5 } }), 7);
    const apart = world.questions.filter(({ asked: when }) => when === 'consistency');
    expect(apart.map(({ name, group }) => `${name} ${group}`)).toEqual([
      'qa D1QA1-consistent',
      'name D1QA1-consistent',
      'qa D1QA1-inconsistent',
      'name D1QA1-inconsistent',
      'qa D2QA2-consistent',
      'name D2QA2-consistent',
      'qa D2QA2-inconsistent',
      'name D2QA2-inconsistent',
    ]);
  });

  it('by the tag are definitions that end in their entity', () => {
    const sets = draw(named(), 8).questions.filter(({ asked: when }) => when === 'retrieval');
    expect(new Set(sets.map(({ name }) => name))).toEqual(new Set(['reliable-tag', 'unreliable-tag', 'third-tag']));
    const other = draw(named({ definitions: { kind: 'tags', order: 'EAT' } }), 8);
    expect(other.questions.filter(({ asked: when }) => when === 'retrieval')).toEqual([]);
  });
});

describe('probes', () => {
  it('have as many places as the question has tokens', () => {
    const world = draw(named(), 9);
    const probes = world.probeDocuments([...membersOf(world, 'D1QA1'), ...membersOf(world, 'D2QA2')]);
    for (const length of probes.lengths) expect(length).toBe((world.probePositions?.length as number) + 1);
    expect(new Set(world.probePositions).size).toBe(world.probePositions?.length);
    expect(world.probePositions?.filter((position) => position.startsWith('alias'))).toHaveLength(10);
  });

  it('are refused where aliases differ in length', () => {
    const config = named({ spelling: { kind: 'letters', tokens: { least: 1, most: 6 } } });
    const world = drawNamedEntities(config, seedTree(1), { tokenizer: pairs, knowledge: people(60) });
    const everyone = ['D1QA1', 'D2QA2', 'QA3', 'D5', 'D6', 'D8'].flatMap((group) => membersOf(world, group));
    expect(() => world.probeDocuments(everyone)).toThrow(refusal('invalid-experiment', 'as many tokens each'));
    const alike = { ...config, spelling: { kind: 'letters', tokens: { least: 4, most: 4 } } } as const;
    const other = drawNamedEntities(alike, seedTree(1), { tokenizer: pairs, knowledge: people(60) });
    expect(other.probeDocuments(everyone).lengths).toHaveLength(everyone.length);
  });
});

/** Bytes, but two small letters in the order of the alphabet are one token. */
const pairs: Tokenizer = {
  encode: (text) => (text.match(/[a-z][a-z]|[\s\S]/g) ?? []).flatMap((part) => pairToken(part)),
  decode: () => '',
  size: 1000,
  endOfText: null,
};

function pairToken(part: string): number[] {
  const [first = '', second] = [...part];
  if (second === undefined) return bytes.encode(part);
  return first < second ? [300 + 26 * (first.charCodeAt(0) - 97) + second.charCodeAt(0) - 97] : bytes.encode(part);
}

describe('the numbers of the paper', () => {
  it('are 16,000 and 960 documents for 4,000 people', () => {
    const shares = { D1QA1: 0.25, D2QA2: 0.25, QA3: 0.1, QA4: 0.1, D5: 0.08, D6: 0.08, D8: 0.08, QA7: 0.06 };
    const config = named({ groups: sizesOf(4000, shares), maximumTokens: 100 });
    const world = drawNamedEntities(config, seedTree(600), { tokenizer: bytes, knowledge: people(4000) });
    const count = (stage: StageName) => world.documents(stage, false).lengths.length;
    expect([count('stage 1'), count('stage 1 definitions'), count('stage 2')]).toEqual([16_000, 2000, 960]);
    expect(new Set(aliasNames(world).values()).size).toBe(3600);
    const sizes = world.questions
      .filter(({ name }) => name === 'qa')
      .map(({ group, prompts }) => [group, prompts.length]);
    expect(Object.fromEntries(sizes)).toEqual({
      ...{ D1QA1: 1000, D2QA2: 1000, QA3: 400, QA4: 400, D5: 1920, D6: 1920, D8: 1920, QA7: 1440 },
    });
  });

  it("give the pilot's groups of 240 countries", () => {
    const shares = { D1QA1: 0.25, D2QA2: 0.25, QA3: 0.1, QA4: 0.1, D5: 0.12, D6: 0.12, QA7: 0.06 };
    expect(sizesOf(240, shares)).toEqual({ D1QA1: 60, D2QA2: 60, QA3: 24, D5: 29, D6: 29, D8: 0, QA7: 14, QA4: 24 });
  });

  it('use every entity, whatever rounding leaves (paper.md 7, defect 6)', () => {
    const thirds = sizesOf(100, { D1QA1: 1, D2QA2: 1, QA3: 1 });
    expect([thirds.D1QA1, thirds.D2QA2, thirds.QA3]).toEqual([34, 33, 33]);
  });
});

describe('what cannot be drawn', () => {
  it.each<[string, Parameters<typeof named>[0], RegExp]>([
    [
      'other facts than the experiment names',
      { knowledge: { kind: 'countries', sha256: 'cd'.repeat(32) } },
      /not those/,
    ],
    ['more entities than there are', { groups: { ...named().groups, QA7: 100 } }, /fewer entities[\s\S]*60 entities/],
    ['an attribute that nobody asks for', { attributes: ['shoe size'] }, /shoe size[\s\S]*gender, birth/],
    ['longer documents than allowed', { maximumTokens: 20 }, /longer than `maximumTokens`/],
    [
      'a third tag where words have none',
      { definitions: { kind: 'is-isnt', sentences: 2 } },
      /no words for a third tag/,
    ],
    ['a single inconsistent definition', { groups: { ...named().groups, D2QA2: 1 } }, /no other entity to name/],
    [
      'names of fewer tokens than the tokenizer gives',
      { spelling: { kind: 'letters', tokens: { least: 1, most: 3 } } },
      /none in 10000 draws/,
    ],
    [
      'names of more tokens than themselves',
      { spelling: { kind: 'letters', tokens: { least: 4, most: 3 } } },
      /at least 4, at most 3/,
    ],
  ])('%s', (_, change, message) => {
    expect(() => draw(named(change), 1)).toThrow(refusal('invalid-experiment', message));
  });

  it('a derangement of one, for which the official code would look for ever (paper.md 7, defect 7)', () => {
    expect(() => derangement(1, seedTree(1))).toThrow(refusal('invalid-experiment', 'at least 2'));
    expect(derangement(0, seedTree(1))).toEqual([]);
    expect(derangement(2, seedTree(1))).toEqual([1, 0]);
  });

  it('prompts that their tokenizer reads otherwise once the answer follows', () => {
    const merging: Tokenizer = { ...bytes, encode: (text) => bytes.encode(text.replaceAll(': ', '\x01')) };
    expect(() => drawNamedEntities(named(), seedTree(1), { tokenizer: merging, knowledge: people(60) })).toThrow(
      refusal('invalid-experiment', 'no prompt asks for it'),
    );
  });

  it("the paper's padding without a token that ends a text", () => {
    const endless = { tokenizer: { ...bytes, endOfText: null }, knowledge: people(60) };
    expect(() => drawNamedEntities(named({ padding: 'end-of-text' }), seedTree(1), endless)).toThrow(
      refusal('invalid-experiment', 'no token that ends a text'),
    );
  });

  it('a world without a tokenizer', () => {
    expect(() => drawWorld(named(), seedTree(1))).toThrow(
      refusal('invalid-experiment', 'the tokenizer of a pretrained model'),
    );
  });
});

describe('an experiment on named entities', () => {
  it('is a document like any other', () => {
    const experiment = { ...tinyText(), task: named(), model: { kind: 'checkpoint', digest: SHA256 } };
    expect(parseExperiment(experiment, 'here')).toBe(experiment);
    expect(() => parseExperiment({ ...tinyText(), task: named() }, 'here')).toThrow(
      refusal('invalid-experiment', 'field /model/digest'),
    );
    const { QA4: _, ...groups } = named().groups;
    expect(() => parseExperiment({ ...experiment, task: { ...named(), groups } }, 'here')).toThrow(
      refusal('invalid-experiment', 'QA4'),
    );
  });
});
