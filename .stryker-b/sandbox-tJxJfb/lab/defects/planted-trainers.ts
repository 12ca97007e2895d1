// Copies of the harness in which the trainer has one thing changed, as somebody might have changed it last night: whole copies that run
// by themselves, so that fingerprint, workers and numbers are those of the changed code.
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const repository = join(import.meta.dirname, '../..');

export interface TrainerChange {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

export const TRAINER_CHANGES = {
  'learning rate off by 20 %': {
    file: 'src/training/train-stage.ts',
    before: 'const rate = config.learningRate * warmUp',
    after: 'const rate = 0.8 * config.learningRate * warmUp',
  },
  'warm-up dropped': {
    file: 'src/training/train-stage.ts',
    before: 'warmUpFactor(step, plan.warmUpSteps)',
    after: 'warmUpFactor(step, 0 * plan.warmUpSteps)',
  },
  'GELU replaced by ReLU': {
    file: 'src/tensors/layers/layers.ts',
    before: '  return operation(x);',
    after: '  return x.rank < 0 ? operation(x) : relu(x);',
  },
  'epsilon a thousand times as large': {
    file: 'src/training/adamw.ts',
    before: 'const { stepSize, secondMomentScale, decay } = inputs;',
    after: 'const { stepSize, secondMomentScale, decay } = inputs;\n  epsilon *= 1e3;',
  },
  /** Changes no bit. */
  'a refactoring': {
    file: 'src/training/train-stage.ts',
    before: 'const rate = config.learningRate * warmUpFactor(step, plan.warmUpSteps);',
    after: 'const factor = warmUpFactor(step, plan.warmUpSteps);\n      const rate = config.learningRate * factor;',
  },
} as const satisfies Readonly<Record<string, TrainerChange>>;
export type TrainerChangeName = keyof typeof TRAINER_CHANGES;

/** A copy of the repository's program with one change. @returns its folder, and what removes it */
export function plantedCopy(name: TrainerChangeName): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'iml-planted-'));
  for (const part of ['src', 'bin', 'scripts/gradients', 'fixtures', 'golden', 'package.json', 'tsconfig.json']) {
    cpSync(join(repository, part), join(folder, part), { recursive: true });
  }
  for (const part of ['node_modules', '.native']) symlinkSync(join(repository, part), join(folder, part));
  const { file, before, after } = TRAINER_CHANGES[name];
  const source = readFileSync(join(folder, file), 'utf8');
  if (source.split(before).length !== 2) throw new Error(`${file} no longer has the line that "${name}" changes once.`);
  const changed = source.replace(before, after);
  const imports = after.includes('relu(') ? "import { relu } from '@tensorflow/tfjs-core';\n" : '';
  writeFileSync(join(folder, file), imports + changed);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
