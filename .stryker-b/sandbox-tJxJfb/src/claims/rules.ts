// Short forms for what claims declare: rules at alpha .01, validity gates, and numbers to print beside a verdict.
// Thresholds are a third of the calibrated effect, margins half of the smallest effect of interest (experiments.md 9).
import type { DecisionRule, DispersionRule, EquivalenceRule, ExistenceRule, TrendRule } from '../decisions/decision.ts';
import { SEQUENTIAL } from '../decisions/design.ts';
import type { TagRole } from '../tasks/groups.ts';
import { type ClaimGate, type ClaimTest, changedParts } from './claim.ts';
import { answers, at, BEFORE, type Estimand, exactMatch, finalLoss, type Group, textGap } from './estimands.ts';

export const ALPHA = 0.01;

/** What all rules share: they look after every seed, from 8 to 32, and stop as soon as they are decided (decisions.md B1). */
const declared = { alpha: ALPHA, design: SEQUENTIAL } as const;

/** [mean, SD over seeds] that calibration found: the stated power follows from it. */
export type Planned = readonly [effect: number, standardDeviation: number];

export function moreThan(threshold: number, [effect, standardDeviation]: Planned): ExistenceRule {
  return { kind: 'existence', direction: 'greater', threshold, ...declared, planned: { effect, standardDeviation } };
}

export function lessThan(threshold: number, [effect, standardDeviation]: Planned): ExistenceRule {
  return { kind: 'existence', direction: 'less', threshold, ...declared, planned: { effect, standardDeviation } };
}

export function nothingBeyond(margin: number, [effect, standardDeviation]: Planned): EquivalenceRule {
  return { kind: 'equivalence', margin, ...declared, planned: { effect, standardDeviation } };
}

/** The share of models beyond ±margin that a null allows for. */
const FEW = 0.3;

/**
 * The second half of a null: single models, not only their mean, stay within the margin. Of each model half of main minus exchanged, which role and chance of
 * evaluation move less than one of them; a margin below three SDs of evaluation would count noise, one below 2.5 planned SDs lacks power.
 */
export function fewBeyond(margin: number, [effect, standardDeviation]: Planned): DispersionRule {
  return { kind: 'dispersion', margin, shareBelow: FEW, ...declared, planned: { effect, standardDeviation } };
}

export function increasingOver(
  levels: readonly string[],
  { ends, reversal, planned }: { readonly ends: number; readonly reversal: number; readonly planned: Planned },
): TrendRule {
  const [effect, standardDeviation] = planned;
  return {
    kind: 'trend',
    levels,
    endpointThreshold: ends,
    reversalMargin: reversal,
    ...declared,
    planned: { effect, standardDeviation },
  };
}

export function gate(description: string, minimum: number, estimand: Estimand): ClaimGate {
  return { description, minimum, estimand };
}

/** Stage 1 was learned: below this the run is under-trained, not a counter-example. */
export function learnedStageOne(arm: string): ClaimGate {
  return gate('held-out accuracy of D1QA1 after Stage 1 (arm "{arm}")', 0.8, answers(arm, 'D1QA1', BEFORE));
}

/** Stage 2 was learned. */
export function learnedStageTwo(arm: string): ClaimGate {
  return gate('accuracy of D5 after Stage 2 (arm "{arm}")', 0.9, answers(arm, 'D5'));
}

/** In text: the definitions of Stage 2 are known, asked with their own tags; what is asked then is whether they are used. */
export function learnedDefinitions(arm: string, minimum: number): readonly ClaimGate[] {
  const known = (group: Group, tag: TagRole) => {
    const description = `exact match of ${group} asked with its own tag after Stage 2 (arm "{arm}")`;
    return gate(description, minimum, exactMatch(arm, group, { question: tag }));
  };
  return [known('D5', 'reliable-tag'), known('D6', 'unreliable-tag')];
}

/** Stage 0 taught that a name which was introduced may be used. */
export function pretrained(arm: string): ClaimGate {
  return gate(
    'exact match of questions about aliases that Stage 0 only defined (arm "{arm}")',
    0.9,
    at(arm, 'after-stage-0/qa/exact-match', 'held'),
  );
}

/** Definitions are used in Stage 1; where they are not, there is nothing to meta-learn. */
export function definitionsAreUsed(arm: string): ClaimGate {
  return gate(
    'D1QA1 - D2QA2 on held-out questions (arm "{arm}"); below it definitions are not used in Stage 1 at this scale: no test of IML',
    0.05,
    textGap(arm, ['D1QA1', 'D2QA2'], BEFORE),
  );
}

/** How well text arms fit Stage 1, and the definitions of Stage 2. */
export function textFitOf(...arms: readonly string[]): ClaimTest['context'] {
  return arms.flatMap((arm) => [
    { name: '{arm}: held-out exact match of D1QA1', estimand: exactMatch(arm, 'D1QA1', BEFORE) },
    { name: '{arm}: Stage-1 loss (nats)', estimand: finalLoss(arm) },
    {
      name: '{arm}: exact match of D6 definitions by their tag',
      estimand: exactMatch(arm, 'D6', { question: 'unreliable-tag' }),
    },
  ]);
}

/** How well an arm fits Stage 1: printed beside size and batch verdicts, whose effect is confounded with fit. */
export function fitOf(...arms: readonly string[]): ClaimTest['context'] {
  return arms.flatMap((arm) => [
    { name: '{arm}: held-out accuracy of D1QA1', estimand: answers(arm, 'D1QA1', BEFORE) },
    { name: '{arm}: Stage-1 loss (nats)', estimand: finalLoss(arm) },
  ]);
}

// A test whose rules are changed, and nothing else: at the level of its family, or looking once.
export function withRules(test: ClaimTest, change: (rule: DecisionRule) => DecisionRule): ClaimTest {
  return { ...test, parts: changedParts(test, (part) => ({ ...part, rule: change(part.rule) })) };
}
