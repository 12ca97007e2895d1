// What is asked of one configuration: its claims, options from the command line, the file or the project, and what that will cost.
import type { Claim, ProfileName } from '../claims/claim.ts';
import { claimById } from '../claims/registry.ts';
import { CONFIRM_POOL } from '../claims/seed-pools.ts';
import type { Configuration, ConfigurationDefaults } from '../configurations/configuration.ts';
import { type DerivedClaims, deriveClaims } from '../configurations/derive-claims.ts';
import { HarnessError } from '../errors/harness-error.ts';
import { makePlan, type Plan } from '../execution/plan.ts';
import type { ReportConfiguration } from '../execution/report-document.ts';
import { experimentHash } from '../experiments/experiment.ts';
import type { BackendName } from '../tensors/backend.ts';

/** Why a claim is not asked that the command line did not name. */
export const NOT_SELECTED = 'not selected (--claim)';

export interface OwnRequest {
  readonly configuration: Configuration;
  readonly profile: ProfileName;
  readonly catalogue: readonly Claim[];
  /** Asked by name; those that they lean on come with them. */
  readonly claims: readonly string[];
  readonly seeds: number | null;
  readonly firstSeed: number;
  readonly backend: BackendName | null;
  readonly processes: number | null;
  /** As if a cohort had one seed: which runs are asked for, whatever trains them. */
  readonly plan: Plan;
  readonly shown: ReportConfiguration;
}

export interface AskedOptions extends ConfigurationDefaults {
  readonly claims: readonly string[];
  readonly firstSeed?: number;
}

export interface OwnSettings {
  /** What the command line says goes before the file, and the file before the project. */
  readonly words: AskedOptions;
  readonly project: Omit<AskedOptions, 'claims'>;
  readonly imagesDigest: string;
  /** Of a model of one's own: what can be probed. */
  readonly activations: readonly string[] | null;
}

/** @throws HarnessError `invalid-option` where nothing would be asked (promise 2: zero is no pass) */
export function ownRequest(
  configuration: Configuration,
  { words, project, imagesDigest, activations }: OwnSettings,
): OwnRequest {
  const { defaults } = configuration;
  const chosen = { ...project, ...defaults, ...definedOf(words) };
  const profile = chosen.profile ?? 'standard';
  const derived = deriveClaims({ configuration: { ...configuration, activations }, profile, imagesDigest });
  const claims = selected(configuration, derived, words.claims);
  const seeds = chosen.seeds ?? null;
  const firstSeed = chosen.firstSeed ?? CONFIRM_POOL;
  const asked = { profile, claims, seeds, firstSeed, catalogue: derived.applied };
  const plan = makePlan({ ...asked, imagesDigest, cohortSize: 1 });
  return {
    configuration,
    ...asked,
    backend: chosen.backend ?? null,
    processes: chosen.processes ?? null,
    plan,
    shown: shownOf(configuration, derived, { plan, byWords: words.claims.length > 0 }),
  };
}

function definedOf<Options extends object>(options: Options): Partial<Options> {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined && value !== null),
  ) as Partial<Options>;
}

/** Ids in the order of the registry. */
function selected(
  { file, include, exclude }: Configuration,
  { applied, unasked }: DerivedClaims,
  words: readonly string[],
): string[] {
  for (const id of words) claimById(id);
  const wanted = (id: string) =>
    words.length > 0 ? words.includes(id) : (include?.includes(id) ?? true) && !exclude.includes(id);
  const claims = applied.map(({ id }) => id).filter(wanted);
  if (claims.length > 0) return claims;
  const reasons = unasked.filter(({ claim }) => wanted(claim)).map(({ claim, reason }) => `${claim}: ${reason}`);
  throw new HarnessError('invalid-option', {
    what: 'None of the claims that were asked for applies to this configuration.',
    where: file,
    got: reasons.slice(0, 5).join('; ') || 'no claim',
    expected: `one of ${applied.map(({ id }) => id).join(', ') || 'none: no claim applies'}`,
  });
}

function shownOf(
  { name, file, description, extends: base, experiment, include, exclude }: Configuration,
  { applied, unasked }: DerivedClaims,
  { plan, byWords }: { readonly plan: Plan; readonly byWords: boolean },
): ReportConfiguration {
  const planned = new Set(plan.tests.map(({ claim }) => claim.id));
  const leftOut = applied
    .filter(({ id }) => !planned.has(id))
    .map(({ id }) => ({
      claim: id,
      reason: byWords
        ? NOT_SELECTED
        : exclude.includes(id)
          ? 'excluded by the configuration'
          : `not among the claims that the configuration ${include === null ? 'asks for' : 'includes'}`,
    }));
  return {
    name,
    file,
    description,
    extends: base,
    experimentHash: experimentHash(experiment),
    experiment,
    unasked: [...leftOut, ...unasked],
  };
}
