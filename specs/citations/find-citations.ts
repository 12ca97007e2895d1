// Every citation in a passage, each with what it needs to stand: a section of a document, a file, an anchor, a claim. What does not stand
// comes back as a complaint that names what there is (citations.spec.ts has the forms).
import { posix } from 'node:path';
import { closest } from 'fastest-levenshtein';
import { plainWords } from './documents.ts';
import { type House, nameOf } from './house.ts';
import { lineAt, type Passage } from './passages.ts';

export type CitationKind = 'section' | 'file' | 'link' | 'claim' | 'paper claim' | 'golden';

export interface Citation {
  readonly kind: CitationKind;
  readonly offset: number;
  /** Null where it stands. */
  readonly complaint: string | null;
}

export function citationsIn(passage: Passage, house: House): Citation[] {
  const finders = [sections, bareSections, paperClaims, files, links, claims];
  return finders.flatMap((find) => find(passage, house));
}

export function complaintsAbout(passage: Passage, house: House): string[] {
  return citationsIn(passage, house).flatMap(({ offset, complaint }) =>
    complaint === null ? [] : [`${passage.file}:${lineAt(passage, offset)}: ${complaint}`],
  );
}

const DOCUMENT = String.raw`\b(?:docs/)?([a-z-]+)\.md\b(?!\]|\)|#)`;
const ID = String.raw`(?:(?:promises?|decisions?|tables?)\s+\d+|B\d|[CD]\d+|\d[A-Z]|\d+(?:\.\d+)?)\b`;
const SECTIONS = new RegExp(String.raw`${DOCUMENT}(?:\s+(${ID}(?:(?:,|,?\s+and|\s+to|\s+or)\s+${ID})*))?`, 'g');
/** What is quoted right behind a section must stand in the document. */
const QUOTED = /^,\s+(?:"([^"]+)"|`([^`]+)`)/;

function sections(passage: Passage, { documents }: House): Citation[] {
  return [...passage.text.matchAll(SECTIONS)].flatMap(({ 0: cited, 1: name = '', 2: ids, index }): Citation[] => {
    const document = documents.get(name);
    const at = { kind: 'section', offset: index } as const;
    if (document === undefined) return [];
    const rest = passage.text.slice(index + cited.length);
    if (ids === undefined) {
      const word = headingBehind(rest, document.sections);
      if (word !== null) return [{ ...at, complaint: null }];
      const isTold = passage.kind !== 'comment' || document.sections.length === 0;
      const complaint = `cites ${name}.md and no section; there are ${document.sections.join(', ')}`;
      return isTold ? [] : [{ ...at, complaint }];
    }
    const quoted = QUOTED.exec(rest);
    const words = quoted?.[1] ?? quoted?.[2] ?? '';
    const isQuoted = document.words.includes(plainWords(words));
    return [
      ...namesIn(ids).map((id) => ({
        ...at,
        complaint: document.sections.includes(id)
          ? null
          : `cites ${name}.md ${id}, which has no such section; nearest is ${closest(id, document.sections)}`,
      })),
      ...(isQuoted ? [] : [{ ...at, complaint: `cites words that ${name}.md does not have: "${words}"` }]),
    ];
  });
}

/** A heading in words right behind the document's name: "architecture.md glossary". */
function headingBehind(rest: string, names: readonly string[]): string | null {
  const words = plainWords(rest.slice(0, 80));
  return names.find((name) => /^([a-z]|\d{4}-)/.test(name) && new RegExp(`^${name}\\b`).test(words)) ?? null;
}

/** Each number takes the kind before it, so that a plural with two numbers names two sections. */
function namesIn(ids: string): string[] {
  let kind = '';
  return [...ids.matchAll(/(promise|decision|table)?s?\s*\b([A-Z]?\d+[A-Z]?(?:\.\d+)?)\b/g)].map(
    ([, word, number = '']) => {
      kind = word ?? (/^\d+$/.test(number) ? kind : '');
      return kind === '' ? number : `${kind} ${number}`;
    },
  );
}

/** Rules, promises and decisions that do not say where they stand, and documents that were before docs/. */
const BARE = /\bB[0-7]\b(?!:?\d)|\bpromises? \d+|\bdesign decision \d+|\bdecision-rules\b|\bpaper-facts\b/gi;

function bareSections({ file, text, kind }: Passage): Citation[] {
  if (kind === 'fence' || /^docs\/(decisions|log)\.md$/.test(file)) return [];
  return [...text.matchAll(BARE)]
    .filter(({ index }) => !isBehindDocument(text, index))
    .filter(({ 0: word }) => !/^b\d/.test(word))
    .map(({ 0: word, index }) => ({
      kind: 'section',
      offset: index,
      complaint: `names "${word}" without its document; write decisions.md B1, decisions.md promise 9, architecture.md decision 4, paper.md 2.9`,
    }));
}

/** Whether a section's name belongs to a citation that says its document. */
function isBehindDocument(text: string, offset: number): boolean {
  return [...text.matchAll(SECTIONS)].some(({ 0: cited, index }) => offset >= index && offset < index + cited.length);
}

function paperClaims({ text, kind }: Passage, { paperClaims: known }: House): Citation[] {
  if (kind === 'fence') return [];
  return [...text.matchAll(/(?<![\w./-])C\d{1,2}\b(?![./]\w)/g)]
    .filter(({ index }) => !isBehindDocument(text, index))
    .map(({ 0: id, index }) => ({
      kind: 'paper claim',
      offset: index,
      complaint: known.includes(id) ? null : `names ${id}; the paper's claims are ${known[0]} to ${known.at(-1)}`,
    }));
}

const FILE =
  /(?<![\w/.@*<>$~-])((?:[\w@.-]+\/)*[\w.-]*\w\.(?:ts|mjs|cjs|py|cc|md|jsonl|json|html|svg|yml))\b(?![\w*<-]|\/)/g;
/** A folder or file of the repository, by its path from the root; of reports only the samples are kept. */
const FROM_ROOT =
  /^(?:(?:src|lab|specs|scripts|kernels|bin|docs|golden|fixtures|schemas|examples|\.ci|\.github)\/|reports\/sample)[\w./-]+$/;

/** Files that runs, builds, users or other packages make, which are no part of the repository; and names that stand for any. */
const NOT_KEPT =
  /^(?:.*\/)?(?:(?:report|transfer|jobs|plan|judged|experiment|build|promotion-under-way|iml\.config|my-[\w-]+|vk_swiftshader_icd)\.\w+|(?:config|tokenizer)\.json|(?:NAME|FILE)\..+)$/;

/** What was: it may name files that went since. */
const HISTORY = ['CHANGELOG.md', 'docs/log.md'];

function files(passage: Passage, house: House): Citation[] {
  if (passage.kind === 'fence' || HISTORY.includes(passage.file)) return [];
  const { text, file } = passage;
  const named =
    passage.kind === 'comment'
      ? [...text.matchAll(FILE)].map(({ 1: path = '', index }) => ({ path, index }))
      : [...text.matchAll(/`([^`\n]+)`/g)]
          .map(({ 1: path = '', index }) => ({ path, index }))
          .filter(({ path }) => FROM_ROOT.test(path) || (path.match(FILE) ?? [])[0] === path);
  return named
    .filter(({ path }) => !NOT_KEPT.test(path))
    .map(({ path, index }) => ({
      kind: path.startsWith('golden/') ? 'golden' : 'file',
      offset: index,
      complaint: isThere(path, file, house) ? null : `names ${path}, which is not there; ${nearestFile(path, house)}`,
    }));
}

function isThere(path: string, from: string, { paths, documents }: House): boolean {
  const clean = path.replace(/\/$/, '');
  const isDocument = clean.endsWith('.md') && documents.has(nameOf(`docs/${clean}`));
  const isBeside = paths.has(posix.join(posix.dirname(from), clean));
  return isDocument || isBeside || paths.has(clean) || [...paths].some((known) => known.endsWith(`/${clean}`));
}

function nearestFile(path: string, { paths }: House): string {
  const name = posix.basename(path);
  const alike = [...paths].filter((known) => posix.extname(known) === posix.extname(name));
  const sameStem = alike.filter((known) => posix.basename(known).split('.')[0] === name.split('.')[0]);
  const files = sameStem.length > 0 ? sameStem : alike;
  const nearest = closest(
    name,
    files.map((known) => posix.basename(known)),
  );
  return `nearest is ${files.find((known) => posix.basename(known) === nearest)}`;
}

function links(passage: Passage, { paths, documents }: House): Citation[] {
  const { text, file, kind } = passage;
  if (kind !== 'prose') return [];
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .filter(({ 1: target = '' }) => !/^[a-z]+:/.test(target))
    .map(({ 1: target = '', index }) => {
      const [path = '', anchor] = target.split('#');
      const goal = path === '' ? file : posix.join(posix.dirname(file), path).replace(/\/$/, '');
      const at = { kind: goal.startsWith('golden/') ? 'golden' : 'link', offset: index } as const;
      if (!paths.has(goal)) {
        return { ...at, complaint: `links to ${target}, which is not there; ${nearestFile(goal, { paths } as House)}` };
      }
      const anchors = documents.get(nameOf(goal))?.anchors ?? [];
      if (anchor === undefined || anchors.includes(anchor)) return { ...at, complaint: null };
      return { ...at, complaint: `links to ${target}; nearest heading is #${closest(anchor, [...anchors, ''])}` };
    });
}

/** Words of commands that a claim's id follows; and inline code that looks like an id. */
const ASKED = /(?:--claim|\bexplain)\s+([a-z][a-z0-9]*(?:-[a-z0-9]+)+)/g;
const CODE = /`([a-z][a-z0-9]*(?:-[a-z0-9]+){2,})`/g;

function claims({ text, kind }: Passage, house: House): Citation[] {
  const asked = [...text.matchAll(ASKED)];
  const inCode = kind === 'prose' ? [...text.matchAll(CODE)] : [];
  return [
    ...asked.map((match) => ({ match, isSure: true })),
    ...inCode.map((match) => ({ match, isSure: false })),
  ].flatMap(({ match: { 1: id = '', index }, isSure }): Citation[] => {
    const at = { kind: 'claim', offset: index } as const;
    if (house.claims.includes(id)) return [{ ...at, complaint: null }];
    if (/^my-/.test(id) || (!isSure && isElse(id, house))) return [];
    const complaint = `names the claim ${id}, which the registry does not have; nearest is ${closest(id, [...house.claims])}`;
    return [{ ...at, complaint }];
  });
}

/** Other things that are written with hyphens: packages, files, environments of goldens. */
function isElse(id: string, { paths, packages }: House): boolean {
  return packages.has(id) || [...paths].some((path) => posix.basename(path).split('.')[0] === id);
}
