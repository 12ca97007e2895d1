// Goldens of one environment do not speak for another: which name a machine's goldens have.
import { describe, expect, it } from 'vitest';
import { environmentName } from '../../src/goldens/manifest.ts';

describe('the environment of goldens', () => {
  it.each([
    ['wasm', false, 'wasm'],
    ['cpu', false, 'cpu'],
    ['webgpu', false, 'webgpu-linux-x64'],
    ['tensorflow', false, 'tensorflow-linux-x64'],
    ['tensorflow', true, 'tensorflow-gpu-linux-x64'],
    ['tensorflow-gpu', true, 'tensorflow-gpu-linux-x64'],
  ])('of %s (GPU: %s) is %s', (backend, gpu, name) => {
    expect(environmentName({ backend, gpu, platform: 'linux', arch: 'x64' })).toBe(name);
  });
});
