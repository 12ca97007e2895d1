// A digest of all the code that can make a number of a run: of each module its meaning, each import by the name that it takes and the
// digest of the module that it comes from, packages by the version that ours demands. Where a file lies does not count.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { type AnyNode, type ImportDeclaration, type Program, parse } from 'acorn';
import { HarnessError } from '../../errors/harness-error.ts';

/** Where the text stands, and how a literal was spelt. */
const NOT_MEANT = new Set(['type', 'start', 'end', 'loc', 'range', 'raw', 'shorthand', 'directive']);

/** Where a run begins: a backend is started, a cohort of seeds trained and measured on it, and the facts are read that it is about. */
export const ROOTS = [
  'tensors/backend',
  'experiments/run-cohort',
  ...['countries', 'cvdb', 't-rex'].map((kind) => `tasks/text/named-entities/knowledge/${kind}`),
];

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

/** Fields stand in the order in which code-digest.ts and acorn write them. */
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

function outside(specifier: string, { file, packages }: Pick<Code, 'packages'> & { readonly file: string }): string {
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

/** A tree of JSON values, in place of acorn's nodes. */
type Meaning = null | string | number | boolean | readonly Meaning[] | { readonly [key: string]: Meaning };

/**
 * What a module means for the numbers of a run: its syntax tree without comments, line ends, spelling of literals, and words that only an
 * error says. Two texts with one meaning compute alike; the converse is not claimed (a renamed variable is another meaning).
 * @param replaceSource gives what stands for a module that is named in a re-export or in a dynamic import
 * @returns the body, and as imports whatever the module takes from others and uses where it does not only speak
 */
function meaningOf(program: Program, replaceSource: (specifier: string) => string) {
  const isImport = (node: AnyNode): node is ImportDeclaration => node.type === 'ImportDeclaration';
  const statements = program.body
    .filter((node) => !isImport(node))
    .map((node): Statement => {
      const tree = meaning(node, replaceSource);
      const own = node.type === 'FunctionDeclaration' ? (node.id?.name ?? null) : null;
      return { tree, own, names: namesIn(tree) };
    });
  const remaining = withoutUnused(statements);
  const imports = program.body
    .filter(isImport)
    .flatMap(importsOf)
    .filter(({ local }) => local === '' || remaining.some(({ names }) => names.has(local)));
  return { imports, body: remaining.map(({ tree }) => tree) };
}

interface Statement {
  readonly tree: Meaning;
  /** Every name in it, whatever it stands for. */
  readonly names: ReadonlySet<string>;
  /** Of a function that is not exported. */
  readonly own: string | null;
}

/** A bare import has an empty name. */
function importsOf({ specifiers, source }: ImportDeclaration) {
  const from = String(source.value);
  if (specifiers.length === 0) return [{ local: '', name: '', from }];
  return specifiers.map((specifier) => {
    const local = specifier.local.name;
    if (specifier.type === 'ImportDefaultSpecifier') return { local, name: 'default', from };
    if (specifier.type === 'ImportNamespaceSpecifier') return { local, name: '*', from };
    const { imported } = specifier;
    return { local, name: imported.type === 'Identifier' ? imported.name : String(imported.value), from };
  });
}

/** Functions of the module's own that only words used are words themselves. */
function withoutUnused(statements: readonly Statement[]): readonly Statement[] {
  const remaining = statements.filter(
    (one) => one.own === null || statements.some((other) => other !== one && other.names.has(one.own ?? '')),
  );
  return remaining.length === statements.length ? remaining : withoutUnused(remaining);
}

/** @param isWords within what is thrown: sentences and templates do not count, single words such as a code do */
function meaning(node: unknown, replaceSource: (specifier: string) => string, isWords = false): Meaning {
  if (Array.isArray(node)) return node.map((item) => meaning(item, replaceSource, isWords));
  if (!isNode(node)) return plain(node);
  const inner = (child: unknown, speaks = isWords) => meaning(child, replaceSource, speaks);
  switch (node.type) {
    case 'Identifier':
      return { '': 'Identifier', name: node.name };
    case 'Literal':
      return literal(node, isWords);
    case 'TemplateLiteral':
      if (isWords) return 'words';
      break;
    case 'ThrowStatement':
      return { '': 'Throw', argument: inner(node.argument, true) };
    case 'NewExpression':
      if (isErrorName(node.callee)) return { '': 'Error', callee: inner(node.callee), code: codeOf(node.arguments) };
      break;
    case 'ClassDeclaration':
      // An error's class puts its words together.
      if (isErrorName(node.superClass)) return { '': 'ErrorClass', name: node.id?.name ?? null };
      break;
    case 'FunctionDeclaration':
      if (node.id !== null && makesErrors(node.body.body)) {
        return { '': 'ErrorFunction', name: node.id.name, errors: inner(outermost(node.body, isNewError), false) };
      }
      break;
    case 'Property': {
      // `{ 'a': 1 }` is `{ a: 1 }`.
      const { key, kind, value } = node;
      const name = key.type === 'Literal' ? String(key.value) : key.type === 'Identifier' ? key.name : null;
      if (!node.computed && name !== null) return { '': 'Property', kind, name, value: inner(value) };
      break;
    }
    case 'ImportExpression':
      if (node.source.type === 'Literal') return { '': 'Import', source: replaceSource(String(node.source.value)) };
      break;
    case 'ExportAllDeclaration':
      return { '': 'ExportAll', exported: inner(node.exported), source: replaceSource(String(node.source.value)) };
    case 'ExportNamedDeclaration':
      return {
        '': 'Export',
        declaration: inner(node.declaration),
        specifiers: inner(node.specifiers),
        source: node.source ? replaceSource(String(node.source.value)) : null,
      };
  }
  const fields = Object.entries(node).filter(([key]) => !NOT_MEANT.has(key));
  return { '': node.type, ...Object.fromEntries(fields.map(([key, child]) => [key, inner(child)])) };
}

function literal(node: AnyNode & { readonly type: 'Literal' }, isWords: boolean): Meaning {
  if (node.regex) return { '': 'Pattern', pattern: node.regex.pattern, flags: node.regex.flags };
  if (typeof node.bigint === 'string') return { '': 'BigInt', digits: node.bigint };
  if (isWords && typeof node.value === 'string' && !/^[a-z0-9-]+$/.test(node.value)) return 'words';
  return { '': 'Literal', value: plain(node.value) };
}

/** JSON has neither infinities nor -0, and they are no literals of JavaScript's but for 1e999. */
function plain(value: unknown): Meaning {
  if (typeof value === 'number' && !Number.isFinite(value)) return { '': 'Number', value: String(value) };
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function isErrorName(node: AnyNode | null | undefined): boolean {
  return node?.type === 'Identifier' && node.name.endsWith('Error');
}

/** The first argument of `new HarnessError` says which refusal it is, which code may ask for; the first of `new Error` is words. */
function codeOf([first]: readonly AnyNode[]): Meaning {
  return first?.type === 'Literal' && typeof first.value === 'string' && /^[a-z-]+$/.test(first.value)
    ? first.value
    : null;
}

/** Ends by throwing, or by returning a new error, whatever was asked: all before that chooses words. Returns within functions of its own
 * count too, which only makes the answer more careful. */
function makesErrors(statements: readonly AnyNode[]): boolean {
  const last = statements.at(-1);
  const ends = last?.type === 'ThrowStatement' || (last?.type === 'ReturnStatement' && isNewError(last.argument));
  return ends && outermost(statements.slice(0, -1), ({ type }) => type === 'ReturnStatement').length === 0;
}

function isNewError(node: AnyNode | null | undefined): boolean {
  return node?.type === 'NewExpression' && isErrorName(node.callee);
}

/** Nodes of a kind in a tree, but not those within another of them. */
function outermost(tree: unknown, isIt: (node: AnyNode) => boolean): AnyNode[] {
  if (typeof tree !== 'object' || tree === null) return [];
  return isNode(tree) && isIt(tree) ? [tree] : Object.values(tree).flatMap((child) => outermost(child, isIt));
}

function namesIn(tree: Meaning, names = new Set<string>()): ReadonlySet<string> {
  if (typeof tree === 'string') names.add(tree);
  if (typeof tree === 'object' && tree !== null) for (const inner of Object.values(tree)) namesIn(inner, names);
  return names;
}
