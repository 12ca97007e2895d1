// The list of commands. Each is loaded only when it is called, and what its action needs only when that runs: help does not wait for them.
import { Command } from 'commander';
import { harnessVersion } from '../execution/fingerprint/harness-version.ts';
import type { CliCommand, Outcome, Surroundings } from './command.ts';
import { CODES_IN_HELP, EXIT_CODES, type ExitCode } from './exit-codes.ts';

type Commands = Readonly<
  Record<string, ReturnType<typeof entry> | { readonly about: string; readonly commands: Commands }>
>;
type Load = () => Promise<{ readonly command: CliCommand }>;
const entry = (about: string, load: Load, isHidden = false) => ({ about, load, isHidden });

const COMMANDS: Commands = {
  run: entry('train what the ledger lacks, judge the claims, write a report', () => import('./commands/run.ts')),
  plan: entry(
    'seeds, minutes and operations that a run would take; trains a few steps where nothing is known',
    () => import('./commands/plan.ts'),
  ),
  nightly: entry(
    'judge tonight against the goldens: same bytes, same numbers, same distribution, or drift',
    () => import('./commands/nightly.ts'),
  ),
  golden: {
    about: 'frozen pools of runs, with provenance, that later runs are held against',
    commands: {
      record: entry(
        'train the golden seeds of a whole profile, and put them beside the goldens as a candidate',
        () => import('./commands/golden-record.ts'),
      ),
      diff: entry(
        'what would change if the candidate were accepted: pools, numbers of the claims, verdicts',
        () => import('./commands/golden-diff.ts'),
      ),
      promote: entry(
        'accept the candidate, from a clean tree and with a passing run; not on a build server',
        () => import('./commands/golden-promote.ts'),
      ),
      restamp: entry(
        'train every golden seed with code of another fingerprint, and put that on goldens whose bytes it gives',
        () => import('./commands/golden-restamp.ts'),
      ),
      verify: entry(
        'check all goldens, and change nothing: bytes, history, criteria, what the claims come to on them',
        () => import('./commands/golden-verify.ts'),
      ),
    },
  },
  verify: entry(
    'which claims hold for model configurations of your own; several at once: where each transfers to',
    () => import('./commands/verify.ts'),
  ),
  paper: entry(
    "the paper's experiments, and configurations of them at the size, model and facts that you have",
    () => import('./commands/paper.ts'),
  ),
  schema: entry(
    'print a JSON Schema: of configurations, for editors and for people who write one',
    () => import('./commands/schema.ts'),
  ),
  'train-cohorts': entry('what a task of a Slurm array runs', () => import('./commands/train-cohorts.ts'), true),
  'judge-plan': entry('what the job after a Slurm array runs', () => import('./commands/judge-plan.ts'), true),
  list: entry("the claims, and the paper's claims that are not tested", () => import('./commands/list.ts')),
  explain: entry('what a claim says and how it is tested', () => import('./commands/explain.ts')),
  report: entry(
    'print the verdicts of a report again, with the exit code that its run had',
    () => import('./commands/report.ts'),
  ),
  audit: entry(
    'judge a report again from the ledger and the registered claims, and name each difference; trains nothing',
    () => import('./commands/audit.ts'),
  ),
  ledger: {
    about: 'what is in the ledger: list, show, verify, prune, export',
    commands: {
      list: entry('runs, seeds and sizes by experiment and numerics', () => import('./commands/ledger-list.ts')),
      show: entry('an experiment, and the numbers of its runs', () => import('./commands/ledger-show.ts')),
      verify: entry(
        'check every file and change none; 16 if one is damaged',
        () => import('./commands/ledger-verify.ts'),
      ),
      prune: entry('show what could be deleted; with --yes delete it', () => import('./commands/ledger-prune.ts')),
      export: entry('the runs as a table, a row a seed and measurement', () => import('./commands/ledger-export.ts')),
    },
  },
  model: {
    about: 'pretrained language models: show',
    commands: {
      show: entry(
        'what a pretrained model is, and with --prompt what it says: how one sees that it is read right',
        () => import('./commands/model-show.ts'),
      ),
    },
  },
  doctor: entry(
    'which backends work on this machine, and what to do for a better one',
    () => import('./commands/doctor.ts'),
  ),
  'try-backend': entry('what iml doctor runs in a child', () => import('./try-backends.ts'), true),
};

/** Words in, exit code out. @throws CommanderError for usage, help and version; HarnessError for the rest */
export async function runProgram(said: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const outcome: Outcome = { code: EXIT_CODES.success };
  const words = askingForHelp(said);
  const named = words.filter((word) => !word.startsWith('-') && word !== 'help');
  const program = await programOf({ surroundings, outcome }, (path) => path.every((name, at) => named[at] === name));
  if (words.length === 0) program.outputHelp();
  else await program.parseAsync([...words], { from: 'user' });
  return outcome.code;
}

/**
 * `iml help run` as `iml run --help`. Commander knows that word, too, but ends as the process was about to end, and that is no success
 * until there is an answer (main.ts).
 */
function askingForHelp(words: readonly string[]): readonly string[] {
  const at = words.indexOf('help');
  if (at === -1 || commandsOf(words.slice(0, at)) === null) return words;
  const named = words.toSpliced(at, 1);
  const isKnown = named.every((name, place) => commandsOf(named.slice(0, place))?.[name] !== undefined);
  // Of a name that nobody knows commander says so.
  return isKnown ? [...named, '--help'] : named;
}

/** Of a group of commands, or of the program; null where the names are no group. */
function commandsOf(path: readonly string[]): Commands | null {
  let commands = COMMANDS;
  for (const name of path) {
    const said = commands[name];
    if (said === undefined || !('commands' in said)) return null;
    commands = said.commands;
  }
  return commands;
}

interface Context {
  readonly surroundings: Surroundings;
  readonly outcome: Outcome;
}

/** All commands as commander knows them; those whose words are wanted with their options. */
export async function programOf(
  context: Context,
  isWanted: (path: readonly string[]) => boolean = () => true,
): Promise<Command> {
  const { stdout, stderr } = context.surroundings.terminal;
  const program = new Command('iml')
    .description('Verifies claims of "Implicit meta-learning may lead language models to trust more reliable sources".')
    .version(harnessVersion(), '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .addHelpText('after', CODES_IN_HELP)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      // Complaints are thrown as well, and reworded by whoever catches them.
      outputError: () => {},
    });
  const add = async (parent: Command, commands: Commands, above: readonly string[]): Promise<void> => {
    for (const [name, said] of Object.entries(commands)) {
      const path = [...above, name];
      const isHidden = 'isHidden' in said && said.isHidden;
      const command = parent.command(name, { hidden: isHidden }).description(said.about);
      if ('commands' in said) await add(command, said.commands, path);
      else if (isWanted(path)) {
        const { install } = await import('./command.ts');
        install(command, (await said.load()).command, context);
      }
    }
  };
  await add(program, COMMANDS, []);
  return program;
}
