// The words of `npm run bench`: what they mean, and that nothing else is taken.
import { describe, expect, it } from 'vitest';
import { parseBenchOptions, USAGE } from '../../lab/bench/options.ts';
import { refusal } from '../refusal.ts';

describe('the options of the benchmark', () => {
  it('measure everything by default, nine times, with one thread and with two', () => {
    expect(parseBenchOptions([])).toEqual({
      parts: ['steps', 'profile', 'processes'],
      startUp: false,
      pretrained: null,
      rounds: 9,
      threads: [1, 2],
      models: [],
      widths: [],
      stacked: [],
      python: null,
      installPyTorch: false,
      gpuBackend: null,
      claim: null,
      seeds: null,
      json: null,
      help: false,
    });
  });

  it('narrow it down', () => {
    const words = '--steps-only --quick --threads 4 --width 64 --stacked 1 --stacked 8 --python /usr/bin/python3';
    expect(parseBenchOptions(words.split(' '))).toMatchObject({
      parts: ['steps'],
      rounds: 3,
      threads: [4],
      widths: [64],
      stacked: [1, 8],
      python: '/usr/bin/python3',
    });
    expect(parseBenchOptions(['--model', 'alias-text', '--model', 'alias-entity'])).toMatchObject({
      models: ['alias-text', 'alias-entity'],
    });
    expect(parseBenchOptions(['--model', 'smollm2'])).toMatchObject({ pretrained: 'smollm2', models: [], rounds: 2 });
    expect(parseBenchOptions(['--backend', 'tensorflow-gpu'])).toMatchObject({
      gpuBackend: 'tensorflow-gpu',
      threads: [1],
    });
  });

  it('are all explained', () => {
    for (const name of [
      'steps-only',
      'start-up',
      'install-pytorch',
      'backend',
      'model',
      'claim',
      'seeds',
      'json',
      'rounds',
    ])
      expect(USAGE).toContain(`--${name}`);
  });

  it.each([
    [['--fast'], /--fast/],
    [['table'], /table/],
    [['--rounds', '0'], /--rounds takes a whole number/],
    [['--seeds', '1e3'], /--seeds takes a whole number/],
    [['--threads', '-1'], /--threads/],
    [['--steps-only', '--profile-only'], /only one part/],
    [['--quick', '--rounds', '3'], /--quick/],
    [['--install-pytorch', '--python', 'python3'], /--install-pytorch/],
    [['--backend', 'wasm'], /--backend is for webgpu or tensorflow-gpu/],
    [['--model', 'gpt'], /--model is residual-mlp, alias-text, alias-entity/],
    [['--model', 'smollm2', '--steps-only'], /--model smollm2 is a part by itself/],
    [['--model', 'smollm2', '--model', 'alias-text'], /--model smollm2 is a part by itself/],
    [['--readme'], /--readme/],
  ])('refuse %j', (words, reason) => {
    expect(() => parseBenchOptions(words)).toThrowError(refusal('invalid-option', reason));
  });
});
