// The fused kernels of models that read tokens on the WebAssembly backend, under the names that gather-rows.ts and its siblings
// ask for. Axes: S seeds, B sequences, T positions, H heads, D width, d = D / H, R rows, V words.
import { eachBlock, sizeOf } from './heap-calls.ts';
import { type HeapKernel, type Place, registerHeapKernel } from './heap-kernel.ts';

export function registerSequenceKernels(): void {
  registerHeapKernel('GatherRows', gatherRows);
  registerHeapKernel('AddedRows', addedRows);
  registerHeapKernel('RotatePositions', rotatePositions);
  registerHeapKernel('CausalAttention', causalAttention);
  registerHeapKernel('CausalAttentionGradient', causalAttentionGradient);
  registerHeapKernel('TokenCrossEntropy', tokenCrossEntropy);
  registerHeapKernel('TokenCrossEntropyGradient', tokenCrossEntropyGradient);
}

/** table [N, D], R numbers in any shape -> [R, D]. */
const gatherRows: HeapKernel<'table' | 'numbers'> = ({ table, numbers }) => {
  const [rows, width] = table.shape as [number, number];
  const count = sizeOf(numbers.shape);
  return {
    outputs: [[count, width]],
    calls: ([out]) => [['gatherRows', table.address, numbers.address, out?.address as number, count, rows, width]],
  };
};

/** rows [R, D], R numbers in any shape -> [count, D]. */
const addedRows: HeapKernel<'rows' | 'numbers'> = ({ rows, numbers }, attributes) => {
  const { count } = attributes as { count: number };
  const [given, width] = rows.shape as [number, number];
  return {
    outputs: [[count, width]],
    calls: ([out]) => [['addedRows', rows.address, numbers.address, out?.address as number, given, count, width]],
  };
};

/** Sequences stand one after another, whosever they are: S B of them. */
function attentionSizes(projected: Place, attributes: Readonly<Record<string, unknown>>) {
  const { heads, positions } = attributes as { heads: number; positions: number };
  const [seeds, rows, triple] = projected.shape as [number, number, number];
  const [width, sequences] = [triple / 3, (seeds * rows) / positions];
  return {
    mixed: [seeds, rows, width],
    weights: [sequences, heads, positions, positions],
    counts: [sequences, positions, heads, width / heads],
    positions,
  };
}

/** projected [S, B T, 3 D], cosines and sines [2, T, h] -> projected with its queries and keys turned, or turned back. */
const rotatePositions: HeapKernel<'projected' | 'table'> = ({ projected, table }, attributes) => {
  const { turn } = attributes as { turn: 1 | -1 };
  const { counts } = attentionSizes(projected, attributes);
  const half = table.shape[2] as number;
  return {
    outputs: [projected.shape],
    calls: ([out]) => [
      ['rotatePositions', projected.address, table.address, out?.address as number, ...counts, half, turn],
    ],
  };
};

/** projected [S, B T, 3 D] -> mixed [S, B T, D], and the weights [S B, H, T, T]. */
const causalAttention: HeapKernel<'projected'> = ({ projected }, attributes) => {
  const { mixed, weights, counts } = attentionSizes(projected, attributes);
  return {
    outputs: [mixed, weights],
    calls: (made) => [['causalAttention', projected.address, ...made.map(({ address }) => address), ...counts]],
  };
};

/** By the projected numbers. Scratch: slopes of the scores of one head. */
const causalAttentionGradient: HeapKernel<'dy' | 'projected' | 'weights'> = (inputs, attributes) => {
  const { dy, projected, weights } = inputs;
  const { counts, positions } = attentionSizes(projected, attributes);
  return {
    outputs: [projected.shape],
    scratch: [[positions, positions]],
    calls: (made) => [
      ['causalAttentionGradient', ...[dy, projected, weights, ...made].map(({ address }) => address), ...counts],
    ],
  };
};

/** logits [S, R, V], answers and weights [S, R] -> losses [S], and powers of e of the logits, for the gradient. */
const tokenCrossEntropy: HeapKernel<'logits' | 'answers' | 'weights'> = ({ logits, answers, weights }) => {
  const [seeds, rows, words] = logits.shape as [number, number, number];
  return {
    outputs: [[seeds], logits.shape],
    calls: (made) =>
      eachBlock([logits, answers, weights, ...made], (...addresses) => [
        ['tokenCrossEntropy', ...addresses, rows, words],
      ]),
  };
};

/** By the logits. */
const tokenCrossEntropyGradient: HeapKernel<'dy' | 'powers' | 'answers' | 'weights'> = (inputs) => {
  const { dy, powers, answers, weights } = inputs;
  const [, rows, words] = powers.shape as [number, number, number];
  return {
    outputs: [powers.shape],
    calls: (made) =>
      eachBlock([dy, powers, answers, weights, ...made], (...addresses) => [
        ['tokenCrossEntropyGradient', ...addresses, rows, words],
      ]),
  };
};
