// The harness's draws of a seed in the form that examples/one-file.ts takes.
import { tensor } from '@tensorflow/tfjs-core';
import type { Draws } from '../../examples/one-file.ts';
import { symbolsBase as base } from '../../src/claims/arms/digit-grid.ts';
import type { GridExperiment } from '../../src/experiments/experiment.ts';
import { studyOf } from '../../src/experiments/study.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import { drawDigitGrid, tagOfGroup } from '../../src/tasks/grid/digit-grid.ts';

/** Stage lengths as given; nothing but what one-file.ts does. */
export function plainExperiment(steps: readonly [number, number]): GridExperiment {
  const { stage1, stage2 } = base.protocol;
  return {
    ...base,
    protocol: {
      ...base.protocol,
      stage1: { ...stage1, length: { kind: 'steps', steps: steps[0] }, warmUp: { steps: 50, shareAtMost: 1 } },
      stage2: { ...(stage2 as typeof stage1), length: { kind: 'steps', steps: steps[1] } },
      swappedStage2: false,
      curveEverySteps: null,
    },
    measurements: { retrieval: false, probes: null, gradientAlignment: null },
  };
}

export function harnessDraws(seed: number): Draws {
  const tree = seedTree(seed);
  const experiment = plainExperiment([1, 1]);
  const world = drawDigitGrid(experiment.task, tree);
  const { model } = studyOf(experiment, [{ seed, tree }], { images: null, module: null });
  const cellsOf = (numbers: Uint8Array, alias: number) => [
    ...numbers.subarray(alias * world.cells, (alias + 1) * world.cells),
  ];
  const aliases = (['D1QA1', 'D2QA2', 'D5', 'D6'] as const).flatMap((group) =>
    world.members[group].map((alias) => ({
      group,
      tag: tagOfGroup(world, group) as number,
      digits: cellsOf(world.digits, alias),
      labels: cellsOf(world.labels, alias),
      defined: cellsOf(world.definitionLabels, alias),
      trained: cellsOf(world.trained, alias).flatMap((is, cell) => (is === 1 ? [cell] : [])),
    })),
  );
  const numbers = model.initialParameters(tree);
  let next = 0;
  const start = model.layout.entries.map(({ name, shape }) => {
    const [rows = 0, columns = 0] = shape;
    const array = numbers.subarray(next, next + rows * columns);
    next += rows * columns;
    // The harness also embeds a third tag and ALIAS, which this experiment never shows.
    const used = name === 'embedding' ? world.cells + 2 : rows;
    return tensor(array.slice(0, used * columns), [used, columns]);
  });
  const streams = ['stage 1', 'stage 2'].map((stage) => tree.child(stage).child('order').stream());
  return { world: aliases, start, order: (documents, stage) => streams[stage]?.permutation(documents) ?? [] };
}
