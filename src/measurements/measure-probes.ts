// Probes of the tag in every layer, read at a question about cell 0 (experiments.md 5): Stage-1 variables (D1QA1
// against D2QA2), new ones (D5 against D6), and a probe fitted on the first and scored on the second.
import type { DigitGridWorld } from '../tasks/digit-grid.ts';
import type { GroupName } from '../tasks/digit-grid-config.ts';
import { queryTokens, sameQuery } from '../tasks/documents.ts';
import { type ProbeData, probeExcess, transferredProbeExcess } from './linear-probe.ts';
import type { Measured } from './measure-answers.ts';
import { activationsOf, type TrainedCohort } from './model-answers.ts';

export const PROBE_GROUPS = ['D1QA1-D2QA2', 'D5-D6', 'transfer'] as const;

/** Adds `<moment>/probe-excess/<layer>` with a value for each of PROBE_GROUPS. */
export async function measureProbes(
  cohort: TrainedCohort,
  moment: string,
  { lambda, permutations }: { readonly lambda: number; readonly permutations: number },
): Promise<Measured[]> {
  const layers = cohort.model.activationNames;
  const stageOne = await probeData(cohort, ['D1QA1', 'D2QA2'], layers);
  const stageTwo = await probeData(cohort, ['D5', 'D6'], layers);
  return cohort.seeds.map(({ tree }, seed) => {
    const measured: Measured = {};
    for (const layer of layers) {
      const settings = (group: string) => ({
        lambda,
        permutations,
        chance: tree.child('probe').child(group).child(layer).stream(),
      });
      const first = stageOne[seed]?.[layer] as ProbeData;
      const second = stageTwo[seed]?.[layer] as ProbeData;
      measured[`${moment}/probe-excess/${layer}`] = {
        'D1QA1-D2QA2': probeExcess(first, settings('D1QA1-D2QA2')),
        'D5-D6': probeExcess(second, settings('D5-D6')),
        transfer: transferredProbeExcess(first, second, settings('transfer')),
      };
    }
    return measured;
  });
}

/** Label 1: the first group, whose variables carry the reliable tag in Stage 1, and in Stage 2's main arm. */
async function probeData(
  cohort: TrainedCohort,
  [first, second]: readonly [GroupName, GroupName],
  layers: readonly string[],
): Promise<Record<string, ProbeData>[]> {
  const variables = cohort.seeds.map(({ task: { world } }) => equalClasses(world, first, second));
  const documents = variables.map((list) => sameQuery(list, queryTokens.cell(0)));
  const label = `probe/${first}-${second}`;
  const activations = await activationsOf(cohort, documents, { label, activations: layers });
  return activations.map((byLayer, seed) => {
    const rows = (variables[seed] as number[]).length;
    const labels = Uint8Array.from({ length: rows }, (_, row) => (row < rows / 2 ? 1 : 0));
    return Object.fromEntries(
      layers.map((layer) => {
        const features = byLayer[layer] as Float32Array;
        return [layer, { features, rows, columns: features.length / rows, labels }];
      }),
    );
  });
}

/** As many of the first group as of the second, in that order. */
function equalClasses(world: DigitGridWorld, first: GroupName, second: GroupName): number[] {
  const size = Math.min(world.members[first].length, world.members[second].length);
  return [...world.members[first].slice(0, size), ...world.members[second].slice(0, size)];
}
