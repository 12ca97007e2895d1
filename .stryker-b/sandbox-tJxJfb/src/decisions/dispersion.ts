// decisions.md B3: do single models show an effect, though their mean is near 0? Roles are dealt by a fair coin, so the mean of a null says nothing
// of models that each have an effect of random sign. The share of models beyond ±margin is held against a bound by evidence that may be looked at
// after every seed (share-evidence.ts), and whoever looks once asks for the same. REPRODUCED: evidence of 1 / alpha that the share lies below the
// bound. NOT REPRODUCED: evidence of K / alpha that it lies above. GIVEN UP: neither could come any more, whatever the seeds that are left show.
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { fewestSeeds } from '../statistics/power.ts';
import { logEvidenceOfLess, logEvidenceOfMore, type Tally, tallyBeyond } from '../statistics/share-evidence.ts';
import { type DispersionRule, type Levels, levelsOf } from './decision.ts';
import { FIXED, type SequentialDesign, THREE_LOOKS_AT } from './design.ts';
import { effectOf, intervalOf, inWordsOfEstimate, inWordsOfSmallestShown, smallestShown } from './effect.ts';
import {
  certain,
  foundDecision,
  invalidSample,
  type Judgement,
  judgementOf,
  outcomeOf,
  silentSample,
} from './judgement.ts';
import {
  eValueOf,
  inWordsOfNeed,
  judgeSequence,
  looksOf,
  type MeanFinding,
  type Seeds,
  testByEvidence,
} from './sequence.ts';
import { nominalLevels } from './three-looks.ts';
import { inDigits, inWordsOfEvidence } from './wording.ts';

/** What one look asks of a share. */
export interface ShareQuestion extends Pick<DispersionRule, 'margin' | 'shareBelow'>, Levels {
  /** Seeds at the last look; null where none follows. */
  readonly mostSeeds: number | null;
}

/** @param design null: it looks once, or is one of three looks */
export function askedOfShare(rule: DispersionRule, design: SequentialDesign | null): ShareQuestion {
  const { margin, shareBelow } = rule;
  return { margin, shareBelow, mostSeeds: design?.mostSeeds ?? null, ...levelsOf(rule) };
}

export function shareAt(question: ShareQuestion, tally: Tally): MeanFinding {
  const { margin, shareBelow, alpha, refutationAlpha } = question;
  const { logEvidence, logAgainst, outcome, isGivenUp } = answerTo(question, tally);
  const name = `share beyond ±${inDigits(margin)} below ${inDigits(shareBelow)}`;
  const about = `Share beyond ±${inDigits(margin)} below ${inDigits(shareBelow)}`;
  const against = eValueOf(logAgainst);
  return {
    outcome,
    tests: [testByEvidence(name, { about, statistic: tally.yes / tally.of, logEvidence, alpha })],
    evidence: [{ name, eValue: eValueOf(logEvidence), against, ratioAtSmallestEffect: null }],
    isGivenUp,
    against:
      outcome === 'not-reproduced'
        ? `evidence of ${inWordsOfEvidence(against)} to 1 for a share above ${inDigits(shareBelow)}, to refute at ${inDigits(1 / refutationAlpha)}`
        : null,
  };
}

type Answer = Pick<MeanFinding, 'isGivenUp'> & {
  readonly outcome: 'reproduced' | 'not-reproduced' | 'inconclusive';
  readonly logEvidence: number;
  readonly logAgainst: number;
};

function answerTo({ shareBelow, alpha, refutationAlpha, mostSeeds }: ShareQuestion, { yes, of }: Tally): Answer {
  const isShown = (logEvidence: number) => logEvidence >= -Math.log(alpha);
  const isRefuted = (logAgainst: number) => logAgainst >= -Math.log(refutationAlpha);
  const evidence = {
    logEvidence: logEvidenceOfLess({ yes, of }, shareBelow),
    logAgainst: logEvidenceOfMore({ yes, of }, shareBelow),
  };
  if (isShown(evidence.logEvidence)) return { outcome: 'reproduced', isGivenUp: false, ...evidence };
  if (isRefuted(evidence.logAgainst)) return { outcome: 'not-reproduced', isGivenUp: false, ...evidence };
  const left = mostSeeds === null ? 0 : mostSeeds - of;
  // The best that the seeds that are left could do for either side.
  const isGivenUp =
    left > 0 &&
    !isShown(logEvidenceOfLess({ yes, of: of + left }, shareBelow)) &&
    !isRefuted(logEvidenceOfMore({ yes: yes + left, of: of + left }, shareBelow));
  return { outcome: 'inconclusive', isGivenUp, ...evidence };
}

export function judgeDispersion(rule: DispersionRule, values: readonly number[]): Judgement {
  const { alpha, margin, planned } = rule;
  const seeds = values.length;
  const invalid = invalidSample(values, alpha) ?? silentSample(values, rule);
  if (invalid !== null) return judgementOf(invalid);
  const found = shareAt(askedOfShare(rule, null), tallyBeyond(values, margin));
  const { tests, evidence } = found;
  const outcome = outcomeOf(tests, found.against !== null);
  const inWords = () => {
    const asked = intervalOf(rule, null);
    const effect = certain(effectOf(values, asked));
    const standing = `Over ${seeds} seeds ${inWordsOfEstimate(values, asked, { effect, name: 'interval', none: '' })}`;
    const shown = smallestShown(values, asked);
    const needed = outcome === 'inconclusive' ? seedsNeeded(rule, { values, least: seeds }) : null;
    const reason = {
      reproduced: `${standing}: ${inWordsOfPass(rule, evidence[0].eValue)}.`,
      'not-reproduced': `${standing}: ${found.against ?? ''}.`,
      inconclusive: `${standing}: ${openWords(rule)}${inWordsOfSmallestShown(shown, asked)}; ${inWordsOfNeed(needed, asked)}.`,
    }[outcome];
    const power = chancesOfDispersion({ rule: { ...rule, design: FIXED }, truth: planned, seeds })?.reproduced ?? null;
    const words = { reason, effect, tests, seeds, alpha, power };
    return foundDecision(outcome, words, { seedsNeeded: needed, smallestShown: shown });
  };
  return { outcome, tests, seeds, alpha, eValue: null, inWords };
}

export function judgeSequentialDispersion(rule: DispersionRule, { design, differences }: Seeds): Judgement {
  const { margin } = rule;
  const question = askedOfShare(rule, design);
  const tallyAt = (seeds: number) => tallyBeyond(differences.slice(0, seeds), margin);
  return judgeSequence({
    rule,
    design,
    values: differences,
    judgeAt: (seeds) => shareAt(question, tallyAt(seeds)),
    isSurelyOpen: (seeds) => {
      const { outcome, isGivenUp } = answerTo(question, tallyAt(seeds));
      return outcome === 'inconclusive' && !isGivenUp;
    },
    standing: (finding, seen) => ({
      seedsNeeded: () => seedsNeeded(rule, { values: seen, least: design.fewestSeeds }),
      passed: inWordsOfPass(rule, finding?.evidence[0].eValue ?? 1),
      refuted: finding?.against ?? '',
      open: openWords(rule),
      givenUp: ', and given up: whatever the seeds that are left showed, they would not decide',
    }),
  });
}

function inWordsOfPass({ shareBelow, alpha }: DispersionRule, eValue: number): string {
  return `evidence of ${inWordsOfEvidence(eValue)} to 1 for a share below ${inDigits(shareBelow)}, to pass at ${inDigits(1 / alpha)}`;
}

function openWords({ shareBelow }: DispersionRule): string {
  return `a share neither shown to be below ${inDigits(shareBelow)} nor above it`;
}

function seedsNeeded(
  { margin, shareBelow, alpha }: DispersionRule,
  { values, least }: { readonly values: readonly number[]; readonly least: number },
): number | null {
  const { yes, of } = tallyBeyond(values, margin);
  const evidenceAt = (seeds: number) => logEvidenceOfLess({ yes: (yes / of) * seeds, of: seeds }, shareBelow);
  const needed = fewestSeeds(evidenceAt, { target: -Math.log(alpha) });
  return needed === null ? null : Math.max(needed, least);
}

// What a design can say before there are data: normal values put a share beyond the margin, and of so many seeds the count is binomial. Exact
// over all looks: the chances of the counts at which it is still open are carried from seed to seed.

interface Spread {
  readonly effect: number;
  readonly standardDeviation: number;
}

export function shareBeyond(margin: number, { effect, standardDeviation }: Spread): number {
  return normalCdf(-margin, effect, standardDeviation) + normalCdf(-margin, -effect, standardDeviation);
}

/** Of values about 0. @param share below 1 */
export function spreadOfShare(margin: number, share: number): Spread {
  return { effect: 0, standardDeviation: margin / Math.min(FARTHEST, -normalQuantile(share / 2, 0, 1)) };
}

/** In SDs: no value lies farther out. */
const FARTHEST = 10;

/** Null where nothing is known of the spread. @param seeds fewer than a design may use cut it short */
export function chancesOfDispersion({
  rule,
  truth,
  seeds,
}: {
  readonly rule: DispersionRule;
  readonly truth: Spread;
  readonly seeds: number;
}): { readonly reproduced: number; readonly notReproduced: number } | null {
  if (!(truth.standardDeviation > 0) || seeds < 2) return null;
  const share = shareBeyond(rule.margin, truth);
  const looks = looksAt(rule, seeds);
  const found = { reproduced: 0, notReproduced: 0 };
  let open = [1];
  for (let of = 1; of <= Math.max(0, ...looks.keys()); of++) {
    const before = open;
    open = Array.from(
      { length: of + 1 },
      (_, yes) => (before[yes] ?? 0) * (1 - share) + (before[yes - 1] ?? 0) * share,
    );
    const question = looks.get(of);
    if (question === undefined) continue;
    for (const [yes, chance] of open.entries()) {
      const { outcome, isGivenUp } = answerTo(question, { yes, of });
      if (outcome === 'inconclusive' && !isGivenUp) continue;
      if (outcome === 'reproduced') found.reproduced += chance;
      if (outcome === 'not-reproduced') found.notReproduced += chance;
      open[yes] = 0;
    }
  }
  return { reproduced: Math.min(1, found.reproduced), notReproduced: Math.min(1, found.notReproduced) };
}

/** What is asked at each number of seeds at which the rule looks. */
function looksAt(rule: DispersionRule, seeds: number): ReadonlyMap<number, ShareQuestion> {
  const { design = FIXED, alpha } = rule;
  switch (design.kind) {
    case 'fixed':
      return new Map([[seeds, askedOfShare(rule, null)]]);
    case 'three-looks': {
      const levels = nominalLevels(alpha);
      const asked = THREE_LOOKS_AT.map((due, index) => {
        const atLevel = { ...rule, alpha: levels[index] ?? alpha };
        return [due, askedOfShare(atLevel, null)] as const;
      });
      return new Map(asked.filter(([due]) => due <= seeds));
    }
    case 'sequential':
      return new Map(
        looksOf(design)
          .filter((due) => due <= seeds)
          .map((due) => [due, askedOfShare(rule, design)]),
      );
  }
}
