// The words of `npm run calibrate -- ...`.
import { parseArgs } from 'node:util';
import { readWords, wholeNumberFrom } from '../shared/read-words.ts';

export interface CalibrateOptions {
  readonly seed: number;
  readonly campaigns: number;
  /** Null: one a core. */
  readonly processes: number | null;
  readonly folder: string;
  /** Only where "procedure | world" holds this. */
  readonly only: string;
  readonly help: boolean;
}

export const USAGE = `npm run calibrate [-- OPTIONS]
  Simulates whole campaigns in worlds of known truth and holds every stated error rate to its bound.
  --campaigns N   campaigns a procedure and world (20000)
  --seed N        seed of all chance (1)
  --only WORDS    only what is named so: procedures, or "procedure | world"
  --processes N   worker processes (one a core)
  --out FOLDER    where the table, the plots and the JSON document go (reports/calibration)
  --help          this text
Exit codes: 0 all hold and every rule known to be bad is caught; 10 otherwise.
`;

/** @throws HarnessError `invalid-option` */
export function parseCalibrateOptions(words: readonly string[]): CalibrateOptions {
  return readWords(
    'npm run calibrate',
    { expected: '--campaigns N, --seed N, --only WORDS, --processes N, --out FOLDER, --help' },
    () => {
      const { values } = parseArgs({
        args: [...words],
        options: {
          seed: { type: 'string', default: '1' },
          campaigns: { type: 'string', default: '20000' },
          processes: { type: 'string' },
          out: { type: 'string', default: 'reports/calibration' },
          only: { type: 'string', default: '' },
          help: { type: 'boolean', default: false, short: 'h' },
        },
      });
      return {
        seed: wholeNumberFrom(0, '--seed', values.seed),
        campaigns: wholeNumberFrom(1, '--campaigns', values.campaigns),
        processes: values.processes === undefined ? null : wholeNumberFrom(1, '--processes', values.processes),
        folder: values.out,
        only: values.only,
        help: values.help,
      };
    },
  );
}
