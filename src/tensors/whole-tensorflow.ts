// All of TensorFlow.js as one value, for the models of users: their files import nothing, so it is handed to them.
import * as wholeTensorFlow from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs';

export type TensorFlow = typeof wholeTensorFlow;
export { wholeTensorFlow };
