// Node options under which a child process can run a file of the harness: TypeScript in a clone needs tsx, a build nothing.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** @param file the file to run */
export function loaderOptions(file: string): string[] {
  if (!file.endsWith('.ts')) return [];
  // Not import.meta.resolve: vitest's global setup, which starts workers as well, has none.
  return ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href];
}
