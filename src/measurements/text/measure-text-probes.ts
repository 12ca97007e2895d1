// Probes of the tag in the residual stream, at every layer and every token of a question (paper.md 6.1): classes of equal
// size, each alias in one fold, less what permuted labels give. At the embedding only the alias's own letters can be read,
// which say nothing of its tag: what a probe finds there is the yardstick of noise.
import type { TextWorld } from '../../tasks/text/text-world.ts';
import { type ProbeData, probeExcess, transferredProbeExcess } from '../linear-probe.ts';
import type { Measured } from '../measure-answers.ts';
import { type TextCohort, textActivations } from './text-cohort.ts';

/** Adds `<moment>/probe-excess/<layer> at <token>` with a value for each of PROBE_GROUPS (measure-probes.ts). */
export async function measureTextProbes(
  cohort: TextCohort,
  moment: string,
  { lambda, permutations }: { readonly lambda: number; readonly permutations: number },
): Promise<Measured[]> {
  const layers = cohort.model.activationNames.filter((name) => name !== 'logits');
  const stageOne = await probeData(cohort, ['D1QA1', 'D2QA2'], layers);
  const stageTwo = await probeData(cohort, ['D5', 'D6'], layers);
  return cohort.seeds.map(({ tree, world }, seed) => {
    const measured: Measured = {};
    for (const layer of layers) {
      for (const [place, token] of world.probePositions.entries()) {
        const settings = (group: string) => ({
          lambda,
          permutations,
          chance: tree.child('probe').child(group).child(layer).child(token).stream(),
        });
        const at = (data: readonly Readonly<Record<string, ProbeData>>[]) =>
          columnsOf(data[seed]?.[layer] as ProbeData, place, world.probePositions.length);
        const [first, second] = [at(stageOne), at(stageTwo)];
        measured[`${moment}/probe-excess/${layer} at ${token}`] = {
          'D1QA1-D2QA2': probeExcess(first, settings('D1QA1-D2QA2')),
          'D5-D6': probeExcess(second, settings('D5-D6')),
          transfer: transferredProbeExcess(first, second, settings('transfer')),
        };
      }
    }
    return measured;
  });
}

/** Label 1: the first group. Columns are those of all tokens, one after another. */
async function probeData(
  cohort: TextCohort,
  groups: readonly [string, string],
  layers: readonly string[],
): Promise<Record<string, ProbeData>[]> {
  const aliases = cohort.seeds.map(({ world }) => equalClasses(world, groups));
  const documents = cohort.seeds.map(({ world }, seed) => world.probeDocuments(aliases[seed] as number[]));
  const activations = await textActivations(cohort, documents, layers);
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

function equalClasses({ members }: TextWorld, [first, second]: readonly [string, string]): number[] {
  const [one, other] = [members[first] ?? [], members[second] ?? []];
  const size = Math.min(one.length, other.length);
  return [...one.slice(0, size), ...other.slice(0, size)];
}

/** The part of each row that belongs to one token. */
function columnsOf({ features, rows, columns, labels }: ProbeData, place: number, tokens: number): ProbeData {
  const width = columns / tokens;
  const picked = new Float32Array(rows * width);
  for (let row = 0; row < rows; row += 1) {
    const start = row * columns + place * width;
    picked.set(features.subarray(start, start + width), row * width);
  }
  return { features: picked, rows, columns: width, labels };
}
