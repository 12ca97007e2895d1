// The words of `npm run simulate-nights -- ...`.
import { parseArgs } from 'node:util';
import { readWords, wholeNumberFrom } from '../shared/read-words.ts';

export interface SimulateOptions {
  readonly seed: number;
  /** Quiet years a kind of noise. */
  readonly years: number;
  /** Years with a shift, a kind of noise and shift. */
  readonly shiftedYears: number;
  readonly folder: string;
  readonly help: boolean;
}

export const USAGE = `npm run simulate-nights [-- OPTIONS]
  Simulates years of nights through the drift rule: false alarms, shifts found, procedures known to be bad.
  --years N           quiet years a kind of noise (150)
  --shifted-years N   years with a shift, a kind of noise and shift (500)
  --seed N            seed of all chance (1)
  --out FOLDER        where the table and the JSON document go (reports/nights)
  --help              this text
Exit codes: 0 the budget is kept, shifts are found and every bad procedure is caught; 10 otherwise.
`;

/** @throws HarnessError `invalid-option` */
export function parseSimulateOptions(words: readonly string[]): SimulateOptions {
  return readWords(
    'npm run simulate-nights',
    { expected: '--years N, --shifted-years N, --seed N, --out FOLDER, --help' },
    () => {
      const { values } = parseArgs({
        args: [...words],
        options: {
          seed: { type: 'string', default: '1' },
          years: { type: 'string', default: '150' },
          'shifted-years': { type: 'string', default: '500' },
          out: { type: 'string', default: 'reports/nights' },
          help: { type: 'boolean', default: false, short: 'h' },
        },
      });
      return {
        seed: wholeNumberFrom(0, '--seed', values.seed),
        years: wholeNumberFrom(2, '--years', values.years),
        shiftedYears: wholeNumberFrom(1, '--shifted-years', values['shifted-years']),
        folder: values.out,
        help: values.help,
      };
    },
  );
}
