// A statement about error rates, as data: which rate of which procedure in which world, and the bound it promises. Judged by exact
// bounds (Clopper & Pearson 1934); for mean seeds by the empirical Bernstein bound of Maurer & Pontil (2009), which holds for
// any law of a bounded number.
import { clopperPearson } from '../../src/statistics/clopper-pearson.ts';
import { type Counted, meanSeeds, type Tally } from './tally.ts';

export type Quantity = Counted | 'mean seeds';

export interface Statement {
  readonly procedure: string;
  readonly world: string;
  /** Share of campaigns that came to this (in a family: for any claim), or seeds. */
  readonly quantity: Quantity;
  readonly side: 'at most' | 'at least';
  readonly bound: number;
  /** Where the bound is stated. */
  readonly source: string;
  /**
   * `shown`: the exact interval must lie wholly on the right side of the bound. `not refuted`: it must not lie wholly on the
   * wrong side; all that can be asked where the true rate is the bound itself (a fixed test at the edge of its null).
   * `compared`: nothing is promised here; a figure that a reader might expect is set beside the measured one.
   */
  readonly demand: 'shown' | 'not refuted' | 'compared';
}

export type Standing = 'shown' | 'consistent' | 'refuted';

export interface JudgedStatement extends Statement {
  readonly campaigns: number;
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  readonly standing: Standing;
  readonly holds: boolean;
}

/** A false statement counts as shown with at most half of this chance: the printed interval misses the truth. */
export const SHOWN_ERROR = 0.01;

/** A true statement counts as refuted with at most half of this chance. */
export const REFUTED_ERROR = 2e-6;

export function judgeStatement(statement: Statement, tally: Tally): JudgedStatement {
  const { side, bound, demand } = statement;
  const { estimate, low, high } = intervalOf(statement, tally, SHOWN_ERROR);
  const wide = intervalOf(statement, tally, REFUTED_ERROR);
  const isShown = side === 'at most' ? high <= bound : low >= bound;
  const isRefuted = side === 'at most' ? wide.low > bound : wide.high < bound;
  const standing = isShown ? 'shown' : isRefuted ? 'refuted' : 'consistent';
  const holds = demand === 'compared' || (demand === 'shown' ? isShown : !isRefuted);
  return { ...statement, campaigns: tally.campaigns, estimate, low, high, standing, holds };
}

function intervalOf({ quantity }: Statement, tally: Tally, errorRate: number): Interval {
  return quantity === 'mean seeds' ? seedsInterval(tally, errorRate) : rateInterval(tally, quantity, errorRate);
}

interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

export function rateInterval({ campaigns, withAny }: Tally, counted: Counted, errorRate: number): Interval {
  const successes = withAny[counted];
  return { estimate: successes / campaigns, ...clopperPearson({ successes, trials: campaigns }, 1 - errorRate) };
}

function seedsInterval(tally: Tally, errorRate: number): Interval {
  const { campaigns, seeds } = tally;
  const estimate = meanSeeds(tally);
  const squares = seeds.reduce((sum, count, n) => sum + count * (n - estimate) ** 2, 0);
  const range = seeds.length - 1;
  // Two one-sided bounds, each at half of the error rate.
  const log = Math.log(4 / errorRate);
  const variance = squares / (campaigns - 1);
  const width = Math.sqrt((2 * variance * log) / campaigns) + (7 * range * log) / (3 * (campaigns - 1));
  return { estimate, low: Math.max(0, estimate - width), high: estimate + width };
}
