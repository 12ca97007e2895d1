// What an implementation that is not ours found (golden/pytorch-prototype-effects.json), and each part beside it.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Type } from 'typebox';
import { type ReferenceEffect, ReferenceEffectSchema, sizeOf } from '../../claims/verdicts/effect-size.ts';
import { soundOrNull, type Verdict } from '../../claims/verdicts/verdict.ts';
import { HarnessError } from '../../errors/harness-error.ts';
import { checked } from '../../schemas/checked.ts';
import { inOneLine } from '../../schemas/complaints.ts';
import { closed, Text, type Valid } from '../../schemas/parts.ts';
import type { AskedRequest } from '../inputs/run-request.ts';
import type { VerifyRequest } from './verify-request.ts';

const FILE = fileURLToPath(new URL('../../../golden/pytorch-prototype-effects.json', import.meta.url));

const ReferencesSchema = closed({
  what: Text,
  seeds: Text,
  margins: Text,
  effects: Type.Array(ReferenceEffectSchema),
});
const isReferences = checked<Valid<typeof ReferencesSchema>>(ReferencesSchema);

/** It comes with the package. @throws HarnessError `invalid-fixture` where the file is damaged */
export function referenceEffects(file = FILE): readonly ReferenceEffect[] {
  const value = parsed(readFileSync(file, 'utf8'));
  if (isReferences(value)) return value.effects;
  throw new HarnessError('invalid-fixture', {
    what: 'The effects of the independent implementation are damaged.',
    where: file,
    got: value === undefined ? 'no JSON' : inOneLine(isReferences.complaints(value)),
    expected: 'the file that comes with the harness',
    next: 'take it from version control, or install the package again',
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Those that a run can be held to: of the registry's own experiments, and where they have pictures on the ones that come with the package. */
export function referencesFor({
  catalogue,
  imagesFolder,
}: Pick<AskedRequest, 'imagesFolder'> & Pick<VerifyRequest, 'catalogue'>): readonly ReferenceEffect[] {
  if (catalogue !== undefined) return [];
  return referenceEffects().filter(({ task }) => imagesFolder === null || task !== 'digit-grid/handwriting');
}

/** The effect that was found elsewhere for a part of a verdict on a registered test. */
export function referenceFor(
  { claim, task, design }: Pick<Verdict, 'claim' | 'task' | 'design'>,
  part: number,
  effects: readonly ReferenceEffect[],
): ReferenceEffect | undefined {
  return effects.find(
    (effect) =>
      effect.claim === claim && effect.task === task && (effect.design ?? design) === design && effect.part === part,
  );
}

/**
 * With the size of each part for which there is a reference. A verdict that answers no question has none.
 * @param confidence of each interval; left out: that of reports, where each part speaks for itself
 */
export function withSizes(
  verdicts: readonly Verdict[],
  effects: readonly ReferenceEffect[],
  confidence?: number,
): Verdict[] {
  return verdicts.map((verdict) => {
    if (soundOrNull(verdict) === null) return verdict;
    const parts = verdict.parts.map((part, index) => {
      const reference = referenceFor(verdict, index, effects);
      const size = reference === undefined ? null : sizeOf(part, reference, confidence);
      return size === null ? part : { ...part, size };
    });
    return { ...verdict, parts };
  });
}
