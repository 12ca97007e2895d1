// The attack corpus as data (decisions.md promise 14): large enough, every category planted by a spec, what is left to later
// tiers represented in `npm test`, and few declared survivors. That each defect is caught, or survives as declared, is asked one by one
// (plant.ts), so at least 95 % are caught wherever all of those pass; `npm run defects` writes the table.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFECTS, SOUND_WORLDS } from '../../lab/defects/corpus/corpus.ts';
import { CATEGORIES, type Defect, type Sound } from '../../lab/defects/corpus/defect.ts';
import { CAUGHT_AT_LEAST } from '../../lab/defects/kill-table.ts';

/** What is wrong with a corpus, in words. */
function complaintsAbout(defects: readonly Defect[], sound: readonly Sound[]): string[] {
  const all = [...defects, ...sound];
  const ids = all.map(({ id }) => id);
  const survivors = defects.filter(({ survives }) => survives !== undefined);
  const quick = (id: string) => all.some((one) => one.id === id && one.standsIn === undefined);
  return [
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id} is there twice`),
    ...all.flatMap(({ id, standsIn }) =>
      standsIn === undefined || quick(standsIn) ? [] : [`${standsIn}, for ${id}, is not planted in npm test`],
    ),
    ...CATEGORIES.filter((category) => !defects.some((one) => one.category === category && one.standsIn === undefined)),
    ...(survivors.length > (1 - CAUGHT_AT_LEAST) * defects.length ? [`${survivors.length} survive`] : []),
    ...(defects.length < 150 ? [`there are ${defects.length}`] : []),
  ];
}

describe('the corpus', () => {
  const sound = Object.values(SOUND_WORLDS).flat();

  it('has defects in every category, each once, with few that survive', () => {
    expect(complaintsAbout(DEFECTS, sound)).toEqual([]);
  });

  it('would be refused with a defect twice, one that nothing stands in for, an empty category, or many survivors', () => {
    const [first] = DEFECTS as [Defect, ...Defect[]];
    expect(complaintsAbout([...DEFECTS, first], sound)).toContain(`${first.id} is there twice`);
    const alone = { ...first, id: 'alone', standsIn: 'nobody' };
    expect(complaintsAbout([...DEFECTS, alone], sound)).toEqual(['nobody, for alone, is not planted in npm test']);
    const withoutReports = DEFECTS.map((one) => (one.category === 'report' ? { ...one, standsIn: first.id } : one));
    expect(complaintsAbout(withoutReports, sound)).toContain('report');
    const surviving = DEFECTS.map((one, index) => (index % 15 === 0 ? { ...one, survives: 'for no reason' } : one));
    expect(complaintsAbout(surviving, sound).join()).toMatch(/^\d+ survive$/);
  });

  it.each(CATEGORIES)('has a spec that plants its defects of %s', (category) => {
    expect(existsSync(join(import.meta.dirname, `${category}.spec.ts`))).toBe(true);
  });
});
