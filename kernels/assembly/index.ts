// What the WebAssembly module of the harness exports. All arguments `usize` are addresses in the heap that TensorFlow.js made,
// or counts; no kernel allocates, keeps anything, or has data of its own, so that both modules share one memory in peace.
export { adamW } from './adamw';
export { rowCosines } from './cosines';
export { crossEntropy, crossEntropyGradient } from './cross-entropy';
export { add, copyRows, multiply, scale } from './elementwise';
export { gelu, geluGradient } from './gelu';
export { layerNorm, layerNormGradient } from './layer-norm';
export { product, sumRows, transpose } from './product';
