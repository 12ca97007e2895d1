// `iml doctor`: what works on this machine, tried and not guessed, and what to do for something better.
import { availableParallelism, totalmem } from 'node:os';
import { harnessVersion } from '../../execution/fingerprint/harness-version.ts';
import { codeFingerprint, numericsFingerprint } from '../../execution/fingerprint/numerics-fingerprint.ts';
import { AUTOMATIC_BACKENDS, BACKEND_NAMES, type BackendName } from '../../tensors/backend-name.ts';
import { defineCommand, printJson } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { oneLine, textColumns } from '../terminal/text-columns.ts';
import { type BackendTrial, tryInChild } from '../try-backends.ts';

type Findings = BackendTrial & {
  readonly name: BackendName;
  /** What its runs are filed under: code, library versions and device. Left out where it does not work. */
  readonly fingerprint?: string;
};

interface Facts {
  readonly harnessVersion: string;
  /** Of the code that makes the numbers of a run. */
  readonly fingerprint: string;
  readonly node: string;
  readonly platform: string;
  readonly cores: number;
  readonly memoryBytes: number;
  /** What a run uses unless told otherwise; null if nothing works. */
  readonly bestBackend: BackendName | null;
  readonly backends: readonly Findings[];
}

export const command = defineCommand({
  options: { json: printJson },
  async run({ json }, { terminal, runtime }) {
    const backends: Findings[] = [];
    const fingerprint = codeFingerprint();
    // One after the other: each takes a core for a second or two, and there may be only one.
    for (const name of BACKEND_NAMES) {
      const trial = await tryInChild(name, runtime, terminal);
      backends.push({
        name,
        ...trial,
        ...(trial.works ? { fingerprint: numericsFingerprint(trial, fingerprint) } : {}),
      });
    }
    const facts: Facts = {
      harnessVersion: harnessVersion(),
      fingerprint,
      node: runtime.nodeVersion,
      platform: runtime.platform,
      cores: availableParallelism(),
      memoryBytes: totalmem(),
      bestBackend: backends.find(({ name, works }) => works && AUTOMATIC_BACKENDS.includes(name))?.name ?? null,
      backends,
    };
    terminal.stdout.write(`${json ? JSON.stringify(facts, null, 2) : linesOf(facts).join('\n')}\n`);
    return facts.bestBackend === null ? EXIT_CODES.environment : EXIT_CODES.success;
  },
});

function linesOf({ cores, memoryBytes, bestBackend, backends, ...facts }: Facts): string[] {
  const processes = cores === 1 ? 'one worker process' : `${cores} worker processes`;
  return [
    ...textColumns([
      ['iml-verify', facts.harnessVersion],
      ['fingerprint', `${facts.fingerprint.slice(0, 12)} (of the code that makes numbers)`],
      ['Node.js', facts.node],
      ['platform', facts.platform],
      ['cores', `${cores}, so ${processes} by default`],
      ['memory', `${(memoryBytes / 2 ** 30).toFixed(1)} GiB`],
    ]),
    '',
    'Backends, best first',
    ...textColumns(
      backends.map((backend) => backendRow(backend, bestBackend)),
      '  ',
    ),
    '',
    ...adviceFor(bestBackend, backends),
  ];
}

function backendRow(backend: Findings, best: BackendName | null): string[] {
  if (!backend.works) return ['✘', backend.name, `does not work here: ${oneLine(backend.reason)}`];
  const onlyIfAsked = AUTOMATIC_BACKENDS.includes(backend.name) ? '' : ', used only where --backend names it';
  const chosen = backend.name === best ? ', used unless --backend names another' : onlyIfAsked;
  return ['✔', backend.name, `${backend.device}, TensorFlow.js ${backend.numerics.tfjs ?? '?'}${chosen}`];
}

function adviceFor(best: BackendName | null, backends: readonly Findings[]): string[] {
  if (best === null) return ['Nothing can compute here: run `npm ci` in the folder of iml-verify again.'];
  const better = backends.slice(
    0,
    backends.findIndex(({ name }) => name === best),
  );
  if (better.length === 0) return ['The best backend works: nothing needs to be done.'];
  return [
    `${best} does for every profile; a better backend only saves time.`,
    ...better.flatMap((backend) =>
      backend.works ? [] : [`For ${backend.name}: ${backend.next ?? 'see the reason above'}.`],
    ),
  ];
}
