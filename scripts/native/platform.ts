// Where TensorFlow's wheel and this build can run, and whether the machine shows an NVIDIA GPU.
import { HarnessError } from '../../src/errors/harness-error.ts';
import { TRACES_OF_A_GPU } from '../../src/tensors/native/native-files.ts';

export interface Platform {
  readonly system: string;
  readonly processor: string;
  /** Of the running system; null where the C library is another one (musl). */
  readonly glibc: string | null;
}

export function thisPlatform(): Platform {
  const { header } = process.report.getReport() as unknown as { header: { glibcVersionRuntime?: string } };
  return { system: process.platform, processor: process.arch, glibc: header.glibcVersionRuntime ?? null };
}

/** @throws HarnessError `native-build` */
export function requireSupported({ system, processor, glibc }: Platform): void {
  const next = 'wasm runs everywhere and needs nothing, so `npm start` works as it is';
  if (system !== 'linux' || processor !== 'x64')
    throw new HarnessError('native-build', {
      what: 'The native backend is built for Linux x64 only.',
      got: `${system} ${processor}`,
      next,
    });
  const [major = 0, minor = 0] = (glibc ?? '0.0').split('.').map(Number);
  if (major * 1000 + minor < 2027)
    throw new HarnessError('native-build', {
      what: "TensorFlow's library needs the GNU C library 2.27 or newer (any Linux since 2018 but Alpine).",
      got: glibc === null ? 'another C library' : `glibc ${glibc}`,
      next,
    });
}

/** @throws HarnessError `native-build`, before gigabytes are fetched for a GPU that is not there */
export function requireGpu(hasGpu: boolean): void {
  if (hasGpu) return;
  throw new HarnessError('native-build', {
    what: 'A GPU was asked for, and this machine shows none: nothing was fetched or changed.',
    got: `none of ${TRACES_OF_A_GPU.join(', ')} exists`,
    expected: 'an NVIDIA GPU and its driver (525 or newer; `nvidia-smi` lists it)',
    next: '`npm run native` builds for the CPU; on a login node add --without-gpu',
  });
}
