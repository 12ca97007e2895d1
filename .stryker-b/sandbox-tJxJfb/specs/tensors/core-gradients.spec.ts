// The gradients and chained ops that `npm run gradients` gathered from tfjs-core: that they are the installed version's, all of
// them, and that they belong to the one tfjs-core of the process.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as core from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { bundleGradients } from '../../scripts/gradients/bundle-gradients.ts';
import '../../src/tensors/tensorflow.ts';

const upstream = join(dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-core')), 'gradients');
const publicNames: Readonly<Record<string, unknown>> = core;

/** The kernels that tfjs-core's own files name. */
function kernelsWithGradients(): string[] {
  return readdirSync(upstream)
    .filter((file) => file.endsWith('_grad.js'))
    .flatMap((file) => [...readFileSync(join(upstream, file), 'utf8').matchAll(/^ {4}kernelName: (\w+),/gm)])
    .map(([, constant = '']) => String(publicNames[constant]));
}

describe('the gathered gradients', () => {
  it('are those of the installed tfjs-core, byte for byte', async () => {
    const file = join(import.meta.dirname, '../../src/tensors/core-gradients.ts');
    expect(await bundleGradients()).toBe(readFileSync(file, 'utf8'));
  });

  it('cannot be gathered where a name is neither public nor among them', async () => {
    await expect(bundleGradients("export { Engine } from './engine';")).rejects.toThrow('No matching export');
  });

  it('are registered for every kernel that has one', () => {
    const kernels = kernelsWithGradients();
    expect(kernels.length).toBeGreaterThan(90);
    expect(kernels.filter((kernel) => core.getGradient(kernel) === undefined)).toEqual([]);
    expect(core.getGradient('Bincount')).toBeUndefined();
  });

  it('differentiate, and every tensor has the chained ops', async () => {
    core.enableProdMode();
    await core.setBackend('cpu');
    const x = core.tensor1d([1, 2, 3]);
    const cubes = core.grad((at) => at.mul(at).mul(at).sum());
    expect([...cubes(x).dataSync()]).toEqual([3, 12, 27]);
    core.disposeVariables();
  });
});
