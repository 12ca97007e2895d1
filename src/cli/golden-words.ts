// The words of `iml golden`: record, diff, promote, restamp and verify, with their options as values.
import { type Command, Option } from 'commander';
import type { ProfileName } from '../claims/claim.ts';
import { parseBackendName } from '../tensors/backend-name.ts';
import type { ExitCode } from './exit-codes.ts';
import { PROCESSES_LIMITS, parsePath, parseProfile, parseWholeNumber } from './parse-options.ts';
import type { GoldenSurroundings } from './train-golden-seeds.ts';

interface Words {
  readonly profile: ProfileName;
  readonly environment?: string;
  readonly goldens: string;
  readonly candidates: string;
  readonly json?: true;
}

interface RecordWords extends Words {
  readonly backend?: string;
  readonly seeds?: number;
  readonly processes?: number;
  readonly ledger: string;
}

interface PromoteWords extends Words {
  readonly reason: string;
  readonly author: string;
  readonly evidence: string;
}

interface RestampWords extends Pick<RecordWords, 'profile' | 'backend' | 'processes' | 'ledger' | 'goldens' | 'json'> {
  readonly reason: string;
  readonly author: string;
}

/** Golden pools hold at least 20 seeds, and claims are judged on 40 at most. */
const GOLDEN_SEEDS_LIMITS = { minimum: 20, maximum: 1024 };

export function addGoldenCommands(
  program: Command,
  { terminal, verify }: GoldenSurroundings,
  outcome: { code: ExitCode },
): void {
  const golden = program
    .command('golden')
    .description('frozen pools of runs, with provenance, that later runs are held against');
  addRecord(golden, async (words) => {
    const { goldenRecordCommand } = await import('./golden-record-command.ts');
    const backend = words.backend === undefined ? null : parseBackendName(words.backend);
    const options = { ...words, backend, seeds: words.seeds ?? null, processes: words.processes ?? null };
    outcome.code = await goldenRecordCommand({ ...options, json: words.json === true }, { terminal, verify });
  });
  addDiff(golden, async (words) => {
    const { goldenDiffCommand } = await import('./golden-diff-command.ts');
    const options = { ...words, environment: words.environment ?? null, json: words.json === true };
    outcome.code = await goldenDiffCommand(options, terminal);
  });
  addPromote(golden, async (words) => {
    const { goldenPromoteCommand } = await import('./golden-promote-command.ts');
    const options = { ...words, environment: words.environment ?? null, json: words.json === true };
    outcome.code = await goldenPromoteCommand(options, terminal);
  });
  addRestamp(golden, async (words) => {
    const { goldenRestampCommand } = await import('./golden-restamp-command.ts');
    const backend = words.backend === undefined ? null : parseBackendName(words.backend);
    const options = { ...words, backend, processes: words.processes ?? null, json: words.json === true };
    outcome.code = await goldenRestampCommand(options, { terminal, verify });
  });
  addVerify(golden, async ({ profile, goldens, json }) => {
    const { goldenVerifyCommand } = await import('./golden-verify-command.ts');
    outcome.code = await goldenVerifyCommand({ profile: profile ?? null, goldens, json: json === true }, terminal);
  });
}

function addRecord(golden: Command, act: (words: RecordWords) => Promise<void>): void {
  const command = golden
    .command('record')
    .description('train the golden seeds of a whole profile, and put them beside the goldens as a candidate')
    .option('--backend <name>', 'as for iml run')
    .option('--seeds <number>', 'golden seeds (default: 40 for quick, 20 for others)', (word: string) =>
      parseWholeNumber(word, '--seeds', GOLDEN_SEEDS_LIMITS),
    );
  withShared(withTraining(command)).action(act);
}

function addDiff(golden: Command, act: (words: Words) => Promise<void>): void {
  const command = golden
    .command('diff')
    .description('what would change if the candidate were accepted: pools, numbers of the claims, verdicts');
  withShared(command).option('--environment <name>', 'as wasm (default: that of the only candidate)').action(act);
}

function addPromote(golden: Command, act: (words: PromoteWords) => Promise<void>): void {
  const command = golden
    .command('promote')
    .description('accept the candidate, from a clean tree and with a passing run; not on a build server')
    .requiredOption('--reason <words>', 'why the numbers may change')
    .requiredOption('--author <name>', 'who answers for it')
    .requiredOption(
      '--evidence <file>',
      'report.json of a run of the same profile and code in which every required claim is reproduced',
      path('--evidence'),
    );
  withShared(command).option('--environment <name>', 'as wasm (default: that of the only candidate)').action(act);
}

function addRestamp(golden: Command, act: (words: RestampWords) => Promise<void>): void {
  const command = golden
    .command('restamp')
    .description(
      'train every golden seed with code of another fingerprint, and put that on goldens whose bytes it gives',
    )
    .requiredOption('--reason <words>', 'what changed in the code')
    .requiredOption('--author <name>', 'who answers for it')
    .option('--backend <name>', 'only goldens of this one (default: of all that the profile has)');
  withGoldens(withTraining(command)).action(act);
}

function addVerify(
  golden: Command,
  act: (words: Pick<Words, 'goldens' | 'json'> & { readonly profile?: ProfileName }) => Promise<void>,
): void {
  golden
    .command('verify')
    .description('check all goldens, and change nothing: bytes, history, criteria, what the claims come to on them')
    .addOption(new Option('--profile <name>', 'only those of quick, standard or full').argParser(parseProfile))
    .option('--goldens <folder>', 'where the goldens are', path('--goldens'), 'golden')
    .option('--json', 'print JSON')
    .action(act);
}

function withTraining(command: Command): Command {
  return command
    .option('--processes <number>', 'worker processes (default: one a core)', (word: string) =>
      parseWholeNumber(word, '--processes', PROCESSES_LIMITS),
    )
    .option('--ledger <folder>', 'where runs are kept', path('--ledger'), '.iml/ledger');
}

function withGoldens(command: Command): Command {
  return command
    .addOption(new Option('--profile <name>', 'quick, standard or full').argParser(parseProfile).default('quick'))
    .option('--goldens <folder>', 'where the goldens are', path('--goldens'), 'golden')
    .option('--json', 'print JSON');
}

function withShared(command: Command): Command {
  return withGoldens(command).option(
    '--candidates <folder>',
    'where candidates are',
    path('--candidates'),
    '.iml/golden-candidate',
  );
}

function path(option: string): (word: string) => string {
  return (word) => parsePath(word, option);
}
