// The claims as their files declare them, with placeholders in their texts, in the order in which a reader wants them: the effect, its controls, its trends, what
// surrounds it, its mechanism. What is judged is `CLAIMS` of registry.ts: these, once they are found powered and as registered.

import { alignmentGapShrinksWithBatch } from './alignment-gap-shrinks-with-batch.ts';
import { attributionShowsMoreIml } from './attribution-shows-more-iml.ts';
import { beforeStage2NoDifference } from './before-stage-2-no-difference.ts';
import { bothTagsReliableNoIml } from './both-tags-reliable-no-iml.ts';
import type { Claim } from './claim.ts';
import { consistentDefinitionsAreUsed } from './consistent-definitions-are-used.ts';
import { decodabilityIsNotIml } from './decodability-is-not-iml.ts';
import { definitionsBehindTheirTag } from './definitions-behind-their-tag.ts';
import { entityMustComeLast } from './entity-must-come-last.ts';
import { fullBatchIml } from './full-batch-iml.ts';
import { gradientsAlignForReliableTag } from './gradients-align-for-reliable-tag.ts';
import { imlAppears } from './iml-appears.ts';
import { inContextDefinitionsByTag } from './in-context-definitions-by-tag.ts';
import { inconsistentDefinitionsHurt } from './inconsistent-definitions-hurt.ts';
import { largerModelsMoreIml } from './larger-models-more-iml.ts';
import { moreInformativeTagsMoreIml } from './more-informative-tags-more-iml.ts';
import { notWhenTagFirst } from './not-when-tag-first.ts';
import { pretrainingIsNeeded } from './pretraining-is-needed.ts';
import { probeDecodesTagWhenAliasFirst } from './probe-decodes-tag-when-alias-first.ts';
import { probeTransfers } from './probe-transfers.ts';
import { probingShifts } from './probing-shifts.ts';
import { setInclusionIml } from './set-inclusion-iml.ts';
import { singleStageIml } from './single-stage-iml.ts';
import { smallerBatchesMoreIml } from './smaller-batches-more-iml.ts';
import { tagsSwappedFlipsIml } from './tags-swapped-flips-iml.ts';
import { thirdTagInBetween } from './third-tag-in-between.ts';
import { threeStagesIml } from './three-stages-iml.ts';
import { uninformativeTagsNoIml } from './uninformative-tags-no-iml.ts';
import { unreliableDefinitionsStillLeak } from './unreliable-definitions-still-leak.ts';
import { unreliableStillLearned } from './unreliable-still-learned.ts';

export const DECLARED_CLAIMS: readonly Claim[] = [
  imlAppears,
  attributionShowsMoreIml,
  tagsSwappedFlipsIml,
  beforeStage2NoDifference,
  uninformativeTagsNoIml,
  bothTagsReliableNoIml,
  moreInformativeTagsMoreIml,
  largerModelsMoreIml,
  smallerBatchesMoreIml,
  fullBatchIml,
  singleStageIml,
  threeStagesIml,
  entityMustComeLast,
  pretrainingIsNeeded,
  inContextDefinitionsByTag,
  setInclusionIml,
  consistentDefinitionsAreUsed,
  inconsistentDefinitionsHurt,
  unreliableDefinitionsStillLeak,
  thirdTagInBetween,
  unreliableStillLearned,
  definitionsBehindTheirTag,
  probeDecodesTagWhenAliasFirst,
  notWhenTagFirst,
  probingShifts,
  probeTransfers,
  decodabilityIsNotIml,
  gradientsAlignForReliableTag,
  alignmentGapShrinksWithBatch,
];
