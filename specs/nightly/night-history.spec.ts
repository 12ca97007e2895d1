// The history of nights: written once, sealed, and never trusted once it is not what was written.
import fs from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { nightFile, parseNight, readNights, writeNight } from '../../src/nightly/night-record.ts';
import { ownFolder } from '../temporary-folder.ts';
import { exampleNight } from './night-examples.ts';

let folder = '';
beforeEach(() => {
  folder = ownFolder('nights');
});

describe('the history of nights', () => {
  it('gives back what was written, in the order of the days, of the environment that is asked', () => {
    const nights = ['2026-11-27', '2026-11-25', '2026-11-26'].map((night) => exampleNight(night));
    for (const night of nights) writeNight(folder, night);
    const native = exampleNight('2026-11-26');
    writeNight(folder, { ...native, environment: { ...native.environment, name: 'tensorflow-linux-x64' } });
    const { nights: read, damaged } = readNights(folder, 'wasm');
    expect(damaged).toEqual([]);
    expect(read).toEqual([nights[1], nights[2], nights[0]]);
    expect(readNights(folder, null).nights).toHaveLength(4);
  });

  it('is empty where there is no folder, and ignores what is no night', () => {
    expect(readNights(join(folder, 'none'), 'wasm')).toEqual({ nights: [], damaged: [] });
    for (const name of ['nights-wasm.html', 'notes.json', '2026-11-26-wasm.json.tmp'])
      fs.writeFileSync(join(folder, name), 'x');
    expect(readNights(folder, 'wasm')).toEqual({ nights: [], damaged: [] });
  });

  it('notices a cut and a flipped bit at every byte', () => {
    const bytes = fs.readFileSync(writeNight(folder, exampleNight('2026-11-26')));
    expect(parseNight(bytes.toString())).toEqual(exampleNight('2026-11-26'));
    const survivors: string[] = [];
    for (let at = 0; at < bytes.length; at++) {
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] as number) ^ (1 << (at % 8));
      const taken = [bytes.subarray(0, at), flipped].map((spoilt) => parseNight(spoilt.toString()));
      if (taken.some((one) => typeof one !== 'string')) survivors.push(`byte ${at}`);
    }
    expect(survivors).toEqual([]);
  });

  it('names a damaged night and keeps the others', () => {
    writeNight(folder, exampleNight('2026-11-25'));
    const path = writeNight(folder, exampleNight('2026-11-26'));
    fs.writeFileSync(path, fs.readFileSync(path, 'utf8').replace('"identical": 2', '"identical": 1'));
    const { nights, damaged } = readNights(folder, 'wasm');
    expect(nights.map(({ night }) => night)).toEqual(['2026-11-25']);
    expect(damaged).toEqual([{ path, reason: 'its contents do not match its sha256' }]);
  });

  it('does not take a night for another one', () => {
    const path = writeNight(folder, exampleNight('2026-11-26'));
    fs.renameSync(path, nightFile(folder, '2026-11-27', 'wasm'));
    expect(readNights(folder, 'wasm').damaged[0]?.reason).toBe('it is the night 2026-11-26 on wasm');
  });
});
