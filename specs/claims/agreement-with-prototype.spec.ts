// Do the measured effects agree with those of an implementation that is not ours (golden/pytorch-prototype-effects.json)?
// Agreement means: means differ by less than the registered equivalence margin. In `npm test` over the 40 golden seeds.
import { readFileSync } from 'node:fs';
import { describe, expect, inject, it } from 'vitest';
import { effects } from '../../lab/defects/planted/prototype.ts';
import type { Verdict } from '../../src/claims/verdicts/verdict.ts';
import { effectIn } from '../../src/decisions/decision.ts';

const verdicts = JSON.parse(readFileSync(inject('verdictsOnce'), 'utf8')) as Verdict[];

describe('the PyTorch prototype and this harness', () => {
  it.each(effects.map((effect) => [effect.claim, effect.task, effect.part, effect] as const))(
    'agree on %s on %s, part %i',
    (claim, task, part, { estimate, margin }) => {
      const verdict = verdicts.find((candidate) => candidate.claim === claim && candidate.task === task);
      const decision = verdict?.parts[part]?.decision;
      const measured = (decision === undefined ? null : effectIn(decision))?.estimate ?? Number.NaN;
      expect(Math.abs(measured - estimate), `measured ${measured}, prototype ${estimate}`).toBeLessThanOrEqual(margin);
    },
  );
});
