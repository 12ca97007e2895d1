// What the readers of facts keep, round and refuse (paper.md 2.1, 2.3), on files of our own making.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { readCountries } from '../../../../src/tasks/text/named-entities/knowledge/countries.ts';
import { readCvdb } from '../../../../src/tasks/text/named-entities/knowledge/cvdb.ts';
import { roundedYear } from '../../../../src/tasks/text/named-entities/knowledge/knowledge.ts';
import { readTrex } from '../../../../src/tasks/text/named-entities/knowledge/t-rex.ts';
import { refusal } from '../../../refusal.ts';
import { HEADER, people, peopleRows, SHA256 } from './named-examples.ts';

describe('a year', () => {
  it.each([
    [-44, '1 century BC'],
    [-100, '1 century BC'],
    [-101, '2 century BC'],
    [0, '0 century'],
    [1, '1 century'],
    [100, '1 century'],
    [101, '2 century'],
    [1815, '19 century'],
    // Not of the 19th century: the paper's own rule.
    [1900, '19 century'],
    [1901, '1900s'],
    [1929, '1920s'],
    [1999, '1990s'],
    [2000, '2000'],
    [2019, '2019'],
  ])('%i is rounded to %s', (year, answer) => {
    expect(roundedYear(year)).toBe(answer);
  });

  law.prop([fc.integer({ min: -3000, max: 1900 })])('up to 1900 lies in the century that it is rounded to', (year) => {
    const [, century, before] = /^(\d+) century( BC)?$/.exec(roundedYear(year)) ?? [];
    expect(before !== undefined).toBe(year < 0);
    expect(Math.abs(year)).toBeLessThanOrEqual(100 * Number(century));
    expect(Math.abs(year)).toBeGreaterThan(100 * (Number(century) - 1));
  });
});

describe('people', () => {
  const row = (change: Partial<Record<string, string>> = {}) => {
    const cells = { name: 'Ada_Ost', birth: '1812', death: '1950.0', gender: 'Female', occupation: 'painter' };
    const all = { ...cells, citizenship: "'Old_Land';Other", region: 'Northern_Europe', readers: '17', ...change };
    return [...Object.values(all), 'x'].join(',');
  };
  const man = row({ name: 'Bo_Ost', gender: 'Male' });
  const namesOf = (rows: readonly string[]) => people(0, [...rows]).entities.map(({ name }) => name);

  it('have six answers, of several nationalities the first', () => {
    const { entities, questions } = people(0, [row(), man]);
    expect(entities[1]).toEqual({
      name: 'Ada Ost',
      facts: [
        { attribute: 'gender', answers: ['female'] },
        { attribute: 'birth', answers: ['19 century'] },
        { attribute: 'death', answers: ['1950s'] },
        { attribute: 'region', answers: ['Northern Europe'] },
        { attribute: 'occupation', answers: ['painter'] },
        { attribute: 'nationality', answers: ['Old Land'] },
      ],
    });
    expect(Object.keys(questions)).toEqual(entities[1]?.facts.map(({ attribute }) => attribute));
  });

  it.each<[string, Record<string, string>]>([
    ['the living', { death: '' }],
    ['people without a birth', { birth: '' }],
    ['people without a region', { region: '' }],
    ['people of another gender, since halves are men and women', { gender: 'Other' }],
    ['names with other characters', { name: 'Ada_O.' }],
    ['occupations with other characters', { occupation: 'painter/poet' }],
    ['nationalities with other characters', { citizenship: 'Old-Land' }],
    ['nationalities that begin with none', { citizenship: ';Other' }],
    ['people of whom nobody knows how much they are read', { readers: '' }],
  ])('are without %s', (_, change) => {
    expect(namesOf([row({ name: 'Eva_Ost' }), man, row(change), row({ name: 'Cy_Ost', gender: 'Male' })])).toEqual([
      'Bo Ost',
      'Eva Ost',
    ]);
  });

  it('may have letters of any alphabet, and apostrophes in nationalities', () => {
    expect(namesOf([row({ name: 'Ådå_Øst', citizenship: "Côte_d'Ivoire" }), man])).toEqual(['Bo Ost', 'Ådå Øst']);
  });

  it('of one name are the first of the file', () => {
    expect(namesOf([row(), row({ readers: '99' }), man])).toHaveLength(2);
    expect(people(0, [row(), row({ birth: '1990' }), man]).entities[1]?.facts[1]?.answers).toEqual(['19 century']);
  });

  law.prop([fc.integer({ min: 2, max: 60 }), fc.integer({ min: 1, max: 30 })])(
    'are taken most-read first, half of any even number men',
    (count, pairs) => {
      const { entities } = people(count);
      expect(entities).toHaveLength(2 * Math.floor(count / 2));
      const taken = entities.slice(0, 2 * pairs);
      const genders = taken.map(({ facts }) => facts[0]?.answers[0]);
      expect(genders.filter((gender) => gender === 'male')).toHaveLength(taken.length / 2);
      // Rows are sorted by readers, least first.
      const ranks = (gender: string) =>
        entities.filter(({ facts }) => facts[0]?.answers[0] === gender).map(({ facts }) => facts[3]?.answers[0]);
      for (const gender of ['male', 'female']) expect(ranks(gender)).toEqual([...ranks(gender)].sort().reverse());
    },
  );

  law.prop([fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 })])(
    'are the same however the file is cut into pieces',
    (sizes) => {
      const rows = [...peopleRows(6), `"Quoted_${'\n'}Name",1900,1950,Male,"poet","Land",Side,5,"a ""b"", c"`];
      const text = [HEADER, ...rows].join('\n');
      const pieces: string[] = [];
      for (let start = 0, turn = 0; start < text.length; turn += 1) {
        const size = sizes[turn % sizes.length] as number;
        pieces.push(text.slice(start, start + size));
        start += size;
      }
      expect(readCvdb({ file: 'people.csv', sha256: SHA256, pieces })).toEqual(people(0, rows));
    },
  );

  it.each<[string, string, string]>([
    ['an empty file', '', 'an empty file'],
    ['a file without the columns', 'name,birth\nAda,1812', 'no column death, gender'],
    ['rows of another length', `${HEADER}\n${row()}\nAda,1812`, 'row 3'],
    ['a quotation mark that nobody closes', `${HEADER}\n"Ada,1812`, 'no CSV'],
    ['a picture', '\x89PNG\r\n\x1a\n\0\0', 'no column'],
    ['women alone', `${HEADER}\n${row()}`, '0 men and 1 women'],
  ])('are refused for people where the file is %s', (_, text, got) => {
    expect(() => readCvdb({ file: 'people.csv', sha256: SHA256, pieces: [text] })).toThrow(
      refusal('invalid-data', got),
    );
  });
});

describe('works', () => {
  const text = readFileSync(join(import.meta.dirname, 'works.json'), 'utf8');
  const read = (pieces: string) => readTrex([{ file: 'works.json', pieces: [pieces] }], { sha256: SHA256 });

  it('have first names, rounded years, no parentheses, no pronouns, and each answer once', () => {
    const { entities, questions } = read(text);
    expect(entities).toEqual([
      {
        name: 'The Glass Harbour',
        facts: [
          { attribute: 'P50', answers: ['Mira'] },
          // Two dates without a year come first: the official code drops one of them alone (paper.md 7, defect 12).
          { attribute: 'P577', answers: ['1950s'] },
          { attribute: 'P136', answers: ['sea story'] },
          { attribute: 'P123', answers: ['Lantern Press London'] },
          { attribute: 'P840', answers: ['there'] },
        ],
      },
    ]);
    expect(Object.keys(questions)).toHaveLength(25);
    for (const question of Object.values(questions)) expect(question.split('{}')).toHaveLength(2);
  });

  it('are gathered from many files', () => {
    const [first, second] = JSON.parse(text) as [object, { triples: object[] }];
    const more = { ...second, triples: [{ ...second.triples[0], predicate: { uri: 'P31', surfaceform: null } }] };
    const files = [[first], [second], [more]].map((documents, index) => ({
      ...{ file: `${index}.json`, pieces: [JSON.stringify(documents)] },
    }));
    const { entities } = readTrex(files, { sha256: SHA256 });
    // The director's full name is no first name, and so another answer.
    expect(entities.map(({ name, facts }) => [name, facts.length])).toEqual([
      ['The Glass Harbour', 5],
      ['Small Weather', 4],
    ]);
  });

  it.each<[string, string, string]>([
    ['no JSON', '[{"triples": [', 'no JSON'],
    ['an empty file', '', 'no JSON'],
    ['no list', '{"triples": []}', ''],
    ['documents without triples', '[{"title": "x"}]', 'triples'],
    [
      'triples without an object',
      '[{"triples": [{"subject": {"uri": "x", "surfaceform": "x"}, "predicate": {"uri": "P50", "surfaceform": null}}]}]',
      'object',
    ],
    ['a list without works', '[]', 'no entity with four questions'],
  ])('are refused for people where the file is %s', (_, broken, got) => {
    expect(() => read(broken)).toThrow(refusal('invalid-data', got));
  });
});

describe('countries', () => {
  const kenya = {
    ...{ name: { common: 'Kenya' }, unMember: true, area: 580367, capital: ['Nairobi'], region: 'Africa' },
    ...{ subregion: 'Eastern Africa', languages: { eng: 'English', swa: 'Swahili' } },
    ...{ currencies: { KES: { name: 'Kenyan shilling' } }, demonyms: { eng: { m: 'Kenyan' } } },
  };
  const read = (data: unknown) => readCountries(data, { file: 'countries.json', sha256: SHA256 });

  it('accept every language and capital, and train the first', () => {
    expect(read([kenya]).entities[0]?.facts).toEqual([
      { attribute: 'capital', answers: ['Nairobi'] },
      { attribute: 'continent', answers: ['Africa'] },
      { attribute: 'language', answers: ['English', 'Swahili'] },
      { attribute: 'currency', answers: ['shilling'] },
      { attribute: 'region', answers: ['Eastern Africa'] },
      { attribute: 'people', answers: ['Kenyan'] },
    ]);
  });

  it('are members of the United Nations first, then by area, without those of whom a fact is missing', () => {
    const named = (common: string, change: object) => ({ ...kenya, name: { common }, ...change });
    const data = [
      named('Tiny', { area: 1 }),
      named('Wide', { area: 9e9, unMember: false }),
      named('Empty', { capital: [] }),
      named('Mute', { languages: {} }),
      named('Poor', { currencies: [] }),
      kenya,
    ];
    expect(read(data).entities.map(({ name }) => name)).toEqual(['Kenya', 'Tiny', 'Wide']);
  });

  it.each<[string, unknown, string]>([
    ['no list', {}, ''],
    ['a country without a name', [{ ...kenya, name: {} }], 'common'],
    ['an area in words', [{ ...kenya, area: 'large' }], 'area'],
  ])('are refused for people where the data are %s', (_, data, got) => {
    expect(() => read(data)).toThrow(refusal('invalid-data', got));
  });
});
