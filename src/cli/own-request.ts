// What is asked of one configuration: its claims, options from the command line, the file or the project, and what that will cost.
import type { ProfileName } from '../claims/claim.ts';
import { claimById } from '../claims/registry/registry.ts';
import { CONFIRM_POOL } from '../claims/registry/seed-pools.ts';
import type { Configuration, ConfigurationDefaults } from '../configurations/configuration-schema.ts';
import type { DerivedClaims } from '../configurations/derive-claims.ts';
import { modelAbilities } from '../configurations/model-abilities.ts';
import { HarnessError } from '../errors/harness-error.ts';
import { claimsAround, reportConfiguration } from '../execution/campaign/report-configuration.ts';
import { assetLoader } from '../execution/inputs/load-assets.ts';
import { RUN_OPTIONS, type RunRequest } from '../execution/inputs/run-request.ts';
import { makePlan, type Plan } from '../execution/planning/plan.ts';
import { isModule } from '../experiments/experiment.ts';
import { plannedSteps } from '../experiments/stages.ts';
import type { DigitImagePool } from '../tasks/grid/digit-images.ts';
import type { BackendName } from '../tensors/backend-name.ts';

export type OwnRequest = ReturnType<typeof ownRequest>;

interface OwnSettings {
  /** What the command line says, null for nothing, goes before the file, and the file before the project. */
  readonly said: Pick<RunRequest, 'claims' | 'seeds' | 'backend' | 'processes'> & {
    readonly profile: ProfileName | null;
    readonly firstSeed: number | null;
  };
  readonly project: ConfigurationDefaults & { readonly firstSeed?: number };
  readonly imagesDigest: string;
  /** Of a model of one's own: what can be probed. */
  readonly activations: readonly string[] | null;
}

/** @throws HarnessError `invalid-option` where nothing would be asked (decisions.md promise 2: zero is no pass) */
export function ownRequest(configuration: Configuration, { said, project, imagesDigest, activations }: OwnSettings) {
  const { defaults } = configuration;
  const profile = said.profile ?? defaults.profile ?? project.profile ?? RUN_OPTIONS.profile.otherwise;
  const subject = { ...configuration, activations, asked: askedWords(configuration) };
  const derived = claimsAround(subject, { profile, imagesDigest });
  /** The claims that are asked by name; those that they lean on come with them. */
  const asked = {
    profile,
    claims: selected(configuration, derived, said.claims),
    seeds: said.seeds ?? defaults.seeds ?? project.seeds ?? null,
    firstSeed: said.firstSeed ?? project.firstSeed ?? CONFIRM_POOL,
    backend: said.backend ?? defaults.backend ?? project.backend ?? null,
    processes: said.processes ?? defaults.processes ?? project.processes ?? null,
    catalogue: derived.applied,
  };
  /** As if a cohort had one seed: which runs are asked for, whatever trains them. */
  const plan = makePlan({ ...asked, imagesDigest, cohortSize: 1 });
  return { configuration, asked, plan, shown: reportConfiguration(subject, { derived, plan }) };
}

/** Of a model of one's own, what can be probed: it is made and tried out, which also refuses one that breaks its promises. */
export async function activationsOf(
  { experiment, pathsByDigest }: Configuration,
  { images, backend }: { readonly images: DigitImagePool; readonly backend: BackendName | null },
): Promise<readonly string[] | null> {
  if (!isModule(experiment)) return null;
  const { startBackend } = await import('../tensors/backend.ts');
  await startBackend(backend);
  const load = assetLoader({ imagesFolder: null, pathsByDigest }, images);
  return (await modelAbilities(experiment, await load(experiment))).activations;
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

/** Before anything is trained: how many claims, experiments, runs and training steps a configuration will take. */
export function ownCostLine({ configuration, plan, shown, asked }: OwnRequest): string {
  const { name, file } = configuration;
  const experiments = new Set(plan.cohorts.map(({ hash }) => hash)).size;
  const claims = new Set(plan.tests.map(({ claim }) => claim.id)).size;
  const first = costOf(plan, 'fewest');
  const most = costOf(plan, 'most');
  const others = new Set(shown.unasked.map(({ claim }) => claim)).size;
  return `${name} (${file}): ${claims} of ${asked.catalogue.length} claims that apply are asked (${others} are not, or in part), from ${experiments} experiments: ${first.runs} runs with ${inMillions(first.steps)} training steps for a first look, at most ${most.runs} with ${inMillions(most.steps)}.`;
}

/** Claims share runs, so each experiment counts with the most that any of its tests asks for. */
function costOf(plan: Plan, which: 'fewest' | 'most'): { readonly runs: number; readonly steps: number } {
  const seeds = new Map<string, number>();
  for (const { hashes, budget } of plan.tests) {
    for (const hash of Object.values(hashes)) seeds.set(hash, Math.max(seeds.get(hash) ?? 0, budget[which]));
  }
  const experiments = new Map(plan.cohorts.map(({ hash, experiment }) => [hash, experiment]));
  let runs = 0;
  let steps = 0;
  for (const [hash, count] of seeds) {
    const experiment = experiments.get(hash);
    runs += count;
    steps += experiment === undefined ? 0 : count * plannedSteps(experiment);
  }
  return { runs, steps };
}

function inMillions(steps: number): string {
  return steps < 100_000 ? String(steps) : `${(steps / 1e6).toFixed(1)} million`;
}
