// `npm run native -- --check`: does the build that is there hold what was built, byte for byte, and does it compute?
import { join } from 'node:path';
import { HarnessError } from '../../src/errors/harness-error.ts';
import { readNativeBuild } from '../../src/tensors/native/native-files.ts';
import { fileHash } from '../wheels/file-hash.ts';
import type { Workshop } from '../wheels/workshop.ts';
import type { NativeOptions } from './options.ts';
import { selfTest } from './self-test.ts';

/** @throws HarnessError `backend-unavailable` where it is missing or damaged, `native-build` where it fails */
export async function checkNative({ kind, withoutGpu }: NativeOptions, workshop: Workshop): Promise<void> {
  const folder = join(workshop.folder, kind);
  const build = readNativeBuild(folder, kind);
  const next = `\`npm run native -- ${kind === 'cuda' ? '--cuda ' : ''}--force\` builds it anew`;
  for (const { path, sha256 } of build.files) {
    const got = await fileHash(join(folder, path));
    if (got !== sha256)
      throw new HarnessError('native-build', {
        what: 'A file of the native build is damaged.',
        where: join(folder, path),
        got: `sha256 ${got}`,
        expected: `sha256 ${sha256}`,
        next,
      });
  }
  workshop.say(`${build.files.length} files are as they were built`);
  const needsGpu = kind === 'cuda' && !withoutGpu;
  const test = await selfTest({ folder: workshop.folder, kind, needsGpu }, workshop);
  const gpuNext = needsGpu ? `\`nvidia-smi\` must list the GPU; --without-gpu checks on the CPU; ${next}` : null;
  if (!test.passed)
    throw new HarnessError('native-build', {
      what: 'The native build fails its self-test.',
      got: test.reason,
      next: gpuNext ?? next,
    });
  workshop.say(`it works: TensorFlow ${test.tensorflowVersion} ${test.isUsingGpu ? 'on the GPU' : 'on the CPU'}`);
}
