// The history of nights: written once, sealed, and never trusted once it is not what was written.
import fs from 'node:fs';
import { join } from 'node:path';
import { fc, test as law } from '@fast-check/vitest';
import { beforeEach, describe, expect, it } from 'vitest';
import { nightFile, nightName, parseNight, readNights, writeNight } from '../../src/nightly/night-record.ts';
import { askedOf, describeScope, scopeName } from '../../src/nightly/night-scope.ts';
import { ownFolder } from '../temporary-folder.ts';
import { exampleNight, exampleWatched } from './night-examples.ts';

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
    const other = nightFile(folder, exampleNight('2026-11-27'));
    fs.renameSync(path, other);
    expect(readNights(folder, 'wasm')).toEqual({
      nights: [],
      damaged: [{ path: other, reason: `it is the night ${nightName(exampleNight('2026-11-26'))}` }],
    });
  });

  it('keeps nights of one day apart by what was asked, by code and by goldens, and gives them in the order of their beginnings', () => {
    const whole = exampleNight('2026-11-26');
    const later = { ...whole, startedAt: '2026-11-26T15:00:00.000Z' };
    const all = [
      whole,
      { ...later, environment: { ...whole.environment, fingerprint: 'e'.repeat(64) } },
      { ...later, startedAt: '2026-11-26T16:00:00.000Z', goldens: { ...whole.goldens, sha256: '1'.repeat(64) } },
    ];
    const others = [
      { ...whole, asked: { claims: ['iml-appears'], tasks: [] } },
      { ...whole, asked: { claims: [], tasks: ['digit-grid/symbols'] } },
      { ...whole, profile: 'standard' },
    ];
    for (const one of [...others, ...all.toReversed()]) writeNight(folder, one);
    expect(readNights(folder, 'wasm', whole)).toEqual({ nights: all, damaged: [] });
    for (const one of others) expect(readNights(folder, 'wasm', one)).toEqual({ nights: [one], damaged: [] });
    expect(readNights(folder, 'wasm').nights).toHaveLength(6);
  });

  it('counts a damaged night where it may belong', () => {
    const partial = { ...exampleNight('2026-11-26'), asked: { claims: ['iml-appears'], tasks: [] } };
    fs.writeFileSync(writeNight(folder, partial), 'cut');
    expect(readNights(folder, 'wasm', exampleNight('2026-11-26')).damaged).toEqual([]);
    expect(readNights(folder, 'wasm', partial).damaged).toHaveLength(1);
  });
});

describe('a night of version 1', () => {
  const { asked: _, environment, ...rest } = exampleNight('2026-11-25');
  const { uncommitted: __, ...named } = environment;
  const first = { ...rest, schemaVersion: 1 as const, environment: named };

  it('is read under the name that it had', () => {
    expect(writeNight(folder, first)).toBe(join(folder, '2026-11-25-wasm.json'));
    expect(readNights(folder, 'wasm')).toEqual({ nights: [first], damaged: [] });
  });

  it('counts as one of its whole profile if it watched all of it, and as nothing else', () => {
    writeNight(folder, first);
    const tonight = exampleNight('2026-11-26');
    expect(readNights(folder, 'wasm', tonight).nights).toEqual([first]);
    const others = [
      { ...tonight, profile: 'standard' },
      { ...tonight, asked: { claims: ['iml-appears'], tasks: [] } },
      { ...tonight, watched: [...tonight.watched, exampleWatched({ id: 'a number that it did not watch' })] },
    ];
    for (const one of others) expect(readNights(folder, 'wasm', one).nights).toEqual([]);
  });
});

describe('the scope of a night', () => {
  const words = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 4 });
  const configuration = fc.option(
    fc.record({ name: fc.constantFrom('wide', 'Deep_2'), hash: fc.constantFrom('a'.repeat(64), 'b'.repeat(64)) }),
  );
  const anyAsked = fc.record({ claims: words, tasks: words, configuration });

  law.prop([anyAsked, anyAsked])(
    'has one name for all ways to ask for the same, and another for anything else',
    (one, other) => {
      const same = (first: readonly string[], second: readonly string[]) =>
        new Set([...first, ...second]).size === new Set(first).size && new Set(first).size === new Set(second).size;
      const named = ({ configuration: own, ...asked }: typeof one) =>
        scopeName({ profile: 'quick', asked: askedOf(asked, own) });
      const isOfOne = JSON.stringify(one.configuration) === JSON.stringify(other.configuration);
      const isSame = isOfOne && same(one.claims, other.claims) && same(one.tasks, other.tasks);
      expect(named(one) === named(other)).toBe(isSame);
      expect(named(one)).toMatch(/^[a-z0-9-]+$/);
    },
  );

  it('is said in words', () => {
    expect(describeScope({ profile: 'quick' })).toBe('profile quick');
    const asked = { claims: ['a', 'b'], tasks: ['alias-text'] };
    expect(describeScope({ profile: 'quick', asked })).toBe('profile quick, only a, b, only on alias-text');
    const own = askedOf({ claims: [], tasks: [] }, { name: 'wide', hash: 'a'.repeat(64) });
    expect(describeScope({ profile: 'quick', asked: own })).toBe('profile quick, configuration wide');
  });
});
