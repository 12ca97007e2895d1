// Tries a build in a process of its own, since a broken native library may take its process with it.
import { fileURLToPath } from 'node:url';
import { loaderOptions } from '../../src/execution/workers/worker-process.ts';
import { NATIVE_KINDS, type NativeKind } from '../../src/tensors/native/native-files.ts';
import { lastLines, runProgram } from '../wheels/run-program.ts';
import type { Workshop } from '../wheels/workshop.ts';

export type SelfTest =
  | { readonly passed: true; readonly tensorflowVersion: string; readonly isUsingGpu: boolean }
  | { readonly passed: false; readonly reason: string };

export interface SelfTestRequest {
  /** Holds the build in a folder named like its kind. */
  readonly folder: string;
  readonly kind: NativeKind;
  readonly needsGpu: boolean;
}

export async function selfTest({ folder, kind, needsGpu }: SelfTestRequest, workshop: Workshop): Promise<SelfTest> {
  const file = fileURLToPath(new URL('./self-test-child.ts', import.meta.url));
  const ran = await runProgram([process.execPath, ...loaderOptions(file), file, folder, kind], workshop, 300_000);
  const answer = parseAnswer(ran.stdout);
  if (answer === null) return { passed: false, reason: `${ran.end}: ${lastLines(ran.stderr, 3)}` };
  if (answer.passed && needsGpu && !answer.isUsingGpu)
    return { passed: false, reason: `TensorFlow finds no GPU that it can use: ${lastLines(ran.stderr, 3)}` };
  return answer;
}

export function isNativeKind(word: string | undefined): word is NativeKind {
  return NATIVE_KINDS.some((kind) => kind === word);
}

/** Native libraries may talk on stdout, too; the answer is the last line. */
function parseAnswer(text: string): SelfTest | null {
  try {
    const value = JSON.parse(text.trim().split('\n').at(-1) ?? '') as SelfTest;
    return typeof value.passed === 'boolean' ? value : null;
  } catch {
    return null;
  }
}
