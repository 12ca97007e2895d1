// await expect(experiment).toReproduce('iml-appears'): a claim of the registry, judged by its registered rules on someone's own
// experiment. `.not` asks for the verdict not-reproduced; inconclusive and invalid fail either way.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { unchanged } from '../claims/arms/arm.ts';
import { taskOf } from '../claims/arms/experiments-of.ts';
import { type Claim, type ClaimTest, describeLimit } from '../claims/claim.ts';
import { claimById } from '../claims/registry/registry.ts';
import { CONFIRM_POOL } from '../claims/registry/seed-pools.ts';
import type { Verdict } from '../claims/verdicts/verdict.ts';
import { mostSeedsOf, requirePower } from '../decisions/chances.ts';
import { HarnessError } from '../errors/harness-error.ts';
import { harnessVersion } from '../execution/fingerprint/harness-version.ts';
import type { PoolRequest, Train } from '../execution/workers/worker-pool.ts';
import { type Experiment, parseExperiment } from '../experiments/experiment.ts';
import type { RunRecord } from '../experiments/run-record.ts';
import { openLedger } from '../ledger/ledger.ts';
import type { BackendName } from '../tensors/backend-name.ts';
import {
  inWordsOfOutcome,
  type MatcherAnswer,
  type MatcherState,
  partLines,
  replayLine,
  row,
  seedsLine,
} from './sample-matchers.ts';

export interface TrainerRequest {
  readonly experiment: Experiment;
  readonly seeds: readonly number[];
}

/** One run record a seed, in order. */
export type Trainer = (request: TrainerRequest) => readonly RunRecord[] | Promise<readonly RunRecord[]>;

/** One experiment where the claim has one arm, else one an arm. */
export type ExperimentOrArms = Experiment | Readonly<Record<string, Experiment>>;

export interface ReproduceOptions {
  /** Seeds to run. Default: as registered for the claim. */
  readonly seeds?: number;
  /** Default 28000, where the pool for confirming starts. Settings that were tuned on seeds must not be judged on them. */
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
      const { seeds = null, power = 0.95 } = options;
      const claims = userClaims(id, received, options);
      requirePowerOfParts(claims[0], { seeds, target: power, isNot });
      const verdict = await reproduce(claims, options, now);
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
      const isControl = rule.kind === 'equivalence' || rule.kind === 'dispersion';
      const effect = !isNot ? rule.planned.effect : isControl ? 2 * rule.margin : 0;
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
    ...gates.map((gate) => {
      const { description, mean, passed } = gate;
      const got = mean?.toFixed(3) ?? 'missing';
      return row('gate', `${passed ? '✔' : '✘'} ${description}: ${got}, ${describeLimit(gate)}`);
    }),
    ...assay.map((one) => row('assay', `${one.passed ? '✔' : '✘'} ${one.claim}: ${one.verdict}`)),
    seedsLine(seeds),
    row('runs', experimentHashes.map((hash) => hash.slice(0, 16)).join(', ')),
    row('replay', replay),
  ].join('\n');
}

/**
 * Runs someone's experiments for one claim and gives its verdict: by the harness's own trainer over the usual ledger, or by a
 * trainer handed in (another implementation, a planted world), whose runs go into a ledger of their own that is thrown away.
 * @throws HarnessError where nothing can be judged: a backend that is missing, a measurement that the experiment lacks
 */
async function reproduce(
  claims: readonly [Claim, ...Claim[]],
  options: ReproduceOptions,
  now: () => number,
): Promise<Verdict> {
  const { trainer, seeds = null, firstSeed = CONFIRM_POOL, backend = null, processes = null } = options;
  // Loaded when first used, as by the command line: it brings the tensors.
  const { verifyClaims } = await import('../execution/campaign/verify-claims.ts');
  const ownFolder = trainer === undefined ? null : mkdtempSync(join(tmpdir(), 'iml-matcher-'));
  try {
    const document = await verifyClaims({
      profile: 'quick',
      catalogue: claims,
      seeds,
      firstSeed,
      // With a trainer of one's own no backend computes anything; this one starts at once and trains a seed at a time.
      backend: trainer === undefined ? backend : 'cpu',
      processes,
      ledgerFolder: ownFolder ?? resolve(options.ledger ?? '.iml/ledger'),
      imagesFolder: options.images ?? null,
      signal: new AbortController().signal,
      onEvent: () => {},
      now,
      ...(trainer === undefined ? {} : { train: trainBy(trainer) }),
    });
    const verdict = document.verdicts.find(({ claim }) => claim === claims[0].id);
    if (verdict === undefined) throw new HarnessError('internal', { what: 'The claim has no verdict.' });
    const [reason] = document.warnings;
    return reason === undefined || verdict.verdict !== 'invalid'
      ? verdict
      : { ...verdict, reason: `${verdict.reason} The first warning: ${reason}` };
  } finally {
    if (ownFolder !== null) rmSync(ownFolder, { recursive: true, force: true });
  }
}

function trainBy(trainer: Trainer): Train {
  return async ({ cohorts, setup, onDone, onFailed }: PoolRequest) => {
    const ledger = openLedger(setup.ledgerFolder);
    const { fingerprint } = setup;
    const startedAt = new Date(0).toISOString();
    const about = { host: 'trainer of the test', startedAt, seconds: 0, harnessVersion: harnessVersion() };
    for (const planned of cohorts) {
      const { experiment, hash, cohort, seeds } = planned;
      try {
        const records = [...(await trainer({ experiment, seeds }))];
        ledger.write({ experimentHash: hash, fingerprint, cohort, seeds: [...seeds], records }, about);
        onDone(planned);
      } catch (error) {
        onFailed(planned, error instanceof Error ? error.message : String(error));
      }
    }
  };
}

// A claim of the registry with someone's own experiments in its arms: estimands, rules, gates and seeds stay as registered, and
// what is missing for that is said before anything is trained.

/** The claim, then those that it leans on; each with one test, in the profile `quick`. @throws HarnessError */
function userClaims(
  id: string,
  experiments: unknown,
  options: Pick<ReproduceOptions, 'assay' | 'design'>,
): readonly [Claim, ...Claim[]] {
  const { assay = {}, design = null } = options;
  const claim = withArms(claimById(id), experiments, design);
  const leaned = (claim.tests[0]?.assay ?? []).map((positive) => {
    const given = assay[positive];
    if (given !== undefined) return withArms(claimById(positive), given, null);
    throw new HarnessError('invalid-argument', {
      what: `"${id}" is a negative control: that nothing is found means something only where "${positive}" is found.`,
      where: 'toReproduce',
      got: `no experiment for "${positive}"`,
      expected: `{ assay: { '${positive}': experiment } }: the same experiment with the effect in it`,
    });
  });
  return [claim, ...leaned];
}

function withArms(claim: Claim, experiments: unknown, design: number | null): Claim {
  const candidates = claim.tests.map((test) => ({ test, names: Object.keys(test.arms) }));
  const chosen = design === null ? candidates : candidates.slice(design - 1, design);
  const given = givenIn(experiments);
  for (const { test, names } of chosen) {
    const [name = '', ...others] = names;
    const arms = 'arms' in given ? given.arms : others.length > 0 ? {} : { [name]: given.experiment };
    if (!sameNames(Object.keys(arms), names)) continue;
    const parsed = Object.fromEntries(
      Object.entries(arms).map(([arm, value]) => [arm, parseExperiment(value, `expect(...), arm "${arm}"`)]),
    );
    if (design === null && !Object.values(parsed).every((experiment) => taskOf(experiment) === test.task)) continue;
    return { ...claim, tests: [ownTest(test, parsed)] };
  }
  if ('experiment' in given) parseExperiment(given.experiment, 'expect(...)');
  throw noDesignFits(claim, given, candidates);
}

/** Seeds of the smallest profile that runs this design. */
function ownTest(test: ClaimTest, arms: Readonly<Record<string, Experiment>>): ClaimTest {
  const seeds = test.seeds.quick ?? test.seeds.standard ?? 0;
  const task = taskOf(Object.values(arms)[0] as Experiment);
  return { ...test, task, seeds: { quick: seeds }, arms: unchanged(arms) };
}

/** One experiment, or those of the arms. */
type Given = { readonly experiment: unknown } | { readonly arms: Readonly<Record<string, unknown>> };

function givenIn(experiments: unknown): Given {
  const isRecord = typeof experiments === 'object' && experiments !== null && !Array.isArray(experiments);
  return isRecord && !('schemaVersion' in experiments) ? { arms: { ...experiments } } : { experiment: experiments };
}

function sameNames(given: readonly string[], wanted: readonly string[]): boolean {
  return given.length === wanted.length && wanted.every((name) => given.includes(name));
}

function noDesignFits(
  { id }: Claim,
  given: Given,
  candidates: readonly { readonly test: ClaimTest; readonly names: readonly string[] }[],
): HarnessError {
  const got = 'arms' in given ? `the arms ${Object.keys(given.arms).join(', ') || 'of nothing'}` : 'one experiment';
  const designs = candidates.map(
    ({ test, names }, index) => `design ${index + 1} on ${test.task}: ${names.join(', ')}`,
  );
  return new HarnessError('invalid-argument', {
    what: `No design of "${id}" fits these experiments.`,
    where: 'toReproduce',
    got,
    expected: `one experiment an arm, all of one task, for ${designs.join('; ')}`,
    next: `\`iml explain ${id}\` shows the arms; { design: N } chooses one`,
  });
}
