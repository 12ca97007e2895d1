// How questions are answered, by kind and group (`after-stage-2/qa/accuracy` of D5), and definitions asked by their tags.
import type { QuestionSet } from '../tasks/world.ts';
import { activationsOf, type Measured, type TrainedCohort } from './activations.ts';

/** @param moment first part of each measurement's name, for example `after-stage-2` */
export async function measureAnswers(
  cohort: TrainedCohort,
  moment: string,
  wanted: (set: QuestionSet) => boolean,
): Promise<Measured[]> {
  const measured: Measured[] = cohort.seeds.map(() => ({}));
  const [first] = cohort.seeds;
  for (const [index, set] of (first?.world.questions ?? []).entries()) {
    if (!wanted(set)) continue;
    const { name, group } = set;
    const sets = cohort.seeds.map(({ world }) => world.questions[index] as QuestionSet);
    const documents = sets.map((own) => own.documents);
    const logits = await activationsOf(cohort, documents, { label: `${name}/${group}`, activations: ['logits'] });
    for (const [seed, own] of sets.entries()) {
      const target = measured[seed] as Measured;
      for (const [measurement, value] of Object.entries(own.score(logits[seed]?.logits as Float32Array))) {
        const key = `${moment}/${name}/${measurement}`;
        target[key] = { ...target[key], [group]: value };
      }
    }
  }
  return measured;
}
