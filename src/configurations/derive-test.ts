// One design of a claim around someone's own configuration: the registered arms carried over, everything that decides (estimands, rules,
// thresholds, gates, seeds) as registered.
import { applyChange, DoesNotApply } from '../claims/arms/apply-change.ts';
import { unchanged } from '../claims/arms/arm.ts';
import { experimentsOf } from '../claims/arms/experiments-of.ts';
import type { ClaimPart, ClaimTest, JudgedRuns } from '../claims/claim.ts';
import type { PlotData } from '../claims/verdict.ts';
import { type Experiment, experimentHash, isModule } from '../experiments/experiment.ts';
import { asRegistered, type NamedArm, namedArm, renamed } from './arm-names.ts';
import type { Configuration } from './configuration.ts';
import { contradictionsIn } from './contradictions.ts';
import { describeArms } from './describe-arms.ts';
import { ladderOf, levelsOf } from './ladder.ts';
import { ladderTest } from './ladder-test.ts';
import { armsReadBy, type Read, readsOfTest } from './reads-of-test.ts';
import { type Activations, unmeasured } from './unmeasured.ts';

export interface Configured extends Pick<Configuration, 'experiment' | 'sizes' | 'batches'> {
  /** Left out: the model is the harness's own. */
  readonly activations?: Activations;
}

/** @throws DoesNotApply */
export function deriveTest(test: ClaimTest, configuration: Configured, imagesDigest: string): ClaimTest {
  const registered = experimentsOf(test.arms, imagesDigest);
  const all = Object.values(registered);
  const { experiment: own, sizes } = configuration;
  const carried = Object.entries(test.arms).map(([name, { change }]) =>
    namedArm(name, applyChange(own, change, sizes === null ? 'own' : 'own-sizes')),
  );
  const kind = test.parts.some(({ rule }) => rule.kind === 'trend') ? ladderOf(all) : null;
  const names = Object.keys(registered);
  const noun = kind === 'batch' ? 'batch' : (configuration.sizes?.setting ?? 'width');
  const ladder =
    kind === null ? null : ladderTest(test, levelsOf(kind, carried, configuration), { registered: names, noun });
  const arms = ladder?.arms ?? carried;
  refuseTwins(arms, all);
  const reads = readsOfTest(test);
  for (const { name, experiment, registered: before } of arms)
    refuseUnfit(
      { name, experiment, activations: configuration.activations ?? null },
      reads.filter(({ arm }) => arm === before),
    );
  return withOwnArms(test, {
    arms,
    registered,
    parts: ladder?.parts ?? null,
    note: ladder?.note ?? '',
    own: configuration.experiment,
    layered: kind === 'size' && noun === 'layers',
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

function refuseUnfit({ name, experiment, activations }: ArmToCheck, reads: readonly Read[]): void {
  const [contradiction] = contradictionsIn(experiment);
  if (contradiction !== undefined) {
    const { what, got, expected } = contradiction;
    const words = [what, got, `expected ${expected}`].filter((word) => word !== undefined).join(' ');
    throw new DoesNotApply(`its arm ${name} cannot be made here: ${words}`);
  }
  for (const read of reads) {
    const reason = unmeasured(experiment, read, activations);
    if (reason !== null) throw new DoesNotApply(reason);
  }
}

interface ArmToCheck {
  readonly name: string;
  readonly experiment: Experiment;
  readonly activations: Activations;
}

interface OwnArms {
  readonly arms: readonly NamedArm[];
  readonly registered: Readonly<Record<string, Experiment>>;
  /** Null: as registered. */
  readonly parts: ClaimTest['parts'] | null;
  readonly note: string;
  readonly own: Experiment;
  /** The ladder is one of layers, where the registered one is of widths. */
  readonly layered: boolean;
}

function withOwnArms(test: ClaimTest, { arms, registered, parts, note, own, layered }: OwnArms): ClaimTest {
  const seen = asRegistered(arms);
  const noun = (text: string) => (layered ? text.replace(/\bby width\b/, 'by layers') : text);
  const word = (text: string) => noun(renamed(text, arms, registered));
  const ownPart = (part: ClaimPart): ClaimPart => ({
    ...part,
    name: word(part.name),
    valuesOf: (runs) => part.valuesOf(seen(runs)),
  });
  const [first, ...others] = test.parts;
  const byName = Object.fromEntries(arms.map(({ name, experiment }) => [name, experiment]));
  return {
    ...test,
    design: `${note}${describeArms(own, arms)} Registered design: ${test.design}`,
    arms: unchanged(byName),
    parts:
      parts === null
        ? [ownPart(first), ...others.map(ownPart)]
        : (parts.map((part) => ({ ...part, name: word(part.name) })) as unknown as ClaimTest['parts']),
    gates: test.gates.map((gate) => ({
      ...gate,
      description: word(gate.description),
      read: (runs) => gate.read(seen(runs)),
    })),
    context: test.context
      .filter((one) => [...armsReadBy(one)].every((arm) => arms.some((known) => known.registered === arm)))
      .map(({ name, read }) => ({ name: word(name), read: (runs) => read(seen(runs)) })),
    plots: (judged) => {
      // Plots of a trend show every registered level, and those of probes the activations of the harness's models.
      if (arms.length < Object.keys(registered).length || isModule(own)) return [];
      const view: JudgedRuns = judged.map(({ seed, runs }) => ({ seed, runs: seen(runs) }));
      return test.plots(view).map((plot) => withWords(plot, word));
    },
  };
}

/** Series are named after arms. */
function withWords(plot: PlotData, word: (text: string) => string): PlotData {
  return plot.kind === 'curves'
    ? { ...plot, series: plot.series.map((one) => ({ ...one, label: word(one.label) })) }
    : plot;
}
