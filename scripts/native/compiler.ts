// Finds a C++ compiler: $CXX, g++, c++, clang++; where there is none, zig's from PyPI, which is a whole compiler in one wheel.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { HarnessError } from '../../src/errors/harness-error.ts';
import { requireSpace } from '../wheels/disk-space.ts';
import { runProgram } from '../wheels/run-program.ts';
import { unzip } from '../wheels/unzip.ts';
import { fetchWheel, type WheelSource } from '../wheels/wheel-store.ts';
import type { Workshop } from '../wheels/workshop.ts';
import { UNPACKED_BYTES, ZIG } from './wheels.ts';

export interface Compiler {
  readonly command: readonly [string, ...string[]];
  /** First line of what it says about itself. */
  readonly name: string;
}

/** @throws HarnessError `native-build` */
export async function findCompiler(source: WheelSource, workshop: Workshop): Promise<Compiler> {
  const { CXX } = workshop.environment;
  for (const words of [CXX, 'g++', 'c++', 'clang++'].filter((name) => name !== undefined && name !== '')) {
    const command = words?.trim().split(/\s+/) as [string, ...string[]];
    const { succeeded, stdout } = await runProgram([...command, '--version'], workshop);
    if (succeeded) return { command, name: stdout.split('\n')[0] ?? words ?? '' };
    if (words === CXX) workshop.say(`CXX is set to "${CXX}", which does not run: looking for another compiler`);
  }
  return zigCompiler(source, workshop);
}

async function zigCompiler(source: WheelSource, workshop: Workshop): Promise<Compiler> {
  const folder = join(workshop.folder, 'zig');
  const program = join(folder, 'ziglang', 'zig');
  if (!existsSync(program)) {
    workshop.say('no g++, c++ or clang++ here: zig from PyPI serves as the compiler (it takes some minutes)');
    try {
      requireSpace(workshop.folder, ZIG.sizeBytes + UNPACKED_BYTES.zig, workshop.freeBytes);
      const wheel = await fetchWheel(ZIG, source, workshop);
      await unzip(wheel, folder, (path) => path.startsWith('ziglang/'), workshop.signal);
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      if (!(error instanceof HarnessError) || error.code === 'interrupted') throw error;
      throw new HarnessError(
        'native-build',
        {
          what: 'There is no C++ compiler, and none could be fetched: nothing was changed.',
          got: `none of $CXX, g++, c++, clang++ runs; ${error.parts.what} ${error.parts.got ?? ''}`.trim(),
          next: 'install one (Debian, Ubuntu: `apt-get install g++`), or set CXX',
        },
        { cause: error },
      );
    }
  }
  const { succeeded, stdout, end, stderr } = await runProgram([program, 'version'], workshop);
  if (!succeeded) {
    rmSync(folder, { recursive: true, force: true });
    throw new HarnessError('native-build', {
      what: "zig, fetched because no other compiler is here, doesn't run: it is deleted.",
      got: `${end} ${stderr}`.trim(),
      next: 'install g++ or clang++, or set CXX',
    });
  }
  return {
    // The oldest C library that TensorFlow's own libraries run on.
    command: [program, 'c++', '-target', 'x86_64-linux-gnu.2.28'],
    name: `zig ${stdout.trim()}`,
  };
}
