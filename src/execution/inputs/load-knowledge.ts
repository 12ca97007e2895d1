// The facts that an experiment on named entities is about: of a package, or of a file of the user's, which the request knows by its digest.
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { causedError } from '../../errors/caused-error.ts';
import { HarnessError } from '../../errors/harness-error.ts';
import { readCvdb } from '../../tasks/text/named-entities/knowledge/cvdb.ts';
import type { Knowledge, KnowledgeSource, KnowledgeText } from '../../tasks/text/named-entities/knowledge/knowledge.ts';
import { readTrex } from '../../tasks/text/named-entities/knowledge/t-rex.ts';
import { loadCountries } from './load-countries.ts';
import type { Assets } from './run-request.ts';

const READERS = { cvdb: readCvdb, 't-rex': (text: KnowledgeText) => readTrex([text], text) };

/** @throws HarnessError `invalid-configuration` where the file is missing or another, `invalid-data` where it is damaged */
export function loadKnowledge({ kind, sha256 }: KnowledgeSource, { modelFolders = {} }: Assets): Knowledge {
  if (kind === 'countries') return loadCountries();
  const path = modelFolders[sha256];
  if (path === undefined) {
    throw new HarnessError('invalid-configuration', {
      what: 'The request does not say where the facts about named entities lie.',
      expected: `a file of the form ${kind} that is sha256 ${sha256}`,
      next: 'name the configuration again, and plan anew',
    });
  }
  const found = sha256OfFile(path);
  if (found === sha256) return READERS[kind]({ file: path, sha256, pieces: piecesOf(path) });
  throw new HarnessError('invalid-configuration', {
    what: 'A file of facts is no longer the one that the runs were planned with.',
    where: path,
    got: `sha256 ${found}`,
    expected: `sha256 ${sha256}`,
    next: 'start again: the changed file is another world, and its runs are kept apart',
  });
}

/** As `sha256sum` prints it. @throws HarnessError `not-readable` */
export function sha256OfFile(path: string): string {
  const hash = createHash('sha256');
  for (const piece of bytesOf(path)) hash.update(piece);
  return hash.digest('hex');
}

const PIECE_BYTES = 2 ** 24;

/** The real files are longer than a string can be. */
function* piecesOf(path: string): Generator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for (const piece of bytesOf(path)) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}

/** Each piece is good until the next is asked for. */
function* bytesOf(path: string): Generator<Uint8Array> {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (cause) {
    throw causedError('not-readable', cause, {
      what: 'A file of facts about named entities cannot be read.',
      where: path,
    });
  }
  try {
    const buffer = new Uint8Array(PIECE_BYTES);
    for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer)) yield buffer.subarray(0, read);
  } finally {
    closeSync(file);
  }
}
