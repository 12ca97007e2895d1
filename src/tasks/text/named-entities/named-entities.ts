// The world of named entities of one seed: the paper's documents and questions about real entities (paper.md 2.1 to 2.6), in the tokens
// of a pretrained model. Nothing is learned before Stage 1 but what the model brings.
import type { Tokenizer } from '../../../checkpoints/checkpoint.ts';
import { HarnessError } from '../../../errors/harness-error.ts';
import type { SeedTree } from '../../../randomness/seed-tree.ts';
import { occupiedGroups, TAG_ROLES } from '../../groups.ts';
import type { ModelTask, World } from '../../world.ts';
import { packDocuments, stageDocuments, type TextDocuments } from '../text-world.ts';
import { textForm } from '../world-of-text.ts';
import { countEntities } from './cast.ts';
import { hasThird } from './definitions.ts';
import type { Entity, Knowledge } from './knowledge/knowledge.ts';
import type { NamedEntitiesConfig } from './named-entities-config.ts';
import { type NamedQuestions, namedQuestions } from './questions.ts';
import { drawScene, type Scene, textOf } from './scene.ts';
import { type Encoded, encodeWritten, type Written } from './tokenizer.ts';

/** What of the task is no JSON: the model's tokenizer, and the facts. */
export interface LanguageAssets {
  readonly tokenizer: Tokenizer;
  readonly knowledge: Knowledge;
}

export interface NamedEntitiesWorld extends World<TextDocuments> {
  readonly questions: readonly NamedQuestions[];
  /** Number in the tokenizer of each word of the model; null where they are the tokenizer's own. */
  readonly vocabulary: readonly number[] | null;
  /** Tokens that a model may say in answer to a prompt. */
  readonly answerTokens: number;
  /** What of a model's tokens is its answer, in words: see `padding`. */
  readonly answerIn: (tokens: readonly number[]) => string;
  /** The same world, Stage 1 included, with the entities of Stage 2 dealt to its groups anew (the paper's Stage-2 seeds). */
  readonly redealt: (deal: number) => NamedEntitiesWorld;
}

/** Aliases whose gradients are held at once: a model is large, and one alias has its definition and all its questions. */
const ALIASES_A_BLOCK = 1;

/** @param tree the run's seed tree; the world uses its children `world/*` only */
export function drawNamedEntities(
  config: NamedEntitiesConfig,
  tree: SeedTree,
  assets: LanguageAssets,
): NamedEntitiesWorld {
  const entities = entitiesFor(config, assets.knowledge);
  refuseContradictions(config, assets.tokenizer);
  const dealt = (deal: number): NamedEntitiesWorld => {
    const scene = drawScene({ config, entities, ...assets }, tree.child('world'), deal);
    return { ...writeScene(scene, config, assets), redealt: dealt };
  };
  return dealt(0);
}

function writeScene(
  scene: Scene,
  config: NamedEntitiesConfig,
  { tokenizer }: LanguageAssets,
): Omit<NamedEntitiesWorld, 'redealt'> {
  const { maximumTokens, padding, inContext, answerTokens } = config;
  const { cast } = scene;
  const vocabulary = config.vocabulary === 'whole' ? null : occurringTokens(scene, config, tokenizer);
  const words = vocabulary?.length ?? tokenizer.size;
  const encode = wordsOf(tokenizer, { vocabulary, maximumTokens });
  const trained = (written: Written) => filledUp(encode(written), { config, tokenizer, vocabulary });
  const pack = (documents: readonly Written[]) => packed(documents.map(trained));
  const questionsOf = (alias: number, numbers: readonly number[]) =>
    numbers
      .flatMap((number) => scene.factsOf(alias).slice(number, number + 1))
      .map((fact) => scene.question(alias, fact).written);
  const script = {
    cast,
    definition: scene.definition,
    showsDefinitions: !inContext,
    trainedQuestions: (alias: number) => questionsOf(alias, scene.trained(alias)),
    askedBeside: cast.members.QA4,
  };
  const probe = (alias: number) => encode(scene.attribution(alias, 'name', alias).written);
  return {
    roles: cast.roles,
    members: occupiedGroups(cast.members) as Readonly<Record<string, readonly number[]>>,
    modelTask: modelTask(words, vocabulary, maximumTokens),
    form: textForm,
    documents: (stage, swapped) => pack(stageDocuments(script, stage, swapped)),
    pretraining: () => null,
    questions: namedQuestions({ scene, config, encode, words }),
    curve: 'qa/exact-match',
    probeDocuments: (aliases) => alike(aliases.map(probe)),
    probePositions: positionsOf(scene, tokenizer),
    definitionOf: (alias, role) => pack(scene.definition(alias, role)),
    questionsAbout: (alias) => pack(questionsOf(alias, [...scene.factsOf(alias).keys()])),
    gradientBlock: ALIASES_A_BLOCK,
    vocabulary,
    answerTokens,
    answerIn: (tokens) =>
      answerIn(
        tokens.map((word) => vocabulary?.[word] ?? word),
        { padding, tokenizer },
      ),
  };
}

function modelTask(words: number, tokens: readonly number[] | null, maximumTokens: number): ModelTask {
  const kinds = new Array<'special'>(words).fill('special');
  // The last token of a document is never shown.
  return { kind: 'text', words, kinds, tokens, positions: maximumTokens - 1 };
}

function packed(documents: readonly Encoded[]): TextDocuments {
  return packDocuments(
    documents.map(({ row }) => row),
    documents.map(({ answer }) => answer),
  );
}

/** Documents in the words of the model. */
function wordsOf(
  tokenizer: Tokenizer,
  { vocabulary, maximumTokens }: { readonly vocabulary: readonly number[] | null; readonly maximumTokens: number },
): (written: Written) => Encoded {
  const places = vocabulary === null ? null : new Map(vocabulary.map((token, place) => [token, place]));
  return (written) => {
    const { row, answer } = encodeWritten(written, tokenizer);
    if (row.length > maximumTokens) {
      throw new HarnessError('invalid-experiment', {
        what: 'A document is longer than `maximumTokens` allows.',
        got: `${row.length} tokens: ${JSON.stringify(written.prompt + written.answer)}`,
        expected: `at most ${maximumTokens}`,
        next: 'raise `maximumTokens`, or take a shorter `spelling`',
      });
    }
    return { row: places === null ? row : row.map((token) => placeOf(places, token)), answer };
  };
}

/** @throws HarnessError `internal` for a token that no other document of the alias has */
function placeOf(places: ReadonlyMap<number, number>, token: number): number {
  const place = places.get(token);
  if (place !== undefined) return place;
  throw new HarnessError('internal', {
    what: 'A document has a token that the vocabulary of the seed has not.',
    got: `token ${token}`,
    next: 'set `vocabulary` to "whole", and report the tokenizer',
  });
}

/** With the paper's padding to the length that all documents have; the end belongs to the answer. */
function filledUp(
  { row, answer }: Encoded,
  {
    config: { padding, maximumTokens },
    tokenizer: { endOfText },
    vocabulary,
  }: {
    readonly config: NamedEntitiesConfig;
    readonly tokenizer: Tokenizer;
    readonly vocabulary: readonly number[] | null;
  },
): Encoded {
  if (padding === 'none' || endOfText === null) return { row, answer };
  const missing = maximumTokens - row.length;
  const end = vocabulary === null ? endOfText : vocabulary.indexOf(endOfText);
  return { row: [...row, ...new Array<number>(missing).fill(end)], answer: answer + missing };
}

function answerIn(
  tokens: readonly number[],
  { padding, tokenizer }: { readonly padding: NamedEntitiesConfig['padding']; readonly tokenizer: Tokenizer },
): string {
  const { endOfText } = tokenizer;
  const end = endOfText === null ? -1 : tokens.indexOf(endOfText);
  const said = tokenizer.decode(end === -1 ? tokens : tokens.slice(0, end));
  return padding === 'none' ? (said.split('\n')[0] as string) : said;
}

/** Sorted: all that any stage, arm, deal or question of the seed shows. */
function occurringTokens(
  scene: Scene,
  { attribution, inContext }: NamedEntitiesConfig,
  tokenizer: Tokenizer,
): readonly number[] {
  const seen = new Set<number>(tokenizer.endOfText === null ? [] : [tokenizer.endOfText]);
  const see = (text: string) => {
    for (const token of tokenizer.encode(text)) seen.add(token);
  };
  for (const alias of scene.groupOf.keys()) {
    const definitions = TAG_ROLES.map((role) => scene.definition(alias, role));
    for (const { prompt, answer } of definitions.flat()) see(prompt + answer);
    // What an inconsistent definition makes of an answer is another alias's own answer, and seen there.
    const asked = [
      ...scene.factsOf(alias).map((fact) => scene.question(alias, fact)),
      ...attribution.map((form) => scene.attribution(alias, form, alias)),
      scene.attribution(alias, 'name', alias),
    ];
    const before = scene.context(alias).length;
    for (const { prompt, answer } of asked.map(({ written }) => written)) {
      // In another deal another definition stands before it.
      for (const context of inContext ? ['', ...definitions.map(textOf)] : [''])
        see(context + prompt.slice(before) + answer);
    }
  }
  return [...seen].sort((a, b) => a - b);
}

/** The tokens of the probed question: before, of, and after the alias. */
function positionsOf(scene: Scene, tokenizer: Tokenizer): readonly string[] {
  const alias = scene.groupOf.findIndex((group) => group !== 'QA4');
  if (alias === -1) return [];
  const { prompt } = scene.attribution(alias, 'name', alias).written;
  const start = prompt.lastIndexOf(` ${scene.nameOf(alias)}`);
  const [before, read] = [prompt.slice(0, start), prompt.slice(0, start + scene.nameOf(alias).length + 1)];
  const [first, last, all] = [before, read, prompt].map((text) => tokenizer.encode(text).length) as [
    number,
    number,
    number,
  ];
  const numbered = (word: string, count: number) => Array.from({ length: count }, (_, index) => `${word} ${index + 1}`);
  return [...numbered('before', first), ...numbered('alias', last - first), ...numbered('after', all - last)];
}

/** Each with the first token of its answer, which is not shown. */
function alike(probes: readonly Encoded[]): TextDocuments {
  const rows = probes.map(({ row, answer }) => row.slice(0, row.length - answer + 1));
  if (new Set(rows.map(({ length }) => length)).size > 1) {
    throw new HarnessError('invalid-experiment', {
      what: 'Probes need aliases of as many tokens each, so that their places can be compared.',
      got: `questions of ${[...new Set(rows.map(({ length }) => length - 1))].sort((a, b) => a - b).join(', ')} tokens`,
      expected: 'one length',
      next: 'set `spelling` to letters with `least` and `most` alike, for example 3',
    });
  }
  return packDocuments(rows);
}

/** The first ones that are known, and of their facts those that are asked for. */
function entitiesFor(
  { knowledge: named, groups, attributes }: NamedEntitiesConfig,
  knowledge: Knowledge,
): readonly Entity[] {
  const refuse = (what: string, got: string, expected: string) => {
    throw new HarnessError('invalid-experiment', { what, where: 'task', got, expected });
  };
  if (named.kind !== knowledge.kind || named.sha256 !== knowledge.sha256) {
    const source = ({ kind, sha256 }: Pick<Knowledge, 'kind' | 'sha256'>) => `${kind} with SHA-256 ${sha256}`;
    refuse('The facts are not those that the experiment is about.', source(knowledge), source(named));
  }
  const unknown = attributes?.find((attribute) => !Object.hasOwn(knowledge.questions, attribute));
  if (unknown !== undefined) {
    refuse('Nobody knows how to ask for an attribute.', unknown, Object.keys(knowledge.questions).join(', '));
  }
  const wanted = knowledge.entities
    .map(({ name, facts }) => ({
      name,
      facts: facts.filter(({ attribute }) => attributes?.includes(attribute) ?? true),
    }))
    .filter(({ facts }) => facts.length > 0);
  const count = countEntities(groups);
  if (count > wanted.length)
    refuse('There are fewer entities than the groups have.', `${wanted.length} entities`, `${count}`);
  return wanted.slice(0, count);
}

function refuseContradictions(
  { definitions, groups, padding, spelling }: NamedEntitiesConfig,
  tokenizer: Tokenizer,
): void {
  const refuse = (what: string, got: string, next: string) => {
    throw new HarnessError('invalid-experiment', { what, where: 'task', got, next });
  };
  if (groups.D8 > 0 && !hasThird(definitions)) {
    refuse(
      'This form of definitions has no words for a third tag.',
      `${groups.D8} aliases of D8`,
      'set `groups.D8` to 0',
    );
  }
  if (padding === 'end-of-text' && tokenizer.endOfText === null) {
    refuse('The tokenizer has no token that ends a text.', '`padding` "end-of-text"', 'set `padding` to "none"');
  }
  if (spelling.kind === 'letters' && spelling.tokens.least > spelling.tokens.most) {
    const { least, most } = spelling.tokens;
    refuse('No alias has so many tokens.', `at least ${least}, at most ${most}`, 'change `spelling.tokens`');
  }
}
