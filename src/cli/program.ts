// The commands and their options. Each action loads its command only when it is called, so that help does not wait for tensors.
import { Command, Option } from 'commander';
import { CONFIRM_POOL } from '../claims/seed-pools.ts';
import { harnessVersion } from '../execution/harness-version.ts';
import { parseBackendName } from '../tensors/backend-name.ts';
import { addAuditCommand } from './audit-words.ts';
import { CODES_IN_HELP, EXIT_CODES, type ExitCode } from './exit-codes.ts';
import { addGoldenCommands } from './golden-words.ts';
import { addLedgerCommand } from './ledger-words.ts';
import { addNightlyCommand } from './nightly-words.ts';
import {
  FIRST_SEED_LIMITS,
  MINUTES_LIMITS,
  PROCESSES_LIMITS,
  parseDesign,
  parsePath,
  parseProfile,
  parseTask,
  parseWholeNumber,
  SEEDS_LIMITS,
  TASK_LIMITS,
  TASKS_LIMITS,
  type WholeNumberLimits,
} from './parse-options.ts';
import { addPlanCommand } from './plan-words.ts';
import type { Verify } from './run-command.ts';
import { addSchemaCommand } from './schema-words.ts';
import { parseExecutor, type SlurmWords, slurmOptions } from './slurm-words.ts';
import type { Machine, Terminal } from './terminal.ts';
import { addVerifyCommand } from './verify-words.ts';

export interface Surroundings {
  readonly terminal: Terminal;
  readonly machine: Machine;
  readonly verify: Verify;
}

/** Words in, exit code out. @throws CommanderError for usage, help and version; HarnessError for the rest */
export async function runProgram(words: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const outcome: Outcome = { code: EXIT_CODES.success };
  const program = commandsOf(surroundings, outcome);
  if (words.length === 0) program.outputHelp();
  else await program.parseAsync([...words], { from: 'user' });
  return outcome.code;
}

/** The commands with their options, for whoever runs or describes them. */
export function commandsOf(surroundings: Surroundings, outcome: Outcome): Command {
  const { stdout, stderr } = surroundings.terminal;
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
  addRun(program, surroundings, outcome);
  addPlan(program, surroundings, outcome);
  addNightly(program, surroundings, outcome);
  addGoldenCommands(program, surroundings, outcome);
  addVerify(program, surroundings, outcome);
  addSlurmJobs(program, surroundings, outcome);
  addReaders(program, surroundings, outcome);
  addAuditCommand(program, async (options) => {
    const { auditCommand } = await import('./audit-command.ts');
    outcome.code = await auditCommand(options, surroundings.terminal);
  });
  addLedgerCommand(program, surroundings, (code) => {
    outcome.code = code;
  });
  addDoctor(program, surroundings, outcome);
  return program;
}

/** Commander's actions return nothing, so they leave their code here. */
interface Outcome {
  code: ExitCode;
}

interface RunWords extends SlurmWords {
  readonly profile: ReturnType<typeof parseProfile>;
  readonly claim?: readonly string[];
  readonly task?: ReturnType<typeof parseTask>;
  readonly design: ReturnType<typeof parseDesign>;
  readonly seeds?: number;
  readonly firstSeed: number;
  readonly backend?: string;
  readonly images?: string;
  readonly ledger: string;
  readonly reports: string;
  readonly minutes?: number;
}

function addRun(program: Command, { terminal, machine, verify }: Surroundings, outcome: Outcome): void {
  const number = (option: string, limits: WholeNumberLimits) => (word: string) =>
    parseWholeNumber(word, option, limits);
  const path = (option: string) => (word: string) => parsePath(word, option);
  program
    .command('run')
    .description('train what the ledger lacks, judge the claims, write a report')
    .addOption(
      new Option('--profile <name>', 'quick (minutes on two cores), standard (hours) or full (for a GPU)')
        .argParser(parseProfile)
        .default('quick'),
    )
    .option('--claim <id...>', 'only these claims, with the claims that they lean on')
    .addOption(new Option('--task <name...>', 'only tests on these tasks').argParser(parseTask))
    .addOption(
      new Option(
        '--design <name>',
        'declared: stop each claim when it is decided; fixed: one look at a fixed number of seeds',
      )
        .argParser(parseDesign)
        .default('declared'),
    )
    .option(
      '--seeds <number>',
      'seeds a claim; with a design that stops by itself, at most (default: as declared)',
      number('--seeds', SEEDS_LIMITS),
    )
    .option(
      '--first-seed <number>',
      'first seed; the pool for confirming starts at 20000, the one for development at 0',
      number('--first-seed', FIRST_SEED_LIMITS),
      CONFIRM_POOL,
    )
    .option(
      '--backend <name>',
      'tensorflow, tensorflow-gpu, webgpu, wasm or cpu (default: the best of tensorflow, wasm, cpu)',
    )
    .option('--processes <number>', 'worker processes (default: one a core)', number('--processes', PROCESSES_LIMITS))
    .option(
      '--minutes <number>',
      'start no training after so many minutes; what is undecided then is inconclusive, and the same command goes on',
      number('--minutes', MINUTES_LIMITS),
    )
    .option(
      '--images <folder>',
      "MNIST's four files (default: the pictures that come with the package)",
      path('--images'),
    )
    .option('--ledger <folder>', 'where runs are kept', path('--ledger'), '.iml/ledger')
    .option('--reports <folder>', 'where reports are written', path('--reports'), 'reports')
    .option('--json', 'print the report document, and nothing else, on stdout')
    .addOption(
      new Option(
        '--executor <name>',
        'who trains: local (this machine) or slurm (job arrays, each with a job after it that judges)',
      )
        .argParser(parseExecutor)
        .default('local'),
    )
    .option('--dry-run', 'slurm: print the job scripts of the first round, submit and write nothing')
    .option('--wait', 'slurm: stay until the report is there, and end with its exit code')
    .option('--jobs <folder>', 'slurm: where plans, scripts and logs are kept (default: .iml/slurm)', path('--jobs'))
    .option('--slurm-option <word...>', 'slurm: options of sbatch for all jobs, as in partition=short time=02:00:00')
    .option(
      '--tasks-at-once <number>',
      'slurm: so many tasks of the array at the same time (default: as many as there is room for)',
      number('--tasks-at-once', TASKS_LIMITS),
    )
    .option(
      '--cohorts-a-task <number>',
      'slurm: cohorts that a task trains one after another (default: one, or as many as MaxArraySize makes needed)',
      number('--cohorts-a-task', TASKS_LIMITS),
    )
    .action(async (words: RunWords) => {
      const slurm = slurmOptions(words);
      const { runCommand } = await import('./run-command.ts');
      const options = {
        profile: words.profile,
        claims: words.claim ?? [],
        tasks: words.task ?? [],
        design: words.design,
        seeds: words.seeds ?? null,
        firstSeed: words.firstSeed,
        backend: words.backend === undefined ? null : parseBackendName(words.backend),
        processes: words.processes ?? null,
        minutes: words.minutes ?? null,
        images: words.images ?? null,
        ledger: words.ledger,
        reports: words.reports,
        json: words.json === true,
      };
      if (slurm === null) outcome.code = await runCommand(options, terminal, verify);
      else {
        const { slurmCommand } = await import('./slurm-command.ts');
        outcome.code = await slurmCommand(options, slurm, { terminal, machine });
      }
    });
}

function addPlan(program: Command, { terminal }: Surroundings, outcome: Outcome): void {
  addPlanCommand(program, async (words) => {
    const { planCommand } = await import('./plan-command.ts');
    const { backend } = words;
    const options = { ...words, backend: backend === null ? null : parseBackendName(backend) };
    outcome.code = await planCommand(options, terminal);
  });
}

function addNightly(program: Command, { terminal }: Surroundings, outcome: Outcome): void {
  addNightlyCommand(program, async (options) => {
    const { nightlyCommand } = await import('./nightly-command.ts');
    const backend = options.backend === null ? null : parseBackendName(options.backend);
    outcome.code = await nightlyCommand({ ...options, backend }, terminal);
  });
}

function addVerify(program: Command, { terminal, verify }: Surroundings, outcome: Outcome): void {
  addVerifyCommand(program, async (words) => {
    const { verifyCommand } = await import('./verify-command.ts');
    outcome.code = await verifyCommand(words, terminal, verify);
  });
  addSchemaCommand(program, async (words) => {
    const { schemaCommand } = await import('./schema-command.ts');
    outcome.code = schemaCommand(words, terminal);
  });
}

/** Hidden: what the jobs run. */
function addSlurmJobs(program: Command, { terminal, machine }: Surroundings, outcome: Outcome): void {
  const plan = (word: string) => parsePath(word, '--plan');
  program
    .command('train-cohorts', { hidden: true })
    .requiredOption('--plan <file>', 'plan.json', plan)
    .requiredOption('--task <number>', 'index in the array', (word: string) =>
      parseWholeNumber(word, '--task', TASK_LIMITS),
    )
    .action(async (words: { readonly plan: string; readonly task: number }) => {
      const { trainCohortsCommand } = await import('./train-cohorts-command.ts');
      outcome.code = await trainCohortsCommand(words, terminal);
    });
  program
    .command('judge-plan', { hidden: true })
    .requiredOption('--plan <file>', 'plan.json', plan)
    .action(async (words: { readonly plan: string }) => {
      const { judgePlanCommand } = await import('./judge-plan-command.ts');
      outcome.code = await judgePlanCommand(words.plan, { terminal, machine });
    });
}

type JsonWord = { readonly json?: true };

function addReaders(program: Command, { terminal }: Surroundings, outcome: Outcome): void {
  program
    .command('list')
    .description("the claims, and the paper's claims that are not tested")
    .option('--json', 'print JSON')
    .action(async ({ json }: JsonWord) => {
      const { listCommand } = await import('./list-command.ts');
      outcome.code = listCommand({ json: json === true }, terminal);
    });
  program
    .command('explain')
    .description('what a claim says and how it is tested')
    .argument('<claim>', 'id of the claim')
    .option('--json', 'print JSON')
    .action(async (id: string, { json }: JsonWord) => {
      const { explainCommand } = await import('./explain-command.ts');
      outcome.code = await explainCommand({ id, json: json === true }, terminal);
    });
  program
    .command('report')
    .description('print the verdicts of a report again, with the exit code that its run had')
    .argument('[path]', 'report.json or its folder', (word: string) => parsePath(word, 'PATH'), 'reports/latest')
    .option('--json', 'print the report document')
    .action(async (path: string, { json }: JsonWord) => {
      const { reportCommand } = await import('./report-command.ts');
      outcome.code = await reportCommand({ path, json: json === true }, terminal);
    });
}

function addDoctor(program: Command, { terminal, machine }: Surroundings, outcome: Outcome): void {
  program
    .command('doctor')
    .description('which backends work on this machine, and what to do for a better one')
    .option('--json', 'print JSON')
    .action(async ({ json }: JsonWord) => {
      const { doctorCommand } = await import('./doctor-command.ts');
      outcome.code = await doctorCommand({ json: json === true, machine }, terminal);
    });
  program
    .command('try-backend', { hidden: true })
    .argument('<name>')
    .action(async (name: string) => {
      const { tryBackendCommand } = await import('./try-backend-command.ts');
      outcome.code = await tryBackendCommand(parseBackendName(name), terminal);
    });
}
