// What there is to cite: documents, files, claims. Read once from the repository.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { CLAIMS } from '../../src/claims/registry/registry.ts';
import { STATEMENTS } from '../../src/claims/registry/statements.ts';
import { type CitedDocument, readDocument } from './documents.ts';

/** Folders whose code and prose are read for citations; Markdown at the top is read as well. */
const READ = ['src', 'lab', 'specs', 'scripts', 'kernels', 'bin', 'examples', 'docs', 'golden'];
/** What may be cited besides. */
const CITED = [...READ, '.ci', '.github', 'fixtures', 'reports', 'schemas'];

export interface House {
  /** Documents of docs/ by their names, and any other Markdown by its path. */
  readonly documents: ReadonlyMap<string, CitedDocument>;
  /** Paths of files and folders below the root, with forward slashes. */
  readonly paths: ReadonlySet<string>;
  /** Packages that package.json names, with and without their scope. */
  readonly packages: ReadonlySet<string>;
  readonly claims: readonly string[];
  readonly paperClaims: readonly string[];
}

const ROOT = resolve(import.meta.dirname, '../..');

export const sourceOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

export function readHouse(): House {
  const top = readdirSync(ROOT, { withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = [...top.map(({ name }) => name), ...CITED.flatMap(pathsBelow)];
  const markdown = paths.filter((path) => path.endsWith('.md'));
  const documents = markdown.map((path): [string, CitedDocument] => [nameOf(path), readDocument(sourceOf(path))]);
  return {
    documents: new Map(documents),
    paths: new Set(paths),
    packages: new Set(packages()),
    claims: CLAIMS.map(({ id }) => id),
    // C8 of its table stands for C8a to C8c here, too.
    paperClaims: [...new Set(STATEMENTS.flatMap(({ id }) => id.match(/^C\d+/) ?? []))],
  };
}

/** All that is read for citations. */
export function readFiles({ paths }: House): string[] {
  const isRead = (path: string) =>
    path.includes('/') ? READ.some((folder) => path.startsWith(`${folder}/`)) : path.endsWith('.md');
  return [...paths].filter((path) => isRead(path) && /\.(ts|mjs|js|py|cc|h|md)$/.test(path)).sort();
}

/** What citations call a document: its name alone where it is one of docs/, the path for others. */
export function nameOf(path: string): string {
  return /^docs\/[^/]+\.md$/.test(path) ? basename(path, '.md') : path;
}

function packages(): string[] {
  const manifest = JSON.parse(sourceOf('package.json')) as Record<string, unknown>;
  const fields = Object.entries(manifest).filter(([name]) => /dependencies$/i.test(name));
  const names = fields.flatMap(([, versions]) => Object.keys(versions ?? {}));
  return [...names, ...names.map((name) => basename(name))];
}

function pathsBelow(folder: string): string[] {
  try {
    const below = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
    return [folder, ...below.map((path) => `${folder}/${path.replaceAll('\\', '/')}`)];
  } catch {
    return [];
  }
}
