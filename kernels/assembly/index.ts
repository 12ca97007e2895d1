// What the WebAssembly module of the harness exports. All arguments `usize` are addresses in the heap that TensorFlow.js made,
// or counts; no kernel allocates, keeps anything, or has data of its own, so that both modules share one memory in peace.
export { adamW } from './adamw';
export { causalAttention, causalAttentionGradient } from './attention';
export { clipRow } from './clip';
export { rowCosines } from './cosines';
export { crossEntropy, crossEntropyGradient } from './cross-entropy';
export { add, addRepeated, copyRows, fill, multiply, scale } from './elementwise';
export { addedRows, gatherRows } from './gather';
export { gelu, geluGradient } from './gelu';
export { layerNorm, layerNormGradient } from './layer-norm';
export { product, sumBlocks, sumRows, transpose } from './product';
export { relu, step } from './relu';
export { rootMeanSquareNorm, rootMeanSquareNormGradient } from './root-mean-square-norm';
export { rotatePositions } from './rotary';
export { tokenCrossEntropy, tokenCrossEntropyGradient } from './token-cross-entropy';
