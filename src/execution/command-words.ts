// How a person calls the command line from where it is: `npm run iml --` in a clone, whether its sources run or a build of them,
// `npx iml` where the package is installed, the file itself where it runs from a bundle (scripts/bundle/header.sh says which).
import { existsSync } from 'node:fs';

export function commandWords(
  moduleUrl: string = import.meta.url,
  bundle: string | undefined = process.env.IML_BUNDLE,
): readonly string[] {
  if (bundle !== undefined && bundle !== '') return ['sh', bundle];
  return existsSync(new URL('../../src/cli/main.ts', moduleUrl)) ? ['npm', 'run', 'iml', '--'] : ['npx', 'iml'];
}
