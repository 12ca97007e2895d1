// `npm run facts`: facts about films, from npm's vega-datasets into .facts/. npm checks the package against the digest of
// pinned/package-lock.json; what is made of it must be what experiments name.
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { interruptible, runProgram } from '../../lab/shared/run-program.ts';
import { sha256OfFacts } from '../../src/configurations/load-facts.ts';
import { HarnessError } from '../../src/errors/harness-error.ts';
import { FILMS, factsFolder } from '../../src/tasks/text/named-entities/knowledge/known-facts.ts';
import { clearLeftovers, isProcessAlive, temporaryFolder } from '../wheels/place-folder.ts';
import { thisWorkshop, thrownWords } from '../wheels/this-workshop.ts';
import { filmsAsDocuments } from './films.ts';

const FILMS_KEPT = 400;
const USAGE = `npm run facts
  Fetches facts about ${FILMS_KEPT} films from npm's vega-datasets (BSD-3-Clause: 18 MB to download, 0.4 MB kept) into .facts/.
  --help          this text
`;

const workshop = thisWorkshop('facts', factsFolder(), interruptible().signal);

await runProgram({ usage: USAGE, parse, main, inPlaceOf: (thrown) => thrownWords(thrown, workshop) });

function parse(words: readonly string[]): { readonly help: boolean } {
  const other = words.find((word) => !['--help', '-h'].includes(word));
  if (other === undefined) return { help: words.length > 0 };
  throw new HarnessError('invalid-option', {
    what: '`npm run facts` takes no such word.',
    got: other,
    expected: '--help, or nothing',
  });
}

async function main(): Promise<void> {
  const { folder, say } = workshop;
  mkdirSync(folder, { recursive: true });
  clearLeftovers(folder, isProcessAlive);
  const place = join(folder, FILMS.file);
  if (existsSync(place) && sha256OfFacts(place) === FILMS.sha256)
    return say(`nothing to do: ${FILMS.file} is here, whole`);
  const temporary = temporaryFolder(folder, process.pid);
  try {
    const data = await moviesOf(temporary);
    const made = join(temporary, FILMS.file);
    writeFileSync(made, filmsAsDocuments(data, FILMS_KEPT));
    const got = sha256OfFacts(made);
    if (got !== FILMS.sha256) {
      const what = 'What was made of the package is not what experiments name: nothing was changed.';
      throw new HarnessError('internal', { what, got: `sha256 ${got}`, expected: `sha256 ${FILMS.sha256}` });
    }
    renameSync(made, place);
    say(`ready: ${place}`);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** @param folder for the package, which is read once */
async function moviesOf(folder: string): Promise<unknown> {
  mkdirSync(folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json'])
    copyFileSync(join(import.meta.dirname, 'pinned', file), join(folder, file));
  const npm = process.env.npm_execpath ?? 'npm';
  const words = ['ci', '--no-audit', '--no-fund', '--ignore-scripts'];
  const [program, ...first] = npm.endsWith('.js') ? [process.execPath, npm] : [npm];
  const { exitCode } = await execa(program as string, [...first, ...words], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    reject: false,
    cancelSignal: workshop.signal,
  });
  if (exitCode === 0)
    return JSON.parse(readFileSync(join(folder, 'node_modules/vega-datasets/data/movies.json'), 'utf8'));
  throw new HarnessError('not-fetched', {
    what: 'npm could not fetch vega-datasets: nothing was changed.',
    got: `exit code ${exitCode ?? 'none'} of npm ci`,
    next: 'see what npm says above; a registry is needed once',
  });
}
