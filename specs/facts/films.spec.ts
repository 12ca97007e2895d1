// Films in T-REx's form: which are taken, what is made of titles and years, and that the reader of T-REx finds four facts about each.
import { describe, expect, it } from 'vitest';
import { filmsAsDocuments } from '../../scripts/facts/films.ts';
import { readTrex } from '../../src/tasks/text/named-entities/knowledge/t-rex.ts';
import { refusal } from '../refusal.ts';

const film = (Title: string | number | null, votes: number | null, other: object = {}) => ({
  Title,
  'Release Date': 'Jun 12 1998',
  Distributor: 'Gramercy',
  'Major Genre': 'Drama',
  Director: 'Jane Campion',
  'IMDB Votes': votes,
  'US Gross': 146083,
  ...other,
});

const read = (films: readonly object[], count = 10) =>
  readTrex([{ file: 'films.json', pieces: [filmsAsDocuments(films, count)] }], { sha256: 'ab'.repeat(32) }).entities;
const titles = (films: readonly object[], count?: number) => read(films, count).map(({ name }) => name);

describe('films as documents with triples', () => {
  it('have who directed (a first name), who distributed, genre and year', () => {
    expect(read([film('The Land Girls', 5)])).toEqual([
      {
        name: 'The Land Girls',
        facts: [
          { attribute: 'P57', answers: ['Jane'] },
          { attribute: 'P750', answers: ['Gramercy'] },
          { attribute: 'P136', answers: ['Drama'] },
          { attribute: 'P577', answers: ['1990s'] },
        ],
      },
    ]);
  });

  it('come by votes, so many of them, each title once', () => {
    expect(titles([film('A', 1), film('B', 3), film('C', 2), film('B', 9)], 2)).toEqual(['B', 'C']);
    expect(titles([film('A', null), film(300, 1)])).toEqual(['300', 'A']);
  });

  it.each([
    ['Boot, Das', 'Das Boot'],
    ['Il buono, il brutto, il cattivo', 'Il buono, il brutto, il cattivo'],
    ['Godfather: Part II, The', 'The Godfather: Part II'],
  ])('are called as people call them: %s', (title, name) => {
    expect(titles([film(title, 1)])).toEqual([name]);
  });

  it.each([['Director'], ['Distributor'], ['Major Genre'], ['Release Date']])('are left out without %s', (field) => {
    expect(titles([film('A', 2, { [field]: null }), film('B', 1)])).toEqual(['B']);
  });

  it('are left out where the file has garbled the title, or has none', () => {
    expect(titles([film('LÈon', 2), film(null, 2), film('B', 1)])).toEqual(['B']);
  });

  it.each([
    ['Aug 25 2039', '1930s'],
    ['Jul 16 2010', '2010'],
    ['Dec 25 1997', '1990s'],
  ])('are of the century before where the file makes them of the future: %s', (date, year) => {
    const [one] = read([film('A', 1, { 'Release Date': date })]);
    expect(one?.facts.at(-1)?.answers).toEqual([year]);
  });

  it('are refused where the file is another', () => {
    expect(() => filmsAsDocuments([{ Title: 'A' }], 1)).toThrow(refusal('invalid-data', 'movies.json'));
  });
});
