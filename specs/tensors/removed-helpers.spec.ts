// The helpers that Node removed and tfjs-node calls: given where they lack, and nothing that Node gives is replaced.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { restoreRemovedHelpers } from '../../src/tensors/removed-helpers.ts';

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
    restoreRemovedHelpers(util);
    expect([[], {}, null].map((value) => util.isArray?.(value))).toEqual([true, false, false]);
    expect([null, undefined, 0, ''].map((value) => util.isNullOrUndefined?.(value))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(Object.keys(util)).toEqual([]);
  });

  it('are left as they are where Node has them', () => {
    const own = () => true;
    const util: Helpers = { isArray: own };
    restoreRemovedHelpers(util);
    expect(util.isArray).toBe(own);
  });

  it('are all that tfjs-node calls', () => {
    const util: Helpers = {};
    restoreRemovedHelpers(util);
    const called = calledHelpers();
    expect(called).toContain('isNullOrUndefined');
    expect(called.filter((name) => !(name in util))).toEqual([]);
  });
});
