// A file of facts about named entities that somebody has, read: its digest, by which experiments name it, and what it says.
import { statSync } from 'node:fs';
import { type OpenFile, openAs, piecesOf } from '../checkpoints/byte-source.ts';
import { fileDigest } from '../checkpoints/checkpoint-digest.ts';
import { HarnessError } from '../errors/harness-error.ts';
import { readCvdb } from '../tasks/text/named-entities/knowledge/cvdb.ts';
import type { Knowledge, KnowledgeSource, KnowledgeText } from '../tasks/text/named-entities/knowledge/knowledge.ts';
import { readTrex } from '../tasks/text/named-entities/knowledge/t-rex.ts';

const READERS = { cvdb: readCvdb, 't-rex': (text: KnowledgeText) => readTrex([text], text) };

/** What is no file of a user's has no path. */
export type FactsFile = KnowledgeSource & { readonly kind: keyof typeof READERS };

/** @throws HarnessError `not-readable`, or `invalid-data` where the file is damaged or of another form */
export function loadFacts(path: string, { kind, sha256 }: FactsFile): Knowledge {
  return READERS[kind]({ file: path, sha256, pieces: textOf(path) });
}

const openFacts: OpenFile = (file) => {
  if (!statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    return openAs(file, 'A file of facts about named entities cannot be read.');
  }
  const what = 'A file of facts about named entities is a folder.';
  throw new HarnessError('not-readable', { what, where: file, expected: 'one file' });
};

/** As `sha256sum` prints it. @throws HarnessError `not-readable` */
export const sha256OfFacts = (path: string) => fileDigest(path, openFacts);

/** The real files are longer than a string can be. */
function* textOf(path: string): Generator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const source = openFacts(path);
  try {
    for (const piece of piecesOf(source)) yield decoder.decode(piece, { stream: true });
    yield decoder.decode();
  } finally {
    source.close();
  }
}
