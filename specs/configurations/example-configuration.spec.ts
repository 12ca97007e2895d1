// The base of each task as a configuration that is written out means what a file means that only extends it.
import { expect, it } from 'vitest';
import { TASK_NAMES } from '../../src/claims/arms/arm.ts';
import { baseExperiment } from '../../src/claims/arms/experiments-of.ts';
import { exampleConfiguration } from '../../src/configurations/example-configuration.ts';
import { readConfiguration } from '../../src/configurations/read-configuration.ts';
import { IMAGES } from './try-configuration.ts';

const read = (value: object) =>
  readConfiguration(JSON.stringify(value), { file: 'example.json', imagesDigest: IMAGES });

it.each(TASK_NAMES.filter((name) => name !== 'named-entities'))('%s, written out, is its base', async (name) => {
  const { experiment } = await read(exampleConfiguration(name));
  expect(experiment).toEqual(baseExperiment(name, IMAGES));
  const { extends: _, ...whole } = exampleConfiguration(name);
  expect((await read(whole)).experiment).toEqual(experiment);
});

it('named-entities names its model and its facts as a person does', () => {
  expect(exampleConfiguration('named-entities')).toMatchObject({
    model: { checkpoint: 'smollm2' },
    task: { knowledge: { kind: 'countries' } },
  });
});
