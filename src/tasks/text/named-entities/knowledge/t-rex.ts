// Books, films, games and artworks, from triples in the form of T-REx (Elsahar et al. 2018; paper.md 2.3): subject, predicate, object as
// they stand in a text, of 25 predicates of Wikidata. Of one entity many facts, of another four.
import { type Static, Type } from 'typebox';
import { messageOf } from '../../../../errors/caused-error.ts';
import { checked } from '../../../../schemas/checked.ts';
import { inOneLine } from '../../../../schemas/complaints.ts';
import {
  distinct,
  type Entity,
  type Fact,
  invalidData,
  type Knowledge,
  type KnowledgeText,
  roundedYear,
} from './knowledge.ts';

/** By Wikidata's number. `people` answers with a first name, which is what the question asks for. */
const PREDICATES: Readonly<Record<string, { readonly question: string; readonly answer?: 'people' | 'date' }>> = {
  P50: { question: 'What is the first name of the author of {}?', answer: 'people' },
  P123: { question: 'Who published {}?' },
  P577: { question: 'When was {} published?', answer: 'date' },
  P136: { question: 'What is the genre of {}?' },
  P364: { question: 'In which language was {} first made?' },
  P407: { question: 'In which language is {}?' },
  P179: { question: 'Which series does {} belong to?' },
  P57: { question: 'What is the first name of the director of {}?', answer: 'people' },
  P58: { question: 'What is the first name of the screenwriter of {}?', answer: 'people' },
  P344: { question: 'What is the first name of the cinematographer of {}?', answer: 'people' },
  P98: { question: 'What is the first name of the editor of {}?', answer: 'people' },
  P1040: { question: 'What is the first name of the film editor of {}?', answer: 'people' },
  P162: { question: 'What is the first name of the producer of {}?', answer: 'people' },
  P275: { question: 'Under which licence is {}?' },
  P750: { question: 'Who distributed {}?' },
  P921: { question: 'What is {} about?' },
  P127: { question: 'Who owns {}?' },
  P86: { question: 'What is the first name of the composer of {}?', answer: 'people' },
  P178: { question: 'Who developed {}?' },
  P31: { question: 'What kind of thing is {}?' },
  P840: { question: 'Where is {} set?' },
  P915: { question: 'Where was {} filmed?' },
  P135: { question: 'Which movement does {} belong to?' },
  P180: { question: 'What does {} show?' },
  P195: { question: 'Which collection is {} in?' },
};
/** Questions of an entity that the paper takes. */
const FEWEST = 4;
const MOST = 100;

/** What coreference puts in a name's place. */
const PRONOUNS = new Set(
  'he him his she her hers it its they them their theirs this that these those who whom whose which i we us you'.split(
    ' ',
  ),
);

const NullableText = Type.Union([Type.String(), Type.Null()]);
const Part = Type.Object({ uri: NullableText, surfaceform: NullableText });
/** T-REx has more fields. */
const DocumentsSchema = Type.Array(
  Type.Object({ triples: Type.Array(Type.Object({ subject: Part, predicate: Part, object: Part })) }),
);
type Documents = Static<typeof DocumentsSchema>;
const isDocuments = checked<Documents>(DocumentsSchema);
const EXPECTED = 'a JSON list of documents with triples';

/**
 * @param texts the files of T-REx, each a JSON list of documents; `sha256` is of all of them
 * @throws HarnessError `invalid-data` where one is no such file, or no entity is left
 */
export function readTrex(
  texts: Iterable<Omit<KnowledgeText, 'sha256'>>,
  { sha256 }: Pick<KnowledgeText, 'sha256'>,
): Knowledge {
  const answersOf = new Map<string, Map<string, string[]>>();
  const files: string[] = [];
  for (const { file, pieces } of texts) {
    files.push(file);
    for (const { triples } of documentsOf(file, [...pieces].join(''))) {
      for (const triple of triples) addTriple(answersOf, triple);
    }
  }
  const entities = [...answersOf].flatMap(([name, byPredicate]) => entityOf(name, byPredicate));
  if (entities.length === 0) {
    const expected = 'documents with triples about books, films, games or artworks';
    throw invalidData(files.join(', '), 'no entity with four questions', expected);
  }
  const questions = Object.fromEntries(
    Object.entries(PREDICATES).map(([predicate, { question }]) => [predicate, question]),
  );
  return { kind: 't-rex', sha256, questions, entities };
}

function documentsOf(file: string, text: string): Documents {
  let documents: unknown;
  try {
    documents = JSON.parse(text);
  } catch (cause) {
    throw invalidData(file, `no JSON (${messageOf(cause)})`, EXPECTED);
  }
  if (isDocuments(documents)) return documents;
  throw invalidData(file, inOneLine(isDocuments.complaints(documents).slice(0, 3)), EXPECTED);
}

type Triple = Documents[number]['triples'][number];

function addTriple(answersOf: Map<string, Map<string, string[]>>, { subject, predicate, object }: Triple): void {
  const number = /P\d+$/.exec(predicate.uri ?? '')?.[0] ?? '';
  const asked = PREDICATES[number];
  const [name, said] = [plain(subject.surfaceform), plain(object.surfaceform)];
  if (asked === undefined || name === null || said === null) return;
  const answer = shortened(said, asked.answer);
  if (answer === null) return;
  const byPredicate = answersOf.get(name) ?? new Map<string, string[]>();
  answersOf.set(name, byPredicate);
  byPredicate.set(number, [...(byPredicate.get(number) ?? []), answer]);
}

/** Null for pronouns and for what is nothing but parentheses. `;` would split one answer into several. */
function plain(surface: string | null): string | null {
  const text = (surface ?? '')
    .replace(/\([^()]*\)/g, ' ')
    .replace(/[;\s]+/g, ' ')
    .trim();
  return text === '' || PRONOUNS.has(text.toLowerCase()) ? null : text;
}

/** Null for a date without a year. */
function shortened(answer: string, as: 'people' | 'date' | undefined): string | null {
  if (as === undefined) return answer;
  if (as === 'people') return answer.split(' ')[0] as string;
  const year = /(?<!\d)\d{4}(?!\d)/.exec(answer)?.[0];
  return year === undefined ? null : roundedYear(Number(year));
}

/** A list of one, or of none where too few questions are left. */
function entityOf(name: string, byPredicate: ReadonlyMap<string, readonly string[]>): Entity[] {
  const used = new Set<string>();
  const facts: Fact[] = [];
  for (const [attribute, given] of byPredicate) {
    // One answer to two questions of an entity is asked for once.
    const fresh = distinct(given).filter((answer) => !used.has(answer));
    for (const answer of fresh) used.add(answer);
    // Of several the first alone is trained and counts (paper.md 2.3).
    if (fresh[0] !== undefined) facts.push({ attribute, answers: [fresh[0]] });
  }
  return facts.length < FEWEST ? [] : [{ name, facts: facts.slice(0, MOST) }];
}
