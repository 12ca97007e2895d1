// All of TensorFlow.js as one value, for the models of users: their files import nothing, so it is handed to them.
import * as wholeTensorFlow from '@tensorflow/tfjs-core';
import './tensorflow.ts';

// The types of the chained ops (`x.add(y)`), which core-gradients.ts gives every tensor.
export type {} from '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js';

export type TensorFlow = typeof wholeTensorFlow;
export { wholeTensorFlow };
