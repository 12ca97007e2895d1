// A ledger of golden runs of the quick profile, of which a file is spoilt on the disk.
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { symbolArms, symbolsBase } from '../../../src/claims/arms/digit-grid.ts';
import { experimentOf } from '../../../src/claims/arms/experiments-of.ts';
import { GOLDEN_POOL } from '../../../src/claims/registry/seed-pools.ts';
import { canonicalJson, contentHash } from '../../../src/experiments/content-hash.ts';
import { experimentHash } from '../../../src/experiments/experiment.ts';
import type { CohortPayload } from '../../../src/ledger/cohort-file.ts';
import { type CohortReading, openLedger } from '../../../src/ledger/ledger.ts';
import type { Finding, Surroundings } from '../corpus/defect.ts';

export const HASH = experimentHash(symbolsBase);
export const OTHER_HASH = experimentHash(experimentOf(symbolArms.uninformative, ''));
export const SEED = GOLDEN_POOL;

export interface SpoiltLedger {
  readonly root: string;
  /** The file of a cohort in this ledger. */
  readonly fileOf: (seed: number, hash?: string, fingerprint?: string) => string;
  readonly read: (seed?: number, fingerprint?: string) => Finding;
}

/** Copies of two runs of the base, and one of the control. */
export function smallLedger(at: Surroundings): SpoiltLedger {
  const root = mkdtempSync(join(at.scratch, 'ledger-'));
  const fileOf = (seed: number, hash = HASH, fingerprint = at.fingerprint) =>
    join(root, `${hash.slice(0, 16)}-${fingerprint.slice(0, 12)}`, `cohort-${String(seed).padStart(6, '0')}.json`);
  for (const [hash, seed] of [
    [HASH, SEED],
    [HASH, SEED + 1],
    [OTHER_HASH, SEED],
  ] as const) {
    const file = fileOf(seed, hash);
    mkdirSync(dirname(file), { recursive: true });
    copyFileSync(join(at.ledgerFolder, basename(dirname(file)), basename(file)), file);
  }
  return {
    root,
    fileOf,
    read: (seed = SEED, fingerprint = at.fingerprint) => foundBy(openLedger(root).read(HASH, fingerprint, seed)),
  };
}

function foundBy(reading: CohortReading): Finding {
  if (reading.kind === 'damaged') return { outcome: 'damaged', reason: reading.reason };
  if (reading.kind === 'missing') return { outcome: 'missing', reason: 'it counts as not trained' };
  return { outcome: 'unnoticed', reason: 'it is read' };
}

/** Changes the text of a file. */
export function rewriteFile(file: string, change: (text: string) => string): void {
  const before = readFileSync(file, 'utf8');
  const after = change(before);
  if (after === before) throw new Error('Nothing was spoilt.');
  writeFileSync(file, after);
}

/** Changes what a file says, and makes its checksum and its seal again, as a forger would. */
export function reseal(file: string, change: (payload: CohortPayload) => unknown): void {
  rewriteFile(file, (text) => {
    const { payload: before, seal: _, ...beside } = JSON.parse(text) as { payload: CohortPayload; seal: string };
    const payload = change(before);
    const unsealed = { ...beside, sha256: contentHash(payload) };
    return `${canonicalJson({ ...unsealed, payload, seal: contentHash(unsealed) })}\n`;
  });
}

/** The runs of the base on twelve seeds, with that of one seed in the place of another's. @returns the folder */
export function replacedSeed(at: Surroundings, { from, to }: { readonly from: number; readonly to: number }): string {
  const ledger = smallLedger(at);
  for (const seed of Array.from({ length: 12 }, (_, index) => SEED + index)) {
    const file = ledger.fileOf(seed);
    copyFileSync(join(at.ledgerFolder, basename(dirname(file)), basename(file)), file);
  }
  copyFileSync(ledger.fileOf(from), ledger.fileOf(to));
  reseal(ledger.fileOf(to), (payload) => ({
    ...payload,
    cohort: to,
    seeds: [to],
    records: payload.records.map((record) => ({ ...record, seed: to })),
  }));
  return ledger.root;
}
