// All claims of the registry around someone's own configuration: those that apply, with experiments derived from theirs, and those that
// do not, each with its reason. Every claim is in the answer.
import { applyChange, DoesNotApply, sizeOf } from '../claims/arms/apply-change.ts';
import { unchanged } from '../claims/arms/arm.ts';
import { experimentsOf, taskOf } from '../claims/arms/experiments-of.ts';
import type { Claim, ClaimTest, JudgedRuns, ProfileName } from '../claims/claim.ts';
import { DECLARED_CLAIMS } from '../claims/declared-claims.ts';
import { armsIn, type Estimand, readsIn } from '../claims/estimands.ts';
import { type ArmWords, spelledOut } from '../claims/spelled-out.ts';
import type { PlotData } from '../claims/verdicts/verdict.ts';
import { type Experiment, experimentHash, isModule } from '../experiments/experiment.ts';
import type { Configuration } from './configuration-schema.ts';
import { contradictionsIn } from './contradictions.ts';
import { isObject } from './experiment-schemas.ts';
import { ladderOf, ladderTest, levelsOf, type NamedArm } from './ladder.ts';
import { type ActivationNames, unmeasured } from './unmeasured.ts';

export interface Configured extends Pick<Configuration, 'experiment' | 'sizes' | 'batches'> {
  /** Left out: the model is the harness's own. */
  readonly activations?: ActivationNames;
}

export interface Unasked {
  readonly claim: string;
  readonly reason: string;
}

export interface DerivedClaims {
  /** The catalogue: claims with at least one test in the profile. */
  readonly applied: readonly Claim[];
  readonly unasked: readonly Unasked[];
}

export interface Derivation {
  readonly configuration: Configured;
  readonly profile: ProfileName;
  readonly imagesDigest: string;
}

export function deriveClaims(derivation: Derivation): DerivedClaims {
  // As their files declare them: the registry fills in the names that its own arms have, and refuses what is not as registered.
  const found = DECLARED_CLAIMS.map((claim) => ({ claim, ...testsOf(claim, derivation) }));
  const unasked = found.flatMap(({ claim, reasons }) => reasons.map((reason) => ({ claim: claim.id, reason })));
  const applied = found.flatMap(({ claim, tests }) => (tests.length === 0 ? [] : [{ ...claim, tests }]));
  return withoutAstray(applied, unasked);
}

function testsOf(claim: Claim, { configuration, profile, imagesDigest }: Derivation) {
  const task = taskOf(configuration.experiment);
  const onTask = claim.tests.filter((test) => test.task === task);
  if (onTask.length === 0) return { tests: [], reasons: [`it has no design on ${task}`] };
  const inProfile = onTask.filter(({ seeds }) => seeds[profile] !== undefined);
  if (inProfile.length === 0) {
    const profiles = [...new Set(onTask.flatMap(({ seeds }) => Object.keys(seeds)))].join(', ');
    return { tests: [], reasons: [`the profile ${profile} has no test of it on ${task}; there is one in ${profiles}`] };
  }
  const tests: Claim['tests'][number][] = [];
  const reasons: string[] = [];
  for (const test of inProfile) {
    try {
      tests.push(deriveTest(test, configuration, imagesDigest));
    } catch (error) {
      if (!(error instanceof DoesNotApply)) throw error;
      const which = inProfile.length === 1 ? '' : `design ${claim.tests.indexOf(test) + 1}: `;
      reasons.push(which + error.message);
    }
  }
  return { tests, reasons };
}

/** A claim that leans on one that does not apply means nothing alone: a control without its effect, a detail without its gate. */
function withoutAstray(applied: readonly Claim[], unasked: readonly Unasked[]): DerivedClaims {
  const leaning = applied.map((claim) => ({
    claim,
    missing: [...(claim.behind === undefined ? [] : [claim.behind]), ...claim.tests.flatMap(({ assay }) => assay)].find(
      (id) => !applied.some((other) => other.id === id),
    ),
  }));
  const astray = leaning.flatMap(({ claim, missing }) =>
    missing === undefined
      ? []
      : [{ claim: claim.id, reason: `it means something only where "${missing}" is shown, which does not apply here` }],
  );
  if (astray.length === 0) return { applied, unasked };
  const left = applied.filter(({ id }) => !astray.some(({ claim }) => claim === id));
  return withoutAstray(left, [...unasked, ...astray]);
}

// One design of a claim around someone's own configuration: the registered arms carried over, everything that decides (estimands, rules,
// thresholds, gates, seeds) as registered.

/** @param test as its file declares it, with placeholders for what its arms are called. @throws DoesNotApply */
function deriveTest(test: ClaimTest, configuration: Configured, imagesDigest: string): ClaimTest {
  const registered = experimentsOf(test.arms, imagesDigest);
  const all = Object.values(registered);
  const { experiment: own, sizes } = configuration;
  const carried = Object.values(test.arms).map(({ change }) =>
    applyChange(own, change, sizes === null ? 'own' : 'own-sizes'),
  );
  const differIn = ladderOf(all);
  const kind = test.parts.some(({ rule }) => rule.kind === 'trend') ? differIn : null;
  const names = Object.keys(registered);
  const noun = kind === 'batch' ? 'batch' : (configuration.sizes?.setting ?? 'width');
  const ladder =
    kind === null
      ? null
      : ladderTest(test, { levels: levelsOf(kind, carried, configuration), registered: names, noun });
  const arms = ladder?.arms ?? namedArms(names, carried, differIn === 'batch');
  refuseTwins(arms, all);
  const activations = configuration.activations ?? null;
  for (const { name, experiment } of arms) refuseContradictory(name, experiment);
  const decisive = [...test.parts.flatMap(({ estimands }) => estimands), ...test.gates.map(({ estimand }) => estimand)];
  const [reason] = decisive.flatMap((estimand) => reasonsUnmeasured(estimand, arms, activations));
  if (reason !== undefined) throw new DoesNotApply(reason);
  // What only stands beside a verdict decides nothing, so it is left out where it is not measured.
  const context = test.context.filter(({ estimand }) => reasonsUnmeasured(estimand, arms, activations).length === 0);
  return withOwnArms(
    { ...test, context, parts: ladder?.parts ?? test.parts },
    {
      arms,
      note: ladder?.note ?? '',
      own: configuration.experiment,
      size: kind === 'size' && noun === 'layers' ? 'layers' : 'width',
    },
  );
}

/** Arms keep their registered names, but where they differ in their batches, which are others here. */
function namedArms(names: readonly string[], carried: readonly Experiment[], byBatch: boolean): NamedArm[] {
  const batches = carried.map(({ protocol }) => `batch ${protocol.stage1.batchSize}`);
  const own = byBatch && new Set(batches).size === names.length ? batches : names;
  return carried.map((experiment, index) => {
    const registered = names[index] as string;
    return { registered, name: own[index] ?? registered, experiment };
  });
}

/** Two arms that are registered as different but came out the same would be compared with themselves. */
function refuseTwins(arms: readonly NamedArm[], registered: readonly Experiment[]): void {
  const hashes = arms.map(({ experiment }) => experimentHash(experiment));
  if (new Set(registered.map(experimentHash)).size < registered.length) return;
  const twin = hashes.findIndex((hash, index) => hashes.indexOf(hash) !== index);
  if (twin === -1) return;
  const first = arms[hashes.indexOf(hashes[twin] as string)]?.name;
  throw new DoesNotApply(`its arms ${first} and ${arms[twin]?.name} would be the same experiment here`);
}

function refuseContradictory(name: string, experiment: Experiment): void {
  const [contradiction] = contradictionsIn(experiment);
  if (contradiction === undefined) return;
  const { what, got, expected } = contradiction;
  const words = [what, got, `expected ${expected}`].filter((word) => word !== undefined).join(' ');
  throw new DoesNotApply(`its arm ${name} cannot be made here: ${words}`);
}

/** Why the arms do not measure what is read, one reason a number; none where they do. */
function reasonsUnmeasured(estimand: Estimand, arms: readonly NamedArm[], activations: ActivationNames): string[] {
  return readsIn(estimand).flatMap((read) =>
    arms
      .filter(({ registered }) => registered === read.arm)
      .flatMap(({ experiment }) => unmeasured(experiment, read, activations) ?? []),
  );
}

interface OwnArms {
  readonly arms: readonly NamedArm[];
  readonly note: string;
  readonly own: Experiment;
  /** What sizes are of. */
  readonly size: 'width' | 'layers';
}

function withOwnArms(test: ClaimTest, { arms, note, own, size }: OwnArms): ClaimTest {
  // Of levels that stand for one registered arm the last speaks, but for the end of a ladder nothing else.
  const byRegistered = new Map([...arms, ...arms.slice(0, 1)].map((arm) => [arm.registered, arm]));
  const nameOf = (arm: string) => byRegistered.get(arm)?.name ?? arm;
  const isThere = ({ estimand }: { readonly estimand: Estimand }) =>
    armsIn(estimand).every((arm) => byRegistered.has(arm));
  // A ladder of fewer levels has no arm between its ends, and nothing to ask of it.
  const [gates, context] = [test.gates.filter(isThere), test.context.filter(isThere)];
  const spelled = spelledOut({ ...test, gates, context }, (arm) => ({
    ...sizesOf(byRegistered.get(arm), size),
    name: nameOf(arm),
  }));
  const byName = Object.fromEntries(arms.map(({ name, experiment }) => [name, experiment]));
  return {
    ...spelled,
    design: `${note}${describeArms(own, arms)} Registered design: ${test.design}`,
    arms: unchanged(byName),
    plots: (judged) => {
      // Plots of a trend show every registered level, and those of probes the activations of the harness's models.
      if (arms.length < Object.keys(test.arms).length || isModule(own)) return [];
      return test.plots(asRegistered(judged, arms)).map((plot) => withNames(plot, nameOf));
    },
  };
}

function sizesOf({ experiment }: Partial<NamedArm> = {}, size: 'width' | 'layers'): Omit<ArmWords, 'name'> {
  const count = experiment === undefined ? null : sizeOf(experiment, size);
  const batch = experiment?.protocol.stage1.batchSize;
  return { width: `${size} ${count ?? 'of the model'}`, batch: `batch ${batch}` };
}

/** Plots read runs by the names that the claim gives them. */
function asRegistered(judged: JudgedRuns, arms: readonly NamedArm[]): JudgedRuns {
  return judged.map(({ seed, runs }) => ({
    seed,
    runs: Object.fromEntries(
      arms.flatMap(({ registered, name }) => {
        const run = runs[name];
        return run === undefined ? [] : [[registered, run]];
      }),
    ),
  }));
}

/** Series may be named after arms. */
function withNames(plot: PlotData, nameOf: (registered: string) => string): PlotData {
  return plot.kind === 'curves'
    ? { ...plot, series: plot.series.map((one) => ({ ...one, label: nameOf(one.label) })) }
    : plot;
}

/**
 * How the arms of a derived test differ from the configuration, in words: what a reader wants to know of a design that no one registered
 * in these numbers.
 */
function describeArms(own: Experiment, arms: readonly NamedArm[]): string {
  const words = arms.map(({ name, experiment }) => {
    const changes = differences(partsOf(own), partsOf(experiment));
    return changes.length === 0 ? `${name}: the configuration as it is` : `${name}: ${changes.join(', ')}`;
  });
  return `${words.join('; ')}.`;
}

/** What is measured and drawn beside changes no training. */
function partsOf({ task, model, protocol: { curveEverySteps: _, swappedStage2: __, ...protocol } }: Experiment) {
  return { task, model, protocol };
}

function differences(before: unknown, after: unknown, path: readonly string[] = []): string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const mergeable = isObject(before) && isObject(after) && before.kind === after.kind;
  if (!mergeable) return [`${path.slice(1).join('.')} ${shown(after)}`];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => differences(before[name], after[name], [...path, name]));
}

function shown(value: unknown): string {
  if (value === undefined) return 'left out';
  if (typeof value === 'number') return String(Number(value.toPrecision(4)));
  return isObject(value)
    ? Object.entries(value)
        .filter(([name]) => name !== 'kind')
        .map(([name, one]) => `${name} ${shown(one)}`)
        .join(' ')
    : String(value);
}
