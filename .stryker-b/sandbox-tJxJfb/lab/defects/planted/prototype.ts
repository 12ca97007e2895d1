// The effects that an implementation which is not ours found: what watches over sizes, where a claim of the paper has none.
import { sizeOf } from '../../../src/claims/verdicts/effect-size.ts';
import type { Verdict } from '../../../src/claims/verdicts/verdict.ts';
import { effectIn } from '../../../src/decisions/decision.ts';
import { referenceEffects, referenceFor } from '../../../src/execution/campaign/reference-effects.ts';
import type { Finding } from '../corpus/defect.ts';

const effects = referenceEffects();

/** As specs/claims/agreement-with-prototype.spec.ts holds it, on every part that the prototype has. */
export function agreement(verdict: Verdict): Finding {
  const known = verdict.parts.flatMap((part, index) => {
    const reference = referenceFor(verdict, index, effects);
    return reference === undefined ? [] : [{ part, reference, size: sizeOf(part, reference) }];
  });
  if (known.length === 0) throw new Error(`The prototype has no ${verdict.claim} on ${verdict.task}.`);
  const other = known.find(({ size }) => size?.outcome !== 'equivalent' && size?.outcome !== 'undecided');
  if (other === undefined) return { outcome: 'unnoticed', reason: 'no part is shown to be of another size' };
  const { part, reference, size } = other;
  const measured = effectIn(part.decision)?.estimate ?? Number.NaN;
  const reason = `${part.name}: measured ${measured}, prototype ${reference.estimate}: ${size?.outcome ?? 'no size'}`;
  return { outcome: 'disagrees', reason };
}
