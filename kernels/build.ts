// `npm run kernels`: compiles the kernels into src/tensors/wasm/wasm-module-binary.ts, where the harness starts them from.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileKernels } from './compile-kernels.ts';

const base64 = Buffer.from(await compileKernels()).toString('base64');
const source = `// Made from kernels/assembly by \`npm run kernels\`; specs/tensors/wasm-module.spec.ts makes it again and compares.
export const WASM_MODULE_BASE64 =
  '${base64}';
`;
writeFileSync(join(import.meta.dirname, '../src/tensors/wasm/wasm-module-binary.ts'), source);
