// The steps of `npm run native`: nothing to do where a build is there and passes; else fetch, unpack, compile and try a new one
// beside it, which takes its place only when it has passed.
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HarnessError } from '../../src/errors/harness-error.ts';
import {
  ADDON_FILE,
  BUILD_FILE,
  NATIVE_RECIPE,
  type NativeBuild,
  type NativeKind,
  QUIET_FILE,
  readNativeBuild,
} from '../../src/tensors/native/native-files.ts';
import { gigabytes, requireSpace } from '../wheels/disk-space.ts';
import { fileHash } from '../wheels/file-hash.ts';
import { clearLeftovers, isProcessAlive, placeFolder, temporaryFolder } from '../wheels/place-folder.ts';
import { throwIfInterrupted } from '../wheels/run-program.ts';
import { unzip } from '../wheels/unzip.ts';
import type { Wheel } from '../wheels/wheel.ts';
import { fetchWheel, givenWheels, type WheelSource } from '../wheels/wheel-store.ts';
import type { Workshop } from '../wheels/workshop.ts';
import { compileAddon, tfjsNodeVersion } from './compile-addon.ts';
import { findCompiler } from './compiler.ts';
import type { NativeOptions } from './options.ts';
import { type SelfTest, type SelfTestRequest, selfTest } from './self-test.ts';
import { isNeeded, TENSORFLOW_VERSION, UNPACKED_BYTES, wheelsFor, ZIG } from './wheels.ts';

/** The parts that a spec replaces by ones that need no network and no gigabytes. */
export interface Steps {
  readonly wheels: (kind: NativeKind) => readonly Wheel[];
  readonly selfTest: (request: SelfTestRequest, workshop: Workshop) => Promise<SelfTest>;
}

const REAL_STEPS: Steps = { wheels: wheelsFor, selfTest };

/** @throws HarnessError; whatever it is, the build that was there before is there still */
export async function buildNative(options: NativeOptions, workshop: Workshop, steps = REAL_STEPS): Promise<void> {
  const { folder, say } = workshop;
  const { kind } = options;
  mkdirSync(join(folder, 'wheels'), { recursive: true });
  // A folder of gigabytes that nobody shall commit, wherever it was copied to.
  writeFileSync(join(folder, '.gitignore'), '*\n');
  clearLeftovers(folder, isProcessAlive);
  const wheels = steps.wheels(kind);
  const given = await givenWheels(options.wheels, [...wheels, ZIG]);
  const needsGpu = kind === 'cuda' && !options.withoutGpu;
  if (!options.force && (await isDone({ folder, kind, needsGpu }, wheels, workshop, steps))) return;

  const missing = wheels.filter(({ file, sha256 }) => !given.has(sha256) && !existsSync(join(folder, 'wheels', file)));
  // pip holds the one that it fetches twice for a moment.
  const sizes = missing.map(({ sizeBytes }) => sizeBytes);
  const toFetch = sizes.reduce((sum, sizeBytes) => sum + sizeBytes, Math.max(0, ...sizes));
  requireSpace(folder, toFetch + UNPACKED_BYTES[kind] + 0.1e9, workshop.freeBytes);
  const temporary = temporaryFolder(folder, process.pid);
  try {
    const built = join(temporary, kind);
    mkdirSync(built, { recursive: true });
    const build = await make(built, kind, wheels, { offline: options.offline, given }, workshop);
    say('testing it: a matrix product and gradients, in a process of its own');
    const test = await steps.selfTest({ folder: temporary, kind, needsGpu }, workshop);
    if (!test.passed) throw failed(test.reason);
    throwIfInterrupted(workshop.signal);
    const aside = join(folder, `.old-${process.pid}`);
    mkdirSync(aside, { recursive: true });
    placeFolder(built, join(folder, kind), join(aside, kind));
    rmSync(aside, { recursive: true, force: true });
    say(
      `ready: TensorFlow ${build.tensorflow} ${test.isUsingGpu ? 'on the GPU' : 'on the CPU'}, built with ${build.compiler}`,
    );
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Whether the build that is there is the one that would be made, and passes. */
async function isDone(
  request: SelfTestRequest,
  wheels: readonly Wheel[],
  workshop: Workshop,
  steps: Steps,
): Promise<boolean> {
  const { folder, kind } = request;
  if (!existsSync(join(folder, kind))) return false;
  try {
    const build = readNativeBuild(join(folder, kind), kind);
    if (!isCurrent(build, wheels)) {
      workshop.say('the build that is there is of an earlier version: building anew');
      return false;
    }
    const test = await steps.selfTest(request, workshop);
    if (test.passed) {
      workshop.say(`nothing to do: TensorFlow ${build.tensorflow} is built and passes its self-test`);
      return true;
    }
    workshop.say(`the build that is there fails its self-test (${test.reason}): building anew`);
  } catch (error) {
    if (!(error instanceof HarnessError) || error.code === 'interrupted') throw error;
    workshop.say(`the build that is there cannot be used (${error.parts.got ?? error.parts.what}): building anew`);
  }
  return false;
}

function isCurrent(build: NativeBuild, wheels: readonly Wheel[]): boolean {
  const [hashes, expected] = [build.wheels, wheels].map((list) => list.map(({ sha256 }) => sha256).join());
  return build.recipe === NATIVE_RECIPE && build.tfjsNode === tfjsNodeVersion() && hashes === expected;
}

async function make(
  built: string,
  kind: NativeKind,
  wheels: readonly Wheel[],
  source: WheelSource,
  workshop: Workshop,
): Promise<NativeBuild> {
  // Whether something can compile is known in a moment, and gigabytes are not fetched for nothing.
  const compiler = await findCompiler(source, workshop);
  const paths: string[] = [];
  for (const wheel of wheels) {
    const file = await fetchWheel(wheel, source, workshop);
    const unpacked = await unzip(file, built, isNeeded, workshop.signal);
    workshop.say(`unpacked ${unpacked.paths.length} files (${gigabytes(unpacked.sizeBytes)}) of ${wheel.file}`);
    paths.push(...unpacked.paths);
  }
  workshop.say(`compiling with ${compiler.name}`);
  await compileAddon(built, kind, compiler, workshop);
  for (const scrap of ['scratch', 'tensorflow/include']) rmSync(join(built, scrap), { recursive: true, force: true });
  const libraries = paths.filter((path) => /\.so[.\d]*$/.test(path));
  const files: NativeBuild['files'] = [];
  for (const path of [ADDON_FILE, QUIET_FILE, ...libraries]) {
    const file = join(built, path);
    files.push({ path, sizeBytes: statSync(file).size, sha256: await fileHash(file) });
  }
  const build: NativeBuild = {
    format: 'iml-native-build-1',
    recipe: NATIVE_RECIPE,
    kind,
    tensorflow: TENSORFLOW_VERSION,
    tfjsNode: tfjsNodeVersion(),
    compiler: compiler.name,
    wheels: wheels.map(({ file, sha256 }) => ({ file, sha256 })),
    files,
  };
  writeFileSync(join(built, BUILD_FILE), `${JSON.stringify(build, null, 2)}\n`);
  return build;
}

function failed(reason: string): HarnessError {
  return new HarnessError('native-build', {
    what: 'The addon was built, but fails its self-test: it is deleted, and what was there before stays as it was.',
    got: reason,
    next: 'wasm does for every profile; for a GPU, `nvidia-smi` must list it. TF_CPP_MIN_LOG_LEVEL=0 makes TensorFlow say more',
  });
}
