// Mistakes and mischief in the store of runs.
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { symbolArms, symbolsBase } from '../../../src/claims/arms/digit-grid.ts';
import { experimentOf } from '../../../src/claims/arms/experiments-of.ts';
import {
  codeFingerprint,
  numericsFingerprint,
  refuseOtherNumerics,
} from '../../../src/execution/fingerprint/numerics-fingerprint.ts';
import { experimentHash } from '../../../src/experiments/experiment.ts';
import type { RunRecord } from '../../../src/experiments/run-record.ts';
import { openLedger } from '../../../src/ledger/ledger.ts';
import { errorOf } from '../planted/error-of.ts';
import { judgeSpoilt, said, storedRun } from '../planted/judged.ts';
import { train, UNTRAINED } from '../planted/small-grid.ts';
import { HASH, OTHER_HASH, reseal, rewriteFile, SEED, smallLedger } from '../planted/spoilt-ledger.ts';
import { auditedReplacement } from '../planted/spoilt-reports.ts';
import { defectsOf, type Planted, type Sound, type Surroundings } from './defect.ts';

const ABOUT = { host: 'spec', startedAt: new Date(0).toISOString(), seconds: 0, harnessVersion: '0.0.0' };
const numerics = { numerics: { backend: 'wasm' } };

/** The accuracy of one group of one run, a little higher. */
function raised(record: RunRecord): RunRecord {
  const accuracy = record.values['after-stage-2/qa/accuracy'];
  if (accuracy?.D5 === undefined) throw new Error('The run has no D5.');
  accuracy.D5 += 0.001;
  return record;
}

/** What reading a run says once the ledger that holds it was spoilt. */
const readAfter =
  (spoil: (ledger: ReturnType<typeof smallLedger>) => void): Planted['run'] =>
  async (at) => {
    const ledger = smallLedger(at);
    spoil(ledger);
    return ledger.read();
  };

/** Fingerprints before and after one line of the trainer was changed. */
function fingerprintsAround(at: Surroundings, change: (folder: string) => void): readonly [string, string] {
  const folder = mkdtempSync(join(at.scratch, 'source-'));
  cpSync(join(import.meta.dirname, '../../../src'), folder, { recursive: true });
  const before = numericsFingerprint(numerics, codeFingerprint(folder));
  change(folder);
  return [before, numericsFingerprint(numerics, codeFingerprint(folder))];
}
const trainerReworded = (folder: string) => appendFileSync(join(folder, 'training/adamw.ts'), '// epsilon\n');
const trainerChanged = (folder: string) => {
  const file = join(folder, 'training/adamw.ts');
  writeFileSync(file, readFileSync(file, 'utf8').replace('1e-6', '1e-5'));
};

export const SOUND_LEDGERS: readonly Sound[] = [
  {
    id: 'ledger-as-written',
    what: 'A run as it was written.',
    mustBe: 'unnoticed',
    run: async (at) => smallLedger(at).read(),
  },
  {
    id: 'trainer-reworded',
    what: 'A comment of the trainer is changed, and the runs made before are still its own.',
    mustBe: 'unnoticed',
    run: async (at) => {
      const [before, after] = fingerprintsAround(at, trainerReworded);
      const ledger = smallLedger(at);
      return before === after ? ledger.read() : ledger.read(SEED, after);
    },
  },
];

export const LEDGER_DEFECTS = defectsOf('ledger', [
  {
    id: 'file-cut-off',
    what: 'A file of the ledger is cut off in the middle.',
    mustBe: 'damaged',
    because: /not JSON in UTF-8 \(cut off/,
    run: readAfter((ledger) => {
      rewriteFile(ledger.fileOf(SEED), (text) => text.slice(0, text.length / 2));
    }),
  },
  {
    id: 'digit-changed',
    what: 'One digit of a run is changed on the disk.',
    mustBe: 'damaged',
    because: /checksum|sha256/,
    run: readAfter((ledger) => {
      rewriteFile(ledger.fileOf(SEED), (text) =>
        text.replace(/("D5":0\.\d)(\d)/, (_, head, digit) => `${head}${(Number(digit) + 1) % 10}`),
      );
    }),
  },
  {
    id: 'run-of-another-experiment',
    what: 'A run of another experiment is filed under this one.',
    mustBe: 'damaged',
    because: /belongs elsewhere/,
    run: readAfter((ledger) => {
      renameSync(ledger.fileOf(SEED, OTHER_HASH), ledger.fileOf(SEED));
    }),
  },
  {
    id: 'runs-swapped',
    what: 'The files of two seeds are swapped.',
    mustBe: 'damaged',
    because: /belongs elsewhere/,
    run: readAfter((ledger) => {
      const [first, second] = [ledger.fileOf(SEED), ledger.fileOf(SEED + 1)];
      renameSync(first, `${first}.aside`);
      renameSync(second, first);
      renameSync(`${first}.aside`, second);
    }),
  },
  {
    id: 'records-out-of-order',
    what: 'The record of another seed stands where that of this seed is promised, sealed again.',
    mustBe: 'damaged',
    because: /its records are of the seeds 32007, not 32000/,
    run: readAfter((ledger) => {
      reseal(ledger.fileOf(SEED), (payload) => ({
        ...payload,
        records: payload.records.map((record) => ({ ...record, seed: SEED + 7 })),
      }));
    }),
  },
  {
    id: 'host-in-the-hashed-part',
    what: 'Host and time of writing get into the part that must be the same on every machine.',
    mustBe: 'damaged',
    because: /does not fit its schema/,
    run: readAfter((ledger) => {
      reseal(ledger.fileOf(SEED), (payload) => ({ ...payload, host: 'one', startedAt: '2026-11-26T16:00:00Z' }));
    }),
  },
  {
    id: 'number-lost',
    what: 'A number that was none is written as null.',
    mustBe: 'damaged',
    because: /does not fit its schema/,
    run: readAfter((ledger) => {
      reseal(ledger.fileOf(SEED), (payload) =>
        JSON.parse(JSON.stringify(payload).replace(/"D5":[0-9.]+/, '"D5":null')),
      );
    }),
  },
  {
    id: 'number-not-finite',
    what: 'A number that is none is handed to the ledger.',
    mustBe: 'not-finite',
    because: /D5/,
    run: (at) =>
      errorOf(() => {
        const record = structuredClone(storedRun(at, symbolsBase, SEED));
        record.values['after-stage-2/qa/accuracy'] = { D5: Number.NaN };
        const payload = {
          experimentHash: HASH,
          fingerprint: at.fingerprint,
          cohort: SEED + 9,
          seeds: [SEED],
          records: [record],
        };
        return openLedger(mkdtempSync(join(at.scratch, 'ledger-'))).write(payload, ABOUT);
      }),
  },
  {
    id: 'stale-cache',
    what: 'The trainer is changed, and runs of the old one are still there.',
    mustBe: 'missing',
    because: /counts as not trained/,
    run: async (at) => {
      const [before, after] = fingerprintsAround(at, trainerChanged);
      const ledger = smallLedger(at);
      if (before === after) return ledger.read();
      return ledger.read(SEED, after);
    },
  },
  {
    id: 'stale-cache-moved-along',
    what: 'Runs of the old trainer are moved to where those of the new one are looked for.',
    mustBe: 'damaged',
    because: /belongs elsewhere/,
    run: async (at) => {
      const [, after] = fingerprintsAround(at, trainerChanged);
      const ledger = smallLedger(at);
      const file = ledger.fileOf(SEED, HASH, after);
      mkdirSync(dirname(file), { recursive: true });
      renameSync(ledger.fileOf(SEED), file);
      return ledger.read(SEED, after);
    },
  },
  {
    id: 'machine-with-other-code',
    what: 'One machine of a cluster trains with another version of the trainer.',
    mustBe: 'other-numerics',
    because: /Another code, library version or device/,
    run: (at) => errorOf(() => refuseOtherNumerics(...fingerprintsAround(at, trainerChanged))),
  },
  {
    id: 'run-bent-and-sealed-again',
    what: 'A number of a run is changed and the file sealed with a new checksum; then the seed is trained again.',
    mustBe: 'damaged-ledger-file',
    because: /already holds other numbers for this cohort/,
    run: async (at) => {
      const ledger = openLedger(mkdtempSync(join(at.scratch, 'ledger-')));
      const [record] = await train(at, {}, { experiment: UNTRAINED, seeds: [SEED] });
      const hash = experimentHash(UNTRAINED);
      const payload = (run: RunRecord) => ({
        experimentHash: hash,
        fingerprint: at.fingerprint,
        cohort: SEED,
        seeds: [SEED],
        records: [run],
      });
      ledger.write(payload(raised(structuredClone(record as RunRecord))), ABOUT);
      const [again] = await train(at, {}, { experiment: UNTRAINED, seeds: [SEED] });
      return errorOf(() => ledger.write(payload(again as RunRecord), ABOUT));
    },
  },
  {
    id: 'other-settings-under-this-hash',
    what: 'Runs that stop at a loss are handed in as those of the base, sealed as such.',
    mustBe: 'invalid',
    because: /not what its experiment declares: .*stage 1 took \d+ steps, not 864|it trained stage 1, stage 2, not/,
    run: async (at) =>
      said(
        judgeSpoilt(at, 'iml-appears', (_, seed) => storedRun(at, experimentOf(symbolArms.width64ToLoss, ''), seed)),
      ),
  },
  {
    id: 'seed-replaced',
    what: 'A seed that came out badly is replaced by a better one, under its number and sealed as such.',
    mustBe: 'differs',
    because: /the run of seed 32003 .* has the roles of another seed/,
    run: (at) => auditedReplacement(at, { from: 32_010, to: 32_003 }),
  },
]);
