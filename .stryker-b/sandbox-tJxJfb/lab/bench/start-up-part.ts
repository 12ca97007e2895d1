// How long the small commands and the matchers take from the build in dist/, from the start of Node to its end; and Node with
// nothing to do, in the same run, since a start is as long as the machine makes it.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { execa } from 'execa';
import { isBuildFresh } from '../../bin/source-digest.mjs';
import { HarnessError } from '../../src/errors/harness-error.ts';
import type { Surroundings } from './iml-run.ts';
import { best, median } from './sample-summary.ts';

export interface StartUp {
  readonly name: string;
  readonly runs: number;
  readonly medianMs: number;
  readonly bestMs: number;
  /** Its median over that of `node -e 0`. */
  readonly overNode: number;
}

const NODE_ALONE = 'node -e 0';

/** What is started, by the name that it has in the table. */
export function startUpCommands(root: string): Readonly<Record<string, readonly string[]>> {
  const iml = join(root, 'bin/iml.mjs');
  const matchers = pathToFileURL(join(root, 'dist/vitest/index.js')).href;
  return {
    [NODE_ALONE]: ['-e', '0'],
    'iml --help': [iml, '--help'],
    'iml list': [iml, 'list'],
    'iml explain iml-appears': [iml, 'explain', 'iml-appears'],
    'iml schema report': [iml, 'schema', 'report'],
    'import iml-verify/vitest': ['--input-type=module', '-e', `await import('${matchers}')`],
  };
}

/** Round by round, so that what slows the machine for a while slows all. @throws HarnessError where a build is missing or stale */
export async function measureStartUp(
  { root, rounds, say }: { readonly root: string; readonly rounds: number; readonly say: (words: string) => void },
  { signal, now }: Surroundings,
): Promise<StartUp[]> {
  if (!isBuildFresh(root))
    throw new HarnessError('invalid-option', {
      what: 'There is no build of these sources, and --start-up times one.',
      next: '`npm run build` makes it',
    });
  const commands = Object.entries(startUpCommands(root)).map(([name, words]) => ({ name, words, ms: [] as number[] }));
  for (let round = 1; round <= rounds; round += 1) {
    for (const { name, words, ms } of commands) {
      const start = now();
      const { exitCode, stderr } = await execa(process.execPath, words, {
        cwd: root,
        reject: false,
        cancelSignal: signal,
      });
      ms.push(now() - start);
      if (exitCode !== 0)
        throw new HarnessError('internal', { what: 'A command that is timed fails.', where: name, got: stderr });
    }
    say(`start-up, round ${round} of ${rounds}`);
  }
  return startUpRows(commands);
}

export function startUpRows(commands: readonly { readonly name: string; readonly ms: readonly number[] }[]): StartUp[] {
  const alone = median(commands.find(({ name }) => name === NODE_ALONE)?.ms ?? []);
  return commands.map(({ name, ms }) => ({
    name,
    runs: ms.length,
    medianMs: median(ms),
    bestMs: best(ms),
    overNode: median(ms) / alone,
  }));
}

export function startUpTable(rows: readonly StartUp[]): string[][] {
  const cells = rows.map(({ name, runs, medianMs, bestMs, overNode }) => [
    name,
    medianMs.toFixed(0),
    bestMs.toFixed(0),
    overNode.toFixed(1),
    String(runs),
  ]);
  return [['', 'median ms', 'best ms', 'over node -e 0', 'runs'], ...cells];
}
