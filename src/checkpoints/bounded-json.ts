// JSON that somebody else wrote: looked over before it is parsed, so that neither depth nor numbers of lists exhaust anything, and no
// name counts that is written twice in one object, of which a parser keeps the last without a word.
import { messageOf } from '../errors/caused-error.ts';
import { invalidCheckpoint } from './invalid-checkpoint.ts';

/** Of what is read here, merges of tokens nest deepest. */
const MOST_DEPTH = 32;
/** Merges of the largest tokenizers are half a million. */
const MOST_CONTAINERS = 2 ** 20;

const [QUOTE, BACKSLASH, COLON] = ['"', '\\', ':'].map((character) => character.charCodeAt(0));

/** @throws HarnessError `invalid-checkpoint` */
export function boundedJson(bytes: Uint8Array, where: string): unknown {
  const refusal = (got: string) =>
    invalidCheckpoint('A JSON document of a model is not one that is read here.', { where, got });
  const text = decoded();
  lookOver(text, refusal);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refusal(messageOf(error));
  }

  function decoded(): string {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      throw refusal('it is not UTF-8');
    }
  }
}

function lookOver(text: string, refusal: (got: string) => Error): void {
  /** Names in each open object; null for a list. */
  const open: (Set<string> | null)[] = [];
  let containers = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '{' || character === '[') {
      open.push(character === '{' ? new Set() : null);
      containers += 1;
      if (open.length > MOST_DEPTH) throw refusal(`it is nested more than ${MOST_DEPTH} deep`);
      if (containers > MOST_CONTAINERS) throw refusal(`it holds more than ${MOST_CONTAINERS} objects and lists`);
    } else if (character === '}' || character === ']') {
      open.pop();
    } else if (character === '"') {
      const end = endOfText(text, at);
      const names = open.at(-1);
      if (names && isName(text, end)) {
        const name = nameIn(text.slice(at, end + 1));
        if (names.has(name)) throw refusal(`the name ${JSON.stringify(name.slice(0, 80))} is there twice`);
        names.add(name);
      }
      at = end;
    }
  }
}

/** Where its closing quotation mark is; the parser complains where there is none. */
function endOfText(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at += 1;
    else if (code === QUOTE) return at;
  }
  return text.length;
}

function isName(text: string, end: number): boolean {
  let next = end + 1;
  while (next < text.length && text.charCodeAt(next) <= 32) next += 1;
  return text.charCodeAt(next) === COLON;
}

/** Two spellings of one name are one name. */
function nameIn(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted;
  }
}
