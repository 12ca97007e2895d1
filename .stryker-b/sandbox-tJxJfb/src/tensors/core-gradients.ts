// @ts-nocheck
// The gradients and chained ops of @tensorflow/tfjs-core 4.22.0, gathered by `npm run gradients` (scripts/gradients says why);
// git holds no copy. Copyright Google LLC, Apache License 2.0:
// http://www.apache.org/licenses/LICENSE-2.0
import * as core from "@tensorflow/tfjs-core";
var Abs2 = core.Abs;
var Acos2 = core.Acos;
var Acosh2 = core.Acosh;
var Add2 = core.Add;
var AddN2 = core.AddN;
var ArgMax2 = core.ArgMax;
var ArgMin2 = core.ArgMin;
var Asin2 = core.Asin;
var Asinh2 = core.Asinh;
var Atan3 = core.Atan;
var Atan22 = core.Atan2;
var Atanh2 = core.Atanh;
var AvgPool2 = core.AvgPool;
var AvgPool3D2 = core.AvgPool3D;
var AvgPool3DGrad2 = core.AvgPool3DGrad;
var AvgPoolGrad2 = core.AvgPoolGrad;
var BatchMatMul2 = core.BatchMatMul;
var BatchToSpaceND2 = core.BatchToSpaceND;
var BroadcastTo2 = core.BroadcastTo;
var Cast2 = core.Cast;
var Ceil2 = core.Ceil;
var ClipByValue2 = core.ClipByValue;
var ComplexAbs2 = core.ComplexAbs;
var Concat2 = core.Concat;
var Conv2D2 = core.Conv2D;
var Conv2DBackpropFilter2 = core.Conv2DBackpropFilter;
var Conv2DBackpropInput2 = core.Conv2DBackpropInput;
var Conv3D2 = core.Conv3D;
var Conv3DBackpropFilterV22 = core.Conv3DBackpropFilterV2;
var Conv3DBackpropInputV22 = core.Conv3DBackpropInputV2;
var Cos2 = core.Cos;
var Cosh2 = core.Cosh;
var Cumsum2 = core.Cumsum;
var DepthwiseConv2dNative2 = core.DepthwiseConv2dNative;
var DepthwiseConv2dNativeBackpropFilter2 = core.DepthwiseConv2dNativeBackpropFilter;
var DepthwiseConv2dNativeBackpropInput2 = core.DepthwiseConv2dNativeBackpropInput;
var Dilation2D2 = core.Dilation2D;
var Dilation2DBackpropFilter2 = core.Dilation2DBackpropFilter;
var Dilation2DBackpropInput2 = core.Dilation2DBackpropInput;
var Elu2 = core.Elu;
var EluGrad2 = core.EluGrad;
var Erf2 = core.Erf;
var Exp2 = core.Exp;
var ExpandDims2 = core.ExpandDims;
var Expm12 = core.Expm1;
var Floor2 = core.Floor;
var FloorDiv2 = core.FloorDiv;
var FusedBatchNorm2 = core.FusedBatchNorm;
var GatherV22 = core.GatherV2;
var GreaterEqual2 = core.GreaterEqual;
var Identity2 = core.Identity;
var IsFinite2 = core.IsFinite;
var IsInf2 = core.IsInf;
var IsNan2 = core.IsNan;
var LRN2 = core.LRN;
var LRNGrad2 = core.LRNGrad;
var LeakyRelu2 = core.LeakyRelu;
var Log2 = core.Log;
var Log1p2 = core.Log1p;
var LogSoftmax2 = core.LogSoftmax;
var Max2 = core.Max;
var MaxPool2 = core.MaxPool;
var MaxPool3D2 = core.MaxPool3D;
var MaxPool3DGrad2 = core.MaxPool3DGrad;
var MaxPoolGrad2 = core.MaxPoolGrad;
var Maximum2 = core.Maximum;
var Mean2 = core.Mean;
var Min2 = core.Min;
var Minimum2 = core.Minimum;
var MirrorPad2 = core.MirrorPad;
var Mod2 = core.Mod;
var Multiply2 = core.Multiply;
var Neg2 = core.Neg;
var OneHot2 = core.OneHot;
var OnesLike2 = core.OnesLike;
var Pack2 = core.Pack;
var PadV22 = core.PadV2;
var Pow2 = core.Pow;
var Prelu2 = core.Prelu;
var Prod2 = core.Prod;
var RealDiv2 = core.RealDiv;
var Reciprocal2 = core.Reciprocal;
var Relu2 = core.Relu;
var Relu62 = core.Relu6;
var Reshape2 = core.Reshape;
var ResizeBilinear2 = core.ResizeBilinear;
var ResizeBilinearGrad2 = core.ResizeBilinearGrad;
var ResizeNearestNeighbor2 = core.ResizeNearestNeighbor;
var ResizeNearestNeighborGrad2 = core.ResizeNearestNeighborGrad;
var Reverse2 = core.Reverse;
var Round2 = core.Round;
var Rsqrt2 = core.Rsqrt;
var Select2 = core.Select;
var Selu2 = core.Selu;
var Sigmoid2 = core.Sigmoid;
var Sign2 = core.Sign;
var Sin2 = core.Sin;
var Sinh2 = core.Sinh;
var Slice2 = core.Slice;
var Softmax2 = core.Softmax;
var Softplus2 = core.Softplus;
var SpaceToBatchND2 = core.SpaceToBatchND;
var SplitV2 = core.SplitV;
var Sqrt2 = core.Sqrt;
var Square2 = core.Square;
var SquaredDifference2 = core.SquaredDifference;
var Step2 = core.Step;
var Sub2 = core.Sub;
var Sum2 = core.Sum;
var Tan2 = core.Tan;
var Tanh2 = core.Tanh;
var Tensor2 = core.Tensor;
var Tile2 = core.Tile;
var Transpose2 = core.Transpose;
var Unpack2 = core.Unpack;
var UnsortedSegmentSum2 = core.UnsortedSegmentSum;
var ZerosLike2 = core.ZerosLike;
var abs2 = core.abs;
var acos2 = core.acos;
var acosh2 = core.acosh;
var add2 = core.add;
var all2 = core.all;
var any2 = core.any;
var argMax2 = core.argMax;
var argMin2 = core.argMin;
var asin2 = core.asin;
var asinh2 = core.asinh;
var atan3 = core.atan;
var atan22 = core.atan2;
var atanh2 = core.atanh;
var avgPool2 = core.avgPool;
var backend_util2 = core.backend_util;
var batchNorm2 = core.batchNorm;
var batchToSpaceND2 = core.batchToSpaceND;
var broadcastTo2 = core.broadcastTo;
var cast2 = core.cast;
var ceil2 = core.ceil;
var clipByValue2 = core.clipByValue;
var concat2 = core.concat;
var conv1d2 = core.conv1d;
var conv2d2 = core.conv2d;
var conv2dTranspose2 = core.conv2dTranspose;
var cos2 = core.cos;
var cosh2 = core.cosh;
var cumprod2 = core.cumprod;
var cumsum2 = core.cumsum;
var depthToSpace2 = core.depthToSpace;
var depthwiseConv2d2 = core.depthwiseConv2d;
var dilation2d2 = core.dilation2d;
var div2 = core.div;
var divNoNan2 = core.divNoNan;
var dot2 = core.dot;
var elu2 = core.elu;
var env2 = core.env;
var equal2 = core.equal;
var erf2 = core.erf;
var euclideanNorm2 = core.euclideanNorm;
var exp2 = core.exp;
var expandDims2 = core.expandDims;
var expm12 = core.expm1;
var fft2 = core.fft;
var floor2 = core.floor;
var floorDiv2 = core.floorDiv;
var gather2 = core.gather;
var greater2 = core.greater;
var greaterEqual2 = core.greaterEqual;
var ifft2 = core.ifft;
var irfft2 = core.irfft;
var isFinite2 = core.isFinite;
var isInf2 = core.isInf;
var isNaN2 = core.isNaN;
var leakyRelu2 = core.leakyRelu;
var less2 = core.less;
var lessEqual2 = core.lessEqual;
var localResponseNormalization2 = core.localResponseNormalization;
var log2 = core.log;
var log1p2 = core.log1p;
var logSigmoid2 = core.logSigmoid;
var logSoftmax2 = core.logSoftmax;
var logSumExp2 = core.logSumExp;
var logicalAnd2 = core.logicalAnd;
var logicalNot2 = core.logicalNot;
var logicalOr2 = core.logicalOr;
var logicalXor2 = core.logicalXor;
var matMul2 = core.matMul;
var max2 = core.max;
var maxPool2 = core.maxPool;
var maximum2 = core.maximum;
var mean2 = core.mean;
var min2 = core.min;
var minimum2 = core.minimum;
var mirrorPad2 = core.mirrorPad;
var mod2 = core.mod;
var mul2 = core.mul;
var neg2 = core.neg;
var norm2 = core.norm;
var notEqual2 = core.notEqual;
var oneHot2 = core.oneHot;
var ones2 = core.ones;
var onesLike2 = core.onesLike;
var op2 = core.op;
var pad2 = core.pad;
var pool2 = core.pool;
var pow2 = core.pow;
var prelu2 = core.prelu;
var prod2 = core.prod;
var reciprocal2 = core.reciprocal;
var registerGradient2 = core.registerGradient;
var relu2 = core.relu;
var relu62 = core.relu6;
var reshape2 = core.reshape;
var reverse2 = core.reverse;
var rfft2 = core.rfft;
var round2 = core.round;
var rsqrt2 = core.rsqrt;
var scalar2 = core.scalar;
var selu2 = core.selu;
var separableConv2d2 = core.separableConv2d;
var sigmoid2 = core.sigmoid;
var sign2 = core.sign;
var sin2 = core.sin;
var sinh2 = core.sinh;
var slice2 = core.slice;
var softmax2 = core.softmax;
var softplus2 = core.softplus;
var spaceToBatchND2 = core.spaceToBatchND;
var split2 = core.split;
var sqrt2 = core.sqrt;
var square2 = core.square;
var squaredDifference2 = core.squaredDifference;
var squeeze2 = core.squeeze;
var stack2 = core.stack;
var step2 = core.step;
var stridedSlice2 = core.stridedSlice;
var sub2 = core.sub;
var sum2 = core.sum;
var tan2 = core.tan;
var tanh2 = core.tanh;
var tile2 = core.tile;
var topk2 = core.topk;
var transpose2 = core.transpose;
var unique2 = core.unique;
var unsortedSegmentSum2 = core.unsortedSegmentSum;
var unstack2 = core.unstack;
var where2 = core.where;
var zeros2 = core.zeros;
var zerosLike2 = core.zerosLike;
var ENGINE = core.engine();
var getGlobalTensorClass = () => core.Tensor;

var absGradConfig = {
  kernelName: Abs2,
  inputsToSave: ["x"],
  gradFunc: (dy, saved) => {
    const [x] = saved;
    return { x: () => mul2(dy, step2(cast2(x, "float32"), -1)) };
  }
};

var acosGradConfig = {
  kernelName: Acos2,
  inputsToSave: ["x"],
  gradFunc: (dy, saved) => {
    const [x] = saved;
    return {
      x: () => {
        const a = square2(cast2(x, "float32"));
        const b = sqrt2(sub2(scalar2(1), a));
        return neg2(div2(dy, b));
      }
    };
  }
};

var acoshGradConfig = {
  kernelName: Acosh2,
  inputsToSave: ["x"],
  gradFunc: (dy, saved) => {
    const [x] = saved;
    return {
      x: () => {
        const a = sqrt2(sub2(square2(cast2(x, "float32")), 1));
        return div2(dy, a);
      }
    };
  }
};

import * as core2 from "@tensorflow/tfjs-core";
var assertAndGetBroadcastShape = core2.broadcast_util.assertAndGetBroadcastShape;
var getReductionAxes = core2.broadcast_util.getReductionAxes;

var addGradConfig = {
  kernelName: Add2,
  inputsToSave: ["a", "b"],
  gradFunc: (dy, saved) => {
    const [a, b] = saved;
    const outShape = assertAndGetBroadcastShape(a.shape, b.shape);
    const derA = () => {
      let res = dy;
      const reduceAxes = getReductionAxes(a.shape, outShape);
      if (reduceAxes.length > 0) {
        res = sum2(res, reduceAxes);
      }
      return reshape2(res, a.shape);
    };
    const derB = () => {
      let res = dy;
      const reduceAxes = getReductionAxes(b.shape, outShape);
      if (reduceAxes.length > 0) {
        res = sum2(res, reduceAxes);
      }
      return reshape2(res, b.shape);
    };
    return { a: derA, b: derB };
  }
};

var addNGradConfig = {
  kernelName: AddN2,
  saveAllInputs: true,
  gradFunc: (dy, saved) => {
    const ders = {};
    saved.forEach((_, i) => {
      ders[i] = () => dy.clone();
    });
    return ders;
  }
};

var argMaxGradConfig = {
  kernelName: ArgMax2,
  inputsToSave: ["x"],
  gradFunc: (dy, saved) => {
    const [x] = saved;
    return { x: () => zerosLike2(x) };
  }
};

var argMinGradConfig = {
  kernelName: ArgMin2,
  inputsToSave: ["x"],
  gradFunc: (dy, saved) => {
    const [x] = saved;
    return { x: () => zerosLike2(x) };
  }
};

var asinGradConfig = {
  kernelName: Asin2,
  inputsToSave: ["x"],
  gradFunc: (dy, saved) => {
    const [x] = saved;
    return { x: () => div2(dy, sqrt2(sub2(scalar2(1), square2(cast2(x, "float32"))))) };
  }
};

var asinhGradConfig = {
  kernelName: Asinh2,
  inputsToSave: ["x"],
  gradFunc: (dy, saved) => {
    const [x] = saved;
    return {
      x: () => {
        const a = sqrt2(add2(scalar2(1), square2(cast2(x, "float32"))));
        return div2(dy, a);
      }
    };
  }
};

var atan2GradConfig = {
  kernelName: Atan22,
  inputsToSave: ["a", "b"],
  gradFunc: (dy, saved) => {
    const [a, b] = saved;
    const outShape = assertAndGetBroadcastShape(a.shape, b.shape);
    const derA = () => {
      const d = add2(square2(a), square2(b));
      let res = mul2(dy, div2(b, d));
      const reduceAxes = getReductionAxes(a.shape, outShape);
      if (reduceAxes.length > 0) {
        res = sum2(res, reduceAxes);
      }
      return reshape2(res, a.shape);
    };
    const derB = () => {
      const d = add2(square2(a), square2(b));
      let res = neg2(mul2(dy, div2(a, d)));
      const reduceAxes = getReductionAxes(b.shape, outShape);
      if (reduceAxes.length > 0) {
        res = sum2(res, reduceAxes);
      }
      return reshape2(res, b.shape);
    };
    return { a: derA, b: derB };
  }
};

var atanGradConfig = {
  kernelName: Atan3,
  inputsToSave: ["x"],
  gradFunc: (dy, saved) => {
    const [x] = saved;
    return { x: () => div2(dy, add2(square2(cast2(x, "float32")), 1)) };
  }
};

var atanhGradConfig = {
  kernelName: Atanh2,
  inputsToSave: ["x"],
  gradFunc: (dy, saved) => {
    const [x] = saved;
    return { x: () => div2(dy, sub2(scalar2(1), square2(cast2(x, "float32")))) };
  }
};

var Rank2;
(function(Rank3) {
  Rank3["R0"] = "R0";
  Rank3["R1"] = "R1";
  Rank3["R2"] = "R2";
  Rank3["R3"] = "R3";
  Rank3["R4"] = "R4";
  Rank3["R5"] = "R5";
  Rank3["R6"] = "R6";
})(Rank2 || (Rank2 = {}));
var UpcastInt32AndMap;
(function(UpcastInt32AndMap2) {
  UpcastInt32AndMap2["float32"] = "float32";
  UpcastInt32AndMap2["int32"] = "int32";
  UpcastInt32AndMap2["bool"] = "int32";
  UpcastInt32AndMap2["complex64"] = "complex64";
})(UpcastInt32AndMap || (UpcastInt32AndMap = {}));
var UpcastBoolAndMap;
(function(UpcastBoolAndMap2) {
  UpcastBoolAndMap2["float32"] = "float32";
  UpcastBoolAndMap2["int32"] = "int32";
  UpcastBoolAndMap2["bool"] = "bool";
  UpcastBoolAndMap2["complex64"] = "complex64";
})(UpcastBoolAndMap || (UpcastBoolAndMap = {}));
var UpcastFloat32AndMap;
(function(UpcastFloat32AndMap2) {
  UpcastFloat32AndMap2["float32"] = "float32";
  UpcastFloat32AndMap2["int32"] = "float32";
  UpcastFloat32AndMap2["bool"] = "float32";
  UpcastFloat32AndMap2["complex64"] = "complex64";
})(UpcastFloat32AndMap || (UpcastFloat32AndMap = {}));
var UpcastComplex64AndMap;
(function(UpcastComplex64AndMap2) {
  UpcastComplex64AndMap2["float32"] = "complex64";
  UpcastComplex64AndMap2["int32"] = "complex64";
  UpcastComplex64AndMap2["bool"] = "complex64";
  UpcastComplex64AndMap2["complex64"] = "complex64";
})(UpcastComplex64AndMap || (UpcastComplex64AndMap = {}));
function isWebGLData(values) {
  return values != null && typeof values === "object" && "texture" in values && values.texture instanceof WebGLTexture;
}
function isWebGPUData(values) {
  return typeof GPUBuffer !== "undefined" && values != null && typeof values === "object" && "buffer" in values && values.buffer instanceof GPUBuffer;
}

import * as core3 from "@tensorflow/tfjs-core";
var assert = core3.util.assert;
var bytesPerElement = core3.util.bytesPerElement;
var flatten = core3.util.flatten;
var inferDtype = core3.util.inferDtype;
var isTypedArray = core3.util.isTypedArray;
var parseAxisParam = core3.util.parseAxisParam;
var sizeFromShape = core3.util.sizeFromShape;
var toTypedArray = core3.util.toTypedArray;

function inferShape(val, dtype) {
  let firstElem = val;
  if (isTypedArray(val)) {
    return dtype === "string" ? [] : [val.length];
  }
  if (isWebGLData(val)) {
    const usedChannels = val.channels || "RGBA";
    return [val.height, val.width * usedChannels.length];
  } else if (isWebGPUData(val)) {
    return [val.buffer.size / (dtype == null ? 4 : bytesPerElement(dtype))];
  }
  if (!Array.isArray(val)) {
    return [];
  }
  const shape = [];
  while (Array.isArray(firstElem) || isTypedArray(firstElem) && dtype !== "string") {
    shape.push(firstElem.length);
    firstElem = firstElem[0];
  }
  if (Array.isArray(val) && env2().getBool("TENSORLIKE_CHECK_SHAPE_CONSISTENCY")) {
    deepAssertShapeConsistency(val, shape, []);
  }
  return shape;
}
function deepAssertShapeConsistency(val, shape, indices) {
  indices = indices || [];
  if (!Array.isArray(val) && !isTypedArray(val)) {
    assert(shape.length === 0, () => `Element arr[${indices.join("][")}] is a primitive, but should be an array/TypedArray of ${shape[0]} elements`);
    return;
  }
  assert(shape.length > 0, () => `Element arr[${indices.join("][")}] should be a primitive, but is an array of ${val.length} elements`);
  assert(val.length === shape[0], () => `Element arr[${indices.join("][")}] should have ${shape[0]} elements, but has ${val.length} elements`);
  const subShape = shape.slice(1);
  for (let i = 0; i < val.length; ++i) {
    deepAssertShapeConsistency(val[i], subShape, indices.concat(i));
  }
}
function assertDtype(expectedDtype, actualDType, argName, functionName) {
  if (expectedDtype === "string_or_numeric") {
    return;
  }
  if (expectedDtype == null) {
    throw new Error(`Expected dtype cannot be null.`);
  }
  if (expectedDtype !== "numeric" && expectedDtype !== actualDType || expectedDtype === "numeric" && actualDType === "string") {
    throw new Error(`Argument '${argName}' passed to '${functionName}' must be ${expectedDtype} tensor, but got ${actualDType} tensor`);
  }
}
function convertToTensor(x, argName, functionName, parseAsDtype = "numeric") {
  if (x instanceof getGlobalTensorClass()) {
    assertDtype(parseAsDtype, x.dtype, argName, functionName);
    return x;
  }
  let inferredDtype = inferDtype(x);
  if (inferredDtype !== "string" && ["bool", "int32", "float32"].indexOf(parseAsDtype) >= 0) {
    inferredDtype = parseAsDtype;
  }
  assertDtype(parseAsDtype, inferredDtype, argName, functionName);
  if (x == null || !isTypedArray(x) && !Array.isArray(x) && typeof x !== "number" && typeof x !== "boolean" && typeof x !== "string") {
    const type = x == null ? "null" : x.constructor.name;
    throw new Error(`Argument '${argName}' passed to '${functionName}' must be a Tensor or TensorLike, but got '${type}'`);
  }
  const inferredShape = inferShape(x, inferredDtype);
  if (!isTypedArray(x) && !Array.isArray(x)) {
    x = [x];
  }
  const skipTypedArray = true;
  const values = inferredDtype !== "string" ? toTypedArray(x, inferredDtype) : flatten(x, [], skipTypedArray);
  return ENGINE.makeTensor(values, inferredShape, inferredDtype);
}

import * as core4 from "@tensorflow/tfjs-core";
var SELU_SCALE = core4.backend_util.SELU_SCALE;
var SELU_SCALEALPHA = core4.backend_util.SELU_SCALEALPHA;
var checkPadOnDimRoundingMode = core4.backend_util.checkPadOnDimRoundingMode;
var computeOutAndReduceShapes = core4.backend_util.computeOutAndReduceShapes;
var eitherStridesOrDilationsAreOne = core4.backend_util.eitherStridesOrDilationsAreOne;
var expandShapeToKeepDim = core4.backend_util.expandShapeToKeepDim;
var getAxesPermutation = core4.backend_util.getAxesPermutation;
var getUndoAxesPermutation = core4.backend_util.getUndoAxesPermutation;
var tupleValuesAreOne = core4.backend_util.tupleValuesAreOne;

function avgPool3dGrad_(dy, input, filterSize, strides, pad3, dimRoundingMode) {
  const $dy = convertToTensor(dy, "dy", "avgPool3dGrad");
  const $input = convertToTensor(input, "input", "avgPool3dGrad");
  let dy5D = $dy;
  let input5D = $input;
  let reshapedTo5D = false;
  if ($input.rank === 4) {
    reshapedTo5D = true;
    dy5D = reshape2($dy, [1, $dy.shape[0], $dy.shape[1], $dy.shape[2], $dy.shape[3]]);
    input5D = reshape2($input, [
      1,
      $input.shape[0],
      $input.shape[1],
      $input.shape[2],
      $input.shape[3]
    ]);
  }
  assert(dy5D.rank === 5, () => `Error in avgPool3dGrad: dy must be rank 5 but got rank ${dy5D.rank}.`);
  assert(input5D.rank === 5, () => `Error in avgPool3dGrad: input must be rank 5 but got rank ${input5D.rank}.`);
  checkPadOnDimRoundingMode("avgPool3dGrad", pad3, dimRoundingMode);
  const inputs = { dy: dy5D, input: input5D };
  const attrs = { filterSize, strides, pad: pad3, dimRoundingMode };
  const res = ENGINE.runKernel(AvgPool3DGrad2, inputs, attrs);
  if (reshapedTo5D) {
    return reshape2(res, [res.shape[1], res.shape[2], res.shape[3], res.shape[4]]);
  }
  return res;
}
var avgPool3dGrad = /* @__PURE__ */ op2({ avgPool3dGrad_ });

var avgPool3DGradConfig = {
  kernelName: AvgPool3D2,
  inputsToSave: ["x"],
  gradFunc: (dy, saved, attrs) => {
    const [x] = saved;
    const { filterSize, strides, pad: pad3, dimRoundingMode } = attrs;
    return {
      x: () => avgPool3dGrad(dy, x, filterSize, strides, pad3, dimRoundingMode)
    };
  }
};

function avgPoolGrad_(dy, input, filterSize, strides, pad3) {
  const $dy = convertToTensor(dy, "dy", "avgPoolGrad");
  const $input = convertToTensor(input, "input", "avgPoolGrad");
  assert($input.rank === $dy.rank, () => `Rank of input (${$input.rank}) does not match rank of dy (${$dy.rank})`);
  let input4D = $input;
  let dy4D = $dy;
  let reshapedTo4D = false;
  if ($input.rank === 3) {
    reshapedTo4D = true;
    input4D = reshape2($input, [1, $input.shape[0], $input.shape[1], $input.shape[2]]);
    dy4D = reshape2($dy, [1, $dy.shape[0], $dy.shape[1], $dy.shape[2]]);
  }
  assert(dy4D.rank === 4, () => `Error in avgPoolGrad: dy must be rank 4 but got rank ${dy4D.rank}.`);
  assert(input4D.rank === 4, () => `Error in avgPoolGrad: input must be rank 4 but got rank ${input4D.rank}.`);
  const inputs = { dy: dy4D, input: input4D };
  const attrs = { filterSize, strides, pad: pad3 };
  const res = ENGINE.runKernel(AvgPoolGrad2, inputs, attrs);
  if (reshapedTo4D) {
    return reshape2(res, [res.shape[1], res.shape[2], res.shape[3]]);
  }
  return res;
}
var avgPoolGrad = /* @__PURE__ */ op2({ avgPoolGrad_ });

var avgPoolGradConfig = {
  kernelName: AvgPool2,
  inputsToSave: ["x"],
  gradFunc: (dy, saved, attrs) => {
    const [x] = saved;
    const { filterSize, strides, pad: pad3 } = attrs;
    return { x: () => avgPoolGrad(dy, x, filterSize, strides, pad3) };
  }
};

var batchMatMulGradConfig = {
  kernelName: BatchMatMul2,
  inputsToSave: ["a", "b"],
  gradFunc: (dy, saved, attrs) => {
    const [a, b] = saved;
    const { transposeA, transposeB } = attrs;
    if (!transposeA && !transposeB) {
      return {
        a: () => matMul2(dy, b, false, true),
        b: () => matMul2(a, dy, true, false)
      };
    } else if (!transposeA && transposeB) {
      return {
        a: () => matMul2(dy, b, false, false),
        b: () => matMul2(dy, a, true, false)
      };
    } else if (transposeA && !transposeB) {
      return {
        a: () => matMul2(b, dy, false, true),
        b: () => matMul2(a, dy, false, false)
      };
    } else {
      return {
        a: () => matMul2(b, dy, true, true),
        b: () => matMul2(dy, a, true, true)
      };
    }
  }
};

var batchToSpaceNDGradConfig = {
  kernelName: BatchToSpaceND2,
  gradFunc: (dy, saved, attrs) => {
    const { blockShape, crops } = attrs;
    return { x: () => spaceToBatchND2(dy, blockShape, crops) };
  }
};

var broadcastToGradConfig = {
  kernelName: BroadcastTo2,
  gradFunc: (dy, saved, attrs) => {
    const broadCastToAttrs = attrs;
    const inputShape = broadCastToAttrs.inputShape;
    const outputShape = broadCastToAttrs.shape;
    const reps = Array.from(outputShape);
    for (let i = inputShape.length - 1; i >= 0; i--) {
      if (inputShape[i] === outputShape[i]) {
        reps[i] = 1;
      } else if (inputShape[i] !== 1) {
        throw new Error(`broadcastTo(): [${inputShape}] cannot be broadcast to [${outputShape}].`);
      }
    }
    const axes = [];
    for (let i = 0; i < reps.length; i++) {
      if (reps[i] > 1) {
        axes.push(i);
      }
    }
    return { x: () => sum2(
      dy,
      axes,
      true
      /* keepDims */
    ) };
  }
};

var castGradConfig = {
  kernelName: Cast2,
  gradFunc: (dy) => {
    return { x: () => dy.clone() };
  }
};

var ceilGradConfig = {
  kernelName: Ceil2,
  gradFunc: (dy) => {
    return { x: () => zerosLike2(dy) };
  }
};

var clipByValueGradConfig = {
  kernelName: ClipByValue2,
  inputsToSave: ["x"],
  gradFunc: (dy, saved, attrs) => {
    const [x] = saved;
    const { clipValueMin, clipValueMax } = attrs;
    return {
      x: () => where2(logicalAnd2(greaterEqual2(x, clipValueMin), lessEqual2(x, clipValueMax)), dy, zerosLike2(dy))
    };
  }
};

var complexAbsGradConfig = {
  kernelName: ComplexAbs2,
  inputsToSave: ["x"],
  gradFunc: absGradConfig.gradFunc
};

var concatGradConfig = {
  kernelName: Concat2,
  saveAllInputs: true,
  gradFunc: (dy, saved, attrs) => {
    const shapes = saved.map((t) => t.shape);
    const { axis } = attrs;
    const $axis = parseAxisParam(axis, saved[0].shape)[0];
    const sizeSplits = shapes.map((s) => s[$axis]);
    const derTensors = split2(dy, sizeSplits, $axis);
    return derTensors.map((t) => () => t);
  }
};

function conv2DBackpropFilter_(x, dy, filterShape, strides, pad3, dataFormat = "NHWC", dimRoundingMode) {
  let x4D = x;
  if (x.rank === 3) {
    x4D = reshape2(x, [1, x.shape[0], x.shape[1], x.shape[2]]);
  }
  let dy4D = dy;
  if (dy4D.rank === 3) {
    dy4D = reshape2(dy, [1, dy.shape[0], dy.shape[1], dy.shape[2]]);
  }
  assert(x4D.rank === 4, () => `Error in conv2dDerFilter: input must be rank 4, but got shape ${x4D.shape}.`);
  assert(dy4D.rank === 4, () => `Error in conv2dDerFilter: dy must be rank 4, but got shape ${dy4D.shape}.`);
  assert(filterShape.length === 4, () => `Error in conv2dDerFilter: filterShape must be length 4, but got ${filterShape}.`);
  const inDepth = dataFormat === "NHWC" ? x4D.shape[3] : x4D.shape[1];
  const outDepth = dataFormat === "NHWC" ? dy4D.shape[3] : dy4D.shape[1];
  assert(inDepth === filterShape[2], () => `Error in conv2dDerFilter: depth of input ${inDepth}) must match input depth in filter (${filterShape[2]}.`);
  assert(outDepth === filterShape[3], () => `Error in conv2dDerFilter: depth of dy (${outDepth}) must match output depth for filter (${filterShape[3]}).`);
  checkPadOnDimRoundingMode("conv2dDerFilter", pad3, dimRoundingMode);
  const inputs = { x: x4D, dy: dy4D };
  const attrs = { strides, pad: pad3, dataFormat, dimRoundingMode, filterShape };
  return ENGINE.runKernel(Conv2DBackpropFilter2, inputs, attrs);
}
var conv2DBackpropFilter = /* @__PURE__ */ op2({ conv2DBackpropFilter_ });

function conv2DBackpropInput_(xShape, dy, filter, strides, pad3, dataFormat = "NHWC", dimRoundingMode) {
  assert(xShape.length === dy.rank, () => `Length of inShape (${xShape.length}) and rank of dy (${dy.rank}) must match`);
  let xShape4D = xShape;
  let dy4D = dy;
  let reshapedTo4D = false;
  if (dy.rank === 3) {
    reshapedTo4D = true;
    dy4D = reshape2(dy, [1, dy.shape[0], dy.shape[1], dy.shape[2]]);
    xShape4D = [1, xShape[0], xShape[1], xShape[2]];
  }
  assert(xShape4D.length === 4, () => `Error in conv2dDerInput: inShape must be length 4, but got length ${xShape4D.length}.`);
  assert(dy4D.rank === 4, () => `Error in conv2dDerInput: dy must be rank 4, but got rank ${dy4D.rank}`);
  assert(filter.rank === 4, () => `Error in conv2dDerInput: filter must be rank 4, but got rank ${filter.rank}`);
  const inDepth = dataFormat === "NHWC" ? xShape4D[3] : xShape4D[1];
  const outDepth = dataFormat === "NHWC" ? dy4D.shape[3] : dy4D.shape[1];
  assert(inDepth === filter.shape[2], () => `Error in conv2dDerInput: depth of input (${inDepth}) must match input depth for filter ${filter.shape[2]}.`);
  assert(outDepth === filter.shape[3], () => `Error in conv2dDerInput: depth of output (${outDepth}) must match output depth for filter ${filter.shape[3]}.`);
  checkPadOnDimRoundingMode("conv2dDerInput", pad3, dimRoundingMode);
  const inputs = { dy: dy4D, filter };
  const attrs = { strides, pad: pad3, dataFormat, dimRoundingMode, inputShape: xShape4D };
  const res = ENGINE.runKernel(Conv2DBackpropInput2, inputs, attrs);
  if (reshapedTo4D) {
    return reshape2(res, [res.shape[1], res.shape[2], res.shape[3]]);
  }
  return res;
}
var conv2DBackpropInput = /* @__PURE__ */ op2({ conv2DBackpropInput_ });

var conv2DGradConfig = {
  kernelName: Conv2D2,
  inputsToSave: ["x", "filter"],
  gradFunc: (dy, saved, attrs) => {
    const [x4D, $filter] = saved;
    const { dilations, strides, pad: pad3, dataFormat } = attrs;
    assert(tupleValuesAreOne(dilations), () => `Error in gradient of conv2D: dilation rates greater than 1 are not yet supported in gradients. Got dilations '${dilations}'`);
    return {
      x: () => conv2DBackpropInput(x4D.shape, dy, $filter, strides, pad3, dataFormat),
      filter: () => conv2DBackpropFilter(x4D, dy, $filter.shape, strides, pad3, dataFormat)
    };
  }
};

var conv2DBackpropInputGradConfig = {
  kernelName: Conv2DBackpropInput2,
  inputsToSave: ["dy", "filter"],
  gradFunc: (ddx, saved, attrs) => {
    const [dy, filter] = saved;
    const { strides, pad: pad3, dataFormat, dimRoundingMode } = attrs;
    return {
      dy: () => conv2d2(ddx, filter, strides, pad3, dataFormat, 1, dimRoundingMode),
      filter: () => conv2DBackpropFilter(ddx, dy, filter.shape, strides, pad3, dataFormat, dimRoundingMode)
    };
  }
};

function conv3DBackpropFilter_(x, dy, filterShape, strides, pad3) {
  let x5D = x;
  if (x.rank === 4) {
    x5D = reshape2(x, [1, x.shape[0], x.shape[1], x.shape[2], x.shape[3]]);
  }
  let dy5D = dy;
  if (dy5D.rank === 4) {
    dy5D = reshape2(dy, [1, dy.shape[0], dy.shape[1], dy.shape[2], dy.shape[3]]);
  }
  assert(x5D.rank === 5, () => `Error in conv3dDerFilter: input must be rank 5, but got shape ${x5D.shape}.`);
  assert(dy5D.rank === 5, () => `Error in conv3dDerFilter: dy must be rank 5, but got shape ${dy5D.shape}.`);
  assert(filterShape.length === 5, () => `Error in conv3dDerFilter: filterShape must be length 5, but got ${filterShape}.`);
  assert(x5D.shape[4] === filterShape[3], () => `Error in conv3dDerFilter: depth of input ${x5D.shape[4]}) must match input depth in filter (${filterShape[3]}.`);
  assert(dy5D.shape[4] === filterShape[4], () => `Error in conv3dDerFilter: depth of dy (${dy5D.shape[4]}) must match output depth for filter (${filterShape[4]}).`);
  const inputs = { x: x5D, dy: dy5D };
  const attrs = { strides, pad: pad3, filterShape };
  return ENGINE.runKernel(Conv3DBackpropFilterV22, inputs, attrs);
}
var conv3DBackpropFilter = /* @__PURE__ */ op2({ conv3DBackpropFilter_ });

function conv3DBackpropInput_(xShape, dy, filter, strides, pad3) {
  assert(xShape.length === dy.rank, () => `Length of inShape (${xShape.length}) and rank of dy (${dy.rank}) must match`);
  let xShape5D = xShape;
  let dy5D = dy;
  let reshapedTo5D = false;
  if (dy.rank === 4) {
    reshapedTo5D = true;
    dy5D = reshape2(dy, [1, dy.shape[0], dy.shape[1], dy.shape[2], dy.shape[3]]);
    xShape5D = [1, xShape[0], xShape[1], xShape[2], xShape[3]];
  }
  const inDepth = xShape5D[4];
  const outDepth = dy5D.shape[4];
  assert(xShape5D.length === 5, () => `Error in conv3dDerInput: inShape must be length 5, but got length ${xShape5D.length}.`);
  assert(dy5D.rank === 5, () => `Error in conv3dDerInput: dy must be rank 5, but got rank ${dy5D.rank}`);
  assert(filter.rank === 5, () => `Error in conv3dDerInput: filter must be rank 5, but got rank ${filter.rank}`);
  assert(inDepth === filter.shape[3], () => `Error in conv3dDerInput: depth of input (${inDepth}) must match input depth for filter ${filter.shape[3]}.`);
  assert(outDepth === filter.shape[4], () => `Error in conv3dDerInput: depth of output (${outDepth}) must match output depth for filter ${filter.shape[4]}.`);
  const inputs = { dy: dy5D, filter };
  const attrs = { pad: pad3, strides, inputShape: xShape5D };
  const res = ENGINE.runKernel(Conv3DBackpropInputV22, inputs, attrs);
  if (reshapedTo5D) {
    return reshape2(res, [res.shape[1], res.shape[2], res.shape[3], res.shape[4]]);
  }
  return res;
}
var conv3DBackpropInput = /* @__PURE__ */ op2({ conv3DBackpropInput_ });

var conv3DGradConfig = {
  kernelName: Conv3D2,
  inputsToSave: ["x", "filter"],
  gradFunc: (dy, saved, attrs) => {
    const { dilations, strides, pad: pad3 } = attrs;
    assert(tupleValuesAreOne(dilations), () => `Error in gradient of conv3D: dilation rates greater than 1 are not yet supported in gradients. Got dilations '${dilations}'`);
    const [x5D, $filter] = saved;
    return {
      x: () => conv3DBackpropInput(x5D.shape, dy, $filter, strides, pad3),
      filter: () => conv3DBackpropFilter(x5D, dy, $filter.shape, strides, pad3)
    };
  }
};

var cosGradConfig = {
  kernelName: Cos2,
  inputsToSave: ["x"],
  gradFunc: (dy, saved) => {
    const [x] = saved;
    return { x: () => mul2(neg2(sin2(cast2(x, "float32"))), dy) };
  }
};

var coshGradConfig = {
  kernelName: Cosh2,
  inputsToSave: ["x"],
  gradFunc: (dy, saved) => {
    const [x] = saved;
    return { x: () => mul2(sinh2(cast2(x, "float32")), dy) };
  }
};

var cumsumGradConfig = {
  kernelName: Cumsum2,
  inputsToSave: ["x"],
  gradFunc: (dy, saved, attrs) => {
    const [x] = saved;
    const { axis, exclusive, reverse: reverse3 } = attrs;
    return {
      x: () => {
        const permutation = getAxesPermutation([axis], x.rank);
        let out = cumsum2(dy, axis, exclusive, !reverse3);
        if (permutation != null) {
          out = transpose2(out, permutation);
        }
        return out;
      }
    };
  }
};

function depthwiseConv2dNativeBackpropFilter_(x, dy, filterShape, strides, pad3, dilations = [1, 1], dimRoundingMode) {
  let x4D = x;
  if (x.rank === 3) {
    x4D = reshape2(x, [1, x.shape[0], x.shape[1], x.shape[2]]);
  }
  let dy4D = dy;
  if (dy4D.rank === 3) {
    dy4D = reshape2(dy, [1, dy.shape[0], dy.shape[1], dy.shape[2]]);
  }
  const inputs = { x: x4D, dy: dy4D };
  const attrs = { strides, pad: pad3, dimRoundingMode, dilations, filterShape };
  return ENGINE.runKernel(DepthwiseConv2dNativeBackpropFilter2, inputs, attrs);
}
var depthwiseConv2dNativeBackpropFilter = op2({ depthwiseConv2dNativeBackpropFilter_ });

function depthwiseConv2dNativeBackpropInput_(xShape, dy, filter, strides, pad3, dilations = [1, 1], dimRoundingMode) {
  let dy4D = dy;
  let reshapedTo4D = false;
  if (dy.rank === 3) {
    reshapedTo4D = true;
    dy4D = reshape2(dy, [1, dy.shape[0], dy.shape[1], dy.shape[2]]);
  }
  const inputs = { dy: dy4D, filter };
  const attrs = { strides, pad: pad3, dimRoundingMode, dilations, inputShape: xShape };
  const res = (
    ENGINE.runKernel(DepthwiseConv2dNativeBackpropInput2, inputs, attrs)
  );
  if (reshapedTo4D) {
    return reshape2(res, [res.shape[1], res.shape[2], res.shape[3]]);
  }
  return res;
}
var depthwiseConv2dNativeBackpropInput = op2({ depthwiseConv2dNativeBackpropInput_ });

var depthwiseConv2dNativeGradConfig = {
  kernelName: DepthwiseConv2dNative2,
  inputsToSave: ["x", "filter"],
  gradFunc: (dy, saved, attrs) => {
    const { dilations, strides, pad: pad3, dimRoundingMode } = attrs;
    const $dilations = dilations == null ? [1, 1] : dilations;
    assert(tupleValuesAreOne($dilations), () => `Error in gradient of depthwiseConv2dNative: dilation rates greater than 1 are not yet supported. Got dilations '${$dilations}'`);
    const [x, filter] = saved;
    assert(x.rank === 4, () => `Error in gradient of depthwiseConv2dNative: input must be rank 4, but got rank ${x.rank}.`);
    assert(filter.rank === 4, () => `Error in gradient of depthwiseConv2dNative: filter must be rank 4, but got rank ${filter.rank}.`);
    assert(x.shape[3] === filter.shape[2], () => `Error in gradient of depthwiseConv2d: number of input channels (${x.shape[3]}) must match the inChannels dimension in filter ${filter.shape[2]}.`);
    assert(eitherStridesOrDilationsAreOne(strides, $dilations), () => `Error in gradient of depthwiseConv2d: Either strides or dilations must be  1. Got strides ${strides} and dilations '${$dilations}'.`);
    checkPadOnDimRoundingMode("depthwiseConv2d", pad3, dimRoundingMode);
    return {
      x: () => depthwiseConv2dNativeBackpropInput(x.shape, dy, filter, strides, pad3, $dilations, dimRoundingMode),
      filter: () => depthwiseConv2dNativeBackpropFilter(x, dy, filter.shape, strides, pad3, $dilations, dimRoundingMode)
    };
  }
};

var dilation2dGradConfig = {
  kernelName: Dilation2D2,
  inputsToSave: ["x", "filter"],
  gradFunc: (dy, saved, attrs) => {
    const [x, filter] = saved;
    const inputInputs = { x, filter, dy };
    const filterInputs = { x, filter, dy };
    return {
      x: () => ENGINE.runKernel(Dilation2DBackpropInput2, inputInputs, attrs),
      filter: () => ENGINE.runKernel(Dilation2DBackpropFilter2, filterInputs, attrs)
    };
  }
};

var eluGradConfig = {
  kernelName: Elu2,
  outputsToSave: [true],
  gradFunc: (dy, saved) => {
    const [y] = saved;
    const inputs = { dy, y };
    return { x: () => ENGINE.runKernel(EluGrad2, inputs) };
  }
};

var erfGradConfig = {
  kernelName: Erf2,
  inputsToSave: ["x"],
  gradFunc: (dy, saved) => {
    const [x] = saved;
    const a = mul2(exp2(neg2(square2(x))), 2 / Math.sqrt(Math.PI));
    return { x: () => mul2(dy, a) };
  }
};

var expGradConfig = {
  kernelName: Exp2,
  outputsToSave: [true],
  gradFunc: (dy, saved) => {
    const [y] = saved;
    return { x: () => mul2(dy, y) };
  }
};

var expandDimsGradConfig = {
  kernelName: ExpandDims2,
  inputsToSave: ["input"],
  gradFunc: (dy, saved) => {
    const [input] = saved;
    return { input: () => reshape2(dy, input.shape) };
  }
};

var expm1GradConfig = {
  kernelName: Expm12,
  inputsToSave: ["x"],
  gradFunc: (dy, saved) => {
    const [x] = saved;
    return { x: () => mul2(dy, exp2(x)) };
  }
};

var floorGradConfig = {
  kernelName: Floor2,
  gradFunc: (dy) => {
    return { x: () => zerosLike2(dy) };
  }
};

var floorDivGradConfig = {
  kernelName: FloorDiv2,
  inputsToSave: ["a", "b"],
  gradFunc: (dy, saved) => {
    const [a, b] = saved;
    const outShape = assertAndGetBroadcastShape(a.shape, b.shape);
    const derA = () => {
      const res = div2(dy, cast2(b, "float32"));
      const reduceAxes = getReductionAxes(a.shape, outShape);
      if (reduceAxes.length > 0) {
        return reshape2(sum2(res, reduceAxes), a.shape);
      }
      return res;
    };
    const derB = () => {
      let res = mul2(dy, cast2(a, "float32"));
      const reduceAxes = getReductionAxes(b.shape, outShape);
      if (reduceAxes.length > 0) {
        res = reshape2(sum2(res, reduceAxes), b.shape);
      }
      const tmp = square2(b);
      return neg2(div2(res, cast2(tmp, "float32")));
    };
    return { a: derA, b: derB };
  }
};

var fusedBatchNormGradConfig = {
  kernelName: FusedBatchNorm2,
  inputsToSave: ["x", "mean", "variance", "scale"],
  gradFunc: (dy, saved, attrs) => {
    const { varianceEpsilon } = attrs;
    const [x, mean3, variance, scale] = saved;
    const scaleValue = scale == null ? scalar2(1) : scale;
    const reductionAxes = getReductionAxes(mean3.shape, x.shape);
    const tileShape = [];
    if (mean3.rank === 1) {
      for (let i = 0; i < x.shape.length - 1; ++i) {
        tileShape.push(x.shape[i]);
      }
      tileShape.push(1);
    }
    const xMinusMean = sub2(x, mean3);
    const dyTimesScaleValue = mul2(dy, scaleValue);
    const oneOverSqrtVariance = rsqrt2(add2(variance, scalar2(varianceEpsilon)));
    const minusHalfRCube = mul2(mul2(mul2(oneOverSqrtVariance, oneOverSqrtVariance), oneOverSqrtVariance), scalar2(-0.5));
    const derX = () => {
      if (mean3.rank === 1) {
        return reshape2(mul2(mul2(dy, tile2(reshape2(oneOverSqrtVariance, [1, 1, 1, mean3.shape[0]]), tileShape)), scaleValue), x.shape);
      } else {
        return reshape2(mul2(mul2(dy, oneOverSqrtVariance), scaleValue), x.shape);
      }
    };
    const derMean = () => {
      let meanDer = mul2(mul2(oneOverSqrtVariance, scalar2(-1)), dyTimesScaleValue);
      if (mean3.rank === 1) {
        meanDer = sum2(meanDer, reductionAxes);
      }
      return reshape2(meanDer, mean3.shape);
    };
    const derVariance = () => {
      let varianceDer = mul2(mul2(minusHalfRCube, xMinusMean), dyTimesScaleValue);
      if (mean3.rank === 1) {
        varianceDer = sum2(varianceDer, reductionAxes);
      }
      return reshape2(varianceDer, mean3.shape);
    };
    const derScale = () => {
      const xMinusMean2TimesRsqrt = mul2(xMinusMean, oneOverSqrtVariance);
      let scaleDer = mul2(dy, xMinusMean2TimesRsqrt);
      if (mean3.rank === 1) {
        scaleDer = sum2(scaleDer, reductionAxes);
      }
      return reshape2(scaleDer, mean3.shape);
    };
    const derOffset = () => {
      let offsetDer = dy;
      if (mean3.rank === 1) {
        offsetDer = sum2(offsetDer, reductionAxes);
      }
      return reshape2(offsetDer, mean3.shape);
    };
    return {
      x: derX,
      mean: derMean,
      variance: derVariance,
      scale: derScale,
      offset: derOffset
    };
  }
};

var gatherGradConfig = {
  kernelName: GatherV22,
  inputsToSave: ["x", "indices"],
  gradFunc: (dy, saved, attrs) => {
    const [x, indices] = saved;
    const { axis, batchDims } = attrs;
    const parsedAxis = parseAxisParam(axis, x.shape)[0];
    const derXBatch = (x2, indices2, dy2) => {
      return () => {
        const paramsShape = x2.shape;
        const indicesSize = indices2.size;
        const outerShape = paramsShape.slice(0, parsedAxis);
        const outerDims = outerShape.length;
        const innerShape = paramsShape.slice(axis, paramsShape.length).slice(1);
        const innerDims = innerShape.length;
        const outerAxesIndices = arrayRange(0, outerDims);
        const innerAxesIndices = arrayRange(outerDims + 1, outerDims + 1 + innerDims);
        const valuesShape = arrayConcat([
          outerShape,
          [indicesSize],
          innerShape
        ]);
        const values = reshape2(dy2, valuesShape);
        const reshapedIndices = reshape2(indices2, [indicesSize]);
        const transposeDims = arrayConcat([[outerDims], outerAxesIndices, innerAxesIndices]);
        const valuesTranspose = transpose2(values, transposeDims);
        let paramsGrad = unsortedSegmentSum2(valuesTranspose, reshapedIndices, x2.shape[parsedAxis]);
        const invertTransposeDims = getUndoAxesPermutation(transposeDims);
        paramsGrad = transpose2(paramsGrad, invertTransposeDims);
        return paramsGrad;
      };
    };
    if (batchDims === 1) {
      const batchSize = x.shape[0];
      const xBatch = x.split(batchSize, 0);
      const derXBatched = () => {
        const stacked = stack2(xBatch.map((x2, i) => {
          return derXBatch(x2, indices.slice(i, 1), dy.slice(i, 1))();
        }));
        return stacked.reshape(x.shape);
      };
      return { x: derXBatched, indices: () => indices };
    } else {
      return { x: derXBatch(x, indices, dy), indices: () => indices };
    }
  }
};
function arrayRange(start, stop) {
  const result = [];
  for (let i = start; i < stop; ++i) {
    result.push(i);
  }
  return result;
}
function arrayConcat(arrays) {
  const result = [];
  for (let i = 0; i < arrays.length; ++i) {
    for (let j = 0; j < arrays[i].length; ++j) {
      result.push(arrays[i][j]);
    }
  }
  return result;
}

var greaterEqualGradConfig = {
  kernelName: GreaterEqual2,
  inputsToSave: ["a", "b"],
  gradFunc: (dy, saved) => {
    const [a, b] = saved;
    return { a: () => zerosLike2(a), b: () => zerosLike2(b) };
  }
};

var identityGradConfig = {
  kernelName: Identity2,
  gradFunc: (dy) => {
    return { x: () => cast2(dy, "float32") };
  }
};

var isFiniteGradConfig = {
  kernelName: IsFinite2,
  gradFunc: (dy) => {
    return { x: () => zerosLike2(dy) };
  }
};

var isInfGradConfig = {
  kernelName: IsInf2,
  gradFunc: (dy) => {
    return { x: () => zerosLike2(dy) };
  }
};

var isNanGradConfig = {
  kernelName: IsNan2,
  gradFunc: (dy) => {
    return { x: () => zerosLike2(dy) };
  }
};

var leakyReluGradConfig = {
  kernelName: LeakyRelu2,
  inputsToSave: ["x"],
  gradFunc: (dy, saved, attrs) => {
    const [x] = saved;
    const { alpha } = attrs;
    const mask = greater2(x, 0);
    return { x: () => where2(mask, dy, mul2(dy, alpha)) };
  }
};

var log1pGradConfig = {
  kernelName: Log1p2,
  inputsToSave: ["x"],
  gradFunc: (dy, saved) => {
    const [x] = saved;
    return { x: () => div2(dy, add2(x, 1)) };
  }
};

var logGradConfig = {
  kernelName: Log2,
  inputsToSave: ["x"],
  gradFunc: (dy, saved) => {
    const [x] = saved;
    return { x: () => div2(dy, cast2(x, "float32")) };
  }
};

var logSoftmaxGradConfig = {
  kernelName: LogSoftmax2,
  inputsToSave: [],
  outputsToSave: [true],
  gradFunc: (dy, saved, attrs) => {
    const [value] = saved;
    const { axis } = attrs;
    return {
      logits: () => {
        const keepDims = true;
        const softmax3 = exp2(value);
        return sub2(dy, mul2(sum2(dy, axis, keepDims), softmax3));
      }
    };
  }
};

function localResponseNormalizationBackprop_(x, y, dy, depthRadius = 5, bias = 1, alpha = 1, beta = 0.5) {
  const inputs = { x, y, dy };
  const attrs = { depthRadius, bias, alpha, beta };
  return ENGINE.runKernel(LRNGrad2, inputs, attrs);
}
var localResponseNormalizationBackprop = op2({ localResponseNormalizationBackprop_ });

var lrnGradConfig = {
  kernelName: LRN2,
  inputsToSave: ["x"],
  outputsToSave: [true],
  gradFunc: (dy, saved, attrs) => {
    const [x, y] = saved;
    const { depthRadius, bias, alpha, beta } = attrs;
    return {
      x: () => localResponseNormalizationBackprop(x, y, dy, depthRadius, bias, alpha, beta)
    };
  }
};

function gradForMinAndMax(dy, y, xOrig, origAxes) {
  if (y.rank < xOrig.rank) {
    y = reshape2(y, expandShapeToKeepDim(y.shape, origAxes));
  }
  if (dy.rank < xOrig.rank) {
    dy = reshape2(dy, expandShapeToKeepDim(dy.shape, origAxes));
  }
  return {
    x: () => {
      const dx = mul2(dy, cast2(equal2(xOrig, y), dy.dtype));
      return dx;
    }
  };
}

var maxGradConfig = {
  kernelName: Max2,
  inputsToSave: ["x"],
  outputsToSave: [true],
  gradFunc: (dy, saved, attrs) => {
    const maxAttrs = attrs;
    const { reductionIndices } = maxAttrs;
    const x = saved[0];
    const y = saved[1];
    const origAxes = parseAxisParam(reductionIndices, x.shape);
    const maxGrad = gradForMinAndMax(dy, y, x, origAxes);
    return {
      x: () => {
        return maxGrad["x"]();
      }
    };
  }
};

var maximumGradConfig = {
  kernelName: Maximum2,
  inputsToSave: ["a", "b"],
  gradFunc: (dy, saved) => {
    const [a, b] = saved;
    const derA = () => mul2(dy, cast2(greaterEqual2(a, b), "float32"));
    const derB = () => mul2(dy, cast2(less2(a, b), "float32"));
    return { a: derA, b: derB };
  }
};

function maxPool3dGrad_(dy, input, output, filterSize, strides, pad3, dimRoundingMode) {
  const $dy = convertToTensor(dy, "dy", "maxPool3dGrad");
  const $input = convertToTensor(input, "input", "maxPool3dGrad");
  const $output = convertToTensor(output, "output", "maxPool3dGrad");
  let dy5D = $dy;
  let input5D = $input;
  let output5D = $output;
  let reshapedTo5D = false;
  if ($input.rank === 4) {
    reshapedTo5D = true;
    dy5D = reshape2($dy, [1, $dy.shape[0], $dy.shape[1], $dy.shape[2], $dy.shape[3]]);
    input5D = reshape2($input, [
      1,
      $input.shape[0],
      $input.shape[1],
      $input.shape[2],
      $input.shape[3]
    ]);
    output5D = reshape2($output, [
      1,
      $output.shape[0],
      $output.shape[1],
      $output.shape[2],
      $output.shape[3]
    ]);
  }
  assert(dy5D.rank === 5, () => `Error in maxPool3dGrad: dy must be rank 5 but got rank ${dy5D.rank}.`);
  assert(input5D.rank === 5, () => `Error in maxPool3dGrad: input must be rank 5 but got rank ${input5D.rank}.`);
  assert(output5D.rank === 5, () => `Error in maxPool3dGrad: output must be rank 5 but got rank ${output5D.rank}.`);
  checkPadOnDimRoundingMode("maxPool3dGrad", pad3, dimRoundingMode);
  const inputs = { dy: dy5D, input: input5D, output: output5D };
  const attrs = { filterSize, strides, pad: pad3, dimRoundingMode };
  const res = ENGINE.runKernel(MaxPool3DGrad2, inputs, attrs);
  if (reshapedTo5D) {
    return reshape2(res, [res.shape[1], res.shape[2], res.shape[3], res.shape[4]]);
  }
  return res;
}
var maxPool3dGrad = /* @__PURE__ */ op2({ maxPool3dGrad_ });

var maxPool3DGradConfig = {
  kernelName: MaxPool3D2,
  inputsToSave: ["x"],
  outputsToSave: [true],
  gradFunc: (dy, saved, attrs) => {
    const [x, y] = saved;
    const { filterSize, strides, pad: pad3, dimRoundingMode } = attrs;
    return {
      x: () => maxPool3dGrad(dy, x, y, filterSize, strides, pad3, dimRoundingMode)
    };
  }
};

function maxPoolGrad_(dy, input, output, filterSize, strides, pad3, dimRoundingMode) {
  const $dy = convertToTensor(dy, "dy", "maxPoolGrad");
  const $input = convertToTensor(input, "input", "maxPoolGrad");
  const $output = convertToTensor(output, "output", "maxPoolGrad");
  assert($input.rank === $dy.rank, () => `Rank of input (${$input.rank}) does not match rank of dy (${$dy.rank})`);
  assert($dy.rank === 4, () => `Error in maxPoolGrad: dy must be rank 4 but got rank ${$dy.rank}.`);
  assert($input.rank === 4, () => `Error in maxPoolGrad: input must be rank 4 but got rank ${$input.rank}.`);
  checkPadOnDimRoundingMode("maxPoolGrad", pad3, dimRoundingMode);
  const inputs = { dy: $dy, input: $input, output: $output };
  const attrs = { filterSize, strides, pad: pad3, dimRoundingMode };
  return ENGINE.runKernel(MaxPoolGrad2, inputs, attrs);
}
var maxPoolGrad = /* @__PURE__ */ op2({ maxPoolGrad_ });

var maxPoolGradConfig = {
  kernelName: MaxPool2,
  inputsToSave: ["x"],
  outputsToSave: [true],
  gradFunc: (dy, saved, attrs) => {
    const [x, y] = saved;
    const { filterSize, strides, pad: pad3 } = attrs;
    return {
      x: () => maxPoolGrad(dy, x, y, filterSize, strides, pad3)
    };
  }
};

var meanGradConfig = {
  kernelName: Mean2,
  inputsToSave: ["x"],
  gradFunc: (dy, saved, attrs) => {
    const [x] = saved;
    const { axis } = attrs;
    const axes = parseAxisParam(axis, x.shape);
    const shapes = computeOutAndReduceShapes(x.shape, axes);
    const reduceShape = shapes[1];
    const reduceSize = sizeFromShape(reduceShape);
    const derX = () => {
      const expandedDyShape = x.shape.slice();
      axes.forEach((axis2) => {
        expandedDyShape[axis2] = 1;
      });
      const expandedDy = reshape2(dy, expandedDyShape);
      const res = div2(mul2(expandedDy, ones2(x.shape, "float32")), reduceSize);
      return res;
    };
    return { x: derX };
  }
};

var minGradConfig = {
  kernelName: Min2,
  inputsToSave: ["x"],
  outputsToSave: [true],
  gradFunc: (dy, saved, attrs) => {
    const minAttrs = attrs;
    const { axis } = minAttrs;
    const [x, y] = saved;
    const origAxes = parseAxisParam(axis, x.shape);
    const minGrad = gradForMinAndMax(dy, y, x, origAxes);
    return {
      x: () => {
        return minGrad["x"]();
      }
    };
  }
};

var minimumGradConfig = {
  kernelName: Minimum2,
  inputsToSave: ["a", "b"],
  gradFunc: (dy, saved) => {
    const [a, b] = saved;
    const derA = () => mul2(dy, cast2(lessEqual2(a, b), "float32"));
    const derB = () => mul2(dy, cast2(greater2(a, b), "float32"));
    return { a: derA, b: derB };
  }
};

var mirrorPadGradConfig = {
  kernelName: MirrorPad2,
  inputsToSave: ["x"],
  gradFunc: (dy, saved, attrs) => {
    const x = saved[0];
    const { paddings } = attrs;
    const begin = paddings.map((p) => p[0]);
    return { x: () => slice2(dy, begin, x.shape) };
  }
};

var modGradConfig = {
  kernelName: Mod2,
  inputsToSave: ["a", "b"],
  gradFunc: (dy, saved) => {
    const [a, b] = saved;
    const outShape = assertAndGetBroadcastShape(a.shape, b.shape);
    const derA = () => {
      const reduceAxes = getReductionAxes(a.shape, outShape);
      if (reduceAxes.length > 0) {
        return reshape2(sum2(dy, reduceAxes), a.shape);
      }
      return dy;
    };
    const derB = () => {
      const res = mul2(dy, neg2(floor2(div2(a, b))));
      const reduceAxes = getReductionAxes(b.shape, outShape);
      if (reduceAxes.length > 0) {
        return reshape2(sum2(res, reduceAxes), b.shape);
      }
      return res;
    };
    return { a: derA, b: derB };
  }
};

var multiplyGradConfig = {
  kernelName: Multiply2,
  inputsToSave: ["a", "b"],
  gradFunc: (dy, saved) => {
    const [a, b] = saved;
    const outShape = assertAndGetBroadcastShape(a.shape, b.shape);
    const derA = () => {
      const res = mul2(dy, cast2(b, "float32"));
      const reduceAxes = getReductionAxes(a.shape, outShape);
      if (reduceAxes.length > 0) {
        return reshape2(sum2(res, reduceAxes), a.shape);
      }
      return res;
    };
    const derB = () => {
      const res = mul2(dy, cast2(a, "float32"));
      const reduceAxes = getReductionAxes(b.shape, outShape);
      if (reduceAxes.length > 0) {
        return reshape2(sum2(res, reduceAxes), b.shape);
      }
      return res;
    };
    return { a: derA, b: derB };
  }
};

var negGradConfig = {
  kernelName: Neg2,
  gradFunc: (dy) => {
    return { x: () => neg2(dy) };
  }
};

var oneHotGradConfig = {
  kernelName: OneHot2,
  inputsToSave: ["indices"],
  gradFunc: (dy, saved) => {
    const indices = saved[0];
    return { indices: () => zeros2(indices.shape, "float32") };
  }
};

var onesLikeGradConfig = {
  kernelName: OnesLike2,
  gradFunc: (dy) => {
    return { x: () => zerosLike2(dy) };
  }
};

var packGradConfig = {
  kernelName: Pack2,
  saveAllInputs: true,
  gradFunc: (dy, saved, attrs) => {
    const { axis } = attrs;
    const derTensors = unstack2(dy, axis);
    return derTensors.map((t) => () => t);
  }
};

var padV2GradConfig = {
  kernelName: PadV22,
  inputsToSave: ["x"],
  gradFunc: (dy, saved, attrs) => {
    const x = saved[0];
    const { paddings } = attrs;
    const begin = paddings.map((p) => p[0]);
    return { x: () => slice2(dy, begin, x.shape) };
  }
};

var powGradConfig = {
  kernelName: Pow2,
  inputsToSave: ["a", "b"],
  outputsToSave: [true],
  gradFunc: (dy, saved) => {
    const [a, b, y] = saved;
    const base = a;
    const exp3 = b;
    const outShape = assertAndGetBroadcastShape(base.shape, exp3.shape);
    const derBase = () => {
      const expFloat = cast2(exp3, "float32");
      let res = mul2(dy, mul2(expFloat, pow2(base, sub2(expFloat, scalar2(1)))));
      const reduceAxes = getReductionAxes(base.shape, outShape);
      if (reduceAxes.length > 0) {
        res = sum2(res, reduceAxes);
      }
      return reshape2(res, base.shape);
    };
    const derExp = () => {
      const condition = greater2(base, 0);
      const logBase = where2(condition, log2(base), zerosLike2(base));
      let res = mul2(dy, mul2(y, logBase));
      const reduceAxes = getReductionAxes(exp3.shape, outShape);
      if (reduceAxes.length > 0) {
        res = sum2(res, reduceAxes);
      }
      return reshape2(res, exp3.shape);
    };
    return { a: derBase, b: derExp };
  }
};

var preluGradConfig = {
  kernelName: Prelu2,
  inputsToSave: ["x", "alpha"],
  gradFunc: (dy, saved) => {
    const [x, alpha] = saved;
    const mask = greater2(x, 0);
    return {
      x: () => where2(mask, dy, mul2(dy, alpha)),
      alpha: () => {
        let res = where2(mask, zerosLike2(dy), mul2(dy, x));
        const reduceAxes = getReductionAxes(alpha.shape, dy.shape);
        if (reduceAxes.length > 0) {
          res = sum2(res, reduceAxes);
        }
        return reshape2(res, alpha.shape);
      }
    };
  }
};

function prodGradFn_(x, dy, axis) {
  const expandedYShape = x.shape.slice();
  expandedYShape[axis] = 1;
  const expandedDy = reshape2(dy, expandedYShape);
  const xCumProd = cumprod2(x, axis, true, false);
  const xCumRevProd = cumprod2(x, axis, true, true);
  const dx = mul2(xCumProd, xCumRevProd);
  return mul2(expandedDy, dx);
}
function prodsGradFn_(x, dy, axis) {
  const xRank = x.shape.length;
  const finalProdAxis = xRank - axis.length;
  const xPermutation = backend_util2.getAxesPermutation(axis, xRank);
  let permutedX = x;
  if (xPermutation != null) {
    permutedX = transpose2(x, xPermutation);
  }
  const newShape = permutedX.shape.slice();
  const removedShape = newShape.splice(xRank - axis.length, axis.length);
  const endPartShape = removedShape.reduce((p, c) => p * c, 1);
  newShape.push(endPartShape);
  const reshapedPermutedX = permutedX.reshape(newShape);
  let prodGrad = prodGradFn_(reshapedPermutedX, dy, finalProdAxis);
  prodGrad = prodGrad.reshape(permutedX.shape);
  if (xPermutation != null) {
    const undoPermutation = backend_util2.getUndoAxesPermutation(xPermutation);
    prodGrad = transpose2(prodGrad, undoPermutation);
  }
  return prodGrad;
}
var prodGradConfig = {
  kernelName: Prod2,
  inputsToSave: ["x"],
  gradFunc: (dy, saved, attrs) => {
    const [x] = saved;
    const { axis } = attrs;
    let axisArr = [];
    if (axis === void 0 || axis === null) {
      axisArr = x.shape.map((_, i) => i);
    } else if (typeof axis === "number") {
      axisArr = [axis];
    } else {
      axisArr = axis;
    }
    return { x: () => prodsGradFn_(x, dy, axisArr) };
  }
};

var divGradConfig = {
  kernelName: RealDiv2,
  inputsToSave: ["a", "b"],
  gradFunc: (dy, saved) => {
    const [a, b] = saved;
    const outShape = assertAndGetBroadcastShape(a.shape, b.shape);
    const derA = () => {
      const res = div2(dy, cast2(b, "float32"));
      const reduceAxes = getReductionAxes(a.shape, outShape);
      if (reduceAxes.length > 0) {
        return reshape2(sum2(res, reduceAxes), a.shape);
      }
      return res;
    };
    const derB = () => {
      let res = mul2(dy, cast2(a, "float32"));
      const reduceAxes = getReductionAxes(b.shape, outShape);
      if (reduceAxes.length > 0) {
        res = reshape2(sum2(res, reduceAxes), b.shape);
      }
      const tmp = square2(b);
      return neg2(div2(res, cast2(tmp, "float32")));
    };
    return { a: derA, b: derB };
  }
};

var reciprocalGradConfig = {
  kernelName: Reciprocal2,
  inputsToSave: ["x"],
  gradFunc: (dy, saved) => {
    const [x] = saved;
    return { x: () => div2(dy, neg2(square2(x))) };
  }
};

var relu6GradConfig = {
  kernelName: Relu62,
  inputsToSave: ["x"],
  gradFunc: (dy, saved) => {
    const [x] = saved;
    const mask = mul2(lessEqual2(x, 6), step2(x));
    return { x: () => mul2(dy, cast2(mask, "float32")) };
  }
};

var reluGradConfig = {
  kernelName: Relu2,
  inputsToSave: ["x"],
  gradFunc: (dy, saved) => {
    const [x] = saved;
    return { x: () => mul2(dy, cast2(step2(x), "float32")) };
  }
};

var reshapeGradConfig = {
  kernelName: Reshape2,
  inputsToSave: ["x"],
  gradFunc: (dy, saved) => {
    const [x] = saved;
    return { x: () => reshape2(dy, x.shape) };
  }
};

var resizeBilinearGradConfig = {
  kernelName: ResizeBilinear2,
  inputsToSave: ["images"],
  gradFunc: (dy, saved, attrs) => {
    const [images] = saved;
    const inputs = { dy, images };
    const imagesDer = () => (
      ENGINE.runKernel(ResizeBilinearGrad2, inputs, attrs)
    );
    return { images: imagesDer };
  }
};

var resizeNearestNeighborGradConfig = {
  kernelName: ResizeNearestNeighbor2,
  inputsToSave: ["images"],
  gradFunc: (dy, saved, attrs) => {
    const [images] = saved;
    const inputs = { dy, images };
    const imagesDer = () => (
      ENGINE.runKernel(ResizeNearestNeighborGrad2, inputs, attrs)
    );
    return { images: imagesDer };
  }
};

var reverseGradConfig = {
  kernelName: Reverse2,
  gradFunc: (dy, saved, attrs) => {
    const { dims } = attrs;
    const axes = parseAxisParam(dims, dy.shape);
    return { x: () => reverse2(dy, axes) };
  }
};

var roundGradConfig = {
  kernelName: Round2,
  gradFunc: (dy) => {
    return { x: () => zerosLike2(dy) };
  }
};

var rsqrtGradConfig = {
  kernelName: Rsqrt2,
  inputsToSave: ["x"],
  gradFunc: (dy, saved) => {
    const [x] = saved;
    return { x: () => neg2(div2(dy, mul2(pow2(x, 1.5), 2))) };
  }
};

var selectGradConfig = {
  kernelName: Select2,
  inputsToSave: ["condition"],
  gradFunc: (dy, saved) => {
    const [condition] = saved;
    return {
      condition: () => cast2(zerosLike2(condition), "float32"),
      t: () => mul2(dy, cast2(condition, dy.dtype)),
      e: () => mul2(dy, cast2(logicalNot2(condition), dy.dtype))
    };
  }
};

var seluGradConfig = {
  kernelName: Selu2,
  inputsToSave: ["x"],
  gradFunc: (dy, saved) => {
    const [x] = saved;
    return {
      x: () => {
        const mask = greater2(x, scalar2(0));
        const scaleAlpha = scalar2(SELU_SCALEALPHA);
        const scale = scalar2(SELU_SCALE);
        const greaterThanZeroDer = mul2(dy, scale);
        const lessEqualZeroDer = mul2(mul2(dy, scaleAlpha), exp2(cast2(x, "float32")));
        return where2(mask, greaterThanZeroDer, lessEqualZeroDer);
      }
    };
  }
};

var sigmoidGradConfig = {
  kernelName: Sigmoid2,
  outputsToSave: [true],
  gradFunc: (dy, saved) => {
    const [y] = saved;
    return { x: () => mul2(dy, mul2(y, sub2(scalar2(1), y))) };
  }
};

var signGradConfig = {
  kernelName: Sign2,
  gradFunc: (dy) => {
    return { x: () => zerosLike2(dy) };
  }
};

var sinGradConfig = {
  kernelName: Sin2,
  inputsToSave: ["x"],
  gradFunc: (dy, saved) => {
    const [x] = saved;
    return { x: () => mul2(cos2(cast2(x, "float32")), dy) };
  }
};

var sinhGradConfig = {
  kernelName: Sinh2,
  inputsToSave: ["x"],
  gradFunc: (dy, saved) => {
    const [x] = saved;
    return { x: () => mul2(cosh2(cast2(x, "float32")), dy) };
  }
};

import * as core5 from "@tensorflow/tfjs-core";
var parseSliceParams = core5.slice_util.parseSliceParams;

var sliceGradConfig = {
  kernelName: Slice2,
  inputsToSave: ["x"],
  gradFunc: (dy, saved, attrs) => {
    const [x] = saved;
    const { begin, size } = attrs;
    const inputShape = x.shape;
    const [begin_, size_] = parseSliceParams(x, begin, size);
    const paddings = [];
    for (let i = 0; i < dy.rank; i++) {
      paddings.push([begin_[i], inputShape[i] - begin_[i] - size_[i]]);
    }
    return { x: () => pad2(dy, paddings) };
  }
};

var softmaxGradConfig = {
  kernelName: Softmax2,
  outputsToSave: [true],
  gradFunc: (dy, saved, attrs) => {
    const [y] = saved;
    const { dim } = attrs;
    const keepDims = true;
    const dyTimesY = mul2(dy, y);
    return {
      logits: () => sub2(dyTimesY, mul2(sum2(dyTimesY, [dim], keepDims), y))
    };
  }
};

var softplusGradConfig = {
  kernelName: Softplus2,
  inputsToSave: ["x"],
  gradFunc: (dy, saved) => {
    const [x] = saved;
    return { x: () => mul2(dy, sigmoid2(x)) };
  }
};

var spaceToBatchNDGradConfig = {
  kernelName: SpaceToBatchND2,
  gradFunc: (dy, saved, attrs) => {
    const { blockShape, paddings } = attrs;
    return { x: () => batchToSpaceND2(dy, blockShape, paddings) };
  }
};

var splitVGradConfig = {
  kernelName: SplitV2,
  gradFunc: (dy, saved, attrs) => {
    const { axis } = attrs;
    return { x: () => concat2(dy, axis) };
  }
};

var sqrtGradConfig = {
  kernelName: Sqrt2,
  inputsToSave: ["x"],
  gradFunc: (dy, saved) => {
    const [x] = saved;
    return { x: () => div2(dy, mul2(sqrt2(cast2(x, "float32")), 2)) };
  }
};

var squareGradConfig = {
  kernelName: Square2,
  inputsToSave: ["x"],
  gradFunc: (dy, saved) => {
    const [x] = saved;
    return { x: () => mul2(dy, mul2(cast2(x, "float32"), 2)) };
  }
};

var squaredDifferenceGradConfig = {
  kernelName: SquaredDifference2,
  inputsToSave: ["a", "b"],
  gradFunc: (dy, saved) => {
    const [a, b] = saved;
    const two = scalar2(2);
    const derA = () => mul2(dy, mul2(two, sub2(a, b)));
    const derB = () => mul2(dy, mul2(two, sub2(b, a)));
    return { a: derA, b: derB };
  }
};

var stepGradConfig = {
  kernelName: Step2,
  gradFunc: (dy) => {
    return { x: () => zerosLike2(dy) };
  }
};

var subGradConfig = {
  kernelName: Sub2,
  inputsToSave: ["a", "b"],
  gradFunc: (dy, saved) => {
    const [a, b] = saved;
    const outShape = assertAndGetBroadcastShape(a.shape, b.shape);
    const derA = () => {
      let res = dy;
      const reduceAxes = getReductionAxes(a.shape, outShape);
      if (reduceAxes.length > 0) {
        res = sum2(res, reduceAxes);
      }
      return reshape2(res, a.shape);
    };
    const derB = () => {
      let res = dy;
      const reduceAxes = getReductionAxes(b.shape, outShape);
      if (reduceAxes.length > 0) {
        res = sum2(res, reduceAxes);
      }
      return reshape2(neg2(res), b.shape);
    };
    return { a: derA, b: derB };
  }
};

var sumGradConfig = {
  kernelName: Sum2,
  inputsToSave: ["x"],
  gradFunc: (dy, saved, attrs) => {
    const [x] = saved;
    const expandedDyShape = x.shape.slice();
    const { axis } = attrs;
    const axes = parseAxisParam(axis, x.shape);
    axes.forEach((axis2) => {
      expandedDyShape[axis2] = 1;
    });
    const expandedDy = reshape2(dy, expandedDyShape);
    const derX = mul2(expandedDy, ones2(x.shape, "float32"));
    return { x: () => derX };
  }
};

var tanGradConfig = {
  kernelName: Tan2,
  inputsToSave: ["x"],
  gradFunc: (dy, saved) => {
    const [x] = saved;
    return { x: () => div2(dy, square2(cos2(x))) };
  }
};

var tanhGradConfig = {
  kernelName: Tanh2,
  outputsToSave: [true],
  gradFunc: (dy, saved) => {
    const [y] = saved;
    return { x: () => mul2(sub2(scalar2(1), square2(y)), dy) };
  }
};

var tileGradConfig = {
  kernelName: Tile2,
  inputsToSave: ["x"],
  gradFunc: (dy, saved, attrs) => {
    const [x] = saved;
    const { reps } = attrs;
    const derX = () => {
      let xGrad = zerosLike2(x);
      if (x.rank === 1) {
        for (let i = 0; i < reps[0]; ++i) {
          xGrad = add2(xGrad, slice2(dy, [i * x.shape[0]], [x.shape[0]]));
        }
      } else if (x.rank === 2) {
        for (let i = 0; i < reps[0]; ++i) {
          for (let j = 0; j < reps[1]; ++j) {
            xGrad = add2(xGrad, slice2(dy, [i * x.shape[0], j * x.shape[1]], [
              x.shape[0],
              x.shape[1]
            ]));
          }
        }
      } else if (x.rank === 3) {
        for (let i = 0; i < reps[0]; ++i) {
          for (let j = 0; j < reps[1]; ++j) {
            for (let k = 0; k < reps[2]; ++k) {
              xGrad = add2(xGrad, slice2(dy, [i * x.shape[0], j * x.shape[1], k * x.shape[2]], [x.shape[0], x.shape[1], x.shape[2]]));
            }
          }
        }
      } else if (x.rank === 4) {
        for (let i = 0; i < reps[0]; ++i) {
          for (let j = 0; j < reps[1]; ++j) {
            for (let k = 0; k < reps[2]; ++k) {
              for (let l = 0; l < reps[3]; ++l) {
                xGrad = add2(xGrad, slice2(dy, [
                  i * x.shape[0],
                  j * x.shape[1],
                  k * x.shape[2],
                  l * x.shape[3]
                ], [x.shape[0], x.shape[1], x.shape[2], x.shape[3]]));
              }
            }
          }
        }
      } else {
        throw new Error(`Gradient for tile operation is not implemented for rank-${x.rank} tensors yet.`);
      }
      return xGrad;
    };
    return { x: derX };
  }
};

var transposeGradConfig = {
  kernelName: Transpose2,
  gradFunc: (dy, saved, attrs) => {
    const transposeAttrs = attrs;
    const { perm } = transposeAttrs;
    const undoPerm = getUndoAxesPermutation(perm);
    return { x: () => transpose2(dy, undoPerm) };
  }
};

var unpackGradConfig = {
  kernelName: Unpack2,
  gradFunc: (dy, saved, attrs) => {
    const unpackAttrs = attrs;
    const { axis } = unpackAttrs;
    return { value: () => stack2(dy, axis) };
  }
};

var unsortedSegmentSumGradConfig = {
  kernelName: UnsortedSegmentSum2,
  inputsToSave: ["segmentIds"],
  gradFunc: (dy, saved) => {
    const [segmentIds] = saved;
    const derX = () => {
      return gatherDropNegatives(dy, segmentIds);
    };
    return { x: derX };
  }
};
function gatherDropNegatives(x, indices) {
  const zeroClippedIndices = maximum2(indices, zerosLike2(indices));
  const gathered = gather2(x, zeroClippedIndices);
  let isPositive = greaterEqual2(indices, scalar2(0, "int32"));
  const numIters = gathered.rank - isPositive.rank;
  for (let i = 0; i < numIters; ++i) {
    isPositive = expandDims2(isPositive, i + 1);
  }
  isPositive = logicalAnd2(isPositive, ones2(gathered.shape, "bool"));
  const zeroSlice = zerosLike2(gathered);
  return where2(isPositive, gathered, zeroSlice);
}

var zerosLikeGradConfig = {
  kernelName: ZerosLike2,
  gradFunc: (dy) => {
    return { x: () => zerosLike2(dy) };
  }
};

var gradConfigs = [
  absGradConfig,
  acosGradConfig,
  acoshGradConfig,
  addGradConfig,
  addNGradConfig,
  argMaxGradConfig,
  argMinGradConfig,
  asinGradConfig,
  asinhGradConfig,
  atan2GradConfig,
  atanGradConfig,
  atanhGradConfig,
  avgPool3DGradConfig,
  avgPoolGradConfig,
  batchMatMulGradConfig,
  batchToSpaceNDGradConfig,
  broadcastToGradConfig,
  castGradConfig,
  ceilGradConfig,
  clipByValueGradConfig,
  complexAbsGradConfig,
  concatGradConfig,
  conv2DBackpropInputGradConfig,
  conv2DGradConfig,
  conv3DGradConfig,
  cosGradConfig,
  coshGradConfig,
  cumsumGradConfig,
  depthwiseConv2dNativeGradConfig,
  dilation2dGradConfig,
  divGradConfig,
  eluGradConfig,
  erfGradConfig,
  expGradConfig,
  expandDimsGradConfig,
  expm1GradConfig,
  floorDivGradConfig,
  floorGradConfig,
  fusedBatchNormGradConfig,
  gatherGradConfig,
  greaterEqualGradConfig,
  identityGradConfig,
  isFiniteGradConfig,
  isInfGradConfig,
  isNanGradConfig,
  leakyReluGradConfig,
  log1pGradConfig,
  logGradConfig,
  logSoftmaxGradConfig,
  lrnGradConfig,
  maxGradConfig,
  maxGradConfig,
  maximumGradConfig,
  maxPool3DGradConfig,
  maxPoolGradConfig,
  meanGradConfig,
  minGradConfig,
  minimumGradConfig,
  mirrorPadGradConfig,
  modGradConfig,
  multiplyGradConfig,
  negGradConfig,
  oneHotGradConfig,
  onesLikeGradConfig,
  packGradConfig,
  padV2GradConfig,
  padV2GradConfig,
  powGradConfig,
  preluGradConfig,
  prodGradConfig,
  reciprocalGradConfig,
  relu6GradConfig,
  reluGradConfig,
  reshapeGradConfig,
  resizeBilinearGradConfig,
  resizeNearestNeighborGradConfig,
  reverseGradConfig,
  roundGradConfig,
  rsqrtGradConfig,
  selectGradConfig,
  seluGradConfig,
  sigmoidGradConfig,
  signGradConfig,
  sinGradConfig,
  sinhGradConfig,
  sliceGradConfig,
  softmaxGradConfig,
  softplusGradConfig,
  spaceToBatchNDGradConfig,
  spaceToBatchNDGradConfig,
  splitVGradConfig,
  splitVGradConfig,
  sqrtGradConfig,
  squaredDifferenceGradConfig,
  squareGradConfig,
  stepGradConfig,
  subGradConfig,
  sumGradConfig,
  tanGradConfig,
  tanhGradConfig,
  tileGradConfig,
  transposeGradConfig,
  unpackGradConfig,
  unsortedSegmentSumGradConfig,
  zerosLikeGradConfig
];
for (const gradientConfig of gradConfigs) {
  registerGradient2(gradientConfig);
}

getGlobalTensorClass().prototype.abs = function() {
  this.throwIfDisposed();
  return abs2(this);
};

getGlobalTensorClass().prototype.acos = function() {
  this.throwIfDisposed();
  return acos2(this);
};

getGlobalTensorClass().prototype.acosh = function() {
  this.throwIfDisposed();
  return acosh2(this);
};

getGlobalTensorClass().prototype.add = function(b) {
  this.throwIfDisposed();
  return add2(this, b);
};

getGlobalTensorClass().prototype.all = function(axis, keepDims) {
  this.throwIfDisposed();
  return all2(this, axis, keepDims);
};

getGlobalTensorClass().prototype.any = function(axis, keepDims) {
  this.throwIfDisposed();
  return any2(this, axis, keepDims);
};

getGlobalTensorClass().prototype.argMax = function(axis) {
  this.throwIfDisposed();
  return argMax2(this, axis);
};

getGlobalTensorClass().prototype.argMin = function(axis) {
  this.throwIfDisposed();
  return argMin2(this, axis);
};

getGlobalTensorClass().prototype.asScalar = function() {
  this.throwIfDisposed();
  assert(this.size === 1, () => "The array must have only 1 element.");
  return reshape2(this, []);
};

getGlobalTensorClass().prototype.asType = function(dtype) {
  this.throwIfDisposed();
  return cast2(this, dtype);
};

getGlobalTensorClass().prototype.as1D = function() {
  this.throwIfDisposed();
  return reshape2(this, [this.size]);
};

getGlobalTensorClass().prototype.as2D = function(rows, columns) {
  this.throwIfDisposed();
  return reshape2(this, [rows, columns]);
};

getGlobalTensorClass().prototype.as3D = function(rows, columns, depth) {
  this.throwIfDisposed();
  return reshape2(this, [rows, columns, depth]);
};

getGlobalTensorClass().prototype.as4D = function(rows, columns, depth, depth2) {
  this.throwIfDisposed();
  return reshape2(this, [rows, columns, depth, depth2]);
};

getGlobalTensorClass().prototype.as5D = function(rows, columns, depth, depth2, depth3) {
  this.throwIfDisposed();
  return reshape2(this, [rows, columns, depth, depth2, depth3]);
};

getGlobalTensorClass().prototype.asin = function() {
  this.throwIfDisposed();
  return asin2(this);
};

getGlobalTensorClass().prototype.asinh = function() {
  this.throwIfDisposed();
  return asinh2(this);
};

getGlobalTensorClass().prototype.atan = function() {
  this.throwIfDisposed();
  return atan3(this);
};

getGlobalTensorClass().prototype.atan2 = function(b) {
  this.throwIfDisposed();
  return atan22(this, b);
};

getGlobalTensorClass().prototype.atanh = function() {
  this.throwIfDisposed();
  return atanh2(this);
};

getGlobalTensorClass().prototype.avgPool = function(filterSize, strides, pad3, dimRoundingMode) {
  this.throwIfDisposed();
  return avgPool2(this, filterSize, strides, pad3, dimRoundingMode);
};

getGlobalTensorClass().prototype.batchToSpaceND = function(blockShape, crops) {
  this.throwIfDisposed();
  return batchToSpaceND2(this, blockShape, crops);
};

getGlobalTensorClass().prototype.batchNorm = function(mean3, variance, offset, scale, varianceEpsilon) {
  this.throwIfDisposed();
  return batchNorm2(this, mean3, variance, offset, scale, varianceEpsilon);
};

getGlobalTensorClass().prototype.broadcastTo = function(shape) {
  this.throwIfDisposed();
  return broadcastTo2(this, shape);
};

getGlobalTensorClass().prototype.cast = function(dtype) {
  this.throwIfDisposed();
  return cast2(this, dtype);
};

getGlobalTensorClass().prototype.ceil = function() {
  this.throwIfDisposed();
  return ceil2(this);
};

getGlobalTensorClass().prototype.clipByValue = function(min3, max3) {
  this.throwIfDisposed();
  return clipByValue2(this, min3, max3);
};

getGlobalTensorClass().prototype.concat = function(x, axis) {
  this.throwIfDisposed();
  if (x instanceof Tensor2) {
    x = [x];
  }
  return concat2([this, ...x], axis);
};

getGlobalTensorClass().prototype.conv1d = function(filter, stride, pad3, dataFormat, dilation, dimRoundingMode) {
  this.throwIfDisposed();
  return conv1d2(this, filter, stride, pad3, dataFormat, dilation, dimRoundingMode);
};

getGlobalTensorClass().prototype.conv2dTranspose = function(filter, outputShape, strides, pad3, dimRoundingMode) {
  this.throwIfDisposed();
  return conv2dTranspose2(this, filter, outputShape, strides, pad3, dimRoundingMode);
};

getGlobalTensorClass().prototype.conv2d = function(filter, strides, pad3, dataFormat, dilations, dimRoundingMode) {
  this.throwIfDisposed();
  return conv2d2(this, filter, strides, pad3, dataFormat, dilations, dimRoundingMode);
};

getGlobalTensorClass().prototype.cos = function() {
  this.throwIfDisposed();
  return cos2(this);
};

getGlobalTensorClass().prototype.cosh = function() {
  this.throwIfDisposed();
  return cosh2(this);
};

getGlobalTensorClass().prototype.cumprod = function(axis, exclusive, reverse3) {
  this.throwIfDisposed();
  return cumprod2(this, axis, exclusive, reverse3);
};

getGlobalTensorClass().prototype.cumsum = function(axis, exclusive, reverse3) {
  this.throwIfDisposed();
  return cumsum2(this, axis, exclusive, reverse3);
};

getGlobalTensorClass().prototype.depthToSpace = function(blockSize, dataFormat) {
  this.throwIfDisposed();
  return depthToSpace2(this, blockSize, dataFormat);
};

getGlobalTensorClass().prototype.depthwiseConv2d = function(filter, strides, pad3, dataFormat, dilations, dimRoundingMode) {
  this.throwIfDisposed();
  return depthwiseConv2d2(this, filter, strides, pad3, dataFormat, dilations, dimRoundingMode);
};

getGlobalTensorClass().prototype.dilation2d = function(filter, strides, pad3, dilations, dataFormat) {
  this.throwIfDisposed();
  return dilation2d2(this, filter, strides, pad3, dilations, dataFormat);
};

getGlobalTensorClass().prototype.divNoNan = function(b) {
  this.throwIfDisposed();
  return divNoNan2(this, b);
};

getGlobalTensorClass().prototype.div = function(b) {
  this.throwIfDisposed();
  return div2(this, b);
};

getGlobalTensorClass().prototype.dot = function(b) {
  this.throwIfDisposed();
  return dot2(this, b);
};

getGlobalTensorClass().prototype.elu = function() {
  this.throwIfDisposed();
  return elu2(this);
};

getGlobalTensorClass().prototype.equal = function(b) {
  this.throwIfDisposed();
  return equal2(this, b);
};

getGlobalTensorClass().prototype.erf = function() {
  this.throwIfDisposed();
  return erf2(this);
};

getGlobalTensorClass().prototype.euclideanNorm = function(axis, keepDims) {
  this.throwIfDisposed();
  return euclideanNorm2(this, axis, keepDims);
};

getGlobalTensorClass().prototype.exp = function() {
  this.throwIfDisposed();
  return exp2(this);
};

getGlobalTensorClass().prototype.expandDims = function(axis) {
  this.throwIfDisposed();
  return expandDims2(this, axis);
};

getGlobalTensorClass().prototype.expm1 = function() {
  this.throwIfDisposed();
  return expm12(this);
};

getGlobalTensorClass().prototype.fft = function() {
  this.throwIfDisposed();
  return fft2(this);
};

getGlobalTensorClass().prototype.flatten = function() {
  this.throwIfDisposed();
  return reshape2(this, [this.size]);
};

getGlobalTensorClass().prototype.floor = function() {
  this.throwIfDisposed();
  return floor2(this);
};

getGlobalTensorClass().prototype.floorDiv = function(b) {
  this.throwIfDisposed();
  return floorDiv2(this, b);
};

getGlobalTensorClass().prototype.gather = function(indices, axis, batchDims) {
  this.throwIfDisposed();
  return gather2(this, indices, axis, batchDims);
};

getGlobalTensorClass().prototype.greaterEqual = function(b) {
  this.throwIfDisposed();
  return greaterEqual2(this, b);
};

getGlobalTensorClass().prototype.greater = function(b) {
  this.throwIfDisposed();
  return greater2(this, b);
};

getGlobalTensorClass().prototype.ifft = function() {
  this.throwIfDisposed();
  return ifft2(this);
};

getGlobalTensorClass().prototype.irfft = function() {
  this.throwIfDisposed();
  return irfft2(this);
};

getGlobalTensorClass().prototype.isFinite = function() {
  this.throwIfDisposed();
  return isFinite2(this);
};

getGlobalTensorClass().prototype.isInf = function() {
  this.throwIfDisposed();
  return isInf2(this);
};

getGlobalTensorClass().prototype.isNaN = function() {
  this.throwIfDisposed();
  return isNaN2(this);
};

getGlobalTensorClass().prototype.leakyRelu = function(alpha) {
  this.throwIfDisposed();
  return leakyRelu2(this, alpha);
};

getGlobalTensorClass().prototype.lessEqual = function(b) {
  this.throwIfDisposed();
  return lessEqual2(this, b);
};

getGlobalTensorClass().prototype.less = function(b) {
  this.throwIfDisposed();
  return less2(this, b);
};

getGlobalTensorClass().prototype.localResponseNormalization = function(depthRadius, bias, alpha, beta) {
  this.throwIfDisposed();
  return localResponseNormalization2(this, depthRadius, bias, alpha, beta);
};

getGlobalTensorClass().prototype.logSigmoid = function() {
  this.throwIfDisposed();
  return logSigmoid2(this);
};

getGlobalTensorClass().prototype.logSoftmax = function(axis) {
  this.throwIfDisposed();
  return logSoftmax2(this, axis);
};

getGlobalTensorClass().prototype.logSumExp = function(axis, keepDims) {
  this.throwIfDisposed();
  return logSumExp2(this, axis, keepDims);
};

getGlobalTensorClass().prototype.log = function() {
  this.throwIfDisposed();
  return log2(this);
};

getGlobalTensorClass().prototype.log1p = function() {
  this.throwIfDisposed();
  return log1p2(this);
};

getGlobalTensorClass().prototype.logicalAnd = function(b) {
  this.throwIfDisposed();
  return logicalAnd2(this, b);
};

getGlobalTensorClass().prototype.logicalNot = function() {
  this.throwIfDisposed();
  return logicalNot2(this);
};

getGlobalTensorClass().prototype.logicalOr = function(b) {
  this.throwIfDisposed();
  return logicalOr2(this, b);
};

getGlobalTensorClass().prototype.logicalXor = function(b) {
  this.throwIfDisposed();
  return logicalXor2(this, b);
};

getGlobalTensorClass().prototype.matMul = function(b, transposeA, transposeB) {
  this.throwIfDisposed();
  return matMul2(this, b, transposeA, transposeB);
};

getGlobalTensorClass().prototype.maxPool = function(filterSize, strides, pad3, dimRoundingMode) {
  this.throwIfDisposed();
  return maxPool2(this, filterSize, strides, pad3, dimRoundingMode);
};

getGlobalTensorClass().prototype.max = function(axis, keepDims) {
  this.throwIfDisposed();
  return max2(this, axis, keepDims);
};

getGlobalTensorClass().prototype.maximum = function(b) {
  this.throwIfDisposed();
  return maximum2(this, b);
};

getGlobalTensorClass().prototype.mean = function(axis, keepDims) {
  this.throwIfDisposed();
  return mean2(this, axis, keepDims);
};

getGlobalTensorClass().prototype.min = function(axis, keepDims) {
  this.throwIfDisposed();
  return min2(this, axis, keepDims);
};

getGlobalTensorClass().prototype.minimum = function(b) {
  this.throwIfDisposed();
  return minimum2(this, b);
};

getGlobalTensorClass().prototype.mirrorPad = function(paddings, mode) {
  this.throwIfDisposed();
  return mirrorPad2(this, paddings, mode);
};

getGlobalTensorClass().prototype.mod = function(b) {
  this.throwIfDisposed();
  return mod2(this, b);
};

getGlobalTensorClass().prototype.mul = function(b) {
  this.throwIfDisposed();
  return mul2(this, b);
};

getGlobalTensorClass().prototype.neg = function() {
  this.throwIfDisposed();
  return neg2(this);
};

getGlobalTensorClass().prototype.norm = function(ord, axis, keepDims) {
  this.throwIfDisposed();
  return norm2(this, ord, axis, keepDims);
};

getGlobalTensorClass().prototype.notEqual = function(b) {
  this.throwIfDisposed();
  return notEqual2(this, b);
};

getGlobalTensorClass().prototype.oneHot = function(depth, onValue = 1, offValue = 0) {
  this.throwIfDisposed();
  return oneHot2(this, depth, onValue, offValue);
};

getGlobalTensorClass().prototype.onesLike = function() {
  this.throwIfDisposed();
  return onesLike2(this);
};

getGlobalTensorClass().prototype.pad = function(paddings, constantValue) {
  this.throwIfDisposed();
  return pad2(this, paddings, constantValue);
};

getGlobalTensorClass().prototype.pool = function(windowShape, poolingType, padding, dilationRate, strides, dimRoundingMode) {
  this.throwIfDisposed();
  return pool2(this, windowShape, poolingType, padding, dilationRate, strides, dimRoundingMode);
};

getGlobalTensorClass().prototype.pow = function(exp3) {
  this.throwIfDisposed();
  return pow2(this, exp3);
};

getGlobalTensorClass().prototype.prelu = function(alpha) {
  this.throwIfDisposed();
  return prelu2(this, alpha);
};

getGlobalTensorClass().prototype.prod = function(axis, keepDims) {
  this.throwIfDisposed();
  return prod2(this, axis, keepDims);
};

getGlobalTensorClass().prototype.reciprocal = function() {
  this.throwIfDisposed();
  return reciprocal2(this);
};

getGlobalTensorClass().prototype.relu = function() {
  this.throwIfDisposed();
  return relu2(this);
};

getGlobalTensorClass().prototype.relu6 = function() {
  this.throwIfDisposed();
  return relu62(this);
};

getGlobalTensorClass().prototype.reshapeAs = function(x) {
  this.throwIfDisposed();
  return reshape2(this, x.shape);
};

getGlobalTensorClass().prototype.reshape = function(shape) {
  this.throwIfDisposed();
  return reshape2(this, shape);
};

import * as core6 from "@tensorflow/tfjs-core";
var resizeNearestNeighbor = core6.image.resizeNearestNeighbor;
var resizeBilinear = core6.image.resizeBilinear;

getGlobalTensorClass().prototype.resizeBilinear = function(newShape2D, alignCorners, halfPixelCenters) {
  this.throwIfDisposed();
  return resizeBilinear(this, newShape2D, alignCorners, halfPixelCenters);
};

getGlobalTensorClass().prototype.resizeNearestNeighbor = function(newShape2D, alignCorners, halfFloatCenters) {
  this.throwIfDisposed();
  return resizeNearestNeighbor(this, newShape2D, alignCorners, halfFloatCenters);
};

getGlobalTensorClass().prototype.reverse = function(axis) {
  this.throwIfDisposed();
  return reverse2(this, axis);
};

getGlobalTensorClass().prototype.rfft = function() {
  this.throwIfDisposed();
  return rfft2(this);
};

getGlobalTensorClass().prototype.round = function() {
  this.throwIfDisposed();
  return round2(this);
};

getGlobalTensorClass().prototype.rsqrt = function() {
  this.throwIfDisposed();
  return rsqrt2(this);
};

getGlobalTensorClass().prototype.selu = function() {
  this.throwIfDisposed();
  return selu2(this);
};

getGlobalTensorClass().prototype.separableConv2d = function(depthwiseFilter, pointwiseFilter, strides, pad3, dilation, dataFormat) {
  this.throwIfDisposed();
  return separableConv2d2(this, depthwiseFilter, pointwiseFilter, strides, pad3, dilation, dataFormat);
};

getGlobalTensorClass().prototype.sigmoid = function() {
  this.throwIfDisposed();
  return sigmoid2(this);
};

getGlobalTensorClass().prototype.sign = function() {
  this.throwIfDisposed();
  return sign2(this);
};

getGlobalTensorClass().prototype.sin = function() {
  this.throwIfDisposed();
  return sin2(this);
};

getGlobalTensorClass().prototype.sinh = function() {
  this.throwIfDisposed();
  return sinh2(this);
};

getGlobalTensorClass().prototype.slice = function(begin, size) {
  this.throwIfDisposed();
  return slice2(this, begin, size);
};

getGlobalTensorClass().prototype.softmax = function(dim) {
  this.throwIfDisposed();
  return softmax2(this, dim);
};

getGlobalTensorClass().prototype.softplus = function() {
  this.throwIfDisposed();
  return softplus2(this);
};

getGlobalTensorClass().prototype.spaceToBatchND = function(blockShape, paddings) {
  this.throwIfDisposed();
  return spaceToBatchND2(this, blockShape, paddings);
};

getGlobalTensorClass().prototype.split = function(numOrSizeSplits, axis) {
  this.throwIfDisposed();
  return split2(this, numOrSizeSplits, axis);
};

getGlobalTensorClass().prototype.sqrt = function() {
  this.throwIfDisposed();
  return sqrt2(this);
};

getGlobalTensorClass().prototype.square = function() {
  this.throwIfDisposed();
  return square2(this);
};

getGlobalTensorClass().prototype.squaredDifference = function(b) {
  this.throwIfDisposed();
  return squaredDifference2(this, b);
};

getGlobalTensorClass().prototype.squeeze = function(axis) {
  this.throwIfDisposed();
  return squeeze2(this, axis);
};

getGlobalTensorClass().prototype.stack = function(x, axis) {
  this.throwIfDisposed();
  const tensorsToBeStacked = x instanceof Tensor2 ? [this, x] : [this, ...x];
  return stack2(tensorsToBeStacked, axis);
};

getGlobalTensorClass().prototype.step = function(alpha) {
  this.throwIfDisposed();
  return step2(this, alpha);
};

getGlobalTensorClass().prototype.stridedSlice = function(begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask) {
  this.throwIfDisposed();
  return stridedSlice2(this, begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask);
};

getGlobalTensorClass().prototype.sub = function(b) {
  this.throwIfDisposed();
  return sub2(this, b);
};

getGlobalTensorClass().prototype.sum = function(axis, keepDims) {
  this.throwIfDisposed();
  return sum2(this, axis, keepDims);
};

getGlobalTensorClass().prototype.tan = function() {
  this.throwIfDisposed();
  return tan2(this);
};

getGlobalTensorClass().prototype.tanh = function() {
  this.throwIfDisposed();
  return tanh2(this);
};

getGlobalTensorClass().prototype.tile = function(reps) {
  this.throwIfDisposed();
  return tile2(this, reps);
};

getGlobalTensorClass().prototype.toBool = function() {
  this.throwIfDisposed();
  return cast2(this, "bool");
};

getGlobalTensorClass().prototype.toFloat = function() {
  this.throwIfDisposed();
  return cast2(this, "float32");
};

getGlobalTensorClass().prototype.toInt = function() {
  this.throwIfDisposed();
  return cast2(this, "int32");
};

getGlobalTensorClass().prototype.topk = function(k, sorted) {
  this.throwIfDisposed();
  return topk2(this, k, sorted);
};

getGlobalTensorClass().prototype.transpose = function(perm) {
  this.throwIfDisposed();
  return transpose2(this, perm);
};

getGlobalTensorClass().prototype.unique = function(axis) {
  this.throwIfDisposed();
  return unique2(this, axis);
};

getGlobalTensorClass().prototype.unsortedSegmentSum = function(segmentIds, numSegments) {
  this.throwIfDisposed();
  return unsortedSegmentSum2(this, segmentIds, numSegments);
};

getGlobalTensorClass().prototype.unstack = function(axis) {
  this.throwIfDisposed();
  return unstack2(this, axis);
};

getGlobalTensorClass().prototype.where = function(condition, x) {
  this.throwIfDisposed();
  return where2(condition, this, x);
};

getGlobalTensorClass().prototype.zerosLike = function() {
  this.throwIfDisposed();
  return zerosLike2(this);
};
