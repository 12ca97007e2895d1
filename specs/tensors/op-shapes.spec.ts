// Every rule of shape against what TensorFlow gives for the same op, and each of them planted wrong.
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../../src/tensors/backend.ts';
import { GraphDefinition } from '../../src/tensors/native/graph-definition.ts';
import { nativeBackend } from '../../src/tensors/native/native-binding.ts';
import { SHAPE_RULES } from '../../src/tensors/native/op-shapes.ts';
import * as tf from '../../src/tensors/tensorflow.ts';
import { type ExecutedOp, executing, wrongRules } from './executed-ops.ts';
import { leavesNoTensors } from './leaves-no-tensors.ts';
import { HAS_NATIVE } from './native-available.ts';

/** [2, 3] */
const x = () => tf.tensor2d([0.1, 0.2, 0.3, 0.4, 0.5, 0.6], [2, 3]);
const boolean = () => tf.tensor2d([true, false, true, true, false, true], [2, 3], 'bool');
/** What x is stretched over, and x over them. */
const others = () => [x(), tf.scalar(2), tf.tensor1d([1, 2, 3]), tf.tensor2d([1, 2], [2, 1]), tf.ones([4, 1, 3])];
const picture = () => tf.ones<tf.Rank.R4>([2, 7, 5, 3]);

const ELEMENTWISE = [
  ...[tf.abs, tf.acos, tf.acosh, tf.asin, tf.asinh, tf.atan, tf.atanh, tf.ceil, tf.cos, tf.cosh, tf.elu, tf.erf],
  ...[tf.exp, tf.expm1, tf.floor, tf.isFinite, tf.isInf, tf.isNaN, tf.leakyRelu, tf.log, tf.log1p, tf.neg],
  ...[tf.onesLike, tf.reciprocal, tf.relu, tf.relu6, tf.round, tf.rsqrt, tf.selu, tf.sigmoid, tf.sign, tf.sin],
  ...[tf.sinh, tf.softmax, tf.softplus, tf.sqrt, tf.square, tf.tan, tf.tanh, tf.zerosLike],
];
const BINARY = [
  ...[tf.add, tf.atan2, tf.div, tf.divNoNan, tf.equal, tf.floorDiv, tf.greater, tf.greaterEqual, tf.less, tf.lessEqual],
  ...[tf.maximum, tf.minimum, tf.mod, tf.mul, tf.notEqual, tf.pow, tf.squaredDifference, tf.sub],
];
const REDUCTIONS = [tf.max, tf.mean, tf.min, tf.prod, tf.sum];

/** A convolution or pooling, and its gradients. */
function windowed(operation: (...inputs: tf.Tensor[]) => tf.Tensor, inputs: readonly tf.Tensor[]): void {
  tf.grads(operation)([...inputs]);
}

const EXAMPLES: Readonly<Record<string, () => void>> = {
  'number by number': () => {
    for (const operation of ELEMENTWISE) operation(x());
    tf.grad((input) => tf.elu(input))(x());
    tf.logicalNot(boolean());
    tf.addN([x(), x(), x()]);
    tf.cast(x(), 'int32');
    tf.cast(x(), 'bool');
  },
  'two tensors, one stretched over the other': () => {
    for (const operation of BINARY) for (const other of others()) operation(x(), other);
    for (const operation of BINARY) operation(tf.ones([2, 1]), tf.ones([3]));
    for (const operation of [tf.logicalAnd, tf.logicalOr])
      operation(boolean(), tf.tensor1d([true, false, true], 'bool'));
    tf.where(boolean(), x(), x());
  },
  reductions: () => {
    for (const keepDims of [false, true]) {
      for (const axes of [0, 1, -1, [0, 1], undefined]) {
        for (const operation of REDUCTIONS) operation(x(), axes, keepDims);
        for (const operation of [tf.all, tf.any]) operation(boolean(), axes, keepDims);
      }
    }
    for (const axis of [0, 1]) for (const operation of [tf.argMax, tf.argMin]) operation(x(), axis);
  },
  'products of matrices': () => {
    const [left, right] = [tf.ones<tf.Rank.R3>([4, 2, 3]), tf.ones<tf.Rank.R3>([4, 3, 5])];
    tf.matMul(left, right);
    tf.matMul(tf.transpose(left, [0, 2, 1]), right, true);
    tf.matMul(left, tf.transpose(right, [0, 2, 1]), false, true);
    tf.matMul(tf.ones([4, 3, 2]), tf.ones([4, 5, 3]), true, true);
    tf.matMul(tf.ones([6, 1, 2, 3]), tf.ones([4, 3, 5]));
  },
  'parts and wholes': () => {
    tf.concat([x(), tf.ones([2, 4])], -1);
    tf.concat([x(), x(), x()], 0);
    tf.stack([x(), x()], 1);
    tf.stack([x(), x(), x(), x()], 0);
    tf.unstack(x(), 1);
    tf.split(x(), [1, 2], 1);
    tf.split(tf.ones([4, 2]), 2, 0);
    tf.slice(x(), [0, 1], [2, -1]);
    tf.slice(tf.ones([4, 5, 6]), [1, 2, 3], [2, 1, 2]);
    tf.tile(x(), [3, 2]);
    tf.pad(x(), [
      [1, 2],
      [0, 3],
    ]);
    tf.mirrorPad(
      x(),
      [
        [0, 1],
        [2, 1],
      ],
      'reflect',
    );
    tf.reverse(x(), 1);
    tf.cumsum(x(), 1);
  },
  'other orders and shapes': () => {
    tf.reshape(x(), [-1, 2]);
    tf.reshape(x(), [3, 1, 2]);
    tf.reshape(tf.ones([1]), []);
    tf.transpose(tf.ones([2, 3, 4]), [2, 0, 1]);
  },
  'rows by number': () => {
    tf.gatherND(tf.ones([4, 5, 6]), tf.tensor2d([0, 1, 2, 3, 1, 0], [3, 2], 'int32'));
    tf.unsortedSegmentSum(tf.ones([4, 5]), tf.tensor1d([0, 1, 1, 0], 'int32'), 3);
    tf.oneHot(tf.tensor2d([0, 1, 2, 3], [2, 2], 'int32'), 5);
  },
  'tensors of nothing': () => {
    tf.fill([2, 3], 7);
    tf.fill([], 7);
    tf.linspace(0, 1, 5);
    tf.range(0, 7, 2);
    tf.range(5, 0, -1, 'int32');
  },
  'windows over pictures': () => {
    const weights = () => tf.ones<tf.Rank.R4>([3, 2, 3, 4]);
    const conv = (stride: number, pad: 'same' | 'valid') =>
      windowed((p, f) => tf.conv2d(p as tf.Tensor4D, f as tf.Tensor4D, stride, pad), [picture(), weights()]);
    for (const stride of [1, 2]) {
      conv(stride, 'same');
      conv(stride, 'valid');
      tf.conv2d(picture(), weights(), stride, [
        [0, 0],
        [1, 2],
        [0, 1],
        [0, 0],
      ]);
    }
    for (const pad of ['same', 'valid'] as const) {
      tf.conv2d(picture(), weights(), 1, pad, 'NHWC', 2);
      const filter = tf.ones([3, 2, 3, 2]);
      windowed((p, f) => tf.depthwiseConv2d(p as tf.Tensor4D, f as tf.Tensor4D, 2, pad), [picture(), filter]);
      for (const pool of [tf.maxPool, tf.avgPool]) windowed((p) => pool(p as tf.Tensor4D, [3, 2], 2, pad), [picture()]);
    }
  },
};

describe.skipIf(!HAS_NATIVE)('rules of shape (need `npm run native`)', () => {
  beforeAll(() => startBackend('tensorflow'));
  leavesNoTensors();

  const executed = (example: () => void): ExecutedOp[] => {
    const graph = new GraphDefinition(nativeBackend().binding);
    let ops: ExecutedOp[] = [];
    tf.tidy(() => {
      ops = executing(graph, [], example);
    });
    return ops;
  };

  it.each(Object.entries(EXAMPLES))('say what TensorFlow gives: %s', (_, example) => {
    const ops = executed(example);
    expect(ops).not.toEqual([]);
    expect(wrongRules(ops)).toEqual([]);
  });

  it('are each held against an op, and are each found out when they are wrong', () => {
    const ops = Object.values(EXAMPLES).flatMap(executed);
    expect([...new Set(ops.map(({ op }) => op))].sort()).toEqual(Object.keys(SHAPE_RULES).sort());
    const rules = SHAPE_RULES as Record<string, (typeof SHAPE_RULES)[string]>;
    for (const [op, rule] of Object.entries(rules)) {
      rules[op] = (call) =>
        rule(call)?.map((shape) => shape.map((size, axis) => (axis === 0 ? size + 1 : size))) ?? null;
      if (op === 'Reshape' || op === 'Fill') rules[op] = (call) => rule(call)?.map((shape) => [...shape, 1]) ?? null;
      try {
        expect(wrongRules(ops)).toEqual([op]);
      } finally {
        rules[op] = rule;
      }
    }
  });
});
