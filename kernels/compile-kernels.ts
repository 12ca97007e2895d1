// The kernels' AssemblyScript (kernels/assembly) as a WebAssembly module without runtime or data, on imported memory, with SIMD.
import { join } from 'node:path';
import { main } from 'assemblyscript/asc';

const OPTIONS = ['-O3', '--runtime', 'stub', '--importMemory', '--noExportMemory', '--enable', 'simd', '--noAssert'];
/** "Exchange of v128 values is not supported by all embeddings": none crosses the border, only inner functions pass them. */
const QUIET = ['--disableWarning', '112'];

/** The same bytes on every machine. */
export async function compileKernels(): Promise<Uint8Array> {
  let binary = new Uint8Array();
  const folder = join(import.meta.dirname, 'assembly');
  const { error, stderr } = await main(
    ['index.ts', '--baseDir', folder, '--outFile', 'kernels.wasm', ...OPTIONS, ...QUIET],
    {
      writeFile(_, contents) {
        if (typeof contents !== 'string') binary = new Uint8Array(contents);
      },
    },
  );
  if (error !== null) throw new Error(stderr.toString(), { cause: error });
  return binary;
}
