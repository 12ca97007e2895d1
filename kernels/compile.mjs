// The kernels' AssemblyScript as a WebAssembly module: no runtime and no data of its own, the memory of TensorFlow.js, SIMD.
import asc from 'assemblyscript/asc';

const OPTIONS = ['-O3', '--runtime', 'stub', '--importMemory', '--noExportMemory', '--enable', 'simd', '--noAssert'];
/** Vectors cross no border: the functions that pass them are inner ones. */
const QUIET = ['--disableWarning', '112'];

/** @returns {Promise<Uint8Array>} */
export async function compileKernels() {
  let binary = new Uint8Array();
  const { error, stderr } = await asc.main(
    ['index.ts', '--baseDir', import.meta.dirname, '--outFile', 'kernels.wasm', ...OPTIONS, ...QUIET],
    { writeFile: (_, contents) => void (binary = contents) },
  );
  if (error !== null) throw new Error(stderr.toString(), { cause: error });
  return binary;
}
