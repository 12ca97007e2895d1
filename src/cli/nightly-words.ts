// The words of `iml nightly`: its options, as values.
import { type Command, Option } from 'commander';
import type { ProfileName, TaskName } from '../claims/claim.ts';
import { PROCESSES_LIMITS, parsePath, parseProfile, parseTask, parseWholeNumber } from './parse-options.ts';

export interface NightlyOptions {
  readonly profile: ProfileName;
  readonly claims: readonly string[];
  readonly tasks: readonly TaskName[];
  /** "2026-11-26"; null for today. */
  readonly night: string | null;
  /** A name yet: checking it would load the tensors. */
  readonly backend: string | null;
  readonly processes: number | null;
  readonly images: string | null;
  readonly nights: string;
  /** Null for the goldens that come with this copy. */
  readonly goldens: string | null;
  readonly json: boolean;
}

interface RawWords {
  readonly profile: ProfileName;
  readonly claim?: readonly string[];
  readonly task?: readonly TaskName[];
  readonly night?: string;
  readonly backend?: string;
  readonly processes?: number;
  readonly images?: string;
  readonly nights: string;
  readonly goldens?: string;
  readonly json?: true;
}

const codes = `
Exit codes: 0 identical, numerically close or equivalent · 11 unresolved · 12 the night is invalid (a control was wrong, a run failed, or
the goldens are not valid) · 13 drift, or the same seed gave other bytes twice.

A cron line, with the exit code in the log:
  17 2 * * *  cd /path/to/clone && npm run --silent iml -- nightly >> .iml/nights.log 2>&1; echo "exit $?" >> .iml/nights.log
`;

export function addNightlyCommand(program: Command, act: (options: NightlyOptions) => Promise<void>): void {
  const path = (option: string) => (word: string) => parsePath(word, option);
  program
    .command('nightly')
    .description('judge tonight against the goldens: same bytes, same numbers, same distribution, or drift')
    .addOption(new Option('--profile <name>', 'quick or standard').argParser(parseProfile).default('quick'))
    .option('--claim <id...>', 'watch only numbers of these claims, with the claims that they lean on')
    .addOption(new Option('--task <name...>', 'watch only tests on these tasks').argParser(parseTask))
    .option('--night <day>', 'the day (UTC), which names the night and its seeds (default: today)')
    .option('--backend <name>', 'as for iml run')
    .option('--processes <number>', 'worker processes (default: one a core)', (word: string) =>
      parseWholeNumber(word, '--processes', PROCESSES_LIMITS),
    )
    .option('--images <folder>', "MNIST's four files", path('--images'))
    .option('--nights <folder>', 'where the history of nights is kept', path('--nights'), '.iml/nights')
    .option('--goldens <folder>', 'goldens to judge against (default: those of this copy)', path('--goldens'))
    .option('--json', "print the night's record, and nothing else, on stdout")
    .addHelpText('after', codes)
    .action(async (words: RawWords) => {
      await act({
        profile: words.profile,
        claims: words.claim ?? [],
        tasks: words.task ?? [],
        night: words.night ?? null,
        backend: words.backend ?? null,
        processes: words.processes ?? null,
        images: words.images ?? null,
        nights: words.nights,
        goldens: words.goldens ?? null,
        json: words.json === true,
      });
    });
}
