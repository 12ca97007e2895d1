// All planted defects, and beside them the worlds without one.
import { CONFIGURATION_DEFECTS, SOUND_CONFIGURATIONS } from './configuration.ts';
import { GRID_DATA_DEFECTS, SOUND_GRID } from './data-grid.ts';
import { NULL_WORLD_DEFECTS, RECORD_DATA_DEFECTS } from './data-null.ts';
import { SOUND_TEXT, TEXT_DATA_DEFECTS } from './data-text.ts';
import type { Defect, Sound } from './defect.ts';
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

export const SOUND_WORLDS: readonly Sound[] = [
  ...SOUND_GRID,
  ...SOUND_TEXT,
  ...SOUND_EVALUATIONS,
  ...SOUND_STATISTICS,
  ...SOUND_LEDGERS,
  ...SOUND_GOLDENS,
  ...SOUND_REPORTS,
  ...SOUND_REGISTRATIONS,
  ...SOUND_CONFIGURATIONS,
];
