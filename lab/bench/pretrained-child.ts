// The child process that trains a pretrained model as the house does: takes the steps of the work in a folder, and prints a line of JSON.
// Arguments: folder, threads.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCheckpoint } from '../../src/checkpoints/open-checkpoint.ts';
import { languageModel } from '../../src/models/pretrained/language-model.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import { packDocuments } from '../../src/tasks/text/text-world.ts';
import { packedBatch } from '../../src/tasks/text/world-of-text.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import { dispose, tensor, tensorOf } from '../../src/tensors/tensorflow.ts';
import { trainingForm } from '../../src/training/training-form.ts';
import { type PretrainedWork, WORK_FILE } from './pretrained-work.ts';

const [folder = '', threads = '1'] = process.argv.slice(2);
const work = JSON.parse(readFileSync(join(folder, WORK_FILE), 'utf8')) as PretrainedWork;
const { optimizer, batches, learningRates } = work;
const { engine } = await startBackend('tensorflow', { threads: Number(threads) });
const checkpoint = openCheckpoint(work.model);
const model = languageModel(checkpoint, work.vocabulary);
const form = trainingForm(model, optimizer, { seeds: 1 });
const parameters = tensor(model.initialParameters(seedTree(0)), [1, model.layout.size]);
const initial = form.initial(parameters);
const runner = engine.start(form.program, initial);
dispose([parameters, ...Object.values(initial)]);

const shown = batches.map((documents) => documents.reduce((sum, { length }) => sum + length - 1, 0));
const packedRows = 1 + Math.max(...shown);
// As long as the longest of all, so that each batch has the shape that was recorded.
const documents = packDocuments(batches.flat());
const seconds: number[] = [];
const losses: number[] = [];
for (const [index, rows] of batches.entries()) {
  const began = performance.now();
  // Batches are all of one size.
  const part = { documents, rows: Array.from(rows, (_, row) => index * rows.length + row) };
  const batch = packedBatch([part], { loss: 'all-tokens', packedRows });
  const rates = [learningRates[index] as number];
  const inputs = form.inputs({ step: index + 1, learningRates: rates });
  const outputs = runner.step({ ...batch, ...inputs });
  const [loss = Number.NaN] = await tensorOf(outputs, 'losses').data<'float32'>();
  dispose(Object.values(outputs));
  losses.push(loss);
  seconds.push((performance.now() - began) / 1000);
}
// Not before: the twin that the recording is compared by reads it at the first step.
checkpoint.close();
const peakGigabytes = (process.resourceUsage().maxRSS * 1024) / 1e9;
process.stdout.write(`${JSON.stringify({ seconds, losses, peakGigabytes })}\n`);
// Some native libraries keep Node awake.
process.exit(0);
