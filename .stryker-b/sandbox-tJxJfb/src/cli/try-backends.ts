// Each backend tried in a process of its own, since a native addon may take its process with it: `iml try-backend NAME`, which is hidden,
// and who calls it.
import { execa } from 'execa';
import { type Static, Type } from 'typebox';
import { HarnessError } from '../errors/harness-error.ts';
import { numericsFingerprint } from '../execution/fingerprint/numerics-fingerprint.ts';
import { oneOf, required } from '../execution/inputs/option.ts';
import { checked } from '../schemas/checked.ts';
import { BACKEND_NAMES, type BackendName, parseBackendName } from '../tensors/backend-name.ts';
import { defineCommand, type Surroundings } from './command.ts';
import { EXIT_CODES } from './exit-codes.ts';
import type { Runtime, Terminal } from './terminal/terminal.ts';
import { oneLine } from './terminal/text-columns.ts';

const BackendTrialSchema = Type.Union([
  Type.Object({
    works: Type.Literal(true),
    device: Type.String(),
    numerics: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
  }),
  Type.Object({ works: Type.Literal(false), reason: Type.String(), next: Type.Union([Type.String(), Type.Null()]) }),
]);
type BackendTrial = Static<typeof BackendTrialSchema>;

/** Hidden: starts one backend in this process and lets it multiply. */
export const command = defineCommand({
  options: { name: required('<name>', 'of the backend', { ...oneOf(BACKEND_NAMES), parse: parseBackendName }) },
  async run({ name }, { terminal: { stdout } }) {
    stdout.write(`${JSON.stringify(await tryBackend(name))}\n`);
    return EXIT_CODES.success;
  },
});

async function tryBackend(name: BackendName): Promise<BackendTrial> {
  // Only the child needs them, not who asks it.
  const { startBackend } = await import('../tensors/backend.ts');
  const { matMul, tensor, tidy } = await import('../tensors/tensorflow.ts');
  try {
    const { device, numerics } = await startBackend(name);
    const computed = tidy(() => matMul(tensor([1, 2, 3, 4], [2, 2]), tensor([5, 6, 7, 8], [2, 2])));
    const product = (await computed.data()).join(' ');
    computed.dispose();
    if (product === '19 22 43 50') return { works: true, device, numerics };
    return {
      works: false,
      reason: `it says that [1 2; 3 4] times [5 6; 7 8] is ${product}`,
      next: 'run `npm ci` again',
    };
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
    const { what, got, next } = error.parts;
    return { works: false, reason: got ?? what, next: next ?? null };
  }
}

const isTrial = checked<BackendTrial>(BackendTrialSchema);
const patienceMs = 60_000;

async function tryInChild(name: BackendName, { nodePath, script }: Runtime, terminal: Terminal): Promise<BackendTrial> {
  const child = await execa(nodePath, [script, 'try-backend', name], {
    cancelSignal: terminal.signal,
    timeout: patienceMs,
    reject: false,
    stdin: 'ignore',
  });
  if (terminal.signal.aborted) throw new HarnessError('interrupted', { what: 'Interrupted.' });
  const trial = parseTrial(child.stdout);
  if (trial !== null) return trial;
  const end = child.timedOut
    ? `gave no answer in ${patienceMs / 1000} s`
    : `ended with ${child.signal ?? `code ${child.exitCode}`}`;
  const [firstLine = ''] = child.stderr.trim().split('\n');
  const said = firstLine === '' ? '' : ` (${firstLine})`;
  return { works: false, reason: oneLine(`the process that tried it ${end}${said}`), next: null };
}

function parseTrial(text: string): BackendTrial | null {
  try {
    // Native libraries may talk on stdout, too; the answer is the last line.
    const value: unknown = JSON.parse(text.trim().split('\n').at(-1) ?? '');
    return isTrial(value) ? value : null;
  } catch {
    return null;
  }
}

export type TriedBackend = BackendTrial & {
  readonly name: BackendName;
  /** What its runs are filed under: code, library versions and device. Left out where it does not work. */
  readonly fingerprint?: string;
};

/** All of them, one after the other: each takes a core for a second or two, and there may be only one. */
export async function tryBackends({
  runtime,
  terminal,
}: Pick<Surroundings, 'runtime' | 'terminal'>): Promise<TriedBackend[]> {
  const tried: TriedBackend[] = [];
  for (const name of BACKEND_NAMES) {
    const trial = await tryInChild(name, runtime, terminal);
    tried.push({ name, ...trial, ...(trial.works ? { fingerprint: numericsFingerprint(trial) } : {}) });
  }
  return tried;
}

/** Under which numerics this installation would file its runs: one fingerprint a backend that works here. */
export async function presentNumerics(here: Pick<Surroundings, 'runtime' | 'terminal'>) {
  const tried = await tryBackends(here);
  return tried.flatMap(({ name, fingerprint }) => (fingerprint === undefined ? [] : [{ backend: name, fingerprint }]));
}

export type PresentNumerics = Awaited<ReturnType<typeof presentNumerics>>[number];
