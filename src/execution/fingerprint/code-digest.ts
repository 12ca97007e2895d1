// A digest of all the code that can make a number of a run: of each module its meaning, each import by the name that it takes and the
// digest of the module that it comes from, packages by the version that ours demands. Where a file lies does not count.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { parse } from 'acorn';
import { HarnessError } from '../../errors/harness-error.ts';
import { meaningOf } from './meaning.ts';

/** Where a run begins: a backend is started, and a cohort of seeds trained and measured on it. */
export const ROOTS = ['tensors/backend', 'experiments/run-cohort'];

export interface Code {
  /** `src` of a clone, `dist` of a package. */
  readonly folder: string;
  /** Name -> version, as package.json demands it: an installation without an optional one has the same code. */
  readonly packages: Readonly<Record<string, string>>;
}

/** Digest by module, all that the roots reach; paths are absolute. */
export function moduleDigests({ folder, packages }: Code): Map<string, string> {
  const digests = new Map<string, string>();
  const digestOf = (file: string): string => {
    const known = digests.get(file);
    if (known !== undefined) return known;
    const replaceSource = (specifier: string) =>
      specifier.startsWith('.') ? digestOf(join(dirname(file), specifier)) : outside(specifier, { file, packages });
    const { imports, body } = meaningOf(parseModule(file, readFileSync(file, 'utf8')), replaceSource);
    // In no order: a moved file sorts elsewhere.
    const taken = imports.map(({ local, name, from }) => [local, name, replaceSource(from)].join('\n')).sort();
    const digest = digestOfTree({ imports: taken, body });
    digests.set(file, digest);
    return digest;
  };
  for (const root of ROOTS) digestOf(moduleFile(join(folder, root)));
  return digests;
}

export function codeDigest(code: Code): string {
  const digests = moduleDigests(code);
  return digestOfTree(ROOTS.map((root) => digests.get(moduleFile(join(code.folder, root))) ?? null));
}

/** Fields stand in the order in which meaning.ts and acorn write them. */
function digestOfTree(tree: unknown): string {
  return createHash('sha256').update(JSON.stringify(tree)).digest('hex');
}

function moduleFile(path: string): string {
  return existsSync(`${path}.ts`) ? `${path}.ts` : `${path}.js`;
}

/** A package has JavaScript, and no amaro. */
export function parseModule(file: string, text: string): ReturnType<typeof parse> {
  return parse(file.endsWith('.ts') ? withoutTypes(text) : text, { ecmaVersion: 'latest', sourceType: 'module' });
}

/** Types are blanked where they stand, as Node itself does it: all else stays what it was. */
function withoutTypes(text: string): string {
  const { transformSync } = createRequire(import.meta.url)('amaro') as {
    // amaro declares no types.
    readonly transformSync: (text: string, options: { readonly mode: 'strip-only' }) => { readonly code: string };
  };
  return transformSync(text, { mode: 'strip-only' }).code;
}

function outside(
  specifier: string,
  { file, packages }: { readonly file: string; readonly packages: Code['packages'] },
): string {
  if (isBuiltin(specifier)) return specifier;
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  const version = packages[name];
  if (version !== undefined) return `${specifier} ${version}`;
  throw new HarnessError('internal', {
    what: 'The code that makes numbers imports a package that package.json does not declare.',
    where: file,
    got: specifier,
    next: 'declare it with its exact version',
  });
}
