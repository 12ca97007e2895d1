// await expect(experiment).toReproduce('iml-appears'): a claim of the registry, judged by its registered rules on someone's own
// experiment. `.not` asks for the verdict not-reproduced; inconclusive and invalid fail either way.

import type { Claim } from '../claims/claim.ts';
import { CONFIRM_POOL } from '../claims/registry/seed-pools.ts';
import type { Verdict } from '../claims/verdicts/verdict.ts';
import { mostSeedsOf, requirePower } from '../decisions/chances.ts';
import type { BackendName } from '../tensors/backend-name.ts';
import { reproduce, type Trainer } from './reproduce.ts';
import {
  inWordsOfOutcome,
  type MatcherAnswer,
  type MatcherState,
  partLines,
  replayLine,
  row,
  seedsLine,
} from './sample-matchers.ts';
import { type ExperimentOrArms, userClaims } from './user-claim.ts';

export interface ReproduceOptions {
  /** Seeds to run. Default: as registered for the claim. */
  readonly seeds?: number;
  /** Default 20000, where the pool for confirming starts. Settings that were tuned on seeds must not be judged on them. */
  readonly firstSeed?: number;
  /** Least power at the planned effect; with fewer seeds the test is refused. Default 0.95. */
  readonly power?: number;
  /** Default: the best that works here. */
  readonly backend?: BackendName;
  /** Worker processes. Default: one a core. */
  readonly processes?: number;
  /** Where runs are kept, so that nothing is trained twice. Default `.iml/ledger`. */
  readonly ledger?: string;
  /** Folder with MNIST's four files. Default: the pictures that come with the package. */
  readonly images?: string;
  /** Which of the claim's designs, as `iml explain` numbers them. Default: the first that fits. */
  readonly design?: number;
  /** For a negative control: the experiments in which its positive claims are found. */
  readonly assay?: Readonly<Record<string, ExperimentOrArms>>;
  /** Trains in place of the harness. */
  readonly trainer?: Trainer;
}

const SUPPOSED = 'effect and spread are as registered';

export function reproduceMatcher({
  currentFolder,
  now,
}: {
  readonly currentFolder: string;
  readonly now: () => number;
}) {
  return {
    async toReproduce(
      this: MatcherState,
      received: unknown,
      id: string,
      options: ReproduceOptions = {},
    ): Promise<MatcherAnswer> {
      const isNot = this.isNot === true;
      const awaited = isNot ? 'not-reproduced' : 'reproduced';
      const claims = userClaims({
        id,
        experiments: received,
        assay: options.assay ?? {},
        design: options.design ?? null,
      });
      requirePowerOfParts(claims[0], { seeds: options.seeds ?? null, target: options.power ?? 0.95, isNot });
      const verdict = await reproduce({
        claims,
        seeds: options.seeds ?? null,
        firstSeed: options.firstSeed ?? CONFIRM_POOL,
        backend: options.backend ?? null,
        processes: options.processes ?? null,
        ledger: options.ledger ?? '.iml/ledger',
        images: options.images ?? null,
        trainer: options.trainer ?? null,
        now,
      });
      const replay = replayLine(this, currentFolder);
      return {
        pass: isNot ? verdict.verdict !== awaited : verdict.verdict === awaited,
        message: () => messageOf(verdict, { isNot, replay }),
      };
    },
  };
}

/** All parts must hold, and any part that is refuted refutes the claim: so for `.not` the strongest part counts. */
function requirePowerOfParts(
  claim: Claim,
  { seeds, target, isNot }: { readonly seeds: number | null; readonly target: number; readonly isNot: boolean },
): void {
  for (const test of claim.tests) {
    const count = seeds ?? test.seeds.quick ?? 0;
    const [first] = test.parts;
    for (const { name, rule } of isNot ? [first] : test.parts) {
      const where = `toReproduce('${claim.id}'), ${name}`;
      // What the registered design plans for where the claim is false: no effect, or for a control one of twice its margin.
      const effect = !isNot ? rule.planned.effect : rule.kind === 'equivalence' ? 2 * rule.margin : 0;
      requirePower(
        {
          rule,
          truth: { ...rule.planned, effect },
          seeds: Math.min(mostSeedsOf(rule, count), seeds ?? Number.POSITIVE_INFINITY),
        },
        {
          target,
          awaited: isNot ? 'not-reproduced' : 'reproduced',
          where,
          supposed: isNot ? `the effect is ${effect} and the spread as registered` : SUPPOSED,
        },
      );
    }
  }
}

function messageOf(verdict: Verdict, { isNot, replay }: { readonly isNot: boolean; readonly replay: string }): string {
  const { claim, task, title, parts, gates, assay, seeds, experimentHashes, reason } = verdict;
  return [
    isNot
      ? `expected evidence that the experiment does not reproduce "${claim}"`
      : `expected the experiment to reproduce "${claim}"`,
    '',
    row('claim', `${title} (${task})`),
    row('outcome', inWordsOfOutcome(verdict.verdict)),
    row('because', reason),
    ...parts.flatMap((part, index) => [
      '',
      `  part ${index + 1} of ${parts.length}: ${part.name} (${part.decision.outcome})`,
      ...partLines(part, SUPPOSED),
    ]),
    '',
    ...gates.map(({ description, mean, minimum, passed }) =>
      row('gate', `${passed ? '✔' : '✘'} ${description}: ${mean?.toFixed(3) ?? 'missing'}, at least ${minimum}`),
    ),
    ...assay.map((one) => row('assay', `${one.passed ? '✔' : '✘'} ${one.claim}: ${one.verdict}`)),
    seedsLine(seeds),
    row('runs', experimentHashes.map((hash) => hash.slice(0, 16)).join(', ')),
    row('replay', replay),
  ].join('\n');
}
