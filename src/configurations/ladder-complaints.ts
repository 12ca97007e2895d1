// What is wrong with the ladders and the claims that a file asks for.

import { type SizeSetting, withSize } from '../claims/arms/size-setting.ts';
import { CLAIMS } from '../claims/registry.ts';
import type { Experiment } from '../experiments/experiment.ts';
import type { Complaint } from './complaint.ts';
import type { ConfigurationFile } from './configuration-schema.ts';
import { contradictionsIn } from './contradictions.ts';
import { withBatch } from './ladder.ts';
import { withSuggestion } from './nearest-name.ts';

/** Each level must make an experiment that can be run. */
export function ladderComplaints({ sizes, batches }: ConfigurationFile, experiment: Experiment): Complaint[] {
  const bySize = Object.entries(sizes ?? {}).flatMap(([name, levels]) =>
    (levels ?? []).flatMap((level, index) =>
      aboutLevel(`/sizes/${name}/${index}`, level, withSize(experiment, name.split('.')[1] as SizeSetting, level)),
    ),
  );
  const byBatch = (batches ?? []).flatMap((batch, index) =>
    aboutLevel(`/batches/${index}`, batch, withBatch(experiment, batch)),
  );
  return [...bySize, ...byBatch];
}

function aboutLevel(pointer: string, level: number | 'full', experiment: Experiment): Complaint[] {
  return contradictionsIn(experiment).map((complaint) => ({
    ...complaint,
    pointer,
    got: `${level}${because(complaint)}`,
  }));
}

const because = ({ got }: Complaint) => (got === undefined ? '' : ` (${got})`);

export function claimComplaints({ claims }: ConfigurationFile): Complaint[] {
  const known = CLAIMS.map(({ id }) => id);
  return (['include', 'exclude'] as const).flatMap((list) =>
    (claims?.[list] ?? []).flatMap((id, index) => {
      if (known.includes(id)) return [];
      const expected = withSuggestion(`one of the ${known.length} claims that \`iml list\` shows`, id, known);
      return [{ pointer: `/claims/${list}/${index}`, got: JSON.stringify(id), expected }];
    }),
  );
}
