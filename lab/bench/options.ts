// The words of `npm run bench -- ...`.
import { parseArgs } from 'node:util';
import { KNOWN_MODELS } from '../../src/checkpoints/known-models.ts';
import { readWords, wholeNumberTo } from '../shared/read-words.ts';
import { MODELS, type ModelName } from './training-cell.ts';

/** Backends that may be timed in place of the CPU's; what they need is src/tensors' to say. */
const GPU_BACKENDS = ['webgpu', 'tensorflow-gpu'];
const PARTS = ['steps', 'profile', 'processes'] as const;
export type BenchPart = (typeof PARTS)[number];

export interface BenchOptions {
  readonly parts: readonly BenchPart[];
  /** Time how the command line starts, and nothing else. */
  readonly startUp: boolean;
  /** Time the training step of this pretrained model, and nothing else; null: not. */
  readonly pretrained: string | null;
  /** Repetitions of each block of steps. */
  readonly rounds: number;
  readonly threads: readonly number[];
  /** Models of the table; empty for all. */
  readonly models: readonly ModelName[];
  /** Widths of the table's models; empty for all. */
  readonly widths: readonly number[];
  /** Numbers of stacked seeds in the table; empty for all. */
  readonly stacked: readonly number[];
  /** A Python that has PyTorch; null for the one in .bench/venv, if it is there. */
  readonly python: string | null;
  readonly installPyTorch: boolean;
  /** A backend on a GPU; null for the CPU's. */
  readonly gpuBackend: string | null;
  /** For profile and processes: only this claim; null for the whole quick profile, and one small claim. */
  readonly claim: string | null;
  /** For profile and processes: seeds a claim; null for as many as are declared. */
  readonly seeds: number | null;
  readonly json: string | null;
  readonly help: boolean;
}

export const USAGE = `npm run bench [-- OPTIONS]
  Times training steps of our backends and of PyTorch on the same work, the quick profile on WebAssembly and on the native
  backend, and one process against two. Writes reports/bench/<time>.json and .svg. On a quiet machine: twenty minutes
  for the steps, ten minutes for the rest.
  --steps-only, --profile-only, --processes-only
  --start-up        only how long the build's small commands and the matchers take to start (half a minute)
  --quick           3 repetitions in place of 9
  --rounds N        as many repetitions
  --threads N       threads a process (default: once with 1, and for the record with 2)
  --model NAME      only residual-mlp, alias-text or alias-entity; may be given several times. Or smollm2, by itself: the training step
                    of that pretrained model against PyTorch's (\`npm run model -- smollm2\` first; 2 rounds, a quarter of an hour)
  --width N         only the models of this width: 32, 64, 128 or 512; may be given several times
  --stacked N       only so many stacked seeds; may be given several times
  --python PATH     a Python that has PyTorch (default: the one that --install-pytorch makes, if it is there)
  --install-pytorch \`pip install torch\` into .bench/venv first: 3 to 7 GB, since the wheel brings CUDA's libraries.
                    Lighter: Debian's python3-torch, with --python /usr/bin/python3
  --backend NAME    webgpu or tensorflow-gpu: a GPU in place of the CPU, up to 256 seeds; PyTorch on CUDA if it has it
  --claim ID        for profile and processes: only this claim
  --seeds N         for profile and processes: so many seeds a claim
  --json FILE       write the document here as well, and the plot beside it
  --help            this text
`;

/** @throws HarnessError `invalid-option` */
export function parseBenchOptions(words: readonly string[]): BenchOptions {
  const flag = { type: 'boolean', default: false } as const;
  const text = { type: 'string' } as const;
  const texts = { type: 'string', multiple: true, default: [] as string[] } as const;
  return readWords('npm run bench', { next: '`npm run bench -- --help` explains them' }, () => {
    const { values } = parseArgs({
      args: [...words],
      options: {
        'steps-only': flag,
        'profile-only': flag,
        'processes-only': flag,
        'start-up': flag,
        quick: flag,
        rounds: text,
        threads: texts,
        model: texts,
        width: texts,
        stacked: texts,
        python: text,
        'install-pytorch': flag,
        backend: text,
        claim: text,
        seeds: text,
        json: text,
        help: { ...flag, short: 'h' },
      },
    });
    const only = PARTS.filter((part) => values[`${part}-only`]);
    if (only.length > 1) throw new Error('only one part can be the only one');
    if (values['start-up'] && only.length > 0) throw new Error('--start-up is a part by itself');
    if (values.quick && values.rounds !== undefined)
      throw new Error('--quick says how many rounds, and so does --rounds');
    if (values['install-pytorch'] && values.python !== undefined)
      throw new Error('--install-pytorch makes its own Python, so --python cannot go with it');
    if (values.backend !== undefined && !GPU_BACKENDS.includes(values.backend))
      throw new Error(`--backend is for ${GPU_BACKENDS.join(' or ')}; the CPU's are always timed`);
    const pretrained = values.model.find(isPretrained) ?? null;
    if (pretrained !== null && (values.model.length > 1 || only.length > 0 || values['start-up']))
      throw new Error(`--model ${pretrained} is a part by itself`);
    const threads = values.threads.map((word) => wholeNumberTo(64, '--threads', word));
    return {
      parts: only.length === 0 ? PARTS : only,
      startUp: values['start-up'],
      pretrained,
      rounds:
        values.rounds === undefined
          ? roundsOf({ quick: values.quick, pretrained })
          : wholeNumberTo(1000, '--rounds', values.rounds),
      threads: threads.length > 0 ? threads : values.backend === undefined ? [1, 2] : [1],
      models: pretrained === null ? values.model.map(knownModel) : [],
      widths: values.width.map((word) => wholeNumberTo(4096, '--width', word)),
      stacked: values.stacked.map((word) => wholeNumberTo(4096, '--stacked', word)),
      python: values.python ?? null,
      installPyTorch: values['install-pytorch'],
      gpuBackend: values.backend ?? null,
      claim: values.claim ?? null,
      seeds: values.seeds === undefined ? null : wholeNumberTo(100_000, '--seeds', values.seeds),
      json: values.json ?? null,
      help: values.help,
    };
  });
}

const isPretrained = (word: string) => KNOWN_MODELS.some(({ name }) => name === word);

function roundsOf({ quick, pretrained }: { readonly quick: boolean; readonly pretrained: string | null }): number {
  if (pretrained !== null) return quick ? 1 : 2;
  return quick ? 3 : 9;
}

function knownModel(word: string): ModelName {
  const model = MODELS.find((name) => name === word);
  if (model !== undefined) return model;
  throw new Error(`--model is ${[...MODELS, ...KNOWN_MODELS.map(({ name }) => name)].join(', ')}, not "${word}"`);
}
