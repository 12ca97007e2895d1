// The arrows of architecture.md picture (Mermaid), and the arrows that imports draw between the layers of src.
import { posix } from 'node:path';

export function arrowsOf(source: string): (readonly [from: string, to: string])[] {
  const arrow = /^ +([a-z]+)(?:\["[^"]*"\])? --> ([a-z]+)/gm;
  return [...source.matchAll(arrow)].map(([, from = '', to = '']) => [from, to] as const);
}

/** "from to" for each pair of layers of which one imports the other. */
export function importsBetweenLayers(files: readonly (readonly [path: string, source: string])[]): Set<string> {
  return new Set(
    files.flatMap(([path, source]) =>
      [...source.matchAll(/\bfrom '(\.\.?\/[^']+)'/g)].map(([, target = '']) => {
        const layerOf = (file: string) => file.split('/')[1] ?? '';
        return `${layerOf(path)} ${layerOf(posix.join(posix.dirname(path), target))}`;
      }),
    ),
  );
}
