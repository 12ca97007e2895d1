// The size that `npm run try-package -- --install` holds against its limit.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { installedSize } from '../../scripts/package/installed-size.ts';
import { sharedFolder } from '../temporary-folder.ts';

const folder = sharedFolder('size');

it('counts every file of every package, the largest package first', () => {
  for (const name of ['small', '@scope/large/deep']) mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, 'small/a.js'), Buffer.alloc(10_000, 1));
  writeFileSync(join(folder, '@scope/large/a.js'), Buffer.alloc(500_000, 1));
  writeFileSync(join(folder, '@scope/large/deep/b.js'), Buffer.alloc(500_000, 1));
  const { bytes, packages } = installedSize(folder);
  expect(packages.map(([name]) => name)).toEqual(['@scope', 'small']);
  expect(packages[0]?.[1]).toBeGreaterThanOrEqual(1_000_000);
  expect(bytes).toBe(packages.reduce((sum, [, size]) => sum + size, 0));
});
