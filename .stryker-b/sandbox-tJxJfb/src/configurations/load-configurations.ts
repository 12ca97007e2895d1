// iml.config in the current folder, as vitest finds its own: TypeScript, JavaScript or JSON, the first that is there. And all
// configurations that were asked for, files and those that iml.config holds itself; what is wrong with any of them is told together,
// before anything is trained.
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, relative, resolve } from 'node:path';
import { createJiti } from 'jiti';
import { causedError } from '../errors/caused-error.ts';
import { firstLine, HarnessError } from '../errors/harness-error.ts';
import { plainSchema } from '../schemas/json-schema.ts';
import { type Configuration, type ProjectConfig, ProjectSchema } from './configuration-schema.ts';
import { isObject } from './experiment-schemas.ts';
import { JsonTextError, parseJsonText, type TextPlace } from './json-text.ts';
import { configurationOf, readConfiguration } from './read-configuration.ts';
import { configurationError, schemaComplaints } from './schema-complaints.ts';

const PROJECT_FILES = ['ts', 'mts', 'js', 'mjs', 'json'].map((ending) => `iml.config.${ending}`);

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
  return causedError('invalid-configuration', cause, {
    what: 'The configuration of the project cannot be read.',
    where: file,
    got: firstLine(cause),
    expected: '`export default defineConfig({ ... })` with defineConfig from iml-verify, or a JSON object',
  });
}

interface LoadConfigurations {
  readonly currentFolder: string;
  readonly project: LoadedProject;
  readonly imagesDigest: string;
}

/** @param files as the command line has them; none: those of the project. @throws HarnessError */
export async function loadConfigurations(
  files: readonly string[],
  { currentFolder, project, imagesDigest }: LoadConfigurations,
): Promise<readonly [Configuration, ...Configuration[]]> {
  const fromFile = (file: string) => async () => {
    const path = resolve(currentFolder, file);
    return await readConfiguration(textOf(path, file), { file, folder: dirname(path), imagesDigest });
  };
  const written = (value: object, index: number) => async () => {
    const file = `${project.file ?? 'iml.config'}/configurations/${index}`;
    const unplaced = { placeOf: () => null, repeated: [] };
    const source = { file, folder: project.folder, imagesDigest, ...unplaced };
    return { ...(await configurationOf(value, source)), project: project.file };
  };
  const loaders =
    files.length > 0
      ? files.map(fromFile)
      : project.configurations.map((one, index) =>
          typeof one === 'string'
            ? fromFile(relative(currentFolder, resolve(project.folder, one)))
            : written(one, index),
        );
  const [first, ...others] = await allOrErrors(loaders);
  if (first === undefined) throw nothingToVerify(project);
  const all = [first, ...others] as const;
  const names = all.map(({ name }) => name);
  const twin = names.find((name, index) => names.indexOf(name) !== index);
  if (twin === undefined) return all;
  throw new HarnessError('invalid-configuration', {
    what: 'Two configurations have the same name.',
    got: all
      .filter(({ name }) => name === twin)
      .map(({ file }) => file)
      .join(' and '),
    expected: 'a name each; "name" sets another one than that of the file',
  });
}

/** One error as it is; several as one that has them all. */
async function allOrErrors(loaders: readonly (() => Promise<Configuration>)[]): Promise<readonly Configuration[]> {
  const found: Configuration[] = [];
  const errors: HarnessError[] = [];
  for (const load of loaders) {
    try {
      found.push(await load());
    } catch (error) {
      if (!(error instanceof HarnessError)) throw error;
      errors.push(error);
    }
  }
  const [first, ...others] = errors;
  if (first === undefined) return found;
  if (others.length === 0) throw first;
  throw new HarnessError(first.code, { what: errors.map(({ message }) => message).join('\n') }, { cause: first });
}

function nothingToVerify({ file }: LoadedProject): HarnessError {
  return new HarnessError('invalid-option', {
    what: 'No configuration was named, so nothing was verified.',
    where: file ?? 'the current folder, which has no iml.config file',
    expected: '`iml verify FILE ...`, or `configurations: [...]` in iml.config',
    next: '`iml schema configuration` describes a configuration',
  });
}

function textOf(path: string, file: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw causedError('not-readable', cause, {
      what: 'The configuration cannot be read.',
      where: file,
      expected: 'a JSON file; `iml schema configuration` describes it',
    });
  }
}
