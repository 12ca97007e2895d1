// The kill table of `npm run defects`: what it counts, and what it complains about.
import { describe, expect, it } from 'vitest';
import type { Judged } from '../../lab/defects/corpus/defect.ts';
import { killTable, killTableInWords } from '../../lab/defects/kill-table.ts';

const judged = (id: string, caught: boolean, survives: string | null = null): Judged => ({
  id,
  category: 'ledger',
  what: 'Something was done.',
  mustBe: 'damaged',
  found: { outcome: caught ? 'damaged' : 'unnoticed', reason: 'because' },
  caught,
  survives,
});
const nineteen = Array.from({ length: 19 }, (_, index) => judged(`caught-${index}`, true));

describe('the kill table', () => {
  it('holds with one declared survivor of twenty, whose reason it gives', () => {
    const table = killTable([...nineteen, judged('known', false, 'nothing can see it')]);
    expect(table).toMatchObject({ defects: 20, caught: 19, complaints: [], holds: true });
    expect(killTableInWords(table)).toContain('`known`: Something was done. Survives: nothing can see it.');
  });

  it.each([
    [
      'a survivor that nobody declared',
      [...nineteen, judged('new', false)],
      /new survives: unnoticed in place of damaged/,
    ],
    ['a declared one that is caught', [...nineteen, judged('known', true, 'why')], /known is declared to survive/],
  ])('complains about %s', (_, all, words) => {
    const table = killTable(all);
    expect(table.holds).toBe(false);
    expect(table.complaints.join()).toMatch(words);
  });

  it('does not hold with two survivors of twenty, declared or not, nor with nothing at all', () => {
    const survivors = ['one', 'two'].map((id) => judged(id, false, 'why'));
    expect(killTable([...nineteen.slice(1), ...survivors])).toMatchObject({ complaints: [], holds: false });
    expect(killTable([]).holds).toBe(false);
  });
});
