// Seeds without a run are never replaced (decisions.md B0, promise 5): a verdict stands only if at one look every value that the missing could
// have had decides it, and at no look before does any value decide otherwise. If some would and some would not it is INVALID.
// Nothing filled in is ever shown: effect and estimates are of the seeds that ran, and tests state their bounds.
import { clampToFinite } from '../statistics/paired-t.ts';
import { type Bounds, isKnown, known } from '../statistics/t-bounds.ts';
import { type BoundedLook, boundedLook, type Level } from './bounded-look.ts';
import type { BoundedRows } from './bounded-questions.ts';
import { chanceOfReproduced, mostSeedsOf } from './chances.ts';
import { decide } from './decide.ts';
import { type Decision, type DecisionRule, type Estimates, levelsOf, type Outcome, type Samples } from './decision.ts';
import { type Design, FIXED, THREE_LOOKS_AT } from './design.ts';
import { besideMean, effectOf, intervalOf, inWordsOfEstimate } from './effect.ts';
import { foundDecision, invalidDecision, invalidSample, silenceOf } from './judgement.ts';
import { interactions } from './pattern.ts';
import { looksOf, sequenceOf } from './sequence.ts';
import { nominalLevels } from './three-looks.ts';
import { ends } from './trend.ts';

/** One number a seed, or a row of levels or cells; what is missing lies between two ends, which may be infinite. */
export type BoundedSamples = readonly (number | Bounds | readonly (number | Bounds)[])[];

/** Beyond this many seeds with something missing no verdict could be trusted, and the combinations grow as a power of them. */
const MOST_MISSING = 3;

/** @throws HarnessError `invalid-argument` as `decide` does */
export function decideWithMissing(rule: DecisionRule, samples: BoundedSamples): Decision {
  const rows = samples.map((sample) =>
    (isRow(sample) ? sample : [sample]).map((value) => {
      const bounds = boundsOf(value);
      // A value counts as one beyond the margin or as one within it, so nothing need bound it.
      if (rule.kind !== 'dispersion' || isKnown(bounds)) return bounds;
      return { low: clampToFinite(bounds.low), high: clampToFinite(bounds.high) };
    }),
  );
  const holes = rows.flatMap((row, index) => (row.every(isNumber) ? [] : [index]));
  const [firstHole] = holes;
  const plain = (from: readonly (readonly Bounds[])[]) => samplesOf(from, samples);
  if (firstHole === undefined) return decide(rule, plain(rows));
  const { design = FIXED } = rule;
  // A design of several looks may have stopped before it came to the hole; those behind the stop are nobody's business.
  const before = decide(rule, plain(rows.slice(0, firstHole)));
  if (before.sequence?.isDecided === true) return before;
  const barrier = barrierIn(design, rows, holes);
  const looked = walk(rule, { rows, firstHole, end: barrier?.at ?? rows.length });
  if (barrier === null || looked.isDecided) return inWords(rule, { rows, ...looked });
  const { reason, at } = barrier;
  return undecidable(rule, { reason, rows: rows.slice(0, at + 1), look: looked.look });
}

function isRow(sample: BoundedSamples[number]): sample is readonly (number | Bounds)[] {
  return Array.isArray(sample);
}

/** Rows in which all is known, in the form in which their samples were given. */
function samplesOf(rows: BoundedRows, given: BoundedSamples): Samples {
  const numbers = rows.map((row) => row.map(({ low }) => low));
  return numbers.map((row, index) => (isRow(given[index] ?? 0) ? row : row[0])) as Samples;
}

function boundsOf(value: number | Bounds): Bounds {
  return typeof value === 'number' ? known(value) : value;
}

/** Known, be it NaN. */
function isNumber(bounds: Bounds): boolean {
  return isKnown(bounds) || Number.isNaN(bounds.low);
}

function isBounded({ low, high }: Bounds): boolean {
  return Number.isFinite(low) && Number.isFinite(high);
}

/** The first seed that nothing can be said beyond, and why; null if there is none. */
function barrierIn(design: Design, rows: BoundedRows, holes: readonly number[]) {
  const isBySigns = design.kind === 'sequential' && design.evidence === 'sign-symmetry';
  for (const [index, at] of holes.entries()) {
    if (index === MOST_MISSING) {
      return { at, reason: `${index + 1} of ${at + 1} seeds have no run, too many to bound.` };
    }
    if (isBySigns) {
      return { at, reason: 'A seed has no run, and evidence by signs weighs each seed by those before it.' };
    }
    if (!(rows[at] ?? []).every(isBounded)) {
      return { at, reason: 'A seed has no run, and nothing bounds what it could have shown.' };
    }
  }
  return null;
}

interface Walked {
  /** Whether no seed that follows can change the outcomes that are possible. */
  readonly isDecided: boolean;
  /** What some filling comes to. */
  readonly possible: ReadonlySet<Outcome>;
  /** Looks taken, and seeds at the last of them. */
  readonly look: number;
  readonly seeds: number;
  readonly found: BoundedLook | null;
}

function walk(
  rule: DecisionRule,
  { rows, firstHole, end }: { readonly rows: BoundedRows; readonly firstHole: number; readonly end: number },
): Walked {
  const possible = new Set<Outcome>();
  const looks = scheduleOf(rule, rows.length);
  let latest: Omit<Walked, 'isDecided' | 'possible'> = { look: 0, seeds: end, found: null };
  for (const [index, seeds] of looks.entries()) {
    if (seeds > end) break;
    latest = { ...latest, look: index + 1, seeds };
    const seen = rows.slice(0, seeds);
    if (seeds <= firstHole || !seen.flat().every(isBounded)) continue;
    const found = boundedLook(rule, { rows: seen, level: levelOf(rule, index) });
    latest = { ...latest, found };
    // As the rule asks: what every filling comes to first, none comes to anything else.
    const reached = [
      ['invalid', found.breaks],
      ['not-reproduced', found.refutes],
      ['reproduced', found.passes],
      ['inconclusive', found.givesUp],
    ] as const;
    for (const [outcome, reach] of reached) {
      if (reach !== 'none') possible.add(outcome);
      if (reach === 'every') break;
    }
    // All that were still open end here, whichever way; and what differs once can never agree.
    if (reached.some(([, reach]) => reach === 'every') || possible.size > 1) {
      return { isDecided: true, possible, ...latest };
    }
  }
  const isOver = latest.look === looks.length;
  if (isOver) possible.add('inconclusive');
  return { isDecided: isOver, possible, ...latest };
}

/** Numbers of seeds at which a rule looks. */
function scheduleOf({ design = FIXED }: DecisionRule, given: number): readonly number[] {
  if (design.kind === 'sequential') return looksOf(design);
  return design.kind === 'three-looks' ? THREE_LOOKS_AT : [given];
}

function levelOf(rule: DecisionRule, look: number): Level {
  const { alpha, design = FIXED } = rule;
  if (design.kind === 'sequential') return { ...levelsOf(rule), signFlipAlpha: alpha, design };
  const level = design.kind === 'three-looks' ? (nominalLevels(alpha)[look] ?? alpha) : alpha;
  return { ...levelsOf({ ...rule, alpha: level }), signFlipAlpha: alpha, design: null };
}

function inWords(rule: DecisionRule, walked: Walked & { readonly rows: BoundedRows }): Decision {
  const { rows, possible, look, seeds, found, isDecided } = walked;
  const { alpha, design = FIXED } = rule;
  const seen = rows.slice(0, seeds);
  const values = headlineValues(rule, seen);
  const missing = seeds - values.length;
  const note = `${missing} of ${seeds} seeds ${missing === 1 ? 'has' : 'have'} no run`;
  if (possible.size > 1) {
    const outcomes = [...possible].sort().join(' or ');
    const reason = `${note}, and with the values they could have had the verdict would be ${outcomes}.`;
    return undecidable(rule, { reason, rows: seen, look });
  }
  const unsound = invalidSample(values, alpha);
  if (unsound !== null) {
    // Too few seeds may still be mended by more of them; a value that is no number may not.
    const isOpen = !isDecided && values.every(Number.isFinite);
    return undecidable(rule, { reason: unsound.reason, rows: seen, look, isOpen });
  }
  const silence = silenceOf(values, rule.planned);
  if (silence !== null)
    return undecidable(rule, { reason: `No answer: ${silence}.`, rows: seen, look, isOpen: !isDecided });
  const [outcome = 'inconclusive'] = isDecided ? possible : [];
  const whatever = `${note}; with any value that they could have had`;
  if (outcome === 'invalid') {
    const reason = `The control ${found?.broken.join(', ')} is not at chance. ${whatever} it is not.`;
    return undecidable(rule, { reason, rows: seen, look });
  }
  const asked = intervalOf(rule, design.kind === 'sequential' ? design : null);
  const effect = effectOf(values, asked);
  const standing = `Over the ${values.length} seeds that ran ${inWordsOfEstimate(values, asked, { effect, name: 'interval', none: '' })}`;
  const reason = {
    reproduced: `${standing}. ${whatever} every test passes.`,
    'not-reproduced': `${standing}. ${whatever} it is shown not to hold (${found?.refuted.join(', ')}).`,
    inconclusive: `${standing}. ${whatever} it is ${isDecided ? 'neither shown nor refuted' : 'undecided so far'}.`,
  }[outcome];
  const words = {
    reason,
    effect,
    tests: found?.tests ?? [],
    seeds,
    alpha,
    power: chanceOfReproduced({ rule, truth: rule.planned, seeds: mostSeedsOf(rule, seeds) }),
    ...(rule.kind === 'trend' ? { trendOnly: found?.isRising === true && outcome !== 'reproduced' } : {}),
    ...(rule.kind === 'pattern' && found !== null ? { cells: [...found.cells()] } : {}),
  };
  const shown = foundDecision(outcome, words);
  return design.kind === 'fixed' ? shown : { ...shown, ...comeSoFar(rule, { ...walked, outcome, values }) };
}

/** What a design of several looks says beside. */
function comeSoFar(
  rule: DecisionRule,
  walked: Walked & {
    readonly rows: BoundedRows;
    readonly outcome: Exclude<Outcome, 'invalid'>;
    readonly values: readonly number[];
  },
): Pick<Decision, 'sequence'> & { readonly estimates?: Estimates } {
  const { rows, look, seeds, found, isDecided, outcome, values } = walked;
  const isGivenUp = found?.givesUp === 'every';
  const stops = {
    reproduced: 'evidence-for',
    'not-reproduced': 'evidence-against',
    inconclusive: isGivenUp ? 'given-up' : 'maximum',
  } as const;
  const sequence = sequenceOf(
    { look, seeds, stoppedBy: isDecided ? stops[outcome] : null, finding: null },
    { looks: scheduleOf(rule, rows.length), given: rows.length, evidence: [...(found?.evidence ?? [])] },
  );
  if (rule.design?.kind !== 'sequential') return { sequence };
  const asked = intervalOf(rule, rule.design);
  return { sequence, ...besideMean(values, asked) };
}

/** @param isOpen left out: invalid for good, no seed that follows could mend it, only a run in the place of the missing one */
function undecidable(
  rule: DecisionRule,
  asked: { readonly reason: string; readonly rows: BoundedRows; readonly look: number; readonly isOpen?: boolean },
): Decision {
  const { reason, rows, look, isOpen = false } = asked;
  const seeds = rows.length;
  const invalid = invalidDecision(reason, { seeds, alpha: rule.alpha });
  if ((rule.design ?? FIXED).kind === 'fixed') return invalid;
  const sequence = sequenceOf(
    { look, seeds, stoppedBy: isOpen ? null : 'invalid', finding: null },
    { looks: scheduleOf(rule, seeds), given: seeds, evidence: [] },
  );
  return { ...invalid, sequence };
}

/** Of the seeds that miss nothing, the number that the effect is the mean of. */
function headlineValues(rule: DecisionRule, rows: BoundedRows): number[] {
  const complete = rows.filter((row) => row.every(isNumber)).map((row) => row.map(({ low }) => low));
  return complete.map((row) => {
    if (!row.every(Number.isFinite)) return Number.NaN;
    const [value = Number.NaN] =
      rule.kind === 'trend' ? ends([row], rule) : rule.kind === 'pattern' ? interactions(rule, [row]) : row;
    return value;
  });
}
