// A planted defect as data: what somebody did wrong, and what of the harness must say so, for the right reason (decisions.md
// promise 14). `run` plants it and tells what the harness said.
import type { StepEngine } from '../../../src/tensors/step-engine.ts';

export const CATEGORIES = [
  'data',
  'training',
  'evaluation',
  'statistics',
  'ledger',
  'golden',
  'report',
  'registration',
  'configuration',
] as const;
export type Category = (typeof CATEGORIES)[number];

/** What the harness said of a planted defect. */
export interface Finding {
  /**
   * A verdict word, the outcome of a part, the code of an error, or what a check of its own calls it: `damaged`, `missing` (ledger),
   * `refuted` (calibration), `disagrees` (independent implementation), an exit code. `unnoticed`: nothing was said.
   */
  readonly outcome: string;
  readonly reason: string;
}

/** A claim for which its seeds do not speak. */
export const UNPROVEN = ['not-reproduced', 'inconclusive'] as const;
/** What is said of it. */
export const UNPROVEN_BECAUSE = /shown to fall short of|neither shown|does not vary over seeds/;

export interface Defect {
  /** Never changes. */
  readonly id: string;
  readonly category: Category;
  /** One plain sentence: what was done wrong. */
  readonly what: string;
  /** Several: eight seeds of a world without the effect may refute the claim or leave it open; red is either. */
  readonly mustBe: string | typeof UNPROVEN;
  /** What the reason must say: a defect that is caught by accident is not caught. */
  readonly because: RegExp;
  /** Of one that is planted in a later tier alone: the id of the one of the same mechanism that `npm test` plants. */
  readonly standsIn?: string;
  /** Of a known survivor: why nothing sees it, and what would. Left out: it must be caught. */
  readonly survives?: string;
  readonly run: (at: Surroundings) => Promise<Finding>;
}

/** One of a list whose defects are all of one category. */
export type Planted = Omit<Defect, 'category'>;

export const defectsOf = (category: Category, planted: readonly Planted[]): readonly Defect[] =>
  planted.map((one) => ({ ...one, category }));

/** The same world without the defect: the harness must say nothing of the kind, or it would be no detector. */
export interface Sound {
  readonly id: string;
  readonly what: string;
  readonly mustBe: string;
  /** As a defect's. */
  readonly standsIn?: string;
  readonly run: (at: Surroundings) => Promise<Finding>;
}

/** What the corpus is planted into. */
export interface Surroundings {
  /** With the golden runs of the quick profile (lab/defects/runs/golden-ledger.ts). */
  readonly ledgerFolder: string;
  readonly fingerprint: string;
  /** File: experiment hash -> seed -> record, without the effect. Null: the null world is not trained. */
  readonly nullRuns: string | null;
  /** How many are trained where a gate must fail, which no number of seeds can mend. */
  readonly gateSeeds: number;
  readonly engine: StepEngine;
  /** Empty at first; removed at the end. */
  readonly scratch: string;
}

export interface Judged {
  readonly id: string;
  readonly category: Category;
  readonly what: string;
  readonly mustBe: string;
  readonly found: Finding;
  readonly caught: boolean;
  readonly survives: string | null;
}

export function judgedDefect({ id, category, what, mustBe, because, survives }: Defect, found: Finding): Judged {
  const words = [mustBe].flat();
  const caught = words.includes(found.outcome) && because.test(found.reason);
  return { id, category, what, mustBe: words.join(' or '), found, caught, survives: survives ?? null };
}
