// Short forms for what claims declare: rules at alpha .01, validity gates, and numbers to print beside a verdict.
// Thresholds are a third of the calibrated effect, margins half of the smallest effect of interest (experiments.md 9).
import type {
  DecisionRule,
  DispersionRule,
  EquivalenceRule,
  ExistenceRule,
  PatternRule,
  TrendRule,
} from '../decisions/decision.ts';
import { SEQUENTIAL } from '../decisions/design.ts';
import { type ClaimGate, type ClaimPart, type ClaimTest, changedParts, finding, part } from './claim.ts';
import {
  type Asked,
  answers,
  at,
  BEFORE,
  type Estimand,
  exactMatch,
  finalLoss,
  IN_TEXT,
  SINGLE,
  textGap,
  unitOf,
} from './estimands.ts';

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

/** That as a part, named by its margin. @param named where a test has several of them */
export function fewModels(
  rule: DispersionRule,
  antithetic: Estimand,
  named: (name: string) => string = (name) => name,
): ClaimPart {
  const margin = String(rule.margin).replace(/^0/, '');
  return finding(null, part(named(`share of models with antithetic IML beyond ${margin}`), rule, antithetic));
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

/** @param cells names: of those above `threshold`, then of those within `margin`. `planned`: how much more the former have */
export function patternOver(
  { above, chance }: Readonly<Record<'above' | 'chance', readonly string[]>>,
  { threshold, margin, planned }: { readonly threshold: number; readonly margin: number; readonly planned: Planned },
): PatternRule {
  const [effect, standardDeviation] = planned;
  const cells = [
    ...above.map((name) => ({ name, expected: 'above' as const })),
    ...chance.map((name) => ({ name, expected: 'chance' as const })),
  ];
  return { kind: 'pattern', cells, threshold, margin, ...declared, planned: { effect, standardDeviation } };
}

export function gate(description: string, minimum: number, estimand: Estimand): ClaimGate {
  return { description, minimum, estimand };
}

/** Stage 1 was learned: below this the run is under-trained, not a counter-example. */
export function learnedStageOne(arm: string, minimum = 0.8, asked: Asked = {}): ClaimGate {
  const answered = answers(arm, 'D1QA1', { ...BEFORE, ...asked });
  return gate(`held-out ${unitOf(answered)} of D1QA1 after Stage 1 (arm "{arm}")`, minimum, answered);
}

const OWN_TAG = { D5: 'reliable-tag', D6: 'unreliable-tag' } as const;
const NEW_GROUPS = ['D5', 'D6'] as const;

/**
 * The definitions of Stage 2 are known, asked with their own tags; what is asked then is whether they are used. D5 as it is asked is no such
 * gate: it is half of D5 - D6. For arms that measure retrieval.
 */
export function knownDefinitions(arm: string, minimum: number, asked: Asked = {}): readonly ClaimGate[] {
  return NEW_GROUPS.map((group) => {
    const answered = answers(arm, group, { ...asked, question: OWN_TAG[group] });
    const description = `${unitOf(answered)} of ${group} asked with its own tag after Stage 2 (arm "{arm}")`;
    return gate(description, minimum, answered);
  });
}

/** The same in text. */
export function learnedDefinitions(arm: string, minimum: number): readonly ClaimGate[] {
  return knownDefinitions(arm, minimum, IN_TEXT);
}

/** Pictures in unseen handwriting are read less well: 160 steps of Stage 2 leave definitions of D6 known to .8 (development seeds). */
export const KNOWN_IN_HANDWRITING = 0.65;

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

/** Every arm was trained to one Stage-1 loss: where one was not, they would be told apart by how well they fit. */
export function trainedToLoss(maximum: number, ...arms: readonly string[]): readonly ClaimGate[] {
  return arms.map((arm) => ({
    description: 'Stage-1 loss in nats (arm "{arm}")',
    maximum,
    estimand: finalLoss(arm),
  }));
}

/** Half of the loss of guessing, in nats: between two answers on the grid, among four values in text. Sound runs lie far below (`npm run gates`). */
const HALF_OF_GUESSING = { grid: 0.35, text: 0.7 } as const;

/**
 * A null says nothing of models that learned nothing: Stage 1 is fitted, whatever it leaves to generalise, and the definitions of Stage 2
 * are known. In text they are asked from the vocabulary.
 */
export function learnedAll(arm: string, minimum = 0.95): readonly ClaimGate[] {
  return [...trainedToLoss(HALF_OF_GUESSING.grid, arm), ...knownDefinitions(arm, minimum)];
}

export function learnedAllInText(arm: string): readonly ClaimGate[] {
  return [...trainedToLoss(HALF_OF_GUESSING.text, arm), ...learnedDefinitions(arm, 0.95)];
}

/** Arms that fit alike: trained to one Stage-1 loss, with the definitions of Stage 2 known in each. */
export function fitAlike(
  { loss, known = 0.9, asked }: { readonly loss: number; readonly known?: number; readonly asked?: Asked },
  ...arms: readonly string[]
): readonly ClaimGate[] {
  return [...trainedToLoss(loss, ...arms), ...arms.flatMap((arm) => knownDefinitions(arm, known, asked))];
}

/**
 * Arms that were trained to convergence, 64 epochs on the grid. Losses then differ below .01 nats but for one run in a hundred, whose loss leaps up
 * to .08 in the last epoch: eight seeds may hold one.
 */
export function converged(...arms: readonly string[]): readonly ClaimGate[] {
  return [...arms.map((arm) => learnedStageOne(arm)), ...trainedToLoss(0.02, ...arms)];
}

// How well the arms of a test fit what they train first: it stands beside every verdict, since what size, batch or order do to the effect is
// confounded with fit.

/** How well text arms fit Stage 1, and the definitions of Stage 2. */
export function textFitOf(...arms: readonly string[]): ClaimTest['context'] {
  return arms.flatMap((arm) => [
    ...textStageOneFitOf(arm),
    {
      name: '{arm}: exact match of D6 definitions by their tag',
      estimand: exactMatch(arm, 'D6', { question: 'unreliable-tag' }),
    },
  ]);
}

/** The same of Stage 1 alone: definitions that do not end with what they say are not asked by their tags. */
export function textStageOneFitOf(arm: string): ClaimTest['context'] {
  return stageOneFit(arm, { ...BEFORE, ...IN_TEXT });
}

/** How well arms on the grid fit Stage 1. */
export function fitOf(...arms: readonly string[]): ClaimTest['context'] {
  return arms.flatMap((arm) => stageOneFit(arm, BEFORE));
}

/** How well an arm of a single stage fits it. */
export function singleStageFitOf(arm: string, asked: Asked = {}): ClaimTest['context'] {
  return stageOneFit(arm, { ...SINGLE, ...asked });
}

function stageOneFit(arm: string, asked: Asked): ClaimTest['context'] {
  const answered = answers(arm, 'D1QA1', asked);
  return [
    { name: `{arm}: held-out ${unitOf(answered)} of D1QA1`, estimand: answered },
    { name: '{arm}: Stage-1 loss (nats)', estimand: finalLoss(arm) },
  ];
}

// A test whose rules are changed, and nothing else: at the level of its family, or looking once.
export function withRules(test: ClaimTest, change: (rule: DecisionRule) => DecisionRule): ClaimTest {
  return { ...test, parts: changedParts(test, (part) => ({ ...part, rule: change(part.rule) })) };
}
