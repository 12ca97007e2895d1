// The words of `iml verify`: its options, as values; null where nobody said anything, since files may.
import { type Command, Option } from 'commander';
import type { ProfileName } from '../claims/claim.ts';
import {
  FIRST_SEED_LIMITS,
  PROCESSES_LIMITS,
  parsePath,
  parseProfile,
  parseWholeNumber,
  SEEDS_LIMITS,
  type WholeNumberLimits,
} from './parse-options.ts';

export interface VerifyWords {
  /** Empty: those of iml.config. */
  readonly files: readonly string[];
  readonly claims: readonly string[];
  readonly profile: ProfileName | null;
  readonly seeds: number | null;
  readonly firstSeed: number | null;
  /** A name yet: checking it would load the tensors. */
  readonly backend: string | null;
  readonly processes: number | null;
  readonly images: string | null;
  readonly ledger: string | null;
  readonly reports: string | null;
  readonly config: string | null;
  readonly plan: boolean;
  readonly json: boolean;
}

interface RawWords {
  readonly claim?: readonly string[];
  readonly profile?: ProfileName;
  readonly seeds?: number;
  readonly firstSeed?: number;
  readonly backend?: string;
  readonly processes?: number;
  readonly images?: string;
  readonly ledger?: string;
  readonly reports?: string;
  readonly config?: string;
  readonly plan?: true;
  readonly json?: true;
}

export function addVerifyCommand(program: Command, act: (words: VerifyWords) => Promise<void>): void {
  const number = (option: string, limits: WholeNumberLimits) => (word: string) =>
    parseWholeNumber(word, option, limits);
  const path = (option: string) => (word: string) => parsePath(word, option);
  program
    .command('verify')
    .description('which claims hold for model configurations of your own; several at once: where each transfers to')
    .argument(
      '[files...]',
      'configurations (`iml schema configuration` describes them); default: those of iml.config',
      (word: string, before: readonly string[] = []) => [...before, parsePath(word, 'FILE')],
    )
    .option('--claim <id...>', 'only these claims, with the claims that they lean on')
    .addOption(
      new Option('--profile <name>', 'quick, standard or full (default: standard, all that applies)').argParser(
        parseProfile,
      ),
    )
    .option('--seeds <number>', 'seeds a claim, at most (default: as declared)', number('--seeds', SEEDS_LIMITS))
    .option(
      '--first-seed <number>',
      'first seed (default: 20000, the pool for confirming)',
      number('--first-seed', FIRST_SEED_LIMITS),
    )
    .option('--backend <name>', 'as for iml run')
    .option('--processes <number>', 'worker processes (default: one a core)', number('--processes', PROCESSES_LIMITS))
    .option('--images <folder>', "MNIST's four files (default: the pictures of the package)", path('--images'))
    .option('--ledger <folder>', 'where runs are kept (default: .iml/ledger)', path('--ledger'))
    .option('--reports <folder>', 'where reports are written (default: reports)', path('--reports'))
    .option('--config <file>', 'defaults and configurations (default: iml.config.* here, if any)', path('--config'))
    .option('--plan', 'say what it would take, and train nothing but trial cohorts')
    .option('--json', 'print the report (of several: the transfer report) as JSON, and nothing else, on stdout')
    .action(async (files: readonly string[] | undefined, words: RawWords) => {
      await act({
        files: files ?? [],
        claims: words.claim ?? [],
        profile: words.profile ?? null,
        seeds: words.seeds ?? null,
        firstSeed: words.firstSeed ?? null,
        backend: words.backend ?? null,
        processes: words.processes ?? null,
        images: words.images ?? null,
        ledger: words.ledger ?? null,
        reports: words.reports ?? null,
        config: words.config ?? null,
        plan: words.plan === true,
        json: words.json === true,
      });
    });
}
