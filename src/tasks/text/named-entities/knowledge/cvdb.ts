// People, from a CSV file in the form of the cross-verified database of notable people (Laouenan et al. 2022; paper.md 2.1): dead ones
// of whom nothing is missing, most-read first, as many women as men.
import { parse } from 'csv-parse/sync';
import { messageOf } from '../../../../errors/caused-error.ts';
import { type Entity, invalidData, type Knowledge, type KnowledgeText, roundedYear } from './knowledge.ts';

const QUESTIONS = {
  gender: 'What was the gender of {}?',
  birth: 'When was {} born?',
  death: 'When did {} die?',
  region: 'In which region did {} live?',
  occupation: 'What did {} do?',
  nationality: 'What was the nationality of {}?',
} as const;

/** Columns that are read, by what stands in the file's first line. */
const COLUMNS = {
  name: 'name',
  birth: 'birth',
  death: 'death',
  gender: 'gender',
  occupation: 'level3_main_occ',
  nationality: 'string_citizenship_raw_d',
  region: 'un_region',
  readers: 'wiki_readers_2015_2018',
} as const;
type Row = Record<keyof typeof COLUMNS, string>;

/** The paper's sets of characters. Python's `\w` knows the letters and digits of every alphabet. */
const WORDS = /^[\p{L}\p{N}_\s]+$/u;
const WORDS_OF_SEVERAL = /^[\p{L}\p{N}_\s';]+$/u;
const YEAR = /^-?\d{1,4}(\.0+)?$/;
const READERS = /^\d+(\.\d+)?$/;

interface Person {
  readonly entity: Entity;
  readonly isMan: boolean;
  readonly readers: number;
}

/** @throws HarnessError `invalid-data` where it is no such file, or nobody is left */
export function readCvdb(text: KnowledgeText): Knowledge {
  const people = new Map<string, Person>();
  for (const row of rowsOf(text)) {
    const person = personOf(row);
    // Of one name the first, as in the paper.
    if (person !== null && !people.has(person.entity.name)) people.set(person.entity.name, person);
  }
  // Sorting is stable: of people as much read, the first in the file.
  const byReaders = [...people.values()].sort((a, b) => b.readers - a.readers);
  const [men, women] = [true, false].map((isMan) => byReaders.filter((person) => person.isMan === isMan));
  const entities = takeInTurn(men ?? [], women ?? []).map(({ entity }) => entity);
  if (entities.length === 0) {
    const got = `${men?.length} men and ${women?.length} women without a missing value`;
    throw invalidData(text.file, got, 'at least one of each');
  }
  const { file: _, pieces: __, ...source } = text;
  return { kind: 'cvdb', ...source, questions: QUESTIONS, entities };
}

/** Longer than any line: a quotation mark that nobody closes would swallow the file. */
const LONGEST_BLOCK = 2 ** 26;

/** Whatever even number an experiment takes from the start, half of it are men. Nobody is left without a counterpart. */
function takeInTurn<T>(one: readonly T[], other: readonly T[]): T[] {
  const pairs = Math.min(one.length, other.length);
  return one.slice(0, pairs).flatMap((item, index) => [item, other[index] as T]);
}

/** Null where something is missing, or is written in characters that the paper leaves out. */
function personOf(row: Row): Person | null {
  const { name, birth, death, gender, occupation, nationality, region, readers } = row;
  const isMan = gender.toLowerCase() === 'male';
  if (!isMan && gender.toLowerCase() !== 'female') return null;
  if (!WORDS.test(name) || !WORDS.test(occupation) || !WORDS_OF_SEVERAL.test(nationality) || region === '') return null;
  if (!YEAR.test(birth) || !YEAR.test(death) || !READERS.test(readers)) return null;
  const answers = {
    gender: gender.toLowerCase(),
    birth: roundedYear(Number(birth)),
    death: roundedYear(Number(death)),
    region: inWords(region),
    occupation: inWords(occupation),
    // Of several the first alone is trained and counts (paper.md 2.1).
    nationality: inWords((nationality.split(';')[0] as string).trim().replace(/^'+|'+$/g, '')),
  };
  if (Object.values(answers).includes('') || inWords(name) === '') return null;
  const facts = Object.entries(answers).map(([attribute, answer]) => ({ attribute, answers: [answer] as const }));
  return { entity: { name: inWords(name), facts }, isMan, readers: Number(readers) };
}

const inWords = (cell: string) => cell.replace(/[_\s]+/g, ' ').trim();

/** Rows, a block of whole lines at a time. */
function* rowsOf({ file, pieces }: KnowledgeText): Generator<Row> {
  let header: readonly string[] | null = null;
  let first = 1;
  for (const block of wholeLines({ file, pieces })) {
    let lines: string[][];
    try {
      lines = parse(block, { bom: first === 1, skip_empty_lines: true });
    } catch (cause) {
      throw invalidData(
        `${file}, from row ${first} on`,
        `no CSV (${messageOf(cause)})`,
        'CSV, each row as long as the first',
      );
    }
    for (const [index, line] of lines.entries()) {
      if (header === null) {
        header = line;
        const missing = Object.values(COLUMNS).filter((column) => !line.includes(column));
        if (missing.length > 0) {
          throw invalidData(
            file,
            `no column ${missing.join(', ')}`,
            `a first line with ${Object.values(COLUMNS).join(', ')}`,
          );
        }
      } else if (line.length !== header.length) {
        throw invalidData(
          `${file}, row ${first + index}`,
          `${line.length} columns`,
          `${header.length}, as the first row has`,
        );
      } else yield rowOf(header, line);
    }
    first += lines.length;
  }
  if (header === null)
    throw invalidData(file, 'an empty file', `a first line with ${Object.values(COLUMNS).join(', ')}`);
}

function rowOf(header: readonly string[], line: readonly string[]): Row {
  const cells = Object.entries(COLUMNS).map(([field, column]) => [
    field,
    (line[header.indexOf(column)] as string).trim(),
  ]);
  return Object.fromEntries(cells) as Row;
}

/** Pieces cut anew, at ends of lines that stand in no quoted cell. */
function* wholeLines({ file, pieces }: Omit<KnowledgeText, 'sha256'>): Generator<string> {
  let rest = '';
  for (const piece of pieces) {
    rest += piece;
    const end = endOfLines(rest);
    if (end === 0 && rest.length > LONGEST_BLOCK) {
      throw invalidData(file, `a line, or a quoted cell, of more than ${LONGEST_BLOCK} characters`, 'CSV');
    }
    if (end === 0) continue;
    yield rest.slice(0, end);
    rest = rest.slice(end);
  }
  if (rest !== '') yield rest;
}

/** Place after the last such end; 0 where there is none. */
function endOfLines(text: string): number {
  let [isQuoted, end] = [false, 0];
  for (let place = 0; place < text.length; place += 1) {
    const character = text[place];
    if (character === '"') isQuoted = !isQuoted;
    else if (character === '\n' && !isQuoted) end = place + 1;
  }
  return end;
}
