// What a watched number's drift is judged from, and what is found (decisions.md B5): one verdict, the tier that decided, and all that was
// looked at, so that no verdict hides what a later tier saw.
import type { AlarmConfirmation } from './confirm-alarm.ts';
import type { ShiftReading } from './detect-shift.ts';
import type { DriftEquivalence } from './drift-equivalence.ts';
import type { Direction, DriftEvidence, GoldenPair, PairedEvidence } from './evidence-against-golden.ts';

/** What a golden run was made from (D0). Bytes cannot be compared where experiment or data differ; code and environment may. */
export type DriftInput = 'experiment' | 'data' | 'code' | 'environment';

export type DriftVerdict =
  /** Bytes of golden seeds run again are equal, and fresh seeds raise no alarm. */
  | 'identical'
  /** Every golden seed run again gives its number within the tolerance, and fresh seeds raise no alarm. */
  | 'numerically-close'
  /** The shift of the mean lies within the margin, whether or not there is one. */
  | 'equivalent'
  /** A shift that was alarmed, confirmed on other seeds, and is not shown to lie within the margin. */
  | 'drift'
  /** Neither: too few seeds, or an alarm that is not confirmed, or not yet. */
  | 'unresolved'
  /** One seed run twice by the same code gave different bytes. */
  | 'non-deterministic';

export type DriftTier = 'D1' | 'D2' | 'D3';

export interface DriftQuestion {
  /** As the report names it. */
  readonly name: string;
  /** D0: inputs that differ from those of the golden runs; empty where all are the same. */
  readonly differingInputs: readonly DriftInput[];
  /** D1: golden seeds whose payload hashes were compared, and whether one seed run twice gave equal ones (null: not tried). */
  readonly replays: { readonly compared: number; readonly equal: number; readonly areRepeatsEqual: boolean | null };
  /** D2, D3: golden seeds run again, numbers then and now. */
  readonly pairs: readonly GoldenPair[];
  readonly golden: readonly number[];
  /** D3: fresh seeds since the last change point, in order. */
  readonly fresh: readonly number[];
  /** D3: tonight's reading of the detector and the evidence at which it alarms; null where it is not used. */
  readonly detector: { readonly reading: ShiftReading; readonly threshold: number } | null;
  /** In raw units; null where none is known. */
  readonly margin: number | null;
  /** Chance of a false alarm at this change point (alarm-budget.ts). */
  readonly alpha: number;
  /** What seeds that had no part in the alarm said; null where there was no alarm, or before they were run. */
  readonly confirmation: AlarmConfirmation | null;
}

export interface DriftAlarm {
  readonly from: 'golden-seeds' | 'fresh-seeds' | 'detector';
  readonly direction: Direction;
  readonly eValue: number;
  /** What it had to reach. */
  readonly threshold: number;
  readonly seeds: number;
}

export interface DriftSize extends Pick<DriftEquivalence, 'low' | 'high' | 'confidence' | 'seeds'> {
  /** In raw units: today less golden. */
  readonly shift: number;
  /** The shift in golden standard deviations; null without any spread. */
  readonly inDeviations: number | null;
  readonly direction: Direction | null;
  /** What it was measured on. */
  readonly from: 'golden-seeds' | 'fresh-seeds' | 'confirming-seeds';
}

export interface DriftJudgement {
  readonly name: string;
  readonly verdict: DriftVerdict;
  readonly tier: DriftTier;
  readonly reason: string;
  readonly differingInputs: readonly DriftInput[];
  /** All alarms, the loudest first. */
  readonly alarms: readonly DriftAlarm[];
  /** The alarm waits for seeds that confirm or close it: run these and judge again. */
  readonly needsConfirmation: Direction | null;
  /** An alarm that other seeds did not confirm: to be closed as false, and the change point to be moved here. */
  readonly isFalseAlarm: boolean;
  readonly size: DriftSize | null;
  readonly margin: number | null;
  readonly paired: PairedEvidence & { readonly equivalence: DriftEquivalence };
  readonly fresh: DriftEvidence & { readonly equivalence: DriftEquivalence };
}
