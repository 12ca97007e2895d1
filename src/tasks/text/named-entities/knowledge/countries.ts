// Countries (npm's world-countries: ODbL 1.0, © Mohammed Le Doze and contributors): small enough for two cores, and known to every
// pretrained model. Members of the United Nations come first, then by area; of 250 six lack a fact and are left out.
import { Type } from 'typebox';
import { checked } from '../../../../schemas/checked.ts';
import { inOneLine } from '../../../../schemas/complaints.ts';
import { distinct, type Entity, invalidData, type Knowledge } from './knowledge.ts';

/** SHA-256 of the package's file of facts in version 5.1.0: what experiments name. */
export const COUNTRIES_SHA256 = '359431fb9475666dfad1ea5e72e53521cef40520f65eecd08e02ba569eb8491b';

const QUESTIONS = {
  capital: 'What is the capital of {}?',
  continent: 'On which continent is {}?',
  language: 'Which language is spoken in {}?',
  currency: 'What is the currency of {}?',
  region: 'In which part of the world is {}?',
  people: 'What are the people of {} called?',
} as const;

const Text = Type.String();
/** What is read of the package's data; it has more. */
const CountriesSchema = Type.Array(
  Type.Object({
    name: Type.Object({ common: Type.String({ minLength: 1 }) }),
    unMember: Type.Boolean(),
    area: Type.Number(),
    capital: Type.Array(Text),
    region: Text,
    subregion: Text,
    languages: Type.Record(Text, Text),
    /** An empty list where there is none. */
    currencies: Type.Union([Type.Record(Text, Type.Object({ name: Text })), Type.Array(Type.Never())]),
    demonyms: Type.Optional(Type.Object({ eng: Type.Optional(Type.Object({ m: Text })) })),
  }),
);
type Countries = Type.Static<typeof CountriesSchema>;
const isCountries = checked<Countries>(CountriesSchema);

/** @param data what the package's file of facts holds */
export function readCountries(
  data: unknown,
  { file, sha256 }: { readonly file: string; readonly sha256: string },
): Knowledge {
  if (!isCountries(data))
    throw invalidData(file, inOneLine(isCountries.complaints(data)), 'the data of world-countries 5.1.0');
  const ordered = [...data].sort((a, b) => Number(b.unMember) - Number(a.unMember) || b.area - a.area);
  return { kind: 'countries', sha256, questions: QUESTIONS, entities: ordered.flatMap((country) => entityOf(country)) };
}

/** A list of one, or of none where a fact is missing. */
function entityOf({ name, capital, region, subregion, languages, currencies, demonyms }: Countries[number]): Entity[] {
  // "Kenyan shilling" would tell the country.
  const money = Object.values(currencies).map((currency) => currency.name.replace(/^.* /, '').toLowerCase());
  const answers: Readonly<Record<keyof typeof QUESTIONS, readonly string[]>> = {
    capital,
    continent: [region],
    language: Object.values(languages),
    currency: money,
    region: [subregion === '' ? region : subregion],
    people: [demonyms?.eng?.m ?? ''],
  };
  const facts = Object.entries(answers).flatMap(([attribute, given]) => {
    const [first, ...others] = distinct(given);
    return first === undefined ? [] : [{ attribute, answers: [first, ...others] as const }];
  });
  return facts.length === Object.keys(QUESTIONS).length ? [{ name: name.common, facts }] : [];
}
