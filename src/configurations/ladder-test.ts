// A trend over size or batch, around someone's own model: the registered estimand at each level, under the registered rule. With two
// levels there is a step and no trend: then the ends alone are judged, by their registered threshold.
import type { ClaimPart, ClaimTest } from '../claims/claim.ts';
import { minus, withArms } from '../claims/estimands.ts';
import type { DecisionRule, TrendRule } from '../decisions/decision.ts';
import type { Experiment } from '../experiments/experiment.ts';
import type { Level } from './ladder.ts';

/** An arm of a derived test, and the arm of the registered one that it stands for. */
export interface NamedArm {
  readonly registered: string;
  readonly name: string;
  readonly experiment: Experiment;
}

export interface LadderTest {
  readonly arms: readonly NamedArm[];
  readonly parts: ClaimTest['parts'];
  readonly note: string;
}

export interface Rungs {
  readonly levels: readonly Level[];
  /** Arms of the registered test, from where least is expected. */
  readonly registered: readonly string[];
  /** What the levels are called by: "width 8". */
  readonly noun: string;
}

export function ladderTest({ parts }: ClaimTest, { levels, registered, noun }: Rungs): LadderTest {
  const arms = levels.map(({ label, experiment }, index): NamedArm => {
    return { registered: standsFor(index, levels.length, registered), name: `${noun} ${label}`, experiment };
  });
  const [first, ...others] = parts;
  const overLevels = (part: ClaimPart) =>
    part.rule.kind === 'trend' ? trendOver(levels, { part, rule: part.rule, noun }) : part;
  return {
    arms,
    parts: [overLevels(first), ...others.map(overLevels)],
    note:
      levels.length === 2
        ? 'Two levels only, so their difference is judged and no trend. '
        : levels.length === registered.length
          ? ''
          : `${levels.length} levels where ${registered.length} are registered. `,
  };
}

/** Gates and contrasts read the first and last registered arm: the ends of the ladder (derive-test.ts). */
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
