// How a person calls the command line from where it is: `npm run iml --` in a clone, `npx iml` where the package is installed.

export function commandWords(moduleUrl: string = import.meta.url): readonly string[] {
  return moduleUrl.endsWith('.ts') ? ['npm', 'run', 'iml', '--'] : ['npx', 'iml'];
}
