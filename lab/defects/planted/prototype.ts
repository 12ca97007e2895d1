// The effects that an implementation which is not ours found: what watches over sizes, where a claim of the paper has none.
import { readFileSync } from 'node:fs';
import type { Verdict } from '../../../src/claims/verdicts/verdict.ts';
import { effectIn } from '../../../src/decisions/decision.ts';
import type { Finding } from '../corpus/defect.ts';

interface Reference {
  readonly claim: string;
  readonly task: string;
  readonly part: number;
  readonly estimate: number;
  readonly margin: number;
}
const file = new URL('../../../golden/pytorch-prototype-effects.json', import.meta.url);
/** Means of the prototype, which are not ours, with the registered equivalence margins. */
export const { effects } = JSON.parse(readFileSync(file, 'utf8')) as { readonly effects: readonly Reference[] };

/** As specs/claims/agreement-with-prototype.spec.ts holds it, on every part that the prototype has. */
export function agreement({ claim, task, parts }: Verdict): Finding {
  const known = effects.filter((effect) => effect.claim === claim && effect.task === task);
  if (known.length === 0) throw new Error(`The prototype has no ${claim} on ${task}.`);
  for (const { part, estimate, margin } of known) {
    const decision = parts[part]?.decision;
    const measured = (decision === undefined ? null : effectIn(decision))?.estimate ?? Number.NaN;
    if (Math.abs(measured - estimate) <= margin) continue;
    const reason = `${parts[part]?.name}: measured ${measured}, prototype ${estimate}, margin ${margin}`;
    return { outcome: 'disagrees', reason };
  }
  return { outcome: 'unnoticed', reason: 'agrees with the prototype' };
}
