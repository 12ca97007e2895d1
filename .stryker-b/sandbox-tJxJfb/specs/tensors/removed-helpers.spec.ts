// The helpers that Node removed and tfjs-node calls: that a process is given both, and that there are no more.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { giveRemovedHelpers } from '../../src/tensors/native/native-addon.ts';

interface Helpers {
  isArray?: (value: unknown) => boolean;
  isNullOrUndefined?: (value: unknown) => boolean;
}

/** What the JavaScript of tfjs-node asks `util` for. */
function calledHelpers(): string[] {
  const folder = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-node-gpu'));
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js') && !file.endsWith('_test.js'))
    .map((file) => readFileSync(join(folder, file), 'utf8'));
  return [...new Set(sources.flatMap((text) => [...text.matchAll(/\butil_1\.(is\w+)/g)].map(([, name = '']) => name)))];
}

describe('the helpers that Node removed', () => {
  it('are given to a util without them, unseen', () => {
    const util: Helpers = {};
    giveRemovedHelpers(util);
    expect([[], {}, null].map((value) => util.isArray?.(value))).toEqual([true, false, false]);
    expect([null, undefined, 0, ''].map((value) => util.isNullOrUndefined?.(value))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(Object.keys(util)).toEqual([]);
  });

  it('take the place of those that warn', () => {
    const util: Helpers = {
      isArray: () => {
        throw new Error('a warning');
      },
    };
    giveRemovedHelpers(util);
    expect(util.isArray?.([])).toBe(true);
  });

  it('are all that tfjs-node calls', () => {
    const util: Helpers = {};
    giveRemovedHelpers(util);
    const called = calledHelpers();
    expect(called).toContain('isNullOrUndefined');
    expect(called.filter((name) => !(name in util))).toEqual([]);
  });
});
