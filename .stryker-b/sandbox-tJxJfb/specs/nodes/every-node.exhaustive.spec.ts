// The newest Node.js trains a claim on WebAssembly to the digits of the goldens. Some 20 s: a run with its workers. The others, and native
// TensorFlow, are for the night (every-node.nightly.spec.ts).
import { it } from 'vitest';
import { sharedFolder } from '../temporary-folder.ts';
import { describeNodes, expectGoldenDigests, NODES } from './trained-by-node.ts';

const folder = sharedFolder('nodes');

describeNodes('the newest Node.js', () => {
  it('trains to the digits of the goldens on WebAssembly', () => expectGoldenDigests(folder, NODES.at(-1)?.path ?? ''));
});
