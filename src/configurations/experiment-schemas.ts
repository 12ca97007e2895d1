// The schemas of whole experiments, by kind of task and by whose model it is, as plain data; and what objects of JSON are.
import { ExperimentSchema } from '../experiments/experiment.ts';
import { type JsonSchema, kindOf, plainSchema } from '../schemas/json-schema.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const branches = plainSchema(ExperimentSchema).anyOf ?? [];
const taskKind = (branch: JsonSchema) => String(kindOf(partOf(branch, 'task')));
const modelKind = (branch: JsonSchema) => kindOf(partOf(branch, 'model'));
const isModule = (branch: JsonSchema) => modelKind(branch) === 'module';

export const TASK_KINDS: readonly string[] = [...new Set(branches.map(taskKind))];

export const EXPERIMENT_PARTS = ['task', 'model', 'protocol', 'measurements'] as const;
export type ExperimentPart = (typeof EXPERIMENT_PARTS)[number];

/** Null for a kind that does not exist. @param own the model is a folder of the user's */
export function experimentSchemaOf(kind: string, own: boolean): JsonSchema | null {
  return branches.find((branch) => taskKind(branch) === kind && isModule(branch) === own) ?? null;
}

/** Every form of a part that a person writes, whatever the task; each once. A model of one's own, or a pretrained one, is written as its path. */
export function formsOf(part: ExperimentPart): readonly JsonSchema[] {
  const forms = branches
    .filter((branch) => part !== 'model' || !['module', 'checkpoint'].includes(String(modelKind(branch))))
    .flatMap((branch) => {
      const schema = partOf(branch, part);
      return schema.anyOf ?? [schema];
    });
  return [...new Map(forms.map((form) => [JSON.stringify(form), form])).values()];
}

function partOf(branch: JsonSchema, part: ExperimentPart): JsonSchema {
  return branch.properties?.[part] ?? {};
}
