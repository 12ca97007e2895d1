// `npm run model`: fetches a pretrained model (options.ts has the words, fetch-model.ts the steps).
import { interruptible, runProgram } from '../../lab/shared/run-program.ts';
import { modelsFolder } from '../../src/checkpoints/known-models.ts';
import { thisWorkshop, thrownWords } from '../wheels/this-workshop.ts';
import { checkModel, fetchModel } from './fetch-model.ts';
import { type ModelOptions, parseModelOptions, USAGE } from './options.ts';

const workshop = thisWorkshop('model', modelsFolder(), interruptible().signal);

await runProgram({
  usage: USAGE,
  parse: parseModelOptions,
  main,
  inPlaceOf: (thrown) => thrownWords(thrown, workshop),
});

async function main(options: ModelOptions): Promise<void> {
  if (options.check) return checkModel(options.model, workshop);
  await fetchModel(options, workshop);
  workshop.say(`\`npm run iml -- model show ${options.model.name}\` reads it`);
}
