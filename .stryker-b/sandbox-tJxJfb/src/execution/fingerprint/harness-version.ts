// The version in package.json, found from source and from a build alike.
import { readFileSync } from 'node:fs';

export function harnessVersion(): string {
  const file = new URL('../../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
