// Every citation resolves: whoever reads the name of a document, a file or a claim finds it.
//
// What is read: comments in src, lab, specs, scripts, kernels, bin and examples; Markdown there, in docs/, in golden/ and at the top.
// What must hold:
//   * a section is cited as `decisions.md B1`, `decisions.md promise 9`, `paper.md 2.9`, `experiments.md 2A`, `engine.md 3`,
//     `architecture.md decision 4`, or by a heading in words as in `architecture.md glossary`; several as `decisions.md B0, B7` or
//     `decisions.md promises 3 and 7`. A comment names a section, never a document alone. What is quoted right behind stands there;
//   * the paper's claims are `C1` to `C28`, wherever they are named;
//   * a file in a comment, or in inline code of Markdown, is there: by its path from the root, from where it is cited, or by its last parts;
//   * a link in Markdown leads to a file or folder, and its anchor to a heading;
//   * a claim's id, behind `--claim` or `explain` or as inline code of three or more hyphenated words, is in the registry; names that begin with `my-` are a reader's own;
//   * a path below golden/ is there.
// The log and the list of changes may name files that went since. A rule, promise or decision by its number alone is complained about,
// too: nobody can look it up. Samples in fences are not read, but for the claims that commands ask for.
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { arrowsOf, importsBetweenLayers } from './citations/architecture-picture.ts';
import { type CitationKind, citationsIn, complaintsAbout } from './citations/find-citations.ts';
import { readFiles, readHouse, sourceOf } from './citations/house.ts';
import { passagesOf } from './citations/passages.ts';

const house = readHouse();
const complaintsOf = (file: string, source: string) =>
  passagesOf(file, source).flatMap((passage) => complaintsAbout(passage, house));
const files = readFiles(house);

describe('citations', () => {
  it('all resolve', () => {
    expect(files.flatMap((file) => complaintsOf(file, sourceOf(file)))).toEqual([]);
  });

  it('of every kind are found in the repository', () => {
    const found = files
      .flatMap((file) => passagesOf(file, sourceOf(file)))
      .flatMap((passage) => citationsIn(passage, house));
    const kinds: readonly CitationKind[] = ['section', 'file', 'link', 'claim', 'paper claim', 'golden'];
    const counts = kinds.map((kind) => found.filter((citation) => citation.kind === kind).length);
    expect(
      counts.every((count) => count > 0),
      `${kinds.join(', ')}: ${counts.join(', ')}`,
    ).toBe(true);
  });
});

/** Dead citations, planted one a kind: where, what, and what the complaint says. Names are put together, as this file is read as well. */
const promise = 'promise';
const planted: readonly (readonly [what: string, file: string, source: string, complaint: string])[] = [
  [
    'a section',
    'src/a.ts',
    '// Why (decisions.md B9).',
    'src/a.ts:1: cites decisions.md B9, which has no such section; nearest is B',
  ],
  [
    'a promise',
    'src/a.ts',
    `const a = 1;\n// See decisions.md\n// ${promise} 99.`,
    'src/a.ts:2: cites decisions.md promise 99',
  ],
  ['one of several', 'src/a.ts', `/** By decisions.md ${promise}s 3, 71. */`, 'cites decisions.md promise 71'],
  ['a claim in the table', 'src/a.ts', '// From paper.md C29.', 'cites paper.md C29'],
  ['quoted words', 'src/a.ts', '// By experiments.md 2A, "never said there".', 'does not have: "never said there"'],
  ['a document alone', 'src/a.ts', '  // Look into engine.md', 'src/a.ts:1: cites engine.md and no section; there are'],
  ['a document that went', 'src/a.ts', `// Source: ${'decision'}-rules.`, 'without its document'],
  ['a rule alone', 'specs/a.ts', '// The table of B' + '3.', 'names "B3" without its document'],
  ['a section in Markdown', 'docs/a.md', 'It says so\n(experiments.md 99).', 'docs/a.md:2: cites experiments.md 99'],
  [
    'a file in a comment',
    'src/tensors/a.ts',
    '// Then step-engin.ts runs it.',
    'nearest is src/tensors/step-engine.ts',
  ],
  [
    'a file behind code',
    'src/a.ts',
    "call('b'); // as in specs/nowhere.spec.ts",
    'names specs/nowhere.spec.ts, which is not there',
  ],
  ['a file in Python', 'specs/oracles/a.py', '# Read by nobody.spec.ts', 'names nobody.spec.ts'],
  ['a file in Markdown', 'README.md', 'All of `src/ledgr/ledger.ts` is', 'names src/ledgr/ledger.ts'],
  ['a folder', 'README.md', 'Below `docs/nowhere` is', 'names docs/nowhere'],
  ['a file that was renamed', 'src/a.ts', '// In citations.exhaustive.spec.ts.', 'nearest is specs/citations.spec.ts'],
  ['a link', 'docs/a.md', 'Read [this](../CONTRIBUTE.md).', 'links to ../CONTRIBUTE.md, which is not there'],
  ['an anchor', 'README.md', '[rules](docs/decisions.md#b0-comon-frame)', 'nearest heading is #b0-common-frame'],
  [
    'a claim that is asked for',
    'docs/a.md',
    '```sh\niml run --claim iml-appear\n```',
    'docs/a.md:2: names the claim iml-appear, which',
  ],
  ['a claim in inline code', 'docs/a.md', 'As `larger-model-more-iml` says.', 'nearest is larger-models-more-iml'],
  ['a claim of the paper', 'src/a.ts', `// ${'C'}31: it appears.`, "names C31; the paper's claims are C1 to C28"],
  [
    'a golden',
    'docs/a.md',
    'In `golden/pools/wasm/quickly` are',
    'names golden/pools/wasm/quickly, which is not there',
  ],
  ['a golden pool', 'src/a.ts', '// As in golden/pools/wasm/none.jsonl', 'names golden/pools/wasm/none.jsonl'],
];

describe('a dead citation of', () => {
  it.each(planted)('%s is complained about', (_what, file, source, complaint) => {
    const complaints = complaintsOf(file, source);
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toContain(complaint);
  });
});

it('code that only looks like a citation is left alone', () => {
  expect(complaintsOf('src/a.ts', "const name = 'nowhere.ts'; // no file\nconst url = 'https://a.b/c.md';")).toEqual(
    [],
  );
  expect(
    complaintsOf('docs/a.md', 'Install `node-api-headers`, see `tensorflow-linux-x64`, write `report.json`.'),
  ).toEqual([]);
});

describe('the picture of the architecture', () => {
  const source = sourceOf('docs/architecture.md');
  const layers = readdirSync(`${import.meta.dirname}/../src`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

  it('shows every layer, and describes each in a line', () => {
    expect([...new Set(arrowsOf(source).flat())].sort()).toEqual(layers);
    const described = [...layersOf(source).matchAll(/^\| `([a-z]+)` \|/gm)].map(([, layer = '']) => layer);
    expect([...new Set(described)].sort()).toEqual(layers);
  });

  it('has only arrows that imports draw', () => {
    const imports = importsBetweenLayers(files.filter((file) => /^src\/.+\.ts$/.test(file)).map(sourceOfWithPath));
    const wrong = (arrows: readonly (readonly [string, string])[]) =>
      arrows.filter(([from, to]) => !imports.has(`${from} ${to}`));
    expect(wrong(arrowsOf(source))).toEqual([]);
    expect(wrong(arrowsOf('  statistics["plain numbers"] --> tensors["of tensors"]'))).toEqual([
      ['statistics', 'tensors'],
    ]);
  });
});

function layersOf(source: string): string {
  return source.slice(source.indexOf('## Layers'), source.indexOf('## Main path'));
}

function sourceOfWithPath(path: string): readonly [path: string, source: string] {
  return [path, sourceOf(path)];
}
