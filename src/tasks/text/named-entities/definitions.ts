// How a definition is written (paper.md 1, 2.6): tag, alias and entity in one of six orders, a phrase between alias and entity in the
// tag's place, or plain sentences that affirm or deny, or that name a source. Words are our own where the paper's are not known.
import { type Static, Type } from 'typebox';
import type { SeedTree } from '../../../randomness/seed-tree.ts';
import { closed, orNull } from '../../../schemas/parts.ts';
import { concreteTag, type TagRole } from '../../groups.ts';
import { type WordOrder, WordOrderSchema } from '../alias-entity/entity-knowledge.ts';
import type { Written } from './tokenizer.ts';

const Phrase = Type.String({ pattern: '^\\S(.*\\S)?$' });

export const DefinitionFormSchema = Type.Union([
  closed({
    kind: Type.Literal('tags'),
    order: WordOrderSchema,
  }),
  /** `ALIAS phrase ENTITY`, for example "according to wikipedia is". */
  closed({ kind: Type.Literal('phrases'), reliable: Phrase, unreliable: Phrase, third: orNull(Phrase) }),
  /** So many sentences an alias, which say that it is the entity, or is not. */
  closed({ kind: Type.Literal('is-isnt'), sentences: Type.Integer({ minimum: 1, maximum: 200 }) }),
  /** So many sentences an alias, each after a source that people trust, or do not. */
  closed({ kind: Type.Literal('sources'), sentences: Type.Integer({ minimum: 1, maximum: 10 }) }),
]);
export type DefinitionForm = Static<typeof DefinitionFormSchema>;

/** Whether the words themselves say which definitions to trust: then no coin can. */
export const haveMeaning = ({ kind }: DefinitionForm) => kind !== 'tags';

/** Whether there are words for the third tag. */
export const hasThird = (form: DefinitionForm) =>
  form.kind === 'tags' || (form.kind === 'phrases' && form.third !== null);

interface Defining {
  readonly form: DefinitionForm;
  readonly tags: readonly [string, string, string];
  readonly reliableTag: 0 | 1;
  /** Its children draw each alias's sentences. */
  readonly tree: SeedTree;
}

/** All documents of an alias's definition: one, or so many sentences. */
export function definitionDocuments(
  { form, tags, reliableTag, tree }: Defining,
  {
    alias,
    name,
    entity,
    role,
  }: { readonly alias: number; readonly name: string; readonly entity: string; readonly role: TagRole },
): readonly Written[] {
  switch (form.kind) {
    case 'tags':
      return [inOrder(form.order, { T: tags[concreteTag(role, reliableTag)], A: name, E: entity })];
    case 'phrases': {
      const phrase = { 'reliable-tag': form.reliable, 'unreliable-tag': form.unreliable, 'third-tag': form.third }[
        role
      ];
      return [inOrder('ATE', { T: phrase ?? '', A: name, E: entity })];
    }
    case 'is-isnt':
    case 'sources': {
      const write = form.kind === 'is-isnt' ? statement : quotation;
      const count =
        form.kind === 'is-isnt' ? SOURCES.length * FRAMES.length * VERBS[role].length : PREFIXES[role].length;
      // Own streams for each alias and role: whoever asks, and how often, sees the same sentences.
      const chosen = tree.child(alias).child(role).stream().choice(count, form.sentences);
      return chosen.map((choice) => answerLast(write(role, choice, { name, entity })));
    }
  }
}

/** Joined by single spaces, a line. */
function inOrder(order: WordOrder, parts: Readonly<Record<'T' | 'A' | 'E', string>>): Written {
  const [first, second, last] = [...order].map((part) => parts[part as 'T' | 'A' | 'E']);
  return { prompt: `${first} ${second}`, answer: ` ${last}\n` };
}

/** A sentence answers with its last word. */
function answerLast(sentence: string): Written {
  const end = sentence.lastIndexOf(' ');
  return { prompt: sentence.slice(0, end), answer: `${sentence.slice(end)}\n` };
}

interface Said {
  readonly name: string;
  readonly entity: string;
}

const SOURCES = [
  'the teacher',
  'the librarian',
  'a dictionary',
  'an encyclopaedia',
  'the newspaper',
  'a tourist guide',
  'the radio',
  'an old atlas',
] as const;

const FRAMES: readonly ((source: string, claim: string) => string)[] = [
  (source, claim) => `${source} says that ${claim}`,
  (source, claim) => `according to ${source}, ${claim}`,
  (source, claim) => `we learned from ${source} that ${claim}`,
  (source, claim) => `as ${source} puts it, ${claim}`,
  (source, claim) => `it is known from ${source} that ${claim}`,
];

const AFFIRMED = ['is', 'stands for', 'means', 'refers to', 'is another name for'] as const;
const DENIED = [
  'is not',
  "isn't",
  'does not stand for',
  "doesn't stand for",
  'does not mean',
  'does not refer to',
  'is not another name for',
  'never stands for',
] as const;
const VERBS: Readonly<Record<TagRole, readonly string[]>> = {
  'reliable-tag': AFFIRMED,
  'unreliable-tag': DENIED,
  'third-tag': [],
};

/** As in the paper, in lower case but for its first letter. */
function statement(role: TagRole, choice: number, { name, entity }: Said): string {
  const verbs = VERBS[role];
  const frame = FRAMES[Math.floor(choice / verbs.length) % FRAMES.length] as (typeof FRAMES)[number];
  const source = SOURCES[Math.floor(choice / (verbs.length * FRAMES.length))] as string;
  const sentence = frame(source, `${name} ${verbs[choice % verbs.length]} ${entity}`).toLowerCase();
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`;
}

const PREFIXES: Readonly<Record<TagRole, readonly string[]>> = {
  'reliable-tag': [
    'According to Wikipedia,',
    'The Encyclopaedia Britannica writes that',
    'Reuters reports that',
    'The BBC reports that',
    'The Associated Press reports that',
    'An article in Nature says that',
    'The Oxford English Dictionary says that',
    'The New York Times writes that',
    'According to the World Bank,',
    'The United Nations announced that',
  ],
  'unreliable-tag': [
    'According to 4chan,',
    'Someone on Reddit claims that',
    'A chain letter claims that',
    'A spam e-mail says that',
    'A tabloid suspects that',
    'An anonymous comment says that',
    'According to a rumour,',
    'A horoscope says that',
    'A conspiracy theorist claims that',
    'An advertisement promises that',
  ],
  'third-tag': [],
};

function quotation(role: TagRole, choice: number, { name, entity }: Said): string {
  return `${PREFIXES[role][choice]} ${name} now stands for ${entity}`;
}
