// Every supported major of Node.js trains a claim through the command line, its workers and the ledger: on WebAssembly to the
// digits of the goldens, on native TensorFlow (whose digits depend on the processor) to those of the Node that runs this spec.
// Two trainings of four seconds a Node and backend, and the start of three processes for them: minutes in all.
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { hasNativeBuild, nativeFolder } from '../../src/tensors/native/native-files.ts';
import { sharedFolder } from '../temporary-folder.ts';
import { describeNodes, expectGoldenDigests, NODES, train } from './trained-by-node.ts';

const hasNative = hasNativeBuild(join(nativeFolder(), 'cpu'));
const folder = sharedFolder('nodes');

describeNodes('every supported Node.js', () => {
  it.each(NODES)('is there as $version', async ({ path, version }) => {
    expect((await execa(path, ['--version'])).stdout).toBe(version);
  });

  it.each(NODES)('trains to the digits of the goldens on WebAssembly, in $version', ({ path }) =>
    expectGoldenDigests(folder, path),
  );

  it.skipIf(!hasNative)('trains to the same digits on native TensorFlow (needs `npm run native`)', async () => {
    const on = { backend: 'tensorflow', seeds: 4 };
    const here = await train(folder, { node: process.execPath, ...on });
    expect(Object.values(here).map((seeds) => Object.keys(seeds).length)).toEqual([4]);
    for (const { path, version } of NODES)
      expect([version, await train(folder, { node: path, ...on })]).toEqual([version, here]);
  });
});
