// Compiles the kernels: `node kernels/build.mjs` writes src/tensors/wasm-module-binary.ts. The same bytes on every machine.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileKernels } from './compile.mjs';

const source = `// Generated from kernels/*.ts by \`node kernels/build.mjs\`; specs/tensors/wasm-module.spec.ts compares.
export const WASM_MODULE_BASE64 =
  '${Buffer.from(await compileKernels()).toString('base64')}';
`;
writeFileSync(join(import.meta.dirname, '../src/tensors/wasm-module-binary.ts'), source);
