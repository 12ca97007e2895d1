// A claim of the registry with someone's own experiments in its arms: estimands, rules, gates and seeds stay as registered, and
// what is missing for that is said before anything is trained.
import { unchanged } from '../claims/arms/arm.ts';
import { taskOf } from '../claims/arms/experiments-of.ts';
import type { Claim, ClaimTest } from '../claims/claim.ts';
import { claimById } from '../claims/registry/registry.ts';
import { HarnessError } from '../errors/harness-error.ts';
import { type Experiment, parseExperiment } from '../experiments/experiment.ts';

/** One experiment where the claim has one arm, else one an arm. */
export type ExperimentOrArms = Experiment | Readonly<Record<string, Experiment>>;

export interface UserClaimRequest {
  readonly id: string;
  readonly experiments: unknown;
  /** Experiments of the positive claims that a negative control leans on. */
  readonly assay: Readonly<Record<string, ExperimentOrArms>>;
  /** Which of the claim's designs, counted from 1 as `iml explain` does; null for the first whose arms and task fit. */
  readonly design: number | null;
}

/** The claim, then those that it leans on; each with one test, in the profile `quick`. @throws HarnessError */
export function userClaims({ id, experiments, assay, design }: UserClaimRequest): readonly [Claim, ...Claim[]] {
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
