// The words of the command line that ask for a configuration again: its file, or the project that it stands in.
import type { Configuration } from '../configurations/configuration.ts';

export function askedWords({ file, project }: Pick<Configuration, 'file' | 'project'>): readonly string[] {
  return project === null ? ['verify', file] : ['verify', '--config', project];
}
