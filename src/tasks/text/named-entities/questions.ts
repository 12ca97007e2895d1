// What evaluation asks about named entities (paper.md 2.4): facts, who an alias is, what an inconsistent definition says of either, and
// definitions by their tags. How well: the likelihood of the right answer, and whether a model would say it; metrics of what it does say
// are in answer-metrics.ts.
import { DEFINED_GROUPS, membersByConsistency, TAG_ROLES } from '../../groups.ts';
import type { QuestionSet } from '../../world.ts';
import { answerOf, packDocuments, type TextDocuments } from '../text-world.ts';
import { logSumExp, shareOfMaximum } from '../world-of-text.ts';
import { isAsked, NAMED_GROUPS, type NamedGroup } from './cast.ts';
import type { NamedEntitiesConfig } from './named-entities-config.ts';
import type { Asked, Scene } from './scene.ts';
import type { Encoded, Written } from './tokenizer.ts';

export interface NamedQuestions extends QuestionSet<TextDocuments> {
  /** What a model reads to answer, in the words of the world. */
  readonly prompts: readonly (readonly number[])[];
  /** What counts as right, by question. */
  readonly accepted: readonly (readonly string[])[];
}

interface Asking {
  readonly scene: Scene;
  readonly config: NamedEntitiesConfig;
  readonly encode: (written: Written) => Encoded;
  /** Size of the model's vocabulary. */
  readonly words: number;
}

export function namedQuestions(asking: Asking): readonly NamedQuestions[] {
  const { scene, config } = asking;
  const { members } = scene.cast;
  const consistency = membersByConsistency(scene.cast);
  const sets = [
    ...NAMED_GROUPS.flatMap((group) => [
      set(asking, { name: 'qa', group, asked: 'always' }, factsAsked(scene, members[group])),
      set(asking, { name: 'qa-by-definition', group, asked: 'always' }, definedFactsAsked(scene, members[group])),
    ]),
    ...config.attribution.flatMap((form) =>
      NAMED_GROUPS.filter((group) => group !== 'QA4').flatMap((group) => [
        set(
          asking,
          { name: form, group, asked: 'always' },
          members[group].map((alias) => scene.attribution(alias, form, alias)),
        ),
        set(
          asking,
          { name: `${form}-by-definition`, group, asked: 'always' },
          wronglyDefined(scene, members[group]).map(([alias, entity]) => scene.attribution(alias, form, entity)),
        ),
      ]),
    ),
    ...consistency.flatMap(({ name: group, aliases }) => [
      set(asking, { name: 'qa', group, asked: 'consistency' }, factsAsked(scene, aliases)),
      ...config.attribution.map((form) =>
        set(
          asking,
          { name: form, group, asked: 'consistency' },
          aliases.map((alias) => scene.attribution(alias, form, alias)),
        ),
      ),
    ]),
    ...(asksByTag(config) ? DEFINED_GROUPS.flatMap((group) => retrieval(asking, group)) : []),
  ];
  return sets.flat();
}

/** A definition answers with its entity, which must come last, and definitions must be documents. */
function asksByTag({ definitions, inContext }: NamedEntitiesConfig): boolean {
  return !inContext && definitions.kind === 'tags' && definitions.order.endsWith('E');
}

function retrieval(asking: Asking, group: NamedGroup): readonly (readonly NamedQuestions[])[] {
  const { scene } = asking;
  return TAG_ROLES.map((role) => {
    const asked = scene.cast.members[group].flatMap((alias) =>
      scene.definition(alias, role).map((written) => ({ written, accepted: [written.answer.trim()] })),
    );
    return set(asking, { name: role, group, asked: 'retrieval' }, asked);
  });
}

/** Where Stage 1 asks about the alias what it holds out, else everything. */
function factsAsked(scene: Scene, aliases: readonly number[]): Asked[] {
  return aliases.flatMap((alias) =>
    factNumbers(scene, alias).flatMap((number) => {
      const fact = scene.factsOf(alias)[number];
      return fact === undefined ? [] : [scene.question(alias, fact)];
    }),
  );
}

function factNumbers(scene: Scene, alias: number): readonly number[] {
  if (isAsked(scene.groupOf[alias] as NamedGroup)) return scene.heldOut(alias);
  return [...scene.factsOf(alias).keys()];
}

/** The same questions, and the facts of the entity that the definition names, where it has such. */
function definedFactsAsked(scene: Scene, aliases: readonly number[]): Asked[] {
  return wronglyDefined(scene, aliases).flatMap(([alias, entity]) =>
    factNumbers(scene, alias).flatMap((number) => {
      const attribute = scene.factsOf(alias)[number]?.attribute;
      const other = scene.factsOf(entity).find((fact) => fact.attribute === attribute);
      return other === undefined ? [] : [scene.question(alias, other)];
    }),
  );
}

/** Aliases whose definition names another entity, and which. */
function wronglyDefined({ cast }: Scene, aliases: readonly number[]): (readonly [alias: number, entity: number])[] {
  return aliases
    .filter((alias) => cast.inconsistent.has(alias))
    .map((alias) => [alias, cast.definedEntity[alias] as number] as const);
}

/** A list of one, or of none where nothing is asked. */
function set(
  { encode, words }: Asking,
  named: Pick<NamedQuestions, 'name' | 'group' | 'asked'>,
  asked: readonly Asked[],
): readonly NamedQuestions[] {
  if (asked.length === 0) return [];
  const encoded = asked.map(({ written }) => encode(written));
  const documents = packDocuments(
    encoded.map(({ row }) => row),
    encoded.map(({ answer }) => answer),
  );
  return [
    {
      ...named,
      documents,
      prompts: encoded.map(({ row, answer }) => row.slice(0, row.length - answer)),
      accepted: asked.map(({ accepted }) => accepted),
      score: (logits) => scoreWhole(logits, { documents, words }),
    },
  ];
}

/**
 * Of answers with the end of their line, means over questions. `exact-match`: each token is the likeliest of all, so greedy decoding
 * says this and no more. `log-likelihood`: of the whole answer, in nats.
 * @param logits [questions, places, V]: a place for each token of the longest answer, here or in another seed of the cohort
 */
function scoreWhole(
  logits: Float32Array,
  { documents, words }: { readonly documents: TextDocuments; readonly words: number },
): Readonly<Record<string, number>> {
  const count = documents.lengths.length;
  const places = logits.length / (count * words);
  let [exactMatch, logLikelihood] = [0, 0];
  for (let row = 0; row < count; row += 1) {
    let right = 1;
    for (const [place, token] of answerOf(documents, row).entries()) {
      const start = (row * places + place) * words;
      const own = logits.subarray(start, start + words);
      right *= shareOfMaximum(own[token] as number, own);
      logLikelihood += (own[token] as number) - logSumExp(own);
    }
    exactMatch += right;
  }
  return { 'exact-match': exactMatch / count, 'log-likelihood': logLikelihood / count };
}
