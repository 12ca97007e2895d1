// The committed sample: its Markdown is what its JSON document renders to, it is about the parameters that are registered today, and it
// holds what it has to.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { budgetOf, NIGHT_PLAN } from '../../lab/nights/night-plan.ts';
import type { NightsDocument } from '../../lab/nights/nights-document.ts';
import { renderNights } from '../../lab/nights/render-nights.ts';
import { DRIFT } from '../../src/decisions/drift/drift.ts';

const folder = resolve(import.meta.dirname, '../../reports/sample-nights');
const document = JSON.parse(readFileSync(resolve(folder, 'nights.json'), 'utf8')) as NightsDocument;

test('the table is that of the document', () => {
  expect(readFileSync(resolve(folder, 'nights.md'), 'utf8')).toBe(renderNights(document));
});

test('it was simulated with the registered parameters and the plan of today, and holds', () => {
  expect(document.parameters).toEqual(DRIFT);
  expect(document.plan).toEqual(NIGHT_PLAN);
  expect(document.budget).toEqual(budgetOf(NIGHT_PLAN));
  expect(document.holds).toBe(true);
  expect(document.quiet.length).toBe(4);
  expect(document.bad.filter(({ isCaught }) => isCaught).length).toBeGreaterThanOrEqual(2);
});
