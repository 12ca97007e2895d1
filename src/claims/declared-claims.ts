// The claims as their files declare them, with placeholders in their texts, in the order in which a reader wants them: the effect, its controls, its trends, what
// surrounds it, its mechanism. What is judged is `CLAIMS` of registry.ts: these, once they are found powered and as registered.

import { mostSeedsOf, requirePower } from '../decisions/chances.ts';
import { checkRule } from '../decisions/decide.ts';
import type { DecisionRule } from '../decisions/decision.ts';
import { inDigits } from '../decisions/wording.ts';
import { HarnessError } from '../errors/harness-error.ts';
import { alignmentGapShrinksAtConvergence } from './alignment-gap-shrinks-at-convergence.ts';
import { alignmentGapShrinksWithBatch } from './alignment-gap-shrinks-with-batch.ts';
import { attributionShowsMoreIml } from './attribution-shows-more-iml.ts';
import { bareAliasCompletion } from './bare-alias-completion.ts';
import { beforeStage2NoDifference } from './before-stage-2-no-difference.ts';
import { bothTagsReliableNoIml } from './both-tags-reliable-no-iml.ts';
import { type Claim, PROFILE_NAMES } from './claim.ts';
import { consistentDefinitionsAreUsed } from './consistent-definitions-are-used.ts';
import { decodabilityIsNotIml } from './decodability-is-not-iml.ts';
import { decodableTagsWithoutIml } from './decodable-tags-without-iml.ts';
import { definitionsBehindTheirTag } from './definitions-behind-their-tag.ts';
import { entityMustComeLast } from './entity-must-come-last.ts';
import { fullBatchIml } from './full-batch-iml.ts';
import { gradientsAlignForReliableTag } from './gradients-align-for-reliable-tag.ts';
import { gradientsAlignWithOwnQuestions } from './gradients-align-with-own-questions.ts';
import { imlAppears } from './iml-appears.ts';
import { inContextDefinitionsByTag } from './in-context-definitions-by-tag.ts';
import { inconsistentDefinitionsHurt } from './inconsistent-definitions-hurt.ts';
import { largerModelsMoreIml } from './larger-models-more-iml.ts';
import { misleadingTagsReverseIml } from './misleading-tags-reverse-iml.ts';
import { moreInformativeTagsMoreIml } from './more-informative-tags-more-iml.ts';
import { notWhenTagFirst } from './not-when-tag-first.ts';
import { pretrainingIsNeeded } from './pretraining-is-needed.ts';
import { probeDecodesTagWhenAliasFirst } from './probe-decodes-tag-when-alias-first.ts';
import { probeTransfers } from './probe-transfers.ts';
import { probingShifts } from './probing-shifts.ts';
import { randomTagsNoIml } from './random-tags-no-iml.ts';
import { setInclusionIml } from './set-inclusion-iml.ts';
import { shuffledTagsNoIml } from './shuffled-tags-no-iml.ts';
import { singleStageIml } from './single-stage-iml.ts';
import { smallerBatchesMoreIml } from './smaller-batches-more-iml.ts';
import { stageOneLowersUnreliableAlignment } from './stage-1-lowers-unreliable-alignment.ts';
import { tagMattersMoreThanConsistency } from './tag-matters-more-than-consistency.ts';
import { tagsSwappedFlipsIml } from './tags-swapped-flips-iml.ts';
import { thirdTagInBetween } from './third-tag-in-between.ts';
import { threeStagesIml } from './three-stages-iml.ts';
import { uninformativeTagsNoIml } from './uninformative-tags-no-iml.ts';
import { unreliableDefinitionsStillLeak } from './unreliable-definitions-still-leak.ts';
import { unreliableStillLearned } from './unreliable-still-learned.ts';
import { atFamilyLevel, familyPlace } from './verdicts/family.ts';

/** Beta .05, as registered for every claim. */
const TARGET_POWER = 0.95;

/** Of a null, in SDs between seeds. At a true effect of 0, 1.5 decides in 12 seeds on average, 1 in 21, and .5 never (decisions.md B3). */
const LEAST_MARGIN = 1.5;
/** A margin of .15 at an SD of .1 is one of 1.5, whatever binary digits say. */
const ROUNDING = 1e-9;

export const DECLARED_CLAIMS: readonly Claim[] = [
  imlAppears,
  attributionShowsMoreIml,
  tagsSwappedFlipsIml,
  beforeStage2NoDifference,
  uninformativeTagsNoIml,
  misleadingTagsReverseIml,
  bothTagsReliableNoIml,
  shuffledTagsNoIml,
  randomTagsNoIml,
  moreInformativeTagsMoreIml,
  largerModelsMoreIml,
  smallerBatchesMoreIml,
  fullBatchIml,
  singleStageIml,
  threeStagesIml,
  entityMustComeLast,
  bareAliasCompletion,
  pretrainingIsNeeded,
  inContextDefinitionsByTag,
  setInclusionIml,
  consistentDefinitionsAreUsed,
  inconsistentDefinitionsHurt,
  unreliableDefinitionsStillLeak,
  tagMattersMoreThanConsistency,
  thirdTagInBetween,
  unreliableStillLearned,
  definitionsBehindTheirTag,
  probeDecodesTagWhenAliasFirst,
  notWhenTagFirst,
  probingShifts,
  probeTransfers,
  decodabilityIsNotIml,
  decodableTagsWithoutIml,
  gradientsAlignForReliableTag,
  stageOneLowersUnreliableAlignment,
  gradientsAlignWithOwnQuestions,
  alignmentGapShrinksWithBatch,
  alignmentGapShrinksAtConvergence,
];

// Power before data: a claim whose declared design cannot reach its power at the most seeds that it may use is refused when the
// registry is loaded, so that nobody trains for a verdict that could only be "inconclusive" (decisions.md B0).

/** The same claims. @throws HarnessError `under-powered`, with the seeds or the margin that would do */
export function powered(claims: readonly Claim[]): readonly Claim[] {
  for (const claim of claims) {
    for (const [index, test] of claim.tests.entries()) {
      for (const { name, rule } of test.parts) {
        requireMargin(rule, `${claim.id}, design ${index + 1}: ${name}`);
      }
      for (const profile of PROFILE_NAMES) {
        const declared = test.seeds[profile];
        if (declared === undefined) continue;
        const place = familyPlace(claim, test, { catalogue: claims, profile });
        for (const { name, rule } of atFamilyLevel(test, place).parts) {
          const { planned } = rule;
          const where = `${claim.id}, design ${index + 1} in ${profile}: ${name}`;
          checkRule(rule, where);
          requirePower(
            { rule, truth: planned, seeds: mostSeedsOf(rule, declared) },
            {
              target: TARGET_POWER,
              awaited: 'reproduced',
              where,
              supposed: `mean and SD are as planned (${planned.effect} and ${planned.standardDeviation})`,
            },
          );
        }
      }
    }
  }
  return claims;
}

/** A null that mostly ends undecided would be trained for nothing, though its power at the most seeds may suffice. */
function requireMargin(rule: DecisionRule, where: string): void {
  if (rule.kind !== 'equivalence') return;
  const { standardDeviation } = rule.planned;
  const least = LEAST_MARGIN * standardDeviation;
  if (rule.margin >= least * (1 - ROUNDING)) return;
  throw new HarnessError('under-powered', {
    what: 'The margin of this negative control is too narrow for how far its seeds lie apart: it would mostly be inconclusive.',
    where,
    got: `a margin of ${inDigits(rule.margin)}, ${inDigits(rule.margin / standardDeviation)} times the planned SD of ${inDigits(standardDeviation)}`,
    expected: `at least ${LEAST_MARGIN} times the SD`,
    next: `declare a margin of ${inDigits(least)} or more, or measure it more exactly (more aliases, the mean of main and exchanged tags)`,
  });
}
