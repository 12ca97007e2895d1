// The schemas of whole experiments, by kind of task, as plain data.
import { ExperimentSchema } from '../experiments/experiment.ts';
import { type JsonSchema, kindOf, plainSchema } from './json-schema.ts';

const branches = plainSchema(ExperimentSchema).anyOf ?? [];

export const TASK_KINDS: readonly string[] = branches.map((branch) => String(kindOf(partOf(branch, 'task'))));

export const EXPERIMENT_PARTS = ['task', 'model', 'protocol', 'measurements'] as const;
export type ExperimentPart = (typeof EXPERIMENT_PARTS)[number];

/** Null for a kind that does not exist. */
export function experimentSchemaOf(kind: string): JsonSchema | null {
  return branches[TASK_KINDS.indexOf(kind)] ?? null;
}

/** Every form that a part may have, whatever the task; each once. */
export function formsOf(part: ExperimentPart): readonly JsonSchema[] {
  const forms = branches.flatMap((branch) => {
    const schema = partOf(branch, part);
    return schema.anyOf ?? [schema];
  });
  return [...new Map(forms.map((form) => [JSON.stringify(form), form])).values()];
}

function partOf(branch: JsonSchema, part: ExperimentPart): JsonSchema {
  return branch.properties?.[part] ?? {};
}
