// Probes of the tag in every layer, read at one question about each alias (experiments.md 5; paper.md 6.1): Stage-1 aliases (D1QA1
// against D2QA2), new ones (D5 against D6), and a probe fitted on the first and scored on the second. Classes of equal size, each
// alias in one fold, less what permuted labels give. In text at every token: at the embedding only the alias's own letters can be
// read, which say nothing of its tag, so what a probe finds there is the yardstick of noise.
import type { World } from '../tasks/world.ts';
import { activationsOf, type Measured, type TrainedCohort } from './activations.ts';
import { type ProbeData, probeExcess, transferredProbeExcess } from './linear-probe.ts';

export const PROBE_GROUPS = ['D1QA1-D2QA2', 'D5-D6', 'transfer'] as const;

/** Adds `<moment>/probe-excess/<layer>`, in text `<layer> at <token>`, with a value for each of PROBE_GROUPS. */
export async function measureProbes(
  cohort: TrainedCohort,
  moment: string,
  { lambda, permutations }: { readonly lambda: number; readonly permutations: number },
): Promise<Measured[]> {
  const positions = cohort.seeds[0]?.world.probePositions ?? null;
  const { activationNames } = cohort.model;
  // Where a row has many positions, logits are those of the answer's alone.
  const layers = positions === null ? activationNames : activationNames.filter((name) => name !== 'logits');
  const stageOne = await probeData(cohort, ['D1QA1', 'D2QA2'], layers);
  const stageTwo = await probeData(cohort, ['D5', 'D6'], layers);
  return cohort.seeds.map(({ tree }, seed) => {
    const measured: Measured = {};
    for (const layer of layers) {
      for (const [place, position] of (positions ?? [null]).entries()) {
        const settings = (group: string) => {
          const node = tree.child('probe').child(group).child(layer);
          return { lambda, permutations, chance: (position === null ? node : node.child(position)).stream() };
        };
        const at = (data: readonly Readonly<Record<string, ProbeData>>[]) => {
          const whole = data[seed]?.[layer] as ProbeData;
          return positions === null ? whole : columnsOf(whole, place, positions.length);
        };
        const [first, second] = [at(stageOne), at(stageTwo)];
        measured[`${moment}/probe-excess/${position === null ? layer : `${layer} at ${position}`}`] = {
          'D1QA1-D2QA2': probeExcess(first, settings('D1QA1-D2QA2')),
          'D5-D6': probeExcess(second, settings('D5-D6')),
          transfer: transferredProbeExcess(first, second, settings('transfer')),
        };
      }
    }
    return measured;
  });
}

/** Label 1: the first group, whose aliases carry the reliable tag in Stage 1, and in Stage 2's main arm. */
async function probeData(
  cohort: TrainedCohort,
  groups: readonly [string, string],
  layers: readonly string[],
): Promise<Record<string, ProbeData>[]> {
  const aliases = cohort.seeds.map(({ world }) => equalClasses(world, groups));
  const documents = cohort.seeds.map(({ world }, seed) => world.probeDocuments(aliases[seed] as number[]));
  const label = `probe/${groups.join('-')}`;
  const activations = await activationsOf(cohort, documents, { label, activations: layers });
  return activations.map((byLayer, seed) => {
    const rows = (aliases[seed] as number[]).length;
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
function equalClasses({ members }: World, [first, second]: readonly [string, string]): number[] {
  const [one, other] = [members[first] ?? [], members[second] ?? []];
  const size = Math.min(one.length, other.length);
  return [...one.slice(0, size), ...other.slice(0, size)];
}

/** The part of each row that belongs to one position. */
function columnsOf({ features, rows, columns, labels }: ProbeData, place: number, positions: number): ProbeData {
  const width = columns / positions;
  const picked = new Float32Array(rows * width);
  for (let row = 0; row < rows; row += 1) {
    const start = row * columns + place * width;
    picked.set(features.subarray(start, start + width), row * width);
  }
  return { features: picked, rows, columns: width, labels };
}
