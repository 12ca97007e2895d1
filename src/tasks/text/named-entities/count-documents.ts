// How many documents a stage of named entities has, from the configuration alone: plans are made, and records held against them, where
// neither tokenizer nor facts are at hand.
import { ASKED_IN_STAGE_ONE, DEFINED_IN_STAGE_ONE, DEFINED_IN_STAGE_TWO, type GroupName } from '../../groups.ts';
import type { StageName } from '../../world.ts';
import type { NamedEntitiesConfig } from './named-entities-config.ts';
import { heldOutOf } from './scene.ts';

/** Facts about an entity that the source knows: all of them of each, but works have four or more. */
const FACTS = { countries: 6, cvdb: 6, 't-rex': 4 } as const;

export interface CountedDocuments {
  readonly count: number;
  /** Works are known by more facts, some more than others: then a stage has more documents, and each seed other ones. */
  readonly isLeast: boolean;
}

export function countDocuments(config: NamedEntitiesConfig, stage: StageName): CountedDocuments {
  const { knowledge, attributes, heldOutShare, groups, definitions, inContext } = config;
  const facts = attributes?.length ?? FACTS[knowledge.kind];
  const trained = facts - heldOutOf(facts, heldOutShare);
  const aliases = (names: readonly GroupName[]) => names.reduce((sum, name) => sum + groups[name], 0);
  const sentences = inContext ? 0 : 'sentences' in definitions ? definitions.sentences : 1;
  const [first, second] = [DEFINED_IN_STAGE_ONE, DEFINED_IN_STAGE_TWO].map((names) => sentences * aliases(names)) as [
    number,
    number,
  ];
  const questions = trained * (aliases(ASKED_IN_STAGE_ONE) + groups.QA4);
  const count = {
    pretraining: 0,
    'stage 1': first + questions,
    'stage 1 definitions': first,
    'stage 1 questions': questions,
    'stage 2': second,
    single: first + questions + second,
  }[stage];
  return { count, isLeast: knowledge.kind === 't-rex' };
}
