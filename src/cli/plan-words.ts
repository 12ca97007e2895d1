// The words of `iml plan`: its options, as values.
import { type Command, Option } from 'commander';
import {
  PROCESSES_LIMITS,
  parseDesign,
  parsePath,
  parseProfile,
  parseTask,
  parseWholeNumber,
  SEEDS_LIMITS,
} from './parse-options.ts';
import type { PlanOptions } from './plan-command.ts';

/** The backend is a name yet: checking it would load the tensors. */
export type PlanWords = Omit<PlanOptions, 'backend'> & { readonly backend: string | null };

interface RawWords {
  readonly profile: PlanOptions['profile'];
  readonly design: PlanOptions['design'];
  readonly claim?: readonly string[];
  readonly task?: ReturnType<typeof parseTask>;
  readonly seeds?: number;
  readonly backend?: string;
  readonly processes?: number;
  readonly images?: string;
  readonly ledger: string;
  readonly plots?: string;
  readonly json?: true;
}

export function addPlanCommand(program: Command, act: (words: PlanWords) => Promise<void>): void {
  const path = (option: string) => (word: string) => parsePath(word, option);
  program
    .command('plan')
    .description('seeds, minutes and operations that a run would take; trains a few steps where nothing is known')
    .addOption(new Option('--profile <name>', 'quick, standard or full').argParser(parseProfile).default('quick'))
    .addOption(new Option('--design <name>', 'as for iml run').argParser(parseDesign).default('declared'))
    .option('--claim <id...>', 'only these claims, with the claims that they lean on')
    .addOption(new Option('--task <name...>', 'only tests on these tasks').argParser(parseTask))
    .option('--seeds <number>', 'seeds a claim where it looks once (default: as declared)', (word: string) =>
      parseWholeNumber(word, '--seeds', SEEDS_LIMITS),
    )
    .option('--backend <name>', 'as for iml run')
    .option('--processes <number>', 'worker processes (default: one a core)', (word: string) =>
      parseWholeNumber(word, '--processes', PROCESSES_LIMITS),
    )
    .option('--images <folder>', "MNIST's four files", path('--images'))
    .option('--ledger <folder>', 'where runs are kept', path('--ledger'), '.iml/ledger')
    .option('--plots <file>', 'also write a page with the operating characteristics of each rule', path('--plots'))
    .option('--json', 'print JSON')
    .action(async (words: RawWords) => {
      await act({
        profile: words.profile,
        design: words.design,
        claims: words.claim ?? [],
        tasks: words.task ?? [],
        seeds: words.seeds ?? null,
        backend: words.backend ?? null,
        processes: words.processes ?? null,
        images: words.images ?? null,
        ledger: words.ledger,
        plots: words.plots ?? null,
        json: words.json === true,
      });
    });
}
