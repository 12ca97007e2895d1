// What is asked of one configuration: its claims, options from the command line, the file or the project, and what that will cost.
import type { Claim, ProfileName } from '../claims/claim.ts';
import { claimById } from '../claims/registry.ts';
import { CONFIRM_POOL } from '../claims/seed-pools.ts';
import type { Configuration, ConfigurationDefaults } from '../configurations/configuration.ts';
import type { DerivedClaims } from '../configurations/derive-claims.ts';
import { HarnessError } from '../errors/harness-error.ts';
import { makePlan, type Plan } from '../execution/plan.ts';
import { claimsAround, reportConfiguration } from '../execution/report-configuration.ts';
import type { ReportConfiguration } from '../execution/report-document.ts';
import type { BackendName } from '../tensors/backend-name.ts';

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

/** @throws HarnessError `invalid-option` where nothing would be asked (decisions.md promise 2: zero is no pass) */
export function ownRequest(
  configuration: Configuration,
  { words, project, imagesDigest, activations }: OwnSettings,
): OwnRequest {
  const { defaults } = configuration;
  const chosen = { ...project, ...defaults, ...definedOf(words) };
  const profile = chosen.profile ?? 'standard';
  const subject = { ...configuration, activations, asked: askedWords(configuration) };
  const derived = claimsAround(subject, { profile, imagesDigest });
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
    shown: reportConfiguration(subject, { derived, plan }),
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

/** Words that ask for this configuration again. */
function askedWords({ file, project }: Configuration): readonly string[] {
  return project === null ? ['verify', file] : ['verify', '--config', project];
}
