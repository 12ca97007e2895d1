// Mistakes in an evaluation, made on real models of the digit grid.
import { activationsOf, type Measured } from '../../../src/measurements/activations.ts';
import { probeExcess } from '../../../src/measurements/measure-probes.ts';
import type { RandomStream } from '../../../src/randomness/random-stream.ts';
import { seedTree } from '../../../src/randomness/seed-tree.ts';
import type { DigitGridWorld } from '../../../src/tasks/grid/digit-grid.ts';
import { type GridDocuments, queryTokens, questionsAbout, sameQuery } from '../../../src/tasks/grid/documents.ts';
import { mul, type Tensor, tensor } from '../../../src/tensors/tensorflow.ts';
import type { GridCohort, GridSpoil } from './train-grid.ts';

/** Cells whose question was trained are asked in place of those held out. */
export const asksTrainedCells = (world: DigitGridWorld): DigitGridWorld => ({
  ...world,
  trained: world.trained.map((flag) => 1 - flag),
});

/** Right answers are those of another world. */
export const answersOfAnotherWorld = (world: DigitGridWorld): DigitGridWorld => {
  const chance = seedTree(5).child('another world').stream();
  return { ...world, labels: world.labels.map(() => chance.integerBelow(2)) };
};

/** What the definition says counts as right, though it is wrong for half of the aliases. */
export const believesDefinitions = (world: DigitGridWorld): DigitGridWorld => ({
  ...world,
  labels: world.definitionLabels,
});

/** Half of the parameters are dropped, and the others doubled, as if the model were still in training. */
export const dropsInEvaluation: NonNullable<GridSpoil['answers']> = async (parameters, { measure }) => {
  const chance = seedTree(6).child('dropped').stream();
  const mask = tensor(
    Float32Array.from({ length: parameters.size }, () => (chance.coin() ? 2 : 0)),
    parameters.shape as [number, number],
  );
  const dropped = mul(parameters, mask) as Tensor;
  mask.dispose();
  try {
    return await measure(dropped);
  } finally {
    dropped.dispose();
  }
};

/** Logits are stored in steps of two, and a tie counts as right. */
export const tiesAreRight: NonNullable<GridSpoil['answers']> = async (parameters, { moment, cohort, measure }) => {
  const measured = await measure(parameters);
  const trained = cohort(parameters);
  for (const group of ['D5', 'D6'] as const) {
    const documents = trained.seeds.map(({ task }) => ({
      ...questionsAbout(task.world, task.world.members[group], 'all'),
      task,
    }));
    const logits = await activationsOf(trained, documents, { label: `qa/${group}`, activations: ['logits'] });
    for (const [seed, { task }] of trained.seeds.entries()) {
      const accuracy = coarseAccuracy(
        task.world,
        documents[seed] as GridDocuments,
        logits[seed]?.logits as Float32Array,
      );
      const values = measured[seed]?.[`${moment}/qa/accuracy`];
      if (values !== undefined) values[group] = accuracy;
    }
  }
  return measured;
};

function coarseAccuracy(world: DigitGridWorld, { alias, query }: GridDocuments, logits: Float32Array): number {
  const width = logits.length / alias.length;
  let right = 0;
  for (const [row, asked] of query.entries()) {
    const answer = world.labels[(alias[row] as number) * world.cells + asked] as number;
    const at = (which: number) => Math.round((logits[row * width + 2 * asked + which] as number) / 2);
    if (at(answer) >= at(1 - answer)) right += 1;
  }
  return right / alias.length;
}

/** Every alias is in the table four times, by four of its questions, and folds are made of rows. */
export const probesByRow: NonNullable<GridSpoil['probes']> = (cohort, moment) =>
  probed(cohort, moment, async (seed, table) => {
    const tables: Table[] = [];
    for (const cell of [0, 1, 2, 3]) tables.push(await table('D1QA1', 'D2QA2', cell));
    const features = Float32Array.from(tables.flatMap((one) => [...one.features]));
    const labels = Uint8Array.from(tables.flatMap((one) => [...one.labels]));
    return probeExcess(
      { features, rows: labels.length, columns: features.length / labels.length, labels },
      settings(seed, 'rows'),
    );
  });

/** Four aliases of five are of one group, and the accuracy that counts as chance is one half. */
export const probesAgainstOneHalf: NonNullable<GridSpoil['probes']> = (cohort, moment) =>
  probed(cohort, moment, async (seed, table) => {
    const { features, columns, labels } = await table('D1QA1', 'D2QA2', 0);
    const ones = labels.filter((label) => label === 1).length;
    const rows = ones + Math.floor(ones / 4);
    const data = { features: features.slice(0, rows * columns), rows, columns, labels: labels.slice(0, rows) };
    // The accuracy itself: what is subtracted is added again, then one half is taken off.
    const majority = ones / rows;
    return probeExcess(data, settings(seed, 'one half')) + majority - 0.5;
  });

/** The best of forty penalties on the aliases that it is scored on. */
export const probesTunedOnTest: NonNullable<GridSpoil['probes']> = (cohort, moment) =>
  probed(cohort, moment, async (seed, table) => {
    const data = await table('D1QA1', 'D2QA2', 0);
    const tried = Array.from({ length: 40 }, (_, index) =>
      probeExcess(data, { ...settings(seed, `try ${index}`), lambda: 10 ** (index / 8 - 2), permutations: 1 }),
    );
    return Math.max(...tried);
  });

interface Table {
  readonly features: Float32Array;
  readonly rows: number;
  readonly columns: number;
  readonly labels: Uint8Array;
}
type Group = 'D1QA1' | 'D2QA2' | 'D5' | 'D6';
type ReadTable = (first: Group, second: Group, cell: number) => Promise<Table>;

function settings(seed: number, name: string): { lambda: number; permutations: number; chance: RandomStream } {
  return { lambda: 10, permutations: 5, chance: seedTree(seed).child('spoilt probe').child(name).stream() };
}

/** One seed a cohort; every layer and group shows the spoilt number of the second block. */
async function probed(
  cohort: GridCohort,
  moment: string,
  excess: (seed: number, table: ReadTable) => Promise<number>,
): Promise<Measured[]> {
  const [member] = cohort.seeds;
  if (member === undefined || cohort.seeds.length > 1) throw new Error('One seed a cohort.');
  const { world } = member.task;
  const table: ReadTable = async (first, second, cell) => {
    const aliases = [...world.members[first], ...world.members[second]];
    const documents = [{ ...sameQuery(aliases, queryTokens.cell(cell)), task: member.task }];
    const [activations] = await activationsOf(cohort, documents, { label: `spoilt ${cell}`, activations: ['block 2'] });
    const features = activations?.['block 2'] as Float32Array;
    const labels = Uint8Array.from(aliases, (_, row) => (row < world.members[first].length ? 1 : 0));
    return { features, rows: aliases.length, columns: features.length / aliases.length, labels };
  };
  const value = await excess(
    world.digits.reduce((sum, digit) => sum + digit, 0),
    table,
  );
  const all = { 'D1QA1-D2QA2': value, 'D5-D6': value, transfer: value };
  return [Object.fromEntries(cohort.model.activationNames.map((name) => [`${moment}/probe-excess/${name}`, all]))];
}
