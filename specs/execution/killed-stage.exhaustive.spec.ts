// A real worker that trains a pretrained model is killed (kill -9): in Stage 2 it goes on from the Stage 1 that was kept, in Stage 1 it starts
// that again, and the record is that of a run which nobody disturbed, byte for byte. A file of the user's own holds the facts.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { digestOfCheckpoint } from '../../src/checkpoints/open-checkpoint.ts';
import { sha256OfFacts } from '../../src/configurations/load-facts.ts';
import { numericsFingerprint } from '../../src/execution/fingerprint/numerics-fingerprint.ts';
import { type FromWorker, loaderOptions, type ToWorker } from '../../src/execution/workers/worker-process.ts';
import { type Experiment, experimentHash } from '../../src/experiments/experiment.ts';
import { type PlannedStage, plannedStages } from '../../src/experiments/stages.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import { pythiaFolder } from '../checkpoints/pythia-folder.ts';
import { namedExperiment } from '../experiments/tiny-named.ts';
import { stage } from '../experiments/tiny-text.ts';
import { HEADER, peopleRows } from '../tasks/text/named-entities/named-examples.ts';
import { sharedFolder } from '../temporary-folder.ts';

const root = sharedFolder('killed-stage');
const worker = join(import.meta.dirname, '../../src/execution/workers/worker.ts');

const folder = pythiaFolder(join(root, 'pythia'));
const facts = join(root, 'people.csv');
writeFileSync(facts, [HEADER, ...peopleRows(60)].join('\n'));
const model = digestOfCheckpoint(folder);
const knowledge = sha256OfFacts(facts);

const experiment: Experiment = {
  ...namedExperiment(
    {
      knowledge: { kind: 'cvdb', sha256: knowledge },
      groups: { D1QA1: 2, D2QA2: 2, QA3: 1, D5: 2, D6: 2, D8: 0, QA7: 1, QA4: 1 },
    },
    { stage1: stage(6, { batchSize: 4 }), stage2: stage(4, { batchSize: 4 }) },
  ),
  model: { kind: 'checkpoint', digest: model },
};
const [stage1] = plannedStages(experiment) as [PlannedStage];

const filesIn = (ledger: string, ending: RegExp) =>
  readdirSync(ledger, { recursive: true })
    .map(String)
    .filter((name) => ending.test(name));

/** A worker's only cohort. @param isTime whether the worker is to be killed now, by the steps done so far; null: never */
async function train(ledger: string, isTime: ((steps: number) => boolean) | null): Promise<number[]> {
  const fingerprint = numericsFingerprint(await startBackend('cpu'));
  const child = fork(worker, { execArgv: loaderOptions(worker), stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const tell = (message: ToWorker) => child.send(message);
  const steps: number[] = [];
  let complaint: string | null = null;
  child.on('message', (message: FromWorker) => {
    if (message.kind === 'ready') {
      const hash = experimentHash(experiment);
      tell({ kind: 'train', cohort: { experiment, hash, cohort: 5, seeds: [5] } as never });
    } else if (message.kind === 'steps') {
      steps.push(message.steps);
      if (isTime?.(steps.reduce((sum, some) => sum + some, 0)) === true) child.kill('SIGKILL');
    } else {
      if (message.kind === 'failed') complaint = message.message;
      child.disconnect();
    }
  });
  tell({
    kind: 'setup',
    ...{ backend: 'cpu', fingerprint, ledgerFolder: ledger },
    assets: { imagesFolder: null, pathsByDigest: { [model]: folder, [knowledge]: facts } },
  });
  const [, signal] = await once(child, 'exit');
  expect(complaint).toBeNull();
  expect(signal).toBe(isTime === null ? null : 'SIGKILL');
  return steps;
}

const recordIn = (ledger: string) => {
  const [file] = filesIn(ledger, /cohort-\d+\.json$/);
  return JSON.stringify(JSON.parse(readFileSync(join(ledger, `${file}`), 'utf8')).records);
};

describe.skipIf(process.platform === 'win32')('a worker that is killed', () => {
  it('loses Stage 1 at most, and comes to the same bytes', async () => {
    const calm = mkdtempSync(join(root, 'calm-'));
    await train(calm, null);
    expect(filesIn(calm, /\.model$/)).toEqual([]);
    const expected = recordIn(calm);

    const early = mkdtempSync(join(root, 'stage-1-'));
    await train(early, (steps) => steps > 0 && steps < stage1.steps);
    expect(filesIn(early, /\.model$|cohort/)).toEqual([]);

    const late = mkdtempSync(join(root, 'stage-2-'));
    await train(late, (steps) => steps > stage1.steps);
    expect(filesIn(late, /\.model$/)).toHaveLength(1);
    expect(filesIn(late, /cohort-\d+\.json$/)).toEqual([]);

    for (const [ledger, isFound] of [
      [early, false],
      [late, true],
    ] as const) {
      const [first] = await train(ledger, null);
      expect(first === stage1.steps).toBe(isFound);
      expect(recordIn(ledger)).toBe(expected);
      expect(filesIn(ledger, /\.model$/)).toEqual([]);
    }
  }, 240_000);
});
