// A configuration from its file.
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { HarnessError } from '../errors/harness-error.ts';
import type { Configuration } from './configuration.ts';
import { readConfiguration } from './read-configuration.ts';

export interface LoadConfiguration {
  /** What relative paths start from. */
  readonly currentFolder: string;
  readonly imagesDigest: string;
}

/** @throws HarnessError `not-readable`, `invalid-configuration` */
export async function loadConfiguration(
  file: string,
  { currentFolder, imagesDigest }: LoadConfiguration,
): Promise<Configuration> {
  const path = resolve(currentFolder, file);
  return await readConfiguration(textOf(path, file), { file, folder: dirname(path), imagesDigest });
}

function textOf(path: string, file: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new HarnessError(
      'not-readable',
      {
        what: 'The configuration cannot be read.',
        where: file,
        got: cause instanceof Error ? cause.message : String(cause),
        expected: 'a JSON file; `iml schema configuration` describes it',
      },
      { cause },
    );
  }
}
