// What TensorFlow's ops give, told from their attributes and the shapes of their inputs alone: how a step is recorded without being run
// (symbolic-ops.ts). One rule an op, for those that TensorFlow.js can differentiate and what stands beside them; an op without a rule is
// not recorded. Axes of pictures: B pictures, H rows, W columns, C channels.
import type { HostArray, NativeBinding, OpAttribute } from './native-binding.ts';

type Shape = readonly number[];

/** A tensor that has no numbers, but where it is a constant. */
export interface SymbolicTensor {
  readonly shape: Shape;
  readonly dtype: number;
  /** Of a constant: ops are told axes and shapes as tensors. */
  readonly values: HostArray | null;
}

/** @returns shape and type of each output, or null where the op has no rule */
export function outputsOf(
  op: string,
  attributes: readonly OpAttribute[],
  inputs: readonly SymbolicTensor[],
  types: Pick<NativeBinding, 'TF_BOOL'>,
): { readonly shape: Shape; readonly dtype: number }[] | null {
  const call = new OpCall(attributes, inputs);
  const shapes = Object.hasOwn(SHAPE_RULES, op) ? (SHAPE_RULES[op]?.(call) ?? null) : null;
  if (shapes === null) return null;
  const dtype = GIVE_BOOLEANS.has(op) ? types.TF_BOOL : call.type();
  return shapes.map((shape) => ({ shape, dtype }));
}

class OpCall {
  readonly #attributes: ReadonlyMap<string, unknown>;
  readonly #inputs: readonly SymbolicTensor[];
  readonly shapes: readonly Shape[];

  constructor(attributes: readonly OpAttribute[], inputs: readonly SymbolicTensor[]) {
    this.#attributes = new Map(attributes.map(({ name, value }) => [name, value]));
    this.#inputs = inputs;
    this.shapes = inputs.map(({ shape }) => shape);
  }

  attribute<Value>(name: string): Value {
    return this.#attributes.get(name) as Value;
  }

  /** Of the outputs: their own attribute where an op has one for them. */
  type(): number {
    const names = ['DstT', 'output_type', 'T', 'Tparams', 'Tidx'];
    return this.attribute(names.find((name) => this.#attributes.has(name)) ?? '');
  }

  shape(input: number): Shape {
    return this.shapes[input] as Shape;
  }

  /** Of a constant. */
  numbers(input: number): number[] {
    const { values } = this.#inputs.at(input) as SymbolicTensor;
    if (values === null) throw new TypeError('An op takes axes or a shape from a tensor that is no constant.');
    return [...values];
  }

  /** Of the first input, as a constant names them: a negative one counts from the end. */
  axes(input: number): number[] {
    return this.numbers(input).map((axis) => (axis < 0 ? axis + this.shape(0).length : axis));
  }
}

type Rule = (call: OpCall) => readonly Shape[] | null;

const likeFirst: Rule = ({ shapes: [first = []] }) => [first];

const broadcast: Rule = ({ shapes }) => [shapes.reduce(broadcastOf)];

/** Sizes of one stretch over the other's. */
function broadcastOf(left: Shape, right: Shape): Shape {
  const rank = Math.max(left.length, right.length);
  const padded = (shape: Shape) => [...Array<number>(rank - shape.length).fill(1), ...shape];
  const others = padded(right);
  return padded(left).map((size, axis) => (size === 1 ? (others[axis] as number) : size));
}

const reduced: Rule = (call) => {
  const axes = new Set(call.axes(1));
  const shape = call.shape(0);
  if (call.attribute('keep_dims') === true) return [shape.map((size, axis) => (axes.has(axis) ? 1 : size))];
  return [shape.filter((_, axis) => !axes.has(axis))];
};

/** Numbers before and after, axis by axis. */
const padded: Rule = (call) => {
  const around = call.numbers(1);
  return [call.shape(0).map((size, axis) => size + (around[2 * axis] as number) + (around[2 * axis + 1] as number))];
};

/** Backward ops are told the shape of what they give. */
const asTold =
  (input: number): Rule =>
  (call) => [call.numbers(input)];

/** Pictures [B, H, W, C] seen through a window. @param size rows and columns of the window */
function windows(call: OpCall, size: Shape, channels: number): readonly Shape[] | null {
  if (call.attribute('data_format') !== 'NHWC') return null;
  const [pictures = 0, ...sides] = call.shape(0);
  const along = (name: string, axis: number) => call.attribute<Shape | undefined>(name)?.[axis];
  const places = size.map((side, index) => {
    const axis = index + 1;
    const [length = 0, stride = 1] = [sides[index], along('strides', axis)];
    if (call.attribute('padding') === 'SAME') return Math.ceil(length / stride);
    const padding = (along('explicit_paddings', 2 * axis) ?? 0) + (along('explicit_paddings', 2 * axis + 1) ?? 0);
    const reach = (side - 1) * (along('dilations', axis) ?? 1) + 1;
    return Math.floor((length + padding - reach) / stride) + 1;
  });
  return [[pictures, ...places, channels]];
}

const pooled: Rule = (call) => windows(call, call.attribute<Shape>('ksize').slice(1, 3), call.shape(0)[3] as number);

const GIVE_BOOLEANS = new Set([
  ...['Equal', 'NotEqual', 'Greater', 'GreaterEqual', 'Less', 'LessEqual', 'LogicalAnd', 'LogicalOr', 'LogicalNot'],
  ...['IsFinite', 'IsInf', 'IsNan', 'All', 'Any'],
]);

const LIKE_FIRST = [
  ...['Abs', 'Acos', 'Acosh', 'Asin', 'Asinh', 'Atan', 'Atanh', 'Ceil', 'Cos', 'Cosh', 'Elu', 'EluGrad', 'Erf', 'Exp'],
  ...['Expm1', 'Floor', 'IsFinite', 'IsInf', 'IsNan', 'LeakyRelu', 'Log', 'Log1p', 'LogicalNot', 'Neg', 'Reciprocal'],
  ...['Relu', 'Relu6', 'Round', 'Rsqrt', 'Selu', 'Sigmoid', 'Sign', 'Sin', 'Sinh', 'Softplus', 'Sqrt', 'Square', 'Tan'],
  ...['Tanh', 'AddN', 'Cast', 'Cumsum', 'MaxPoolGrad', 'OnesLike', 'ReverseV2', 'Softmax', 'ZerosLike'],
];
const BROADCAST = [
  ...['Add', 'Atan2', 'Equal', 'FloorDiv', 'FloorMod', 'Greater', 'GreaterEqual', 'Less', 'LessEqual'],
  ...['LogicalAnd', 'LogicalOr', 'Maximum', 'Minimum', 'Mul', 'NotEqual', 'Pow', 'RealDiv', 'SquaredDifference', 'Sub'],
];
const REDUCED = ['All', 'Any', 'ArgMax', 'ArgMin', 'Max', 'Mean', 'Min', 'Prod', 'Sum'];

const all = (ops: readonly string[], rule: Rule) => Object.fromEntries(ops.map((op) => [op, rule]));

/** By TensorFlow's name of the op. */
export const SHAPE_RULES: Readonly<Record<string, Rule>> = {
  ...all(LIKE_FIRST, likeFirst),
  ...all(BROADCAST, broadcast),
  ...all(REDUCED, reduced),
  BatchMatMulV2: (call) => {
    const [left, right] = [call.shape(0), call.shape(1)];
    const rows = left.at(call.attribute('adj_x') === true ? -1 : -2) as number;
    const columns = right.at(call.attribute('adj_y') === true ? -2 : -1) as number;
    return [[...broadcastOf(left.slice(0, -2), right.slice(0, -2)), rows, columns]];
  },
  ConcatV2: (call) => {
    const [axis] = call.axes(-1);
    const parts = call.shapes.slice(0, -1);
    const length = parts.reduce((sum, part) => sum + (part[axis as number] as number), 0);
    return [call.shape(0).map((size, place) => (place === axis ? length : size))];
  },
  Fill: asTold(0),
  GatherNd: (call) => {
    const [table, places] = [call.shape(0), call.shape(1)];
    return [[...places.slice(0, -1), ...table.slice(places.at(-1))]];
  },
  LinSpace: asTold(2),
  MirrorPad: padded,
  OneHot: (call) => [[...call.shape(0), ...call.numbers(1)]],
  Pack: (call) => [call.shape(0).toSpliced(call.attribute('axis'), 0, call.shapes.length)],
  PadV2: padded,
  Range: (call) => {
    const [start, stop, step] = [0, 1, 2].flatMap((input) => call.numbers(input)) as [number, number, number];
    return [[Math.ceil((stop - start) / step)]];
  },
  Reshape: (call) => {
    const told = call.numbers(1);
    const sizeOf = (shape: Shape) => shape.reduce((product, size) => product * size, 1);
    const rest = sizeOf(told.filter((size) => size !== -1));
    return [told.map((size) => (size === -1 ? sizeOf(call.shape(0)) / rest : size))];
  },
  Select: (call) => [call.shape(1)],
  Slice: (call) => {
    const [begin, size] = [call.numbers(1), call.numbers(2)];
    return [
      call
        .shape(0)
        .map((length, axis) => (size[axis] === -1 ? length - (begin[axis] as number) : (size[axis] as number))),
    ];
  },
  SplitV: (call) => {
    const [axis] = call.axes(2);
    return call.numbers(1).map((length) => call.shape(0).map((size, place) => (place === axis ? length : size)));
  },
  Tile: (call) => {
    const times = call.numbers(1);
    return [call.shape(0).map((size, axis) => size * (times[axis] as number))];
  },
  Transpose: (call) => [call.axes(1).map((axis) => call.shape(0)[axis] as number)],
  Unpack: (call) => {
    const part = call.shape(0).toSpliced(call.attribute('axis'), 1);
    return Array.from({ length: call.attribute<number>('num') }, () => part);
  },
  UnsortedSegmentSum: (call) => [[...call.numbers(2), ...call.shape(0).slice(call.shape(1).length)]],

  AvgPool: pooled,
  AvgPoolGrad: asTold(0),
  Conv2D: (call) => windows(call, call.shape(1).slice(0, 2), call.shape(1)[3] as number),
  Conv2DBackpropFilter: asTold(1),
  Conv2DBackpropInput: asTold(0),
  DepthwiseConv2dNative: (call) => {
    const [rows, columns, channels, times] = call.shape(1) as [number, number, number, number];
    return windows(call, [rows, columns], channels * times);
  },
  DepthwiseConv2dNativeBackpropFilter: asTold(1),
  DepthwiseConv2dNativeBackpropInput: asTold(0),
  MaxPool: pooled,
};
