// `npm run gates`: what validity gates ask for, against what golden pools show, as a table. It reads and prints, and changes nothing.
import { parseArgs } from 'node:util';
import type { GateLimit } from '../../src/claims/claim.ts';
import { CLAIMS } from '../../src/claims/registry/registry.ts';
import { loadImages } from '../../src/execution/inputs/load-images.ts';
import { requireGoldens } from '../../src/goldens/load-goldens.ts';
import { runsOfPools } from '../../src/goldens/pool-schema.ts';
import { formatNumber, formatRate } from '../../src/report/format-number.ts';
import { markdownTable } from '../shared/markdown-table.ts';
import { readWords } from '../shared/read-words.ts';
import { runProgram } from '../shared/run-program.ts';
import { type GateRow, gateRows } from './gate-rows.ts';

const USAGE = `npm run gates [-- OPTIONS]
  The validity gates of the quick profile, and those about inputs that it could declare, against the golden pools: mean and SD of sound
  runs, the limit by the rule (lower 95 % bound of the mean minus 4 SD / sqrt(8); of a loss the other way), and how often sound runs pass.
  --environment NAME  whose pools (wasm)
  --help              this text
`;

interface GateOptions {
  readonly environment: string;
  readonly help: boolean;
}

await runProgram({ usage: USAGE, parse: parseGateOptions, main });

function parseGateOptions(words: readonly string[]): GateOptions {
  return readWords('npm run gates', { expected: '--environment NAME, --help' }, () => {
    const { values } = parseArgs({
      args: [...words],
      options: {
        environment: { type: 'string', default: 'wasm' },
        help: { type: 'boolean', default: false, short: 'h' },
      },
    });
    return values;
  });
}

async function main({ environment }: GateOptions): Promise<void> {
  const { tests, pools } = requireGoldens({
    folder: 'golden',
    environment,
    profile: 'quick',
    claims: CLAIMS,
    imagesDigest: loadImages(null).digest,
  });
  const heading = ['Gate', 'Arm', 'Task', 'Mean', 'SD', 'Now', 'By the rule', 'Sound runs pass', 'Claims'];
  const rows = gateRows(tests, runsOfPools(pools)).map(cellsOf);
  process.stdout.write(`${markdownTable([heading, ...rows])}\n`);
}

function cellsOf({ description, arm, task, mean, standardDeviation, declared, byRule, chance, claims }: GateRow) {
  const among = [mean, standardDeviation];
  return [
    description,
    arm,
    task,
    formatNumber(mean, among),
    formatNumber(standardDeviation, among),
    declared === null ? '–' : inWords(declared),
    inWords(byRule),
    chance === null ? '–' : formatRate(chance, null),
    claims.join(', ') || '–',
  ];
}

/** In thousandths, on the generous side: a mean of 1 need not be reached. */
function inWords(limit: GateLimit): string {
  return 'minimum' in limit
    ? `≥ ${formatNumber(Math.floor(1000 * limit.minimum) / 1000)}`
    : `≤ ${formatNumber(Math.ceil(1000 * limit.maximum) / 1000)}`;
}
