// Accuracy and log-likelihood by group and query. `qa` asks cell by cell (held-out cells of Stage-1 groups, all cells of the
// others); the retrieval matrix asks with the tags instead (experiments.md 5, "retrieval matrix").
import type { DigitGridWorld } from '../tasks/digit-grid.ts';
import { GROUP_NAMES, type GroupName } from '../tasks/digit-grid-config.ts';
import { type Documents, queryTokens, questionsAbout, sameQuery } from '../tasks/documents.ts';
import { activationsOf, type TrainedCohort } from './model-answers.ts';
import { score } from './score.ts';

/** measurement -> group -> value, for one seed. */
export type Measured = Record<string, Record<string, number>>;

const STAGE_ONE_GROUPS: readonly GroupName[] = ['D1QA1', 'D2QA2', 'QA3'];
const DEFINED_GROUPS: readonly GroupName[] = ['D1QA1', 'D2QA2', 'D5', 'D6', 'D8'];

/** Tags by role, as queries of the retrieval matrix. */
export const RETRIEVAL_QUERIES = ['reliable-tag', 'unreliable-tag', 'third-tag'] as const;

/** @param moment first part of each measurement's name, for example `after-stage-2` */
export async function measureAnswers(
  cohort: TrainedCohort,
  moment: string,
  options: { readonly retrieval: boolean; readonly groups?: readonly GroupName[] },
): Promise<Measured[]> {
  const measured: Measured[] = cohort.seeds.map(() => ({}));
  const groups = (options.groups ?? GROUP_NAMES).filter((group) => sizeOf(cohort, group) > 0);
  for (const group of groups) {
    const which = STAGE_ONE_GROUPS.includes(group) ? 'held-out' : 'all';
    const documents = cohort.seeds.map(({ task }) => questionsAbout(task.world, task.world.members[group], which));
    if ((documents[0] as Documents).variable.length === 0) continue;
    await scoreAll(cohort, documents, { name: `${moment}/qa`, group, measured });
  }
  if (!options.retrieval) return measured;
  for (const group of groups.filter((name) => DEFINED_GROUPS.includes(name))) {
    for (const query of RETRIEVAL_QUERIES) {
      const documents = cohort.seeds.map(({ task: { world } }) =>
        sameQuery(world.members[group], queryTokens.tag(world.cells, tagInRole(world, query))),
      );
      await scoreAll(cohort, documents, { name: `${moment}/${query}`, group, measured });
    }
  }
  return measured;
}

export function tagInRole(world: DigitGridWorld, role: (typeof RETRIEVAL_QUERIES)[number]): number {
  if (role === 'third-tag') return 2;
  return role === 'reliable-tag' ? world.reliableTag : 1 - world.reliableTag;
}

async function scoreAll(
  cohort: TrainedCohort,
  documents: readonly Documents[],
  { name, group, measured }: { readonly name: string; readonly group: GroupName; readonly measured: Measured[] },
): Promise<void> {
  const label = `${name.slice(name.indexOf('/') + 1)}/${group}`;
  const logits = await activationsOf(cohort, documents, { label, activations: ['logits'] });
  for (const [seed, { task }] of cohort.seeds.entries()) {
    const values = logits[seed]?.logits as Float32Array;
    const asked = documents[seed] as Documents;
    const set = (measurement: string, value: number) => {
      const target = measured[seed] as Measured;
      target[`${name}/${measurement}`] = { ...target[`${name}/${measurement}`], [group]: value };
    };
    const truth = score(task.world, asked, values, 'labels');
    set('accuracy', truth.accuracy);
    set('log-likelihood', truth.logLikelihood);
    if (group === 'D2QA2' || group === 'D1QA1') {
      set('agreement-with-definition', score(task.world, asked, values, 'definitionLabels').accuracy);
    }
  }
}

function sizeOf(cohort: TrainedCohort, group: GroupName): number {
  return cohort.seeds[0]?.task.world.members[group].length ?? 0;
}
