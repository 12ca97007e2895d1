// iml.config in the current folder, as vitest finds its own: TypeScript, JavaScript or JSON, the first that is there.
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { createJiti } from 'jiti';
import { HarnessError } from '../errors/harness-error.ts';
import { plainSchema } from '../schemas/json-schema.ts';
import { type ProjectConfig, ProjectSchema } from './configuration-schema.ts';
import { isObject } from './experiment-schemas.ts';
import { JsonTextError, parseJsonText, type TextPlace } from './json-text.ts';
import { configurationError, schemaComplaints } from './schema-complaints.ts';

export const PROJECT_FILES = ['ts', 'mts', 'js', 'mjs', 'json'].map((ending) => `iml.config.${ending}`);

export interface LoadedProject extends Omit<ProjectConfig, 'configurations'> {
  readonly configurations: NonNullable<ProjectConfig['configurations']>;
  /** As it was named, or found; null where there is none. */
  readonly file: string | null;
  /** What paths of configurations start from. */
  readonly folder: string;
}

/** @param file null: whichever is found. @throws HarnessError `not-readable`, `invalid-configuration` */
export async function loadProject({
  currentFolder,
  file,
}: {
  readonly currentFolder: string;
  readonly file: string | null;
}): Promise<LoadedProject> {
  const found = file ?? PROJECT_FILES.find((name) => existsSync(resolve(currentFolder, name))) ?? null;
  if (found === null) return { configurations: [], file: null, folder: currentFolder };
  const path = resolve(currentFolder, found);
  const { value, placeOf } = path.endsWith('.json') ? fromJson(path, found) : await fromModule(path, found);
  const complaints = schemaComplaints(plainSchema(ProjectSchema), value);
  if (complaints.length > 0) throw configurationError(complaints, { file: found, placeOf });
  const { configurations = [], ...options } = value as ProjectConfig;
  return { ...options, configurations, file: found, folder: dirname(path) };
}

interface Read {
  readonly value: unknown;
  readonly placeOf: (pointer: string) => TextPlace | null;
}

function fromJson(path: string, file: string): Read {
  try {
    return parseJsonText(readFileSync(path, 'utf8'));
  } catch (cause) {
    const place = cause instanceof JsonTextError ? `:${cause.place.line}:${cause.place.column}` : '';
    throw unusable(`${file}${place}`, cause);
  }
}

/** jiti reads TypeScript, also where the package is installed and no loader runs. */
async function fromModule(path: string, file: string): Promise<Read> {
  const load = createJiti(import.meta.url, { moduleCache: false, fsCache: false });
  let loaded: unknown;
  try {
    loaded = await load.import(path);
  } catch (cause) {
    throw unusable(file, cause);
  }
  const value = isObject(loaded) ? loaded.default : undefined;
  if (value !== undefined) return { value, placeOf: () => null };
  throw unusable(file, new Error(`${basename(path)} has no default export`));
}

function unusable(file: string, cause: unknown): HarnessError {
  return new HarnessError(
    'invalid-configuration',
    {
      what: 'The configuration of the project cannot be read.',
      where: file,
      got: cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause),
      expected: '`export default defineConfig({ ... })` with defineConfig from iml-verify, or a JSON object',
    },
    { cause },
  );
}
