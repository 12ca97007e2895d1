// The numbers that claims are about, as data: an expression over measured numbers, by their names in run records. What a claim computes
// can so be registered, printed, put to other arms, and asked what it reads.
import { HarnessError } from '../errors/harness-error.ts';
import type { RunRecord } from '../experiments/run-record.ts';
import type { PROBE_GROUPS } from '../measurements/measure-probes.ts';
import type { ConsistencyGroup, TagRole } from '../tasks/groups.ts';
import type { NamedGroup } from '../tasks/text/named-entities/cast.ts';

/** The runs of one seed, by arm of the design. */
export type SeedRuns = Readonly<Record<string, RunRecord>>;

export type Moment =
  | 'after-stage-0'
  | 'before-stage-1'
  | 'before-stage-2'
  | 'after-stage-2'
  | 'after-stage-2-swapped'
  | `after-stage-2-deal-${number}`
  | `after-stage-2-swapped-deal-${number}`
  | 'after-single-stage';
type Question = 'qa' | 'who' | 'name' | 'bare-alias';
type Metric = 'accuracy' | 'log-likelihood' | 'exact-match' | 'agreement-with-definition';
type Layer = 'input' | 'embedding' | `block ${number}` | 'final norm' | 'logits';
/** Where a probe reads: a layer, in text also the token. */
export type Place = Layer | `${Layer} at ${'ask' | 'attribute' | `alias ${number}`}`;
export type Measurement =
  `${Moment}/${`${Question | TagRole}/${Metric}` | `probe-excess/${Place}` | 'gradient-cosine'}`;
/** Aliases, or what else is told apart: `held` and `facts` of Stage 0, pairs that probes tell apart, tags that gradients are taken under. */
export type Group =
  | NamedGroup
  | ConsistencyGroup
  | 'held'
  | 'facts'
  | (typeof PROBE_GROUPS)[number]
  | TagRole
  | 'other-variable';

export interface Measured {
  readonly kind: 'measured';
  readonly arm: string;
  readonly measurement: Measurement;
  readonly group: Group;
}

/** Mean training loss over the last epoch of a stage. */
interface FinalLoss {
  readonly kind: 'final-loss';
  readonly arm: string;
  readonly stage: 'stage 1';
}

/** One number a seed. `minus` takes the second from the first, `half` has one operand. */
export type Estimand =
  | number
  | Measured
  | FinalLoss
  | { readonly kind: 'minus' | 'half' | 'mean'; readonly of: readonly Estimand[] };

/** @throws HarnessError where the experiment does not measure it: the error says what is there */
export function evaluate(estimand: Estimand, runs: SeedRuns): number {
  if (typeof estimand === 'number') return estimand;
  switch (estimand.kind) {
    case 'measured':
      return measuredValue(estimand, armOf(runs, estimand.arm));
    case 'final-loss':
      return armOf(runs, estimand.arm).training[estimand.stage]?.finalLoss ?? Number.NaN;
    default:
      return combined(
        estimand.kind,
        estimand.of.map((operand) => evaluate(operand, runs)),
      );
  }
}

export function combined(kind: 'minus' | 'half' | 'mean', values: readonly number[]): number {
  const [first = Number.NaN, second = Number.NaN] = values;
  if (kind === 'minus') return first - second;
  return kind === 'half' ? first / 2 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function armOf(runs: SeedRuns, arm: string): RunRecord {
  const record = runs[arm];
  if (record !== undefined) return record;
  throw new HarnessError('internal', {
    what: `The claim has no arm "${arm}".`,
    expected: Object.keys(runs).join(', '),
  });
}

function measuredValue({ arm, measurement, group }: Measured, { seed, values }: RunRecord): number {
  const value = values[measurement]?.[group];
  if (value !== undefined) return value;
  throw new HarnessError('invalid-experiment', {
    what: `The experiment of arm "${arm}" does not measure what the claim is about.`,
    where: `seed ${seed}`,
    got: `no ${measurement} of ${group}`,
    expected: `it among: ${Object.keys(values).join(', ')}`,
    next: 'give the group members, and switch on what measures it: `measurements`, `swappedStage2`, two stages',
  });
}

/** What is read from runs, from left to right. */
function leavesIn(estimand: Estimand): readonly (Measured | FinalLoss)[] {
  if (typeof estimand === 'number') return [];
  return 'of' in estimand ? estimand.of.flatMap(leavesIn) : [estimand];
}

export function armsIn(...estimands: readonly Estimand[]): readonly string[] {
  return [...new Set(estimands.flatMap(leavesIn).map(({ arm }) => arm))];
}

/** What it says of how well an arm fits what it trains first: of held-out answers about D1QA1, or of the loss there. Null: it is something else. */
export function fitIn(estimand: Estimand): { readonly arm: string; readonly of: 'answers' | 'loss' } | null {
  const [leaf] = typeof estimand === 'number' || 'of' in estimand ? [] : [estimand];
  if (leaf === undefined) return null;
  if (leaf.kind === 'final-loss') return { arm: leaf.arm, of: 'loss' };
  const isAnswer = /^(before-stage-2|after-single-stage)\/qa\/(accuracy|exact-match)$/.test(leaf.measurement);
  return isAnswer && leaf.group === 'D1QA1' ? { arm: leaf.arm, of: 'answers' } : null;
}

/** The measured numbers among what it reads. */
export function readsIn(estimand: Estimand): readonly Measured[] {
  return leavesIn(estimand).filter((leaf) => leaf.kind === 'measured');
}

export const EXACT_MATCH = 'exact match';

const UNITS: Readonly<Record<string, string>> = {
  accuracy: 'accuracy',
  'agreement-with-definition': 'accuracy',
  'exact-match': EXACT_MATCH,
  'log-likelihood': 'nats a question',
  'probe-excess': 'accuracy above permuted labels',
  'gradient-cosine': 'cosine',
};

/** Of what it reads, which must all be of one unit. */
export function unitOf(estimand: Estimand): string {
  const metrics = readsIn(estimand).flatMap(({ measurement }) => measurement.split('/'));
  const units = [...new Set(metrics.flatMap((metric) => UNITS[metric] ?? []))];
  const [unit] = units;
  if (unit !== undefined && units.length === 1) return unit;
  throw new HarnessError('internal', { what: 'A claim mixes units.', got: units.join(' and '), expected: 'one unit' });
}

/** The same of other arms. */
export function withArms<E extends Estimand>(estimand: E, armFor: (arm: string) => string): E {
  const renamed = (one: Estimand): Estimand => {
    if (typeof one === 'number') return one;
    return 'of' in one ? { ...one, of: one.of.map(renamed) } : { ...one, arm: armFor(one.arm) };
  };
  return renamed(estimand) as E;
}

/** As a formula: "D5 - D6, of after-stage-2/qa/accuracy in base". What differs among its numbers stands in brackets: "D5[base]". */
export function formulaOf(estimand: Estimand): string {
  const leaves = leavesIn(estimand).map(namesIn);
  const isShared = ([first, ...others]: readonly string[]) => others.every((name) => name === first);
  const [moment, query, arm] = (['moment', 'query', 'arm'] as const).map((name) =>
    isShared(leaves.map((leaf) => leaf[name])),
  );
  const leafText = (leaf: ReturnType<typeof namesIn>) => {
    const own = [moment ? '' : leaf.moment, query ? '' : leaf.query, arm ? '' : leaf.arm].filter((name) => name !== '');
    return own.length === 0 ? leaf.subject : `${leaf.subject}[${own.join(', ')}]`;
  };
  const textOf = (one: Estimand, isOperand: boolean): string => {
    if (typeof one === 'number') return String(one);
    if (!('of' in one)) return leafText(namesIn(one));
    const operands = one.of.map((operand) => textOf(operand, one.kind !== 'mean'));
    if (one.kind === 'mean') return `mean(${operands.join(', ')})`;
    const text = one.kind === 'half' ? `${operands[0]} / 2` : operands.join(' - ');
    return isOperand ? `(${text})` : text;
  };
  const [any = { moment: '', query: '', arm: '' }] = leaves;
  const measurement = [moment ? any.moment : '', query ? any.query : ''].filter((name) => name !== '').join('/');
  const about = [measurement === '' ? '' : ` of ${measurement}`, arm && any.arm !== '' ? ` in ${any.arm}` : ''].join(
    '',
  );
  return `${textOf(estimand, false)}${about === '' ? '' : ','}${about}`;
}

function namesIn(leaf: Measured | FinalLoss) {
  const { arm } = leaf;
  if (leaf.kind === 'final-loss') return { subject: leaf.stage, moment: '', query: 'final loss', arm };
  const [moment = '', ...query] = leaf.measurement.split('/');
  return { subject: leaf.group, moment, query: query.join('/'), arm };
}

/** One measured number of an arm. */
export function at(arm: string, measurement: Measurement, group: Group): Measured {
  return { kind: 'measured', arm, measurement, group };
}

export function finalLoss(arm: string): Estimand {
  return { kind: 'final-loss', arm, stage: 'stage 1' };
}

export function minus(first: Estimand, second: Estimand): Estimand {
  return { kind: 'minus', of: [first, second] };
}

export function half(estimand: Estimand): Estimand {
  return { kind: 'half', of: [estimand] };
}

export function mean(...estimands: readonly [Estimand, ...Estimand[]]): Estimand {
  return { kind: 'mean', of: estimands };
}

export interface Asked {
  /** Left out: accuracy. In text exact match, where the answer is the likeliest word of all. */
  readonly metric?: Metric;
  /** What is asked: `qa`, or `who` an alias is, or nothing but the alias itself, or with which tag. */
  readonly question?: Question | TagRole;
  readonly moment?: Moment;
}

/** What Stage 1 left: of its groups held-out cells and attributes are asked, of others all. */
export const BEFORE = { moment: 'before-stage-2' } as const;
/** From the same Stage-1 model, with the tags exchanged. */
export const SWAPPED = { moment: 'after-stage-2-swapped' } as const;
export const SINGLE = { moment: 'after-single-stage' } as const;
export const WHO = { question: 'who' } as const;
/** The same of a pretrained model, asked in the form of named entities. */
export const NAME = { question: 'name' } as const;
export const BARE_ALIAS = { question: 'bare-alias' } as const;
export const LOG_LIKELIHOOD = { metric: 'log-likelihood' } as const;
export const IN_TEXT = { metric: 'exact-match' } as const;
/** Who an alias is, in nats: the primary question to pretrained models (docs/guides/pretrained.md). */
export const ATTRIBUTED = { ...NAME, ...LOG_LIKELIHOOD } as const;

/** How well a group is answered, after Stage 2 unless asked otherwise. */
export function answers(
  arm: string,
  group: Group,
  { metric = 'accuracy', question = 'qa', moment = 'after-stage-2' }: Asked = {},
) {
  return at(arm, `${moment}/${question}/${metric}`, group);
}

export function exactMatch(arm: string, group: Group, asked: Asked = {}) {
  return answers(arm, group, { ...IN_TEXT, ...asked });
}

/** How much better one group is answered than another. */
export function gap(arm: string, [more, less]: readonly [Group, Group], asked: Asked = {}): Estimand {
  return minus(answers(arm, more, asked), answers(arm, less, asked));
}

export function textGap(arm: string, groups: readonly [Group, Group], asked: Asked = {}): Estimand {
  return gap(arm, groups, { ...IN_TEXT, ...asked });
}

/** IML of an arm: D5 minus D6 after Stage 2, on questions (paper.md 1). */
export function iml(arm: string, asked: Asked = {}): Estimand {
  return gap(arm, ['D5', 'D6'], asked);
}

export function textIml(arm: string, asked: Asked = {}): Estimand {
  return iml(arm, { ...IN_TEXT, ...asked });
}

/** Half the difference between Stage 2 as it is and with the tags exchanged. @param exchanged when these are asked */
export function antitheticIml(arm: string, asked: Asked = {}, exchanged: Asked = SWAPPED): Estimand {
  return half(minus(iml(arm, asked), iml(arm, { ...asked, ...exchanged })));
}

export function antitheticTextIml(arm: string, asked: Asked = {}): Estimand {
  return antitheticIml(arm, { ...IN_TEXT, ...asked });
}

/** The layer that all probe claims read; declared from development seeds (experiments.md 5). */
export const LAYER = 'block 2';
/** In text: the last layer, at the token that ends the alias (experiments.md 2A). */
export const TEXT_PLACE = 'block 2 at alias 3';

/** How far a probe is above permuted labels. */
export function probeExcess(arm: string, moment: Moment, place: Place, group: Group): Estimand {
  return at(arm, `${moment}/probe-excess/${place}`, group);
}

/** Whether a probe tells the tags of Stage-1 aliases apart, at the end of Stage 1. */
export function oldTagsProbed(arm: string, place: Place): Estimand {
  return probeExcess(arm, 'before-stage-2', place, 'D1QA1-D2QA2');
}

/** Whether a probe tells the tags of new aliases apart. */
export function newTagsProbed(arm: string, place: Place, moment: Moment = 'after-stage-2'): Estimand {
  return probeExcess(arm, moment, place, 'D5-D6');
}

/** Between gradients of definitions under a tag and those of questions, at the end of Stage 1 unless asked otherwise. */
export function cosine(arm: string, under: TagRole | 'other-variable', moment: Moment = 'before-stage-2'): Estimand {
  return at(arm, `${moment}/gradient-cosine`, under);
}

/** Cosine gap: definition under the reliable tag minus under the unreliable one, each against questions. */
export function alignmentGap(arm: string, moment: Moment = 'before-stage-2'): Estimand {
  return minus(cosine(arm, 'reliable-tag', moment), cosine(arm, 'unreliable-tag', moment));
}
