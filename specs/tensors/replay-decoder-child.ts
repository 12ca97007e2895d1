// Trains decoders of every form for 20 steps op by op and replayed, in a process of its own with its own number of threads, and
// prints digests of all parameters and losses. Argument: threads.
import { createHash } from 'node:crypto';
import { decoder } from '../../src/models/decoder.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import { packDocuments } from '../../src/tasks/text/text-world.ts';
import { textForm } from '../../src/tasks/text/world-of-text.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import { recordStep } from '../../src/tensors/native/recorded-step.ts';
import { replayEngine } from '../../src/tensors/replay-engine.ts';
import { eagerEngine, type StepEngine } from '../../src/tensors/step-engine.ts';
import { tensor } from '../../src/tensors/tensorflow.ts';
import { presentStage } from '../../src/training/present-stage.ts';
import { trainStage } from '../../src/training/train-stage.ts';
import { DECODER_TRAININGS, type DecoderTraining } from './replay-decoders.ts';

const DOCUMENTS = 96;

async function train(training: DecoderTraining, engine: StepEngine): Promise<string> {
  const { io, loss, dropout, optimizer, batchSize, seeds } = training;
  const model = decoder(training.config, io);
  const trees = Array.from({ length: seeds }, (_, seed) => seedTree(seed));
  const stage = presentStage(
    trees.map((tree) => ({ tree, documents: documentsOf(tree.child('documents').stream(), io) })),
    {
      form: textForm,
      loss,
      dropout:
        dropout === null ? null : { share: dropout, writes: 2 * training.config.layers, width: model.config.width },
    },
  );
  const parameters = tensor(
    trees.flatMap((tree) => [...model.initialParameters(tree)]),
    [seeds, model.layout.size],
  );
  const result = await trainStage({
    model,
    parameters,
    documents: stage,
    trees,
    engine,
    optimizer,
    config: {
      batchSize,
      length: { kind: 'steps', steps: 20 },
      learningRate: 3e-3,
      warmUp: { steps: 10, shareAtMost: 0.5 },
    },
  });
  const digest = createHash('sha256');
  digest.update(Buffer.from(result.parameters.dataSync<'float32'>().slice().buffer));
  digest.update(JSON.stringify(result.seeds));
  parameters.dispose();
  result.parameters.dispose();
  return digest.digest('hex');
}

/** Documents of chance; one of each seed is as long as can be, so that all seeds' batches have one shape. */
function documentsOf(chance: ReturnType<ReturnType<typeof seedTree>['stream']>, io: DecoderTraining['io']) {
  return packDocuments(
    Array.from({ length: DOCUMENTS }, (_, row) => {
      const length = row === 0 ? io.positions + 1 : 2 + chance.integerBelow(io.positions);
      return Array.from({ length }, () => chance.integerBelow(io.kinds.length));
    }),
  );
}

await startBackend('tensorflow', { threads: Number(process.argv[2] ?? 1) });
const engine = replayEngine({ recordStep, keptBytes: 2 ** 28, unrecordable: 'refused' });
const rows: Record<string, string>[] = [];
for (const [name, training] of Object.entries(DECODER_TRAININGS)) {
  rows.push({
    name,
    eager: await train(training, eagerEngine),
    replayed: await train(training, engine),
    again: await train(training, engine),
  });
}
process.stdout.write(`${JSON.stringify(rows)}\n`);
