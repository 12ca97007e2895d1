// The goldens of this repository: whole, accepted, and saying of the claims what they said; and no byte of them can change unseen.
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLAIMS } from '../../src/claims/registry/registry.ts';
import { loadImages } from '../../src/execution/inputs/load-images.ts';
import { readGoldenFiles } from '../../src/goldens/golden-files.ts';
import { checkGoldens } from '../../src/goldens/load-goldens.ts';
import { runsOfPools } from '../../src/goldens/pool-schema.ts';
import { effectToPlant, goldenEffects, withoutEffect } from '../../src/nightly/night-effects.ts';
import { powerToFindLoss } from '../../src/nightly/night-power.ts';
import { pairedT } from '../../src/statistics/paired-t.ts';

const files = readGoldenFiles(join(import.meta.dirname, '../../golden'));
const imagesDigest = loadImages(null).digest;
const check = (changed = files) => checkGoldens(changed, { profile: null, claims: CLAIMS, imagesDigest });

describe('the committed goldens', () => {
  const checked = check();

  it('are valid, with 40 seeds each, for the quick profile on WebAssembly and on the native backend', () => {
    if (checked.kind !== 'checked') throw new Error(JSON.stringify(checked));
    for (const set of checked.sets) expect(set.kind === 'invalid' ? set.complaints : []).toEqual([]);
    const sets = checked.sets.map(({ environment, profile }) => `${profile} for ${environment}`);
    expect(sets).toEqual(expect.arrayContaining(['quick for tensorflow-linux-x64', 'quick for wasm']));
    for (const set of checked.sets) {
      if (set.kind === 'valid' && set.profile === 'quick') expect(set.goldens.seeds.length).toBeGreaterThanOrEqual(40);
    }
  });

  it('let a night find all of the main claim gone as good as surely, and half of it on 40 seeds, at a budget for a thousand numbers', () => {
    const sets = checked.kind === 'checked' ? checked.sets : [];
    expect(sets.length).toBeGreaterThan(0);
    for (const set of sets) {
      const effect = set.kind === 'valid' ? effectToPlant(goldenEffects(set.goldens)) : null;
      if (set.kind !== 'valid' || effect === null) throw new Error('There is nothing to plant in.');
      expect(effect.number.claim).toBe('iml-appears');
      const seeds = { alarming: 8, confirming: 8 };
      const power = (lost: number) => powerToFindLoss(effect, { lost, seeds, alpha: 2e-6 });
      expect(power(1)).toBeGreaterThan(0.999);
      expect(power(0.5)).toBeGreaterThan(set.profile === 'quick' ? 0.999 : 0.99);
    }
  });

  it('show that tags that say nothing leave nothing of it', () => {
    for (const set of checked.kind === 'checked' ? checked.sets : []) {
      const goldens = set.kind === 'valid' ? set.goldens : null;
      const effect = goldens === null ? null : effectToPlant(goldenEffects(goldens));
      const [base] = Object.values(effect?.test.arms ?? {});
      if (goldens === null || base === undefined) throw new Error('There is nothing to plant in.');
      const { consistentShare } = withoutEffect(base).task;
      const [uninformative] = goldens.tests.filter(({ claim }) => claim.id === 'uninformative-tags-no-iml');
      expect(uninformative?.arms.uninformative?.task.consistentShare).toEqual(consistentShare);
      const runs = [...runsOfPools(goldens.pools)(uninformative?.hashes.uninformative ?? '').values()];
      expect(runs).toHaveLength(goldens.pools[0]?.header.profile === 'quick' ? 40 : 20);
      const left = runs.map(({ values }) => {
        const { D5, D6 } = values['after-stage-2/qa/accuracy'] as { D5: number; D6: number };
        return D5 - D6;
      });
      const test = pairedT(left, 0);
      expect(Math.min(test?.pGreater ?? 0, test?.pLess ?? 0)).toBeGreaterThan(0.001);
    }
  });

  it('are refused with the path when any bit of any file is flipped', () => {
    fc.assert(
      fc.property(fc.constantFrom(...files.keys()), fc.nat(), fc.nat({ max: 7 }), (path, place, bit) => {
        const bytes = Buffer.from(files.get(path) ?? []);
        const offset = place % bytes.length;
        bytes[offset] = (bytes[offset] ?? 0) ^ (1 << bit);
        const checked = check(new Map([...files, [path, bytes]]));
        expect(checked).toMatchObject({ kind: 'broken', complaints: [{ kind: 'invalid' }] });
        const named = checked.kind === 'broken' ? checked.complaints[0]?.path : '';
        expect([path, 'history.jsonl']).toContain(named);
      }),
      { numRuns: 100 },
    );
  });
});
