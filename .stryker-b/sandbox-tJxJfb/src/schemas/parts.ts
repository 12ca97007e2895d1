// Small parts that schemas of documents are put together from, and the type that follows from a schema.
import { type Static, type TProperties, type TSchema, Type } from 'typebox';

/** What a schema lets through, as nobody may change it. */
export type Valid<Schema extends TSchema> = DeepReadonly<Static<Schema>>;

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

/** An object with these fields and no others. */
export const closed = <Fields extends TProperties>(fields: Fields) =>
  Type.Object(fields, { additionalProperties: false });

/** Values by names of one line: `.` in a pattern stops at a line break, so a bare string key would let such keys skip the check. */
export const byName = <Values extends TSchema>(values: Values) =>
  Type.Record(Type.String({ pattern: '^[^\\n\\r]+$' }), values, { additionalProperties: false });

export const orNull = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

/** JSON has no other numbers. */
export const Finite = Type.Number();
export const Count = Type.Integer({ minimum: 0 });
export const Probability = Type.Number({ minimum: 0, maximum: 1 });
export const Text = Type.String();
export const Digest = Type.String({ pattern: '^[0-9a-f]{64}$' });
