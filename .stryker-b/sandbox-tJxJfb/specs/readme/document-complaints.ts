// What is wrong with a document, in words; the same functions judge ours and the planted ones.

export function complaintsAboutSize(file: string, bytes: number, most: number): string[] {
  return bytes <= most ? [] : [`${file} has ${bytes} bytes, more than ${most}`];
}

/** Every folder has a row, and every name in it is part of the path of some spec, as `npm test -- NAME` takes it. */
export function complaintsAboutFolders(
  text: string,
  { folders, specs }: { readonly folders: readonly string[]; readonly specs: readonly string[] },
): string[] {
  const rows = new Map(
    rowsUnder(text, '## Which tests for which folder').map(([folder = '', ...rest]) => [
      wordsIn(folder)[0] ?? '',
      rest.flatMap(wordsIn).filter((word) => !word.startsWith('npm ')),
    ]),
  );
  return [
    ...folders.filter((folder) => !rows.has(folder)).map((folder) => `src/${folder} has no row`),
    ...[...rows.keys()].filter((folder) => !folders.includes(folder)).map((folder) => `src/${folder} is no folder`),
    ...[...rows].flatMap(([folder, names]) => (names.length === 0 ? [`src/${folder} has no specs`] : [])),
    ...[...new Set([...rows.values()].flat())]
      .filter((name) => !specs.some((path) => path.includes(name)))
      .map((name) => `\`npm test -- ${name}\` runs nothing`),
  ];
}

/** Every dependency of a package.json has a row with a reason, once, and every row is one of its dependencies. */
export function complaintsAboutDependencies(text: string, manifest: object): string[] {
  const kinds = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];
  const declared = new Set(kinds.flatMap((kind) => Object.keys((manifest as Record<string, object>)[kind] ?? {})));
  const rows = rowsUnder(text, '## Dependencies, each with its reason');
  const named = rows.flatMap(([packages = '']) => wordsIn(packages));
  return [
    ...[...declared].filter((name) => !named.includes(name)).map((name) => `${name} has no row`),
    ...named.filter((name) => !declared.has(name)).map((name) => `${name} is no dependency`),
    ...named.filter((name, index) => named.indexOf(name) !== index).map((name) => `${name} has two rows`),
    ...rows.filter(([, reason = '']) => reason === '').map(([packages]) => `${packages} has no reason`),
  ];
}

/** Cells of the first table below a heading, without its own heading. */
function rowsUnder(text: string, heading: string): string[][] {
  const [, section = ''] = text.split(`\n${heading}\n`);
  const [own = ''] = section.split('\n## ');
  return own
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

function wordsIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);
}
