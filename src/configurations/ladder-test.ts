// A trend over size or batch, around someone's own model: the registered estimand at each level, under the registered rule. With two
// levels there is a step and no trend: then the ends alone are judged, by their registered threshold.
import type { ClaimPart, ClaimTest, SeedRuns } from '../claims/claim.ts';
import type { DecisionRule, TrendRule } from '../decisions/decision.ts';
import type { NamedArm } from './arm-names.ts';
import type { Level } from './ladder.ts';

export interface LadderTest {
  readonly arms: readonly NamedArm[];
  readonly parts: ClaimTest['parts'];
  readonly note: string;
}

export function ladderTest(
  { parts }: ClaimTest,
  levels: readonly Level[],
  { registered, noun }: { readonly registered: readonly string[]; readonly noun: string },
): LadderTest {
  const named = levels.map(({ label, experiment }, index): NamedArm => {
    return { registered: standsFor(index, levels.length, registered), name: `${noun} ${label}`, experiment };
  });
  const [first, ...others] = parts;
  const overLevels = (part: ClaimPart): ClaimPart => levelledPart(part, named, { registered, levels });
  return {
    arms: named,
    parts: [overLevels(first), ...others.map(overLevels)],
    note:
      levels.length === 2
        ? 'Two levels only, so their difference is judged and no trend. '
        : levels.length === registered.length
          ? ''
          : `${levels.length} levels where ${registered.length} are registered. `,
  };
}

/** Gates and contrasts read the first and last registered arm: the ends of the ladder. */
function standsFor(index: number, levels: number, registered: readonly string[]): string {
  if (index === levels - 1) return registered.at(-1) as string;
  return registered[Math.min(index, registered.length - 2)] as string;
}

function levelledPart(
  part: ClaimPart,
  arms: readonly NamedArm[],
  { registered, levels }: { readonly registered: readonly string[]; readonly levels: readonly Level[] },
): ClaimPart {
  const { rule } = part;
  if (rule.kind !== 'trend') return { ...part, valuesOf: (runs) => part.valuesOf(endsOf(runs, arms, registered)) };
  // The estimand is the same at every level, so a claim that is shown one run in every arm says its value at this level.
  const valueAt = (runs: SeedRuns, name: string) => {
    const everywhere = Object.fromEntries(registered.map((arm) => [arm, runs[name]])) as SeedRuns;
    return part.valuesOf(everywhere)[0] as number;
  };
  const values = (runs: SeedRuns) => arms.map(({ name }) => valueAt(runs, name));
  if (levels.length > 2)
    return { ...part, rule: { ...rule, levels: levels.map(({ label }) => label) }, valuesOf: values };
  return {
    ...part,
    name: `${part.name}, ${levels[1]?.label} minus ${levels[0]?.label}`,
    rule: endsOnly(rule),
    valuesOf: (runs) => {
      const [low = 0, high = 0] = values(runs);
      return [high - low];
    },
  };
}

function endsOnly({ endpointThreshold: threshold, levels: _, reversalMargin: __, ...rule }: TrendRule): DecisionRule {
  return { ...rule, kind: 'existence', direction: 'greater', threshold };
}

function endsOf(runs: SeedRuns, arms: readonly NamedArm[], registered: readonly string[]): SeedRuns {
  const at = (index: number) => runs[arms[index]?.name ?? ''];
  const last = registered.length - 1;
  const named = registered.map((arm, index) => {
    const place = index === 0 ? 0 : index === last ? arms.length - 1 : Math.min(index, arms.length - 1);
    return [arm, at(place)];
  });
  return Object.fromEntries(named) as SeedRuns;
}
