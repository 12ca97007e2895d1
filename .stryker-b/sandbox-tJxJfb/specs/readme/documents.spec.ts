// What a stranger opens first: its tables are those that are made today, the README is a page, its picture is small; and the tables of
// CONTRIBUTING.md that people rely on name every folder and every dependency.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GENERATED_TABLES, updatedFiles } from '../../scripts/readme/generated-tables.ts';
import { EXIT_CODES } from '../../src/cli/exit-codes.ts';
import { complaintsAboutDependencies, complaintsAboutFolders, complaintsAboutSize } from './document-complaints.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const manifest = JSON.parse(read('package.json')) as { readonly version: string };

describe('the tables of our documents', () => {
  it('are as `npm run readme` makes them', async () => {
    const updated = await updatedFiles(ROOT);
    expect(updated.map(({ file }) => file)).toContain('README.md');
    expect(
      updated.flatMap(({ file, stale }) => stale.map((name) => `${file}: ${name} is stale, npm run readme`)),
    ).toEqual([]);
  });

  it('leave no place for a table empty or without a maker', () => {
    const guides = readdirSync(join(ROOT, 'docs/guides')).map((name) => `docs/guides/${name}`);
    const marked = ['README.md', 'CONTRIBUTING.md', ...guides].flatMap((file) =>
      [...read(file).matchAll(/^<!-- ([a-z-]+):start -->$/gm)].map(([, name]) => `${file} ${name}`),
    );
    expect(marked.sort()).toEqual(GENERATED_TABLES.map(({ file, name }) => `${file} ${name}`).sort());
  });
});

describe('the README', () => {
  it('is a page, with a picture that loads quickly', () => {
    const [, picture = ''] = /!\[[^\]]+\]\(([^)]+)\)/.exec(read('README.md')) ?? [];
    expect(existsSync(join(ROOT, picture))).toBe(true);
    expect(complaintsAboutSize('README.md', statSync(join(ROOT, 'README.md')).size, 9_000)).toEqual([]);
    expect(complaintsAboutSize(picture, statSync(join(ROOT, picture)).size, 200_000)).toEqual([]);
  });
});

describe('CONTRIBUTING.md', () => {
  const text = read('CONTRIBUTING.md');
  const specs = readdirSync(join(ROOT, 'specs'), { recursive: true, encoding: 'utf8' })
    .map((path) => `specs/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.spec.ts'));
  const folders = readdirSync(join(ROOT, 'src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

  it('says of every folder of src which specs look at it, and they exist', () => {
    expect(complaintsAboutFolders(text, { folders, specs })).toEqual([]);
  });

  it('has a row with a reason for every dependency, and for nothing else', () => {
    expect(complaintsAboutDependencies(text, manifest)).toEqual([]);
  });
});

describe('other documents', () => {
  it('name every exit code', () => {
    const codes = [...read('docs/guides/commands.md').matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));
    expect(codes).toEqual(Object.values(EXIT_CODES));
  });

  it('are of the version of the package', () => {
    expect(read('CITATION.cff')).toContain(`\nversion: ${manifest.version}\n`);
    expect(read('CHANGELOG.md')).toContain(`\n## [${manifest.version}]`);
  });
});
