// Facts about countries as the package world-countries has them: those of the pilot (pretrained model, 240 countries).
import { describe, expect, it } from 'vitest';
import { loadCountries } from '../../src/configurations/load-countries.ts';
import { COUNTRIES_SHA256 } from '../../src/tasks/text/named-entities/knowledge/countries.ts';

describe('the countries of the package', () => {
  const knowledge = loadCountries();

  it('are 244 of whom nothing is missing, large members of the United Nations first', () => {
    expect(knowledge).toMatchObject({ kind: 'countries', sha256: COUNTRIES_SHA256 });
    const names = knowledge.entities.map(({ name }) => name);
    expect(names).toHaveLength(244);
    expect(new Set(names).size).toBe(244);
    expect(names.slice(0, 3)).toEqual(['Russia', 'Canada', 'China']);
    // The last of 240.
    expect(names[239]).toBe('Saint Barthélemy');
  });

  it('have what everybody knows of them', () => {
    const facts = Object.fromEntries(
      (knowledge.entities.find(({ name }) => name === 'South Africa')?.facts ?? []).map((fact) => [
        fact.attribute,
        fact.answers,
      ]),
    );
    expect(facts).toMatchObject({
      capital: ['Pretoria', 'Bloemfontein', 'Cape Town'],
      continent: ['Africa'],
      currency: ['rand'],
      region: ['Southern Africa'],
    });
    expect(facts.language).toContain('Zulu');
  });
});
