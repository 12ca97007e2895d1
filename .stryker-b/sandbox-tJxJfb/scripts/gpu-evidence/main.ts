// `npm run gpu-evidence`, `sh iml-bundle.run gpu-evidence`: for the day a GPU is at hand (options.ts has the words). Progress on stderr;
// the document appears whole at the end, or not at all.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { busyWarning, thisMachine } from '../../lab/bench/machine.ts';
import { type PyTorch, requirePyTorch } from '../../lab/bench/pytorch.ts';
import { measureSteps } from '../../lab/bench/step-part.ts';
import { interruptible, progressOf, runProgram } from '../../lab/shared/run-program.ts';
import { imlAppears } from '../../src/claims/iml-appears.ts';
import { HarnessError } from '../../src/errors/harness-error.ts';
import { loadImages } from '../../src/execution/inputs/load-images.ts';
import { writeAtomically } from '../../src/ledger/write-atomically.ts';
import { type ClaimEvidence, type Evidence, type GoldenEvidence, validateEvidence } from './evidence-schema.ts';
import { armOfTest, measureClaim, measureGolden } from './measure.ts';
import { type EvidenceOptions, parseEvidenceOptions, USAGE } from './options.ts';

const BENCH_SIZE = { width: 64, batch: 64 };
const ROUNDS = 5;
/** What a GPU must be asked for to show what it can; in software it would take minutes. */
const MATRIX_SIDE = { gpu: 4096, software: 512 };

const interruption = interruptible();
const seconds = () => performance.now() / 1000;
const say = progressOf('gpu-evidence');

await runProgram({
  usage: USAGE,
  parse: parseEvidenceOptions,
  main,
  inPlaceOf: (error) =>
    interruption.signal.aborted
      ? new HarnessError('interrupted', { what: 'Interrupted, or out of time. Nothing was written.' })
      : error,
});

async function main(options: EvidenceOptions): Promise<void> {
  const limit = setTimeout(() => interruption.abort(), 2 * options.minutes * 60_000);
  try {
    await gather(options);
  } finally {
    clearTimeout(limit);
  }
}

async function gather(options: EvidenceOptions): Promise<void> {
  const startedAt = new Date().toISOString();
  const machine = thisMachine();
  const warnings = [busyWarning(machine)].filter((words) => words !== null);
  const leftOut: string[] = [];
  for (const words of [...warnings, ...options.reduced.map((reduction) => `reduced: ${reduction}`)]) say(words);
  /** Null, and a line in the document, where there is no time left to begin. */
  const part = async <Result>(name: string, measure: () => Promise<Result>): Promise<Result | null> => {
    if (seconds() > options.minutes * 60) {
      leftOut.push(`${name}: ${options.minutes} minutes were over`);
      say(`left out: ${leftOut.at(-1)}`);
      return null;
    }
    say(name);
    return measure();
  };

  say('doctor');
  const doctor = await askDoctor();
  const webgpu = (
    doctor.backends as { name: string; works: boolean; reason?: string; numerics?: { software?: boolean } }[]
  ).find(({ name }) => name === 'webgpu');
  if (webgpu?.works !== true) {
    throw new HarnessError('backend-unavailable', {
      what: 'There is nothing to gather evidence about: WebGPU does not work here.',
      got: webgpu?.reason ?? 'unknown',
      next: '`doctor` says what it misses',
    });
  }
  const { signal } = interruption;
  const imagesDigest = loadImages(null).digest;
  const tests = imlAppears.tests
    .filter(({ task, seeds }) => seeds.quick !== undefined && options.tasks.includes(task))
    .map((test) => ({ test, request: { task: test.task, ...armOfTest(test, imagesDigest, options.steps), signal } }));
  const golden: GoldenEvidence[] = [];
  const claim: ClaimEvidence[] = [];
  for (const { request } of tests) {
    const measured = await part(`golden seeds, ${request.task}`, () => measureGolden(request));
    if (measured !== null) golden.push(measured);
  }
  for (const { test, request } of tests) {
    const measured = await part(`${imlAppears.id}, ${request.task}, ${options.seeds} seeds`, () =>
      measureClaim(test, options.seeds, request),
    );
    if (measured === null) continue;
    claim.push(measured);
    for (const { name, mean, t } of measured.parts) say(`  ${name}: ${mean.toFixed(3)}, t ${t?.toFixed(1) ?? 'none'}`);
  }
  const software = webgpu.numerics?.software === true;
  const bench =
    options.cohorts.length === 0 ? null : await part('bench', () => benchOf(options, { software, warnings }));
  const evidence = validateEvidence(
    {
      schemaVersion: 1,
      whole: options.reduced.length === 0 && leftOut.length === 0,
      request: {
        tasks: [...options.tasks],
        seeds: options.seeds,
        cohorts: [...options.cohorts],
        steps: options.steps,
        minutes: options.minutes,
      },
      reduced: [...options.reduced],
      leftOut,
      startedAt,
      seconds: seconds(),
      machine,
      warnings,
      doctor,
      golden,
      claim,
      bench,
    } satisfies Evidence,
    'the document about to be written',
  );
  const path = resolve(options.output);
  writeAtomically(path, Buffer.from(`${JSON.stringify(evidence, null, 2)}\n`));
  say(`${path}${evidence.whole ? '' : ' (not whole: see `reduced` and `leftOut` in it)'}`);
}

async function askDoctor(): Promise<Record<string, unknown>> {
  const script = fileURLToPath(new URL('../../bin/iml.mjs', import.meta.url));
  const { stdout, stderr } = await execa(process.execPath, [script, 'doctor', '--json'], {
    reject: false,
    cancelSignal: interruption.signal,
  });
  try {
    return JSON.parse(stdout) as Record<string, unknown>;
  } catch {
    throw new HarnessError('internal', {
      what: '`iml doctor` gave no document.',
      got: stderr.trim().split('\n').at(-1) ?? '',
    });
  }
}

async function benchOf(
  { cohorts, python }: EvidenceOptions,
  { software, warnings }: { readonly software: boolean; readonly warnings: string[] },
) {
  const warn = (words: string) => {
    warnings.push(words);
    say(words);
  };
  const found = await pyTorchOf(python, warn);
  const folder = mkdtempSync(join(tmpdir(), 'iml-gpu-evidence-'));
  try {
    return await measureSteps({
      cells: cohorts.map((seeds) => ({ ...BENCH_SIZE, seeds })),
      threads: [1],
      rounds: software ? 1 : ROUNDS,
      gpuBackend: 'webgpu',
      pytorch: found === null ? null : { python: found.python, device: found.hasCuda ? 'cuda' : 'cpu' },
      matrixSide: software ? MATRIX_SIDE.software : MATRIX_SIDE.gpu,
      folder,
      signal: interruption.signal,
      say,
      warn,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function pyTorchOf(python: string, warn: (words: string) => void): Promise<PyTorch | null> {
  try {
    return await requirePyTorch(python);
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
    warn(`Without PyTorch: ${error.parts.got ?? error.message}`);
    return null;
  }
}
