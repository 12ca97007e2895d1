// What a model folder is: the names and bytes of its files, as one digest. Two folders of one digest are one model, wherever they
// lie; a changed byte makes another, so that the ledger never mixes them.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { HarnessError } from '../errors/harness-error.ts';
import { contentHash } from '../experiments/content-hash.ts';

export interface FolderFile {
  /** With `/`, whatever the system writes. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

const MOST_FILES = 500;
const MOST_BYTES = 20_000_000;

/** Files of the folder and its folders by name, but for `node_modules` and what starts with a dot. @throws HarnessError */
export function modelFolderFiles(folder: string): FolderFile[] {
  const files: FolderFile[] = [];
  let bytes = 0;
  const visit = (place: string, prefix: string) => {
    for (const entry of readdirSync(place)) {
      if (entry.startsWith('.') || entry === 'node_modules') continue;
      const path = join(place, entry);
      // Links are followed: what they lead to is what a model imports.
      if (statSync(path).isDirectory()) {
        visit(path, `${prefix}${entry}/`);
        continue;
      }
      const content = readFileSync(path);
      bytes += content.length;
      files.push({ name: `${prefix}${entry}`, bytes: content });
      if (files.length > MOST_FILES || bytes > MOST_BYTES) throw tooMuch(folder);
    }
  };
  try {
    visit(folder, '');
  } catch (cause) {
    if (cause instanceof HarnessError) throw cause;
    throw new HarnessError(
      'invalid-configuration',
      {
        what: 'A model folder cannot be read.',
        where: folder,
        got: cause instanceof Error ? cause.message : String(cause),
        expected: 'a folder with model.ts, model.mjs or model.js in it',
      },
      { cause },
    );
  }
  return files.sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** sha256 over names and bytes, in the order of the names. */
export function modelFolderDigest(files: readonly FolderFile[]): string {
  return contentHash(files.map(({ name, bytes }) => [name, createHash('sha256').update(bytes).digest('hex')]));
}

function tooMuch(folder: string): HarnessError {
  return new HarnessError('invalid-configuration', {
    what: 'A model folder holds more than a model.',
    where: folder,
    expected: `at most ${MOST_FILES} files of ${MOST_BYTES / 1e6} MB together, all of which identify the model`,
    next: 'give the model a folder of its own',
  });
}
