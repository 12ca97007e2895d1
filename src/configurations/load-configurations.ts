// All configurations that were asked for, files and those that a project's iml.config holds itself; what is wrong with any of them is
// told together, before anything is trained.
import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { HarnessError } from '../errors/harness-error.ts';
import type { Configuration } from './configuration-schema.ts';
import type { LoadedProject } from './load-project.ts';
import { configurationOf, readConfiguration } from './read-configuration.ts';

export interface LoadConfigurations {
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
