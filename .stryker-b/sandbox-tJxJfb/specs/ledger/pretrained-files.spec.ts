// Pretrained models on a real disk: found as they were saved, and nothing that was damaged or is somebody else's is trusted.
import fs from 'node:fs';
import { join } from 'node:path';
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import type { Pretrained } from '../../src/experiments/run-cohort.ts';
import { pretrainedFiles } from '../../src/ledger/pretrained-files.ts';
import { sharedFolder } from '../temporary-folder.ts';

const KEY = 'a'.repeat(64);
const FINGERPRINT = 'b'.repeat(64);
const MODEL: Pretrained = {
  parameters: Float32Array.of(1, -0.1, 3e-30, 4, 5, 6),
  facts: [0, 1].map((seed) => ({
    training: { 'stage 0': { steps: 5, epochs: 1.5, finalLoss: 0.1 + seed, reachedTarget: null } },
    curves: { 'stage 0/loss by epoch': { x: [1, 2], y: [0.4, 0.1] } },
  })),
};

const root = sharedFolder('pretrained');

const filesBelow = (folder: string) =>
  (fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }) as string[]).filter((name) => /\.model/.test(name));

describe('pretrained models', () => {
  it('are found as they were saved, by key, numerics and shape', () => {
    const store = pretrainedFiles(join(root, 'plain'), FINGERPRINT);
    expect(store.load(KEY, [2, 3])).toBeNull();
    store.save(KEY, MODEL);
    expect(store.load(KEY, [2, 3])).toEqual(MODEL);
    expect(store.load('c'.repeat(64), [2, 3])).toBeNull();
    expect(pretrainedFiles(join(root, 'plain'), 'd'.repeat(64)).load(KEY, [2, 3])).toBeNull();
    expect(filesBelow(join(root, 'plain'))).toHaveLength(1);
  });

  law.prop([fc.nat(), fc.integer({ min: 1, max: 255 })])('are set aside if any byte is another', (place, change) => {
    const folder = fs.mkdtempSync(join(root, 'flip-'));
    const store = pretrainedFiles(folder, FINGERPRINT);
    store.save(KEY, MODEL);
    const path = join(folder, filesBelow(folder)[0] as string);
    const bytes = fs.readFileSync(path);
    const at = place % bytes.length;
    bytes[at] = (bytes[at] as number) ^ change;
    fs.writeFileSync(path, bytes);
    expect(store.load(KEY, [2, 3])).toBeNull();
    expect(filesBelow(folder).every((name) => name.includes('.damaged-'))).toBe(true);
    store.save(KEY, MODEL);
    expect(store.load(KEY, [2, 3])).toEqual(MODEL);
  });

  it.each([0, 1, 100])('are set aside if cut to %i bytes', (length) => {
    const folder = fs.mkdtempSync(join(root, 'cut-'));
    const store = pretrainedFiles(folder, FINGERPRINT);
    store.save(KEY, MODEL);
    fs.truncateSync(join(folder, filesBelow(folder)[0] as string), length);
    expect(store.load(KEY, [2, 3])).toBeNull();
  });
});
