// The schema of a report lets the sample through and refuses everything that is missing, extra or not finite, by name.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HarnessError } from '../../src/errors/harness-error.ts';
import { REPORT_VERSION } from '../../src/execution/campaign/report-document.ts';
import { formatSigned } from '../../src/report/format-number.ts';
import { readReport, validateReport } from '../../src/report/read-report.ts';
import { renderHtml } from '../../src/report/render-html.ts';
import { renderMarkdown } from '../../src/report/render-markdown.ts';
import { sampleDocument } from './sample-document.ts';

/** The sample with one field set (or removed, if the value is undefined). */
function sampleWithField(path: readonly (string | number)[], value: unknown): unknown {
  const copy = structuredClone(sampleDocument);
  const parent = path.slice(0, -1).reduce<object>((node, key) => Reflect.get(node, key), copy);
  const key = path.at(-1) ?? '';
  if (value === undefined) Reflect.deleteProperty(parent, key);
  else Reflect.set(parent, key, value);
  return copy;
}

function complaintAbout(value: unknown): string {
  try {
    validateReport(value, 'here.json');
  } catch (error) {
    if (error instanceof HarnessError && error.code === 'invalid-report') return error.message;
    throw error;
  }
  return 'accepted';
}

describe('the schema of a report', () => {
  it('accepts the sample, and the sample after JSON', () => {
    expect(validateReport(sampleDocument, 'sample')).toBe(sampleDocument);
    expect(validateReport(JSON.parse(JSON.stringify(sampleDocument)), 'sample')).toEqual(sampleDocument);
  });

  const firstPlot = ['verdicts', 0, 'plots', 0] as const;
  const firstDecision = ['verdicts', 0, 'parts', 0, 'decision'] as const;
  const firstRule = ['verdicts', 0, 'parts', 0, 'rule'] as const;
  it.each([
    ['an unknown field', ['colour'], 'red', ['/colour', '"red"', 'no field "colour" here']],
    [
      'an unknown field inside a plot',
      [...firstPlot, 'colour'],
      'red',
      ['/verdicts/0/plots/0/colour', 'no field "colour" here'],
    ],
    [
      'a share above one in an operating curve',
      ['verdicts', 0, 'parts', 0, 'operatingCurve', 'points', 1, 'reproduced'],
      1.2,
      ['/verdicts/0/parts/0/operatingCurve/points/1/reproduced', '1.2'],
    ],
    [
      'a point of a curve without its campaigns',
      ['verdicts', 0, 'parts', 0, 'operatingCurve', 'points', 1, 'campaigns'],
      undefined,
      ['/verdicts/0/parts/0/operatingCurve/points/1/campaigns', 'missing'],
    ],
    ['a missing field', ['profile'], undefined, ['/profile', 'missing', 'a text']],
    [
      'a missing field inside a rule',
      [...firstRule, 'threshold'],
      undefined,
      ['/verdicts/0/parts/0/rule/threshold', 'missing'],
    ],
    [
      'NaN',
      ['verdicts', 0, 'effect', 'estimate'],
      Number.NaN,
      ['/verdicts/0/effect/estimate', 'NaN', 'a finite number'],
    ],
    ['infinity', [...firstPlot, 'threshold'], Infinity, ['/verdicts/0/plots/0/threshold', 'Infinity']],
    ['an unknown verdict', ['verdicts', 0, 'verdict'], 'maybe', ['/verdicts/0/verdict', '"maybe"', 'not-reproduced']],
    [
      'an unknown kind of plot',
      [...firstPlot, 'kind'],
      'pie',
      ['/verdicts/0/plots/0/kind', '"pie"', 'one of "seeds", "levels"'],
    ],
    ['text for a number or null', ['verdicts', 0, 'alpha'], 'small', ['/verdicts/0/alpha', 'a number from 0 to 1']],
    ['a probability above one', ['verdicts', 0, 'power'], 1.2, ['/verdicts/0/power', '1.2']],
    ['a time without zone', ['startedAt'], '2026-05-04 10:22', ['/startedAt']],
    ['another version', ['schemaVersion'], 5, ['/schemaVersion', 'got:      5', 'expected: 4']],
    ['what only an open verdict has', ['verdicts', 0, 'outOfTime'], false, ['/verdicts/0/outOfTime', 'no field']],
    ['a number at the head of an invalid verdict', ['verdicts', 3, 'power'], 0.9, ['/verdicts/3/power', 'no field']],
    [
      'an outcome without its effect',
      [...firstDecision, 'effect'],
      null,
      [`/${firstDecision.join('/')}/effect`, 'null'],
    ],
    ['seeds that a decided claim needs', [...firstDecision, 'seedsNeeded'], 9, ['/seedsNeeded', 'no field']],
    [
      'a status that there is not',
      ['coverage', 'statements', 0, 'status'],
      'fine',
      ['/status', '"fine"', '"contradicted"'],
    ],
    ['an outcome that there is not', [...firstDecision, 'outcome'], 'maybe', ['/outcome', '"maybe"', '"inconclusive"']],
  ])('refuses %s and says where, what and what instead', (_, path, value, words) => {
    const complaint = complaintAbout(sampleWithField(path, value));
    for (const word of ['here.json', ...words]) expect(complaint).toContain(word);
  });

  it('accepts a part without an operating curve, as earlier versions wrote it', () => {
    expect(complaintAbout(sampleWithField(['verdicts', 0, 'parts', 0, 'operatingCurve'], undefined))).toBe('accepted');
  });

  it.each([
    [1, 'version-1.json'],
    [2, 'version-2.json'],
  ])('reads a report of version %i, and draws it with the same numbers', async (version, name) => {
    const path = join(import.meta.dirname, '../../fixtures/reports', name);
    const written = JSON.parse(readFileSync(path, 'utf8'));
    const document = await readReport(path);
    expect([written.schemaVersion, document.schemaVersion]).toEqual([version, REPORT_VERSION]);
    expect(document).not.toHaveProperty('coverage');
    const [page, text] = [await renderHtml(document), renderMarkdown(document)];
    for (const [index, verdict] of document.verdicts.entries()) {
      const { effect, parts } = written.verdicts[index];
      if (verdict.verdict !== 'invalid') expect(verdict).toMatchObject({ effect });
      for (const { decision } of parts)
        for (const drawn of [page, text])
          expect(drawn).toContain(formatSigned(decision.effect.estimate, [decision.effect.low, decision.effect.high]));
    }
  });

  it('refuses a report that is too old', () => {
    const path = join(import.meta.dirname, '../../fixtures/reports/version-1.json');
    const written = JSON.parse(readFileSync(path, 'utf8'));
    const { budget: _, ...old } = written.verdicts[0];
    expect(() => validateReport({ ...written, verdicts: [old] }, path)).toThrow('too old to be read');
  });

  it.each([[null], [[]], ['report'], [undefined]])('refuses %j', (value) => {
    expect(complaintAbout(value)).toContain('not a report');
  });
});
