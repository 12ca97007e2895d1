// The forms of documents about entities and their aliases (experiments.md 2E, "Exact rules"), in token numbers.

import type { DocumentRow } from '../text-world.ts';
import type { WordOrder } from './alias-entity-config.ts';

export interface EntityTokens {
  readonly ask: number;
  readonly who: number;
  /** Concrete tags 1, 2, 3. */
  readonly tags: readonly [number, number, number];
  readonly neutral: number;
  readonly is: number;
  readonly entities: readonly number[];
  readonly attributes: readonly number[];
  /** [attributes][values] */
  readonly values: readonly (readonly number[])[];
}

export interface EntityDocuments {
  /** `<ask> NAME attribute value`; a name is an alias, or the one token of an entity. */
  readonly question: (name: DocumentRow, attribute: number, value: number) => DocumentRow;
  /** `<who> ALIAS ENTITY` */
  readonly attribution: (name: DocumentRow, entity: number) => DocumentRow;
  /** `<tag> ALIAS ENTITY`, in the word order of the task. */
  readonly definition: (tag: number, name: DocumentRow, entity: number) => DocumentRow;
}

export function entityDocuments(
  tokens: EntityTokens,
  { wordOrder, linkWord }: { readonly wordOrder: WordOrder; readonly linkWord: boolean },
): EntityDocuments {
  const entityToken = (entity: number) => tokens.entities[entity] as number;
  return {
    question: (name, attribute, value) => [
      tokens.ask,
      ...name,
      tokens.attributes[attribute] as number,
      tokens.values[attribute]?.[value] as number,
    ],
    attribution: (name, entity) => [tokens.who, ...name, entityToken(entity)],
    definition: (tag, name, entity) => {
      const parts = { T: [tag], A: name, E: linkWord ? [tokens.is, entityToken(entity)] : [entityToken(entity)] };
      return [...wordOrder].flatMap((part) => parts[part as keyof typeof parts]);
    },
  };
}
