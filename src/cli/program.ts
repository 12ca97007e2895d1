// The list of commands. Each is loaded only when it is called, and what its action needs only when that runs: help does not wait for them.
import { Command } from 'commander';
import { harnessVersion } from '../execution/fingerprint/harness-version.ts';
import type { CliCommand, Outcome, Surroundings } from './command.ts';
import { CODES_IN_HELP, EXIT_CODES, type ExitCode } from './exit-codes.ts';

type Commands = Readonly<Record<string, Entry>>;
type Entry = Readonly<{ about: string; isHidden?: true }> &
  ({ readonly load: () => Promise<{ readonly command: CliCommand }> } | { readonly commands: Commands });

const COMMANDS: Commands = {
  run: {
    about: 'train what the ledger lacks, judge the claims, write a report',
    load: () => import('./commands/run.ts'),
  },
  plan: {
    about: 'seeds, minutes and operations that a run would take; trains a few steps where nothing is known',
    load: () => import('./commands/plan.ts'),
  },
  nightly: {
    about: 'judge tonight against the goldens: same bytes, same numbers, same distribution, or drift',
    load: () => import('./commands/nightly.ts'),
  },
  golden: {
    about: 'frozen pools of runs, with provenance, that later runs are held against',
    commands: {
      record: {
        about: 'train the golden seeds of a whole profile, and put them beside the goldens as a candidate',
        load: () => import('./commands/golden-record.ts'),
      },
      diff: {
        about: 'what would change if the candidate were accepted: pools, numbers of the claims, verdicts',
        load: () => import('./commands/golden-diff.ts'),
      },
      promote: {
        about: 'accept the candidate, from a clean tree and with a passing run; not on a build server',
        load: () => import('./commands/golden-promote.ts'),
      },
      restamp: {
        about: 'train every golden seed with code of another fingerprint, and put that on goldens whose bytes it gives',
        load: () => import('./commands/golden-restamp.ts'),
      },
      verify: {
        about: 'check all goldens, and change nothing: bytes, history, criteria, what the claims come to on them',
        load: () => import('./commands/golden-verify.ts'),
      },
    },
  },
  verify: {
    about: 'which claims hold for model configurations of your own; several at once: where each transfers to',
    load: () => import('./commands/verify.ts'),
  },
  schema: {
    about: 'print a JSON Schema: of configurations, for editors and for people who write one',
    load: () => import('./commands/schema.ts'),
  },
  'train-cohorts': {
    about: 'what a task of a Slurm array runs',
    isHidden: true,
    load: () => import('./commands/train-cohorts.ts'),
  },
  'judge-plan': {
    about: 'what the job after a Slurm array runs',
    isHidden: true,
    load: () => import('./commands/judge-plan.ts'),
  },
  list: {
    about: "the claims, and the paper's claims that are not tested",
    load: () => import('./commands/list.ts'),
  },
  explain: {
    about: 'what a claim says and how it is tested',
    load: () => import('./commands/explain.ts'),
  },
  report: {
    about: 'print the verdicts of a report again, with the exit code that its run had',
    load: () => import('./commands/report.ts'),
  },
  audit: {
    about: 'judge a report again from the ledger and the registered claims, and name each difference; trains nothing',
    load: () => import('./commands/audit.ts'),
  },
  ledger: {
    about: 'what is in the ledger: list, show, verify, prune, export',
    commands: {
      list: {
        about: 'runs, seeds and sizes by experiment and numerics',
        load: () => import('./commands/ledger-list.ts'),
      },
      show: {
        about: 'an experiment, and the numbers of its runs',
        load: () => import('./commands/ledger-show.ts'),
      },
      verify: {
        about: 'check every file and change none; 16 if one is damaged',
        load: () => import('./commands/ledger-verify.ts'),
      },
      prune: {
        about: 'show what could be deleted; with --yes delete it',
        load: () => import('./commands/ledger-prune.ts'),
      },
      export: {
        about: 'the runs as a table, a row a seed and measurement',
        load: () => import('./commands/ledger-export.ts'),
      },
    },
  },
  doctor: {
    about: 'which backends work on this machine, and what to do for a better one',
    load: () => import('./commands/doctor.ts'),
  },
  'try-backend': {
    about: 'what iml doctor runs in a child',
    isHidden: true,
    load: () => import('./try-backends.ts'),
  },
};

/** Words in, exit code out. @throws CommanderError for usage, help and version; HarnessError for the rest */
export async function runProgram(words: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const outcome: Outcome = { code: EXIT_CODES.success };
  const named = words.filter((word) => !word.startsWith('-') && word !== 'help');
  const program = await programOf({ surroundings, outcome }, (path) => path.every((name, at) => named[at] === name));
  if (words.length === 0) program.outputHelp();
  else await program.parseAsync([...words], { from: 'user' });
  return outcome.code;
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
    for (const [name, entry] of Object.entries(commands)) {
      const path = [...above, name];
      const command = parent.command(name, { hidden: entry.isHidden === true }).description(entry.about);
      if ('commands' in entry) await add(command, entry.commands, path);
      else if (isWanted(path)) {
        const { install } = await import('./command.ts');
        install(command, (await entry.load()).command, context);
      }
    }
  };
  await add(program, COMMANDS, []);
  return program;
}
