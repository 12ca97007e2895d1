// Is what `createModel` returned a model? Names and shapes before any tensor is made of them.

import { Type } from 'typebox';
import { checked } from '../schemas/checked.ts';
import { inOneLine } from '../schemas/complaints.ts';
import { closed } from '../schemas/parts.ts';
import { type ModelModule, refuseModule, type UserModel } from './user-model.ts';

/** One line; `logits` and the parts of a measurement's name are the harness's. */
const NAME = '^[^\\n\\r/]{1,80}$';

/** Functions are no matter of a schema: `functionsOf` looks at them. */
const UserModelSchema = closed({
  parameters: Type.Record(
    Type.String({ pattern: NAME }),
    closed({
      // A stack of seeds has one axis more, and WebAssembly six at most.
      shape: Type.Array(Type.Integer({ minimum: 1, maximum: 1_000_000 }), { minItems: 1, maxItems: 4 }),
      initial: Type.Unknown(),
      decayed: Type.Optional(Type.Boolean()),
    }),
    { additionalProperties: false, minProperties: 1 },
  ),
  activations: Type.Optional(Type.Array(Type.String({ pattern: NAME }), { uniqueItems: true })),
  forward: Type.Unknown(),
});
const isUserModel = checked(UserModelSchema);

/** Numbers of one seed; the largest model of the profiles has 800,000. */
const MOST_NUMBERS = 50_000_000;

/** @throws HarnessError `invalid-configuration` that names all that is wrong */
export function parseUserModel(value: unknown, module: Pick<ModelModule, 'file'>): UserModel {
  const isParsed = isUserModel(value);
  const complaints = isParsed
    ? functionsOf(value as UserModel).flatMap(([path, one]) =>
        typeof one === 'function' ? [] : [`${path} is of type ${typeof one}`],
      )
    : isUserModel.complaints(value).map((complaint) => inOneLine([complaint]));
  if (isParsed && (value as UserModel).activations?.includes('logits')) {
    complaints.push('/activations: "logits" are read anyway');
  }
  if (complaints.length > 0) {
    refuseModule(module, {
      what: '`createModel` returned no model.',
      in: 'createModel',
      got: complaints.join('; '),
      expected: '{ parameters: { name: { shape, initial, decayed? } }, activations?, forward }',
      next: 'docs/guides/verify.md says what each of them is',
    });
  }
  const model = value as UserModel;
  const numbers = Object.values(model.parameters)
    .map(({ shape }) => shape.reduce((product, length) => product * length, 1))
    .reduce((sum, size) => sum + size, 0);
  if (numbers > MOST_NUMBERS) {
    refuseModule(module, {
      what: 'The model is larger than this harness trains.',
      in: 'parameters',
      got: `${numbers} numbers`,
      expected: `at most ${MOST_NUMBERS}`,
    });
  }
  return model;
}

function functionsOf({ parameters, forward }: UserModel): (readonly [path: string, value: unknown])[] {
  const initial = Object.entries(parameters).map(
    ([name, one]) => [`/parameters/${name}/initial`, one.initial] as const,
  );
  return [...initial, ['/forward', forward] as const];
}
