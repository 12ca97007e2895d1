// The levels that a claim about size or batch compares, around someone's own model: those that the configuration names, or the
// registered proportions (a sixteenth, a quarter, the model itself; four times the batch, the batch, a quarter), as far as they exist.
import { DoesNotApply, sizeOf, withBatches, withSize } from '../claims/arms/apply-change.ts';
import { type ClaimPart, type ClaimTest, changedParts } from '../claims/claim.ts';
import { minus, withArms } from '../claims/estimands.ts';
import type { DecisionRule, TrendRule } from '../decisions/decision.ts';
import { type Experiment, experimentHash } from '../experiments/experiment.ts';
import type { Configuration } from './configuration-schema.ts';
import { contradictionsIn } from './contradictions.ts';

export interface Level {
  readonly label: string;
  readonly experiment: Experiment;
}

/** What the levels of a registered trend differ in; null: neither size nor batch. */
export function ladderOf(arms: readonly Experiment[]): 'size' | 'batch' | null {
  if (new Set(arms.map((arm) => sizeOf(arm, 'width'))).size > 1) return 'size';
  return new Set(arms.map(({ protocol }) => protocol.stage1.batchSize)).size > 1 ? 'batch' : null;
}

/** From where the claim expects least to where it expects most. @throws DoesNotApply with fewer than two levels */
export function levelsOf(
  kind: 'size' | 'batch',
  carried: readonly Experiment[],
  { experiment: own, sizes, batches }: Pick<Configuration, 'experiment' | 'sizes' | 'batches'>,
): readonly Level[] {
  const levels = kind === 'size' ? sizeLevels(carried, own, sizes) : batchLevels(carried, batches);
  const distinct = [...new Map(levels.map((level) => [experimentHash(level.experiment), level])).values()];
  if (distinct.length >= 2) return distinct;
  throw new DoesNotApply(
    kind === 'size'
      ? `a model of width ${sizeOf(own, 'width')} cannot be made smaller in the registered proportions; "sizes" may name others`
      : 'its batches would all be the same; "batches" may name others',
  );
}

/** The narrowest arm measures no more than the claim needs, so it is the pattern of all levels but the model itself. */
function sizeLevels(carried: readonly Experiment[], own: Experiment, sizes: Configuration['sizes']): Level[] {
  const [pattern] = carried as [Experiment];
  const itself = carried.at(-1) as Experiment;
  const setting = sizes?.setting ?? 'width';
  const wanted = sizes?.levels ?? carried.map((arm) => roundedWidth(sizeOf(arm, 'width') ?? 1, own));
  return [...new Set(wanted)]
    .sort((left, right) => left - right)
    .map((size) => ({
      label: String(size),
      experiment: withSize(size === sizeOf(own, setting) ? itself : pattern, setting, size),
    }))
    .filter(({ experiment }) => contradictionsIn(experiment).length === 0);
}

function roundedWidth(width: number, own: Experiment): number {
  // The width of a transformer is a multiple of its heads.
  const step = own.model.kind === 'decoder' ? own.model.heads : 1;
  return Math.max(step, step * Math.round(width / step));
}

function batchLevels(carried: readonly Experiment[], batches: Configuration['batches']): Level[] {
  const pattern = carried.at(-1) as Experiment;
  const wanted = batches === null ? carried : batches.map((batch) => withBatches(pattern, batch, ['stage1']));
  const sizeOfBatch = ({ protocol: { stage1 } }: Experiment) =>
    stage1.batchSize === 'full' ? Number.POSITIVE_INFINITY : stage1.batchSize;
  return [...wanted]
    .sort((left, right) => sizeOfBatch(right) - sizeOfBatch(left))
    .map((experiment) => ({ label: String(experiment.protocol.stage1.batchSize), experiment }));
}

/** An arm of a derived test, and the arm of the registered one that it stands for. */
export interface NamedArm {
  readonly registered: string;
  readonly name: string;
  readonly experiment: Experiment;
}

interface LadderTest {
  readonly arms: readonly NamedArm[];
  readonly parts: ClaimTest['parts'];
  readonly note: string;
}

interface Rungs {
  readonly levels: readonly Level[];
  /** Arms of the registered test, from where least is expected. */
  readonly registered: readonly string[];
  /** What the levels are called by: "width 8". */
  readonly noun: string;
}

// A trend over size or batch, around someone's own model: the registered estimand at each level, under the registered rule. With two
// levels there is a step and no trend: then the ends alone are judged, by their registered threshold.
export function ladderTest(test: ClaimTest, { levels, registered, noun }: Rungs): LadderTest {
  const arms = levels.map(({ label, experiment }, index): NamedArm => {
    return { registered: standsFor(index, levels.length, registered), name: `${noun} ${label}`, experiment };
  });
  const overLevels = (part: ClaimPart) =>
    part.rule.kind === 'trend' ? trendOver(levels, { part, rule: part.rule, noun }) : part;
  return {
    arms,
    parts: changedParts(test, overLevels),
    note:
      levels.length === 2
        ? 'Two levels only, so their difference is judged and no trend. '
        : levels.length === registered.length
          ? ''
          : `${levels.length} levels where ${registered.length} are registered. `,
  };
}

/** Gates and contrasts read the first and last registered arm: the ends of the ladder (derive-claims.ts). */
function standsFor(index: number, levels: number, registered: readonly string[]): string {
  if (index === levels - 1) return registered.at(-1) as string;
  return registered[Math.min(index, registered.length - 2)] as string;
}

/** The estimand is the same at every level. */
function trendOver(
  levels: readonly Level[],
  { part, rule, noun }: { readonly part: ClaimPart; readonly rule: TrendRule; readonly noun: string },
): ClaimPart {
  const { axis: registeredAxis = '', ...shared } = part;
  const axis = registeredAxis === 'width' ? noun : registeredAxis;
  const labels = levels.map(({ label }) => label);
  const [low, next, ...others] = labels.map((label) => withArms(part.estimands[0], () => `${noun} ${label}`));
  if (low === undefined || next === undefined) return part;
  if (others.length > 0) return { ...part, axis, rule: { ...rule, levels: labels }, estimands: [low, next, ...others] };
  const name = `${part.name} by ${axis}, ${labels[1]} minus ${labels[0]}`;
  return { ...shared, name, rule: endsOnly(rule), estimands: [minus(next, low)] };
}

function endsOnly({ endpointThreshold: threshold, levels: _, reversalMargin: __, ...rule }: TrendRule): DecisionRule {
  return { ...rule, kind: 'existence', direction: 'greater', threshold };
}
