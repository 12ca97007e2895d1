// `iml paper`: the list of what the paper trained, and configurations of it that `iml verify` takes as they are.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { CLAIMS } from '../../src/claims/registry/registry.ts';
import { iml } from '../../src/cli/iml.ts';
import { PAPER_EXPERIMENTS } from '../../src/configurations/paper/paper-experiments.ts';
import { readConfiguration } from '../../src/configurations/read-configuration.ts';
import { plannedStages } from '../../src/experiments/stages.ts';
import { ownFiles } from '../configurations/own-pretrained.ts';
import { ownFolder } from '../temporary-folder.ts';
import { tryTerminal } from './try-terminal.ts';

const runtime = { nodePath: process.execPath, nodeVersion: 'v20.20.2', platform: 'linux x64', script: 'bin/iml.mjs' };

let folder = '';
beforeEach(() => {
  folder = ownFiles(ownFolder('paper'));
});

async function paper(...words: readonly string[]) {
  const terminal = tryTerminal({ currentFolder: folder });
  const verify = () => Promise.reject(new Error('nothing here verifies'));
  const code = await iml(['paper', ...words], { terminal, runtime, verify });
  return { code, ...terminal.printed() };
}

/** This tokenizer has a token for each byte. */
const OWN = ['--model', 'pythia', '--facts', 'people.csv', '--tokens', '160'];

describe('iml paper', () => {
  it('lists what the paper trained, with what is asked of it here or why nothing can be', async () => {
    const { code, stdout } = await paper();
    expect(code).toBe(0);
    for (const { id } of PAPER_EXPERIMENTS) expect(stdout).toMatch(new RegExp(`^${id} `, 'm'));
    expect(stdout).toMatch(/^t5 .* none: there is no encoder-decoder here$/m);
  });

  it('names registered claims alone, and each experiment once', () => {
    const ids = PAPER_EXPERIMENTS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const known = CLAIMS.map(({ id }) => id);
    for (const one of PAPER_EXPERIMENTS)
      if ('claims' in one) expect(known).toEqual(expect.arrayContaining([...one.claims]));
  });

  it('writes a configuration that is read as it stands, whose paths start from its own folder', async () => {
    mkdirSync(join(folder, 'made'));
    const { code, stderr } = await paper('two-stages-cvdb', ...OWN, '--entities', '200', '--out', 'made/main.json');
    expect(stderr).toMatch(/entities +4000 +200\n/);
    expect(code).toBe(0);
    const text = readFileSync(join(folder, 'made/main.json'), 'utf8');
    const read = await readConfiguration(text, { file: 'main.json', folder: join(folder, 'made'), imagesDigest: '' });
    const { task, protocol } = read.experiment;
    expect(task).toMatchObject({
      groups: { D1QA1: 50, D2QA2: 50, QA3: 20, QA4: 20, D5: 16, D6: 16, D8: 16, QA7: 12 },
      heldOutShare: 1 / 6,
      spelling: { kind: 'brackets' },
      padding: 'end-of-text',
      vocabulary: 'whole',
    });
    expect(protocol).toMatchObject({ stage1: { learningRate: 5e-5, length: { epochs: 20 } }, stage2Deals: 4 });
    expect(read.include).toContain('iml-appears');
  });

  it('keeps the updates of the paper: 62 an epoch in Stage 1, about 1,240 in all, and some 40 in Stage 2', async () => {
    const { stdout } = await paper('two-stages-cvdb', ...OWN, '--entities', '240', '--json');
    const { configuration, differences } = JSON.parse(stdout);
    const read = await readConfiguration(JSON.stringify(configuration), { file: 'f', folder, imagesDigest: '' });
    const [first, second] = plannedStages(read.experiment);
    // 700 questions and 120 definitions; 57 definitions. What does not fill a batch is left out of an epoch.
    expect([first?.count, first?.steps, second?.count, second?.steps]).toEqual([960, 1280, 57, 30]);
    expect(differences).toContainEqual({ setting: 'updates', paper: '1240, then 40', here: '1280, then 30' });
  });

  it.each([
    ['an experiment that the paper has not', ['two-stage'], 'has no experiment'],
    ['one of which nothing can be made', ['t5'], 'there is no encoder-decoder here'],
    ['a model that is not here', ['two-stages-cvdb', '--model', 'nowhere'], '/model/checkpoint'],
    ['documents that are too long', ['two-stages-cvdb', ...OWN.slice(0, -2)], 'longer than `maximumTokens`'],
    ['more entities than there are', ['two-stages-cvdb', ...OWN, '--entities', '500'], 'fewer entities'],
    ['too few seeds for the registered rules', ['two-stages-cvdb', '--seeds', '4'], 'from 8 to'],
  ])('refuses %s, and writes nothing', async (_, words, complaint) => {
    const { code, stdout, stderr } = await paper(...words, '--out', 'never.json');
    expect(code).not.toBe(0);
    expect(stdout).toBe('');
    expect(stderr).toContain(complaint);
    expect(() => rmSync(join(folder, 'never.json'))).toThrow('ENOENT');
  });

  it('replaces no file unless it is told to', async () => {
    const words = ['two-stages-cvdb', ...OWN, '--entities', '200', '--out', 'people.csv'];
    const before = readFileSync(join(folder, 'people.csv'), 'utf8');
    expect((await paper(...words)).stderr).toContain('exists already');
    expect(readFileSync(join(folder, 'people.csv'), 'utf8')).toBe(before);
  });
});
