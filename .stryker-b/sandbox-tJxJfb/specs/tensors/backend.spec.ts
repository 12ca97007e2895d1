// Starting a backend: what was asked for or a refusal, never another.
import { getBackend } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { startBackend } from '../../src/tensors/backend.ts';
import { parseBackendName } from '../../src/tensors/backend-name.ts';

describe('a backend', () => {
  it.each(['wasm', 'cpu', 'wasm'] as const)('runs as %s when that is asked for', async (name) => {
    const backend = await startBackend(name);
    expect(backend.name).toBe(name);
    expect(getBackend()).toBe(name);
    expect(backend.numerics.backend).toBe(name);
    expect(backend.cohortSize).toBe(1);
  });

  it.each(['tensorflow', 'tensorflow-gpu', 'webgpu', 'wasm', 'cpu'] as const)('has the name %s', (name) => {
    expect(parseBackendName(name)).toBe(name);
  });

  it.each(['', 'WASM', 'webgl', 'constructor'])('refuses the name "%s" and lists those there are', (word) => {
    expect(() => parseBackendName(word)).toThrow(
      expect.objectContaining({
        code: 'unknown-backend',
        message: expect.stringContaining('tensorflow, tensorflow-gpu, webgpu, wasm, cpu'),
      }),
    );
  });
});
