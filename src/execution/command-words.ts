// How a person calls the command line from where it is: `npm run iml --` in a clone, whether its sources run or a build of them,
// `npx iml` where the package is installed.
import { existsSync } from 'node:fs';

export function commandWords(moduleUrl: string = import.meta.url): readonly string[] {
  return existsSync(new URL('../../src/cli/main.ts', moduleUrl)) ? ['npm', 'run', 'iml', '--'] : ['npx', 'iml'];
}
