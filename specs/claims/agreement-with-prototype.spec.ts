// Do the measured effects agree with those of an implementation that is not ours (golden/pytorch-prototype-effects.json)?
// Agreement means: means differ by less than the registered equivalence margin.
import { readFileSync } from 'node:fs';
import { describe, expect, inject, it } from 'vitest';
import type { ReportDocument } from '../../src/execution/report-document.ts';

interface Reference {
  readonly effects: readonly {
    readonly claim: string;
    readonly task: string;
    readonly part: number;
    readonly estimate: number;
    readonly margin: number;
  }[];
}

const reference = JSON.parse(
  readFileSync(new URL('../../golden/pytorch-prototype-effects.json', import.meta.url), 'utf8'),
) as Reference;
const report = JSON.parse(readFileSync(inject('fixedReport'), 'utf8')) as ReportDocument;

describe('the PyTorch prototype and this harness', () => {
  it.each(reference.effects.map((effect) => [effect.claim, effect.task, effect.part, effect] as const))(
    'agree on %s on %s, part %i',
    (claim, task, part, { estimate, margin }) => {
      const verdict = report.verdicts.find((candidate) => candidate.claim === claim && candidate.task === task);
      const measured = verdict?.parts[part]?.decision.effect?.estimate ?? Number.NaN;
      expect(Math.abs(measured - estimate), `measured ${measured}, prototype ${estimate}`).toBeLessThanOrEqual(margin);
    },
  );
});
