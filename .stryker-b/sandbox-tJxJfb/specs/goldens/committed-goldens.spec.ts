// The goldens of this repository: whole, accepted, and saying of the claims what they said; and no byte of them can change unseen.
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLAIMS } from '../../src/claims/registry/registry.ts';
import { loadImages } from '../../src/execution/inputs/load-images.ts';
import { readGoldenFiles } from '../../src/goldens/golden-files.ts';
import { checkGoldens } from '../../src/goldens/load-goldens.ts';

const files = readGoldenFiles(join(import.meta.dirname, '../../golden'));
const imagesDigest = loadImages(null).digest;
const check = (changed = files) => checkGoldens(changed, { profile: null, claims: CLAIMS, imagesDigest });

describe('the committed goldens', () => {
  it('are valid, with 40 seeds each, for the quick profile on WebAssembly and on the native backend', () => {
    const checked = check();
    if (checked.kind !== 'checked') throw new Error(JSON.stringify(checked));
    for (const set of checked.sets) expect(set.kind === 'invalid' ? set.complaints : []).toEqual([]);
    const sets = checked.sets.map(({ environment, profile }) => `${profile} for ${environment}`);
    expect(sets).toEqual(expect.arrayContaining(['quick for tensorflow-linux-x64', 'quick for wasm']));
    for (const set of checked.sets) {
      if (set.kind === 'valid' && set.profile === 'quick') expect(set.goldens.seeds.length).toBeGreaterThanOrEqual(40);
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
