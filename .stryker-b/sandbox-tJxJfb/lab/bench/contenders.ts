// Who is timed: our backends, and PyTorch in two ways. Each says how its child process is started, and with how many seeds it
// makes sense.
import { fileURLToPath } from 'node:url';
import { loaderOptions } from '../../src/execution/workers/worker-process.ts';
import type { ChildCommand } from './measuring-child.ts';

export const CONTENDERS = ['replay', 'eager', 'wasm', 'gpu', 'pytorch', 'pytorch-single'] as const;
export type ContenderName = (typeof CONTENDERS)[number];

export interface Contender {
  readonly name: ContenderName;
  /** Heading of its column. */
  readonly label: string;
  readonly command: ChildCommand;
  /** Of stacked seeds. */
  readonly mostSeeds: number;
  /** Whether its matrix products may be the machine's best. */
  readonly hasPeak: boolean;
}

export interface ContenderRequest {
  readonly threads: number;
  /** A backend on a GPU that takes the place of the CPU's. */
  readonly gpuBackend: string | null;
  /** Null: no PyTorch here. */
  readonly pytorch: { readonly python: string; readonly device: 'cpu' | 'cuda' } | null;
}

export function contendersFor({ threads, gpuBackend, pytorch }: ContenderRequest): Contender[] {
  const ours = (name: ContenderName, label: string, words: readonly [string, string], mostSeeds = Infinity) => ({
    name,
    label,
    command: measureCommand([words[0], String(threads), words[1]]),
    mostSeeds,
    // Op by op it is the same library, and WebAssembly's products are never the best.
    hasPeak: name === 'replay' || name === 'gpu',
  });
  const contenders: Contender[] = [];
  if (gpuBackend !== null) contenders.push(ours('gpu', gpuBackend, [gpuBackend, 'backend']));
  else contenders.push(ours('replay', 'native, replayed', ['tensorflow', 'backend']));
  // More threads are for the record: only for those who may win by them.
  if (gpuBackend === null && threads === 1) {
    contenders.push(ours('eager', 'native, op by op', ['tensorflow', 'eager']));
    // Stacked seeds are slower there than one after another, so its cohorts have one seed.
    contenders.push(ours('wasm', 'wasm', ['wasm', 'backend'], 1));
  }
  if (pytorch === null) return contenders;
  const torch = (name: ContenderName, label: string, kind: string, mostSeeds: number) => ({
    name,
    label,
    command: pytorchCommand(pytorch.python, [String(threads), pytorch.device, kind]),
    mostSeeds,
    // A processor's products are no measure of a GPU.
    hasPeak: kind === 'stacked' && (gpuBackend === null || pytorch.device === 'cuda'),
  });
  contenders.push(torch('pytorch', 'PyTorch, stacked', 'stacked', Infinity));
  contenders.push(torch('pytorch-single', 'PyTorch, one seed', 'single', 1));
  return contenders;
}

function measureCommand(words: readonly string[]): ChildCommand {
  const name = import.meta.url.endsWith('.ts') ? './measure-child.ts' : './measure-child.js';
  const file = fileURLToPath(new URL(name, import.meta.url));
  return { program: process.execPath, words: [...loaderOptions(file), file, ...words], environment: {} };
}

/** Its threads may spin while they wait for work, which would be at the others' expense: some milliseconds and no more. */
function pytorchCommand(python: string, words: readonly string[]): ChildCommand {
  const file = fileURLToPath(new URL('./pytorch-child.py', import.meta.url));
  return {
    program: python,
    // `-B`: no compiled copies beside the sources.
    words: ['-B', '-W', 'ignore', file, ...words],
    environment: { OMP_NUM_THREADS: words[0] ?? '1', KMP_BLOCKTIME: '1' },
  };
}
