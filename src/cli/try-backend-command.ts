// `iml try-backend NAME` (hidden): starts one backend in this process and lets it multiply. `iml doctor` runs it in a child, since
// a native addon may take its process with it.
import { type Static, Type } from 'typebox';
import { HarnessError } from '../errors/harness-error.ts';
import { startBackend } from '../tensors/backend.ts';
import type { BackendName } from '../tensors/backend-name.ts';
import { matMul, tensor, tidy } from '../tensors/tensorflow.ts';
import { EXIT_CODES, type ExitCode } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

export const BackendTrialSchema = Type.Union([
  Type.Object({
    works: Type.Literal(true),
    device: Type.String(),
    numerics: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
  }),
  Type.Object({ works: Type.Literal(false), reason: Type.String(), next: Type.Union([Type.String(), Type.Null()]) }),
]);
export type BackendTrial = Static<typeof BackendTrialSchema>;

export async function tryBackendCommand(name: BackendName, { stdout }: Terminal): Promise<ExitCode> {
  stdout.write(`${JSON.stringify(await tryBackend(name))}\n`);
  return EXIT_CODES.success;
}

async function tryBackend(name: BackendName): Promise<BackendTrial> {
  try {
    const { device, numerics } = await startBackend(name);
    const computed = tidy(() => matMul(tensor([1, 2, 3, 4], [2, 2]), tensor([5, 6, 7, 8], [2, 2])));
    const product = (await computed.data()).join(' ');
    computed.dispose();
    if (product === '19 22 43 50') return { works: true, device, numerics };
    return {
      works: false,
      reason: `it says that [1 2; 3 4] times [5 6; 7 8] is ${product}`,
      next: 'run `npm ci` again',
    };
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
    const { what, got, next } = error.parts;
    return { works: false, reason: got ?? what, next: next ?? null };
  }
}
