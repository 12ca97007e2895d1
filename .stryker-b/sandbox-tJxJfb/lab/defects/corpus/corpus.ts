// All planted defects, and beside them the worlds without one.
import { CONFIGURATION_DEFECTS, SOUND_CONFIGURATIONS } from './configuration.ts';
import { GRID_DATA_DEFECTS, SOUND_GRID } from './data-grid.ts';
import { NULL_WORLD_DEFECTS, RECORD_DATA_DEFECTS } from './data-null.ts';
import { SOUND_TEXT, TEXT_DATA_DEFECTS } from './data-text.ts';
import type { Category, Defect, Sound } from './defect.ts';
import { EVALUATION_DEFECTS, SOUND_EVALUATIONS } from './evaluation.ts';
import { GOLDEN_DEFECTS, SOUND_GOLDENS } from './golden.ts';
import { LEDGER_DEFECTS, SOUND_LEDGERS } from './ledger.ts';
import { REGISTRATION_DEFECTS, SOUND_REGISTRATIONS } from './registration.ts';
import { REPORT_DEFECTS, SOUND_REPORTS } from './report.ts';
import { SOUND_STATISTICS, STATISTICS_DEFECTS } from './statistics.ts';
import { TRAINING_DEFECTS } from './training.ts';

export const DEFECTS: readonly Defect[] = [
  ...GRID_DATA_DEFECTS,
  ...RECORD_DATA_DEFECTS,
  ...NULL_WORLD_DEFECTS,
  ...TEXT_DATA_DEFECTS,
  ...TRAINING_DEFECTS,
  ...EVALUATION_DEFECTS,
  ...STATISTICS_DEFECTS,
  ...LEDGER_DEFECTS,
  ...GOLDEN_DEFECTS,
  ...REPORT_DEFECTS,
  ...REGISTRATION_DEFECTS,
  ...CONFIGURATION_DEFECTS,
];

/** Beside which defects each stands. */
export const SOUND_WORLDS: Readonly<Record<Category, readonly Sound[]>> = {
  data: [...SOUND_GRID, ...SOUND_TEXT],
  training: [],
  evaluation: SOUND_EVALUATIONS,
  statistics: SOUND_STATISTICS,
  ledger: SOUND_LEDGERS,
  golden: SOUND_GOLDENS,
  report: SOUND_REPORTS,
  registration: SOUND_REGISTRATIONS,
  configuration: SOUND_CONFIGURATIONS,
};

/** All that is planted where the null world is not trained. */
export function plantedIn(category: Category): {
  readonly defects: readonly Defect[];
  readonly sound: readonly Sound[];
} {
  return {
    defects: DEFECTS.filter((defect) => defect.category === category && !NULL_WORLD_DEFECTS.includes(defect)),
    sound: SOUND_WORLDS[category],
  };
}
