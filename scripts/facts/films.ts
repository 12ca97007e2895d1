// Films as documents with triples, as T-REx has creative works (paper.md 2.3): the best known ones of which who directed, who
// distributed, what genre and what year are on file.
import { Type } from 'typebox';
import { checked } from '../../src/schemas/checked.ts';
import { inOneLine } from '../../src/schemas/complaints.ts';
import { invalidData } from '../../src/tasks/text/named-entities/knowledge/knowledge.ts';

const NullableText = Type.Union([Type.String(), Type.Null()]);
/** What is read of the file; it has more. */
const MoviesSchema = Type.Array(
  Type.Object({
    /** Some films are called by a number, and are one in the file. */
    Title: Type.Union([NullableText, Type.Number()]),
    'Release Date': NullableText,
    Distributor: NullableText,
    'Major Genre': NullableText,
    Director: NullableText,
    'IMDB Votes': Type.Union([Type.Number(), Type.Null()]),
  }),
);
type Movies = Type.Static<typeof MoviesSchema>;
const isMovies = checked<Movies>(MoviesSchema);

/** The file was made in this year: later ones are of the century before, of which it kept two digits. */
const LATEST_YEAR = 2010;
const PREDICATES = { director: 'P57', distributor: 'P750', genre: 'P136', year: 'P577' } as const;

/**
 * @param data the films of vega-datasets, as its file holds them
 * @param count so many films, by votes; a title that another film has, or that holds more than ASCII, is passed over
 * @throws HarnessError `invalid-data`
 */
export function filmsAsDocuments(data: unknown, count: number): string {
  if (!isMovies(data)) {
    throw invalidData(
      'movies.json',
      inOneLine(isMovies.complaints(data).slice(0, 3)),
      'the file of vega-datasets 3.2.1',
    );
  }
  const films = new Map<string, Readonly<Record<keyof typeof PREDICATES, string>>>();
  for (const film of [...data].sort((a, b) => (b['IMDB Votes'] ?? 0) - (a['IMDB Votes'] ?? 0))) {
    const { Title, Director: director, Distributor: distributor, 'Major Genre': genre } = film;
    const title = articleFirst(String(Title ?? ''));
    if (!/^[ -~]+$/.test(title) || films.has(title)) continue;
    const year = yearOf(film['Release Date']);
    if (director === null || distributor === null || genre === null || year === null) continue;
    films.set(title, { director, distributor, genre, year });
  }
  const documents = [...films].slice(0, count).map(([title, facts]) => ({
    triples: Object.entries(PREDICATES).map(([fact, predicate]) => ({
      subject: { uri: null, surfaceform: title },
      predicate: { uri: `http://www.wikidata.org/prop/direct/${predicate}`, surfaceform: null },
      object: { uri: null, surfaceform: facts[fact as keyof typeof PREDICATES] },
    })),
  }));
  return `${JSON.stringify(documents, null, 1)}\n`;
}

/** "Boot, Das" */
function articleFirst(title: string): string {
  const [, rest, article] = /^(.*), (The|A|An|Das|Der|La|Le|Il)$/.exec(title) ?? [];
  return rest === undefined ? title : `${article} ${rest}`;
}

function yearOf(date: string | null): string | null {
  const year = Number(/\d{4}$/.exec(date ?? '')?.[0] ?? Number.NaN);
  if (Number.isNaN(year)) return null;
  return String(year > LATEST_YEAR ? year - 100 : year);
}
