// `iml doctor`: what works on this machine, tried and not guessed, and what to do for something better.
import { availableParallelism, totalmem } from 'node:os';
import { harnessVersion } from '../../execution/fingerprint/harness-version.ts';
import { codeFingerprint } from '../../execution/fingerprint/numerics-fingerprint.ts';
import { AUTOMATIC_BACKENDS, type BackendName } from '../../tensors/backend-name.ts';
import { defineCommand, printJson, type Surroundings } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { answerIn, oneLine, textColumns } from '../terminal/text-columns.ts';
import { type TriedBackend, tryBackends } from '../try-backends.ts';

export const command = defineCommand({
  options: { json: printJson },
  async run({ json }, surroundings) {
    const facts = await factsOf(surroundings);
    surroundings.terminal.stdout.write(answerIn(json, facts, linesOf(facts)));
    return facts.bestBackend === null ? EXIT_CODES.environment : EXIT_CODES.success;
  },
});

async function factsOf(surroundings: Surroundings) {
  /** Of the code that makes the numbers of a run. */
  const fingerprint = codeFingerprint();
  const backends = await tryBackends(surroundings);
  const { nodeVersion, platform } = surroundings.runtime;
  return {
    harnessVersion: harnessVersion(),
    fingerprint,
    node: nodeVersion,
    platform,
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    /** What a run uses unless told otherwise; null if nothing works. */
    bestBackend: backends.find(({ name, works }) => works && AUTOMATIC_BACKENDS.includes(name))?.name ?? null,
    backends,
  };
}

type Facts = Awaited<ReturnType<typeof factsOf>>;

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

function backendRow(backend: TriedBackend, best: BackendName | null): string[] {
  if (!backend.works) return ['✘', backend.name, `does not work here: ${oneLine(backend.reason)}`];
  const onlyIfAsked = AUTOMATIC_BACKENDS.includes(backend.name) ? '' : ', used only where --backend names it';
  const chosen = backend.name === best ? ', used unless --backend names another' : onlyIfAsked;
  return ['✔', backend.name, `${backend.device}, TensorFlow.js ${backend.numerics.tfjs ?? '?'}${chosen}`];
}

function adviceFor(best: BackendName | null, backends: readonly TriedBackend[]): string[] {
  if (best === null) return ['Nothing can compute here: run `npm ci` in the folder of iml-verify again.'];
  const place = backends.findIndex(({ name }) => name === best);
  const better = backends.slice(0, place);
  if (better.length === 0) return ['The best backend works: nothing needs to be done.'];
  return [
    `${best} does for every profile; a better backend only saves time.`,
    ...better.flatMap((backend) =>
      backend.works ? [] : [`For ${backend.name}: ${backend.next ?? 'see the reason above'}.`],
    ),
  ];
}
