// The addon that `npm run native` built, where it did; elsewhere these are skipped, and their names say why.
import { join } from 'node:path';
import { getBackend } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { startBackend } from '../../src/tensors/backend.ts';
import { loadNativeAddon, nativeEnvironment } from '../../src/tensors/native/native-addon.ts';
import { hasNativeBuild, nativeFolder } from '../../src/tensors/native/native-files.ts';
import { matMul, tensor, tidy } from '../../src/tensors/tensorflow.ts';
import { ownFolder } from '../temporary-folder.ts';

const isBuilt = hasNativeBuild(join(nativeFolder(), 'cpu'));

describe('the native addon', () => {
  it('that is not built is refused with the command that builds it', async () => {
    const folder = ownFolder('native');
    await expect(loadNativeAddon('any', { threads: 1, folder })).rejects.toMatchObject({
      code: 'backend-unavailable',
      parts: { next: expect.stringContaining('`npm run native`') },
    });
    await expect(loadNativeAddon('cuda', { threads: 1, folder })).rejects.toMatchObject({
      parts: { next: expect.stringContaining('`npm run native -- --cuda`') },
    });
  });

  it('gets the determinism of a GPU from its environment, and only a GPU does', () => {
    expect(nativeEnvironment('cpu', 2)).toEqual({
      TF_ENABLE_ONEDNN_OPTS: '1',
      ONEDNN_MAX_CPU_ISA: 'AVX2',
      TF_NUM_INTRAOP_THREADS: '2',
      TF_NUM_INTEROP_THREADS: '1',
    });
    expect(nativeEnvironment('cuda', 1)).toMatchObject({ TF_DETERMINISTIC_OPS: '1', NVIDIA_TF32_OVERRIDE: '0' });
  });

  it.skipIf(!isBuilt)(
    '(needs `npm run native`) computes, says what it is, and keeps its number of threads',
    async () => {
      const backend = await startBackend('tensorflow');
      expect(getBackend()).toBe('tensorflow');
      expect(backend.numerics).toMatchObject({ backend: 'tensorflow', tensorflow: '2.21.0', oneDnn: true, threads: 1 });
      expect(backend.device).toMatch(/^TensorFlow 2\.21\.0 on (the CPU|a GPU), one thread a process, oneDNN on$/);
      const product = tidy(() => matMul(tensor([1, 2, 3, 4], [2, 2]), tensor([1, 2, 3, 4], [2, 2])).dataSync());
      expect([...product]).toEqual([7, 10, 15, 22]);
      expect((await startBackend('tensorflow')).numerics).toEqual(backend.numerics);
      await expect(startBackend('tensorflow', { threads: 2 })).rejects.toMatchObject({
        code: 'backend-unavailable',
        message: expect.stringContaining('threads'),
      });
    },
  );
});
