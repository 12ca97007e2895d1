// All configurations that were asked for, files and those that a project's iml.config holds itself; what is wrong with any of them is
// told together, before anything is trained.
import { relative, resolve } from 'node:path';
import { HarnessError } from '../errors/harness-error.ts';
import type { Configuration } from './configuration.ts';
import { loadConfiguration } from './load-configuration.ts';
import type { LoadedProject } from './load-project.ts';
import { configurationOf } from './read-configuration.ts';

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
  const fromFile = (file: string, folder: string) => () =>
    loadConfiguration(file, { currentFolder: folder, imagesDigest });
  const loaders =
    files.length > 0
      ? files.map((file) => fromFile(file, currentFolder))
      : project.configurations.map((one, index) =>
          typeof one === 'string'
            ? fromFile(relative(currentFolder, resolve(project.folder, one)), currentFolder)
            : () => inline(one, { index, project, imagesDigest }),
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

async function inline(
  value: object,
  {
    index,
    project,
    imagesDigest,
  }: { readonly index: number; readonly project: LoadedProject; readonly imagesDigest: string },
): Promise<Configuration> {
  const pointer = `/configurations/${index}`;
  const file = `${project.file ?? 'iml.config'}${pointer}`;
  const configuration = await configurationOf(value, {
    file,
    folder: project.folder,
    imagesDigest,
    placeOf: () => null,
    repeated: [],
  });
  return { ...configuration, project: project.file };
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
