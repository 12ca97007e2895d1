// Looks at a growing sample, in the order of seed numbers: from `fewestSeeds` on, every `seedsPerLook`, the last at `mostSeeds`.
// The first look that decides ends it. Seeds that other claims brought beyond that look are not looked at, so the decision is the
// same whatever else was trained, and a decision once reached is never withdrawn. From the look at which a sequence stands to the
// decision that a report shows the way is the same for every rule: outcome, words, effect with its confidence sequence, and what
// whoever trains must know. Seeds that do not vary stay open, and are INVALID at the last look.

import { fewestSeeds } from '../statistics/power.ts';
import { evidenceOfT } from '../statistics/sequential-t.ts';
import type { Decision, DecisionRule, Evidence, Found, Outcome, Sequence, TestResult } from './decision.ts';
import type { SequentialDesign } from './design.ts';
import {
  besideMean,
  effectOf,
  type IntervalRequest,
  intervalOf,
  inWordsOfEstimate,
  inWordsOfSmallestShown,
  smallestShown,
} from './effect.ts';
import { foundDecision, invalidDecision, invalidSample, type Judgement, judgementOf, silenceOf } from './judgement.ts';
import { inDigits, inWordsOfEvidence } from './wording.ts';

export interface Look<Finding> {
  /** Seeds looked at; all that are given where no look was due yet. */
  readonly seeds: number;
  /** Looks taken, this one included. */
  readonly look: number;
  /** Null: it did not stop. */
  readonly stoppedBy: Extract<Sequence, { isDecided: true }>['stoppedBy'] | null;
  /** Null before the first look, and for seeds that cannot be judged. */
  readonly finding: Finding | null;
}

export type LookSchedule = Pick<SequentialDesign, 'fewestSeeds' | 'mostSeeds' | 'seedsPerLook'>;

/** Numbers of seeds at which a design looks. */
export function looksOf({ fewestSeeds, mostSeeds, seedsPerLook }: LookSchedule): number[] {
  const looks: number[] = [];
  for (let seeds = fewestSeeds; seeds < mostSeeds; seeds += seedsPerLook) looks.push(seeds);
  return [...looks, mostSeeds];
}

export interface LookTaker<Finding> {
  readonly seeds: number;
  /** Null for seeds that cannot be judged. */
  readonly judgeAt: (seeds: number, look: number) => Finding | null;
  /** True only where `judgeAt` would certainly say 'inconclusive'; such a look is passed over, unless it is the last and to be reported. */
  readonly isSurelyOpen?: (seeds: number) => boolean;
}

export function takeLooks<Finding extends { readonly outcome: Outcome; readonly isGivenUp?: boolean }>(
  looks: readonly number[],
  { seeds, judgeAt, isSurelyOpen = () => false }: LookTaker<Finding>,
): Look<Finding> {
  let latest: Look<Finding> = { seeds, look: 0, stoppedBy: null, finding: null };
  const last = looks.findLastIndex((due) => due <= seeds);
  for (const [index, due] of looks.entries()) {
    if (index > last) break;
    if (index < last && isSurelyOpen(due)) continue;
    const finding = judgeAt(due, index);
    const atEnd = index === looks.length - 1 ? 'maximum' : null;
    const stops = {
      reproduced: 'evidence-for',
      'not-reproduced': 'evidence-against',
      inconclusive: finding?.isGivenUp === true ? 'given-up' : atEnd,
      invalid: 'invalid',
    } as const;
    latest = { seeds: due, look: index + 1, stoppedBy: stops[finding?.outcome ?? 'invalid'], finding };
    if (latest.stoppedBy !== null) break;
  }
  return latest;
}

/** The state of the sequence for whoever trains: stop, or give at least `nextLookAt` seeds in all. */
export function sequenceOf(
  { look, seeds, stoppedBy }: Look<unknown>,
  {
    looks,
    given,
    evidence,
  }: { readonly looks: readonly number[]; readonly given: number } & Pick<Sequence, 'evidence'>,
): Sequence {
  const mostSeeds = looks.at(-1) ?? seeds;
  const reached = { look, fewestSeeds: looks[0] ?? seeds, mostSeeds, eValue: leastEvidence(evidence), evidence };
  if (stoppedBy !== null) return { isDecided: true, stoppedBy, ...reached };
  return { isDecided: false, nextLookAt: looks[look] ?? mostSeeds, moreSeedsAtMost: mostSeeds - given, ...reached };
}

/** The least of several e-values is one of the conjunction of their questions. */
export function leastEvidence(evidence: Sequence['evidence']): number | null {
  return evidence.length === 0 ? null : Math.min(...evidence.map(({ eValue }) => eValue));
}

/** Whether more seeds can still change a decision; a fixed design takes what it is given. */
export function isDecided({ sequence }: Decision): boolean {
  return sequence?.isDecided ?? true;
}

/** What a rule finds at one look. Its outcome is 'invalid' where no more seeds could make the sample fit to judge. */
export interface LookFinding extends Pick<Sequence, 'evidence'> {
  readonly outcome: Outcome;
  readonly tests: readonly TestResult[];
  /** Whether a question lies too near to its threshold for the seeds that are left; read only where the outcome is inconclusive. */
  readonly isGivenUp: boolean;
}

/** One question about one mean: parts of a trend and cells of a pattern ask it as well as whole claims. */
export interface MeanFinding extends LookFinding {
  readonly evidence: readonly [Evidence];
  /** What refuted it; null where nothing did. */
  readonly against: string | null;
}

/** One number a seed, in the order of the seeds. */
export interface Seeds {
  readonly design: SequentialDesign;
  readonly differences: readonly number[];
}

/** What to say of the look at which the sequence stands. */
export interface Standing {
  /** Asked only where the outcome is inconclusive; it answers null if no number would do. Null: the rule cannot say. */
  readonly seedsNeeded: (() => number | null) | null;
  /** If it passed, was refuted, or is neither. */
  readonly passed: string;
  readonly refuted: string;
  readonly open: string;
  /** Behind `open`, where it was given up; left out: for a mean. */
  readonly givenUp?: string;
  /** Why what did not pass by the last look is no result at all; null if it is one. */
  readonly unfit?: string | null;
  /** More to say of a sample that is not invalid. */
  readonly more?: (outcome: Outcome) => Pick<Found, 'trendOnly' | 'cells'>;
}

export interface SequentialQuestion<Finding> {
  readonly rule: DecisionRule;
  readonly design: SequentialDesign;
  /** The number a seed that the effect is the mean of; what is not finite cannot be judged. */
  readonly values: readonly number[];
  /** Of that many seeds, all of them fit to judge. */
  readonly judgeAt: (seeds: number) => Finding;
  readonly isSurelyOpen: (seeds: number) => boolean;
  /** @param finding null before the first look; @param seen values of that look */
  readonly standing: (finding: Finding | null, seen: readonly number[]) => Standing;
}

/** A rule, look after look. */
export function judgeSequence<Finding extends LookFinding>(question: SequentialQuestion<Finding>): Judgement {
  const { values, design, rule } = question;
  const { alpha, planned } = rule;
  const looks = looksOf(design);
  const look = takeLooks(looks, {
    seeds: values.length,
    judgeAt: (due) => {
      const seen = values.slice(0, due);
      if (!seen.every(Number.isFinite)) return null;
      const found = question.judgeAt(due);
      const isSilent = found.outcome !== 'invalid' && silenceOf(seen, planned) !== null;
      return isSilent ? { ...found, outcome: 'inconclusive' as const, isGivenUp: false } : found;
    },
    isSurelyOpen: question.isSurelyOpen,
  });
  const seen = values.slice(0, look.seeds);
  const seeds = seen.length;
  const silence = silenceOf(seen, planned);
  const finding = silence === null ? look.finding : null;
  const { tests, evidence } = finding ?? { tests: [], evidence: [] };
  const stopped = (stoppedBy: Look<Finding>['stoppedBy'], found = evidence) =>
    sequenceOf({ ...look, stoppedBy }, { looks, given: values.length, evidence: found });
  const unsound = invalidSample(seen, alpha);
  if (unsound !== null) {
    // Too few seeds may still be mended by more of them; a value that is no number may not.
    const isMendable = seeds < 2 && seen.every(Number.isFinite);
    return judgementOf({ ...unsound, sequence: stopped(isMendable ? look.stoppedBy : 'invalid', []) });
  }
  const asked = question.standing(finding, seen);
  const standing = silence === null ? asked : { ...asked, open: silence, unfit: silence };
  const isOver = look.stoppedBy === 'maximum' || look.stoppedBy === 'invalid';
  if (typeof standing.unfit === 'string' && isOver) {
    const invalid = invalidDecision(`After ${seeds} seeds: ${standing.unfit}.`, { seeds, alpha });
    return judgementOf({ ...invalid, sequence: stopped('invalid') });
  }
  const outcome =
    look.stoppedBy === 'evidence-for'
      ? 'reproduced'
      : look.stoppedBy === 'evidence-against'
        ? 'not-reproduced'
        : 'inconclusive';
  const inWords = () => {
    const found = inWordsOfLook(outcome, { question, standing, seen, tests, sequence: stopped(look.stoppedBy) });
    return { ...found, ...standing.more?.(outcome) };
  };
  return { outcome, tests, seeds, alpha, eValue: leastEvidence(evidence), inWords };
}

function inWordsOfLook(
  outcome: Exclude<Outcome, 'invalid'>,
  looked: {
    readonly question: Pick<SequentialQuestion<unknown>, 'design' | 'rule'>;
    readonly standing: Standing;
    readonly seen: readonly number[];
    readonly tests: readonly TestResult[];
    readonly sequence: Sequence;
  },
): Found {
  const { question, standing, seen, tests, sequence } = looked;
  const { rule, design } = question;
  const { alpha } = rule;
  const seeds = seen.length;
  const interval = intervalOf(rule, design);
  const asked = outcome === 'inconclusive' ? standing.seedsNeeded : null;
  const needed = asked === null ? null : asked();
  const effect = effectOf(seen, interval);
  const shown = smallestShown(seen, interval);
  const said = { effect, name: 'confidence sequence', none: ' (no interval)' };
  const words = `After ${seeds} of at most ${sequence.mostSeeds} seeds ${inWordsOfEstimate(seen, interval, said)}`;
  const reason = {
    reproduced: `${words}: ${standing.passed}.`,
    'not-reproduced': `${words}: ${standing.refuted}.`,
    inconclusive:
      sequence.look === 0
        ? `${words}; the first look is due at ${sequence.fewestSeeds} seeds.`
        : `${words}: ${standing.open}${isGivenUp(sequence) ? (standing.givenUp ?? inWordsOfGivingUp(design)) : ''}${inWordsOfSmallestShown(shown, interval)}${asked === null ? '' : `; ${inWordsOfNeed(needed, interval)}`}.`,
  }[outcome];
  const shortfall = { seedsNeeded: needed, smallestShown: shown };
  const found = { reason, effect, tests, seeds, alpha, power: null, sequence };
  return foundDecision(outcome, { ...found, ...besideMean(seen, interval) }, shortfall);
}

function inWordsOfGivingUp({ smallestEffect }: SequentialDesign): string {
  const distance = `${inDigits(smallestEffect)} SD`;
  return `, and given up: neither a mean ${distance} beyond it nor one ${distance} short of it is likely any more, so the seeds that are left would not decide`;
}

function isGivenUp(sequence: Sequence): boolean {
  return sequence.isDecided && sequence.stoppedBy === 'given-up';
}

export function inWordsOfNeed(seeds: number | null, { countedBeyond }: IntervalRequest): string {
  const found = countedBeyond === undefined ? 'at this mean and SD' : 'at this share';
  return seeds === null
    ? `${found} no number of seeds would reproduce the claim`
    : `${found} it would pass at about ${seeds} seeds`;
}

// Evidence leaves logarithms here, as a number that is finite and above 0, so that it can be written down and divided by.

const LARGEST_LOGARITHM = 690;

export function eValueOf(logarithm: number): number {
  return Math.exp(Math.max(-LARGEST_LOGARITHM, Math.min(LARGEST_LOGARITHM, logarithm)));
}

/** One question of a conjunction, as a decision lists it. */
export function testByEvidence(
  name: string,
  asked: {
    readonly about: string;
    readonly statistic: number | null;
    readonly logEvidence: number;
    readonly alpha: number;
  },
): TestResult {
  const { about, statistic, logEvidence, alpha } = asked;
  const eValue = eValueOf(logEvidence);
  return {
    name,
    statistic,
    pValue: Math.min(1, 1 / eValue),
    passed: logEvidence >= -Math.log(alpha),
    detail: `${about}: evidence of ${inWordsOfEvidence(eValue)} to 1, to pass at ${inDigits(1 / alpha)}.`,
  };
}

/** The number of seeds at which evidence suffices if the mean stays so many SDs beyond the threshold; null if none would do. */
export function seedsForEvidence(
  standardised: number,
  { smallestEffect, alpha, least }: { readonly smallestEffect: number; readonly alpha: number; readonly least: number },
): number | null {
  const evidenceAt = (seeds: number) =>
    evidenceOfT(standardised * Math.sqrt(seeds), { seeds, smallestEffect }).logEvidence;
  const needed = fewestSeeds(evidenceAt, { target: -Math.log(alpha) });
  return needed === null ? null : Math.max(needed, least);
}
