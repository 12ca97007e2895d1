// The words of `npm run simulate-nights -- ...`.
import { parseArgs } from 'node:util';
import { HarnessError } from '../../src/errors/harness-error.ts';

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
  try {
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
      seed: wholeNumber('--seed', values.seed, 0),
      years: wholeNumber('--years', values.years, 2),
      shiftedYears: wholeNumber('--shifted-years', values['shifted-years'], 1),
      folder: values.out,
      help: values.help,
    };
  } catch (error) {
    throw new HarnessError('invalid-option', {
      what: '`npm run simulate-nights` does not understand its options.',
      got: error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error),
      expected: '--years N, --shifted-years N, --seed N, --out FOLDER, --help',
    });
  }
}

function wholeNumber(name: string, text: string, least: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(number) && number >= least) return number;
  throw new Error(`${name} ${text}, where a whole number from ${least} is wanted`);
}
