// Schema of the transfer report: one claim over several configurations, in one document.
import { type Static, Type } from 'typebox';
import { VerdictWordSchema } from './verdict-schema.ts';

const closed = { additionalProperties: false };
const Finite = Type.Number();
const FiniteOrNull = Type.Union([Finite, Type.Null()]);
const Count = Type.Integer({ minimum: 0 });

const CellSchema = Type.Object(
  {
    configuration: Type.String(),
    /** Null: the claim was not asked of this configuration. */
    verdict: Type.Union([VerdictWordSchema, Type.Null()]),
    /** Of the verdict, or why the claim was not asked. */
    reason: Type.String(),
    effect: Type.Union([Type.Object({ estimate: Finite, low: FiniteOrNull, high: FiniteOrNull }, closed), Type.Null()]),
    threshold: FiniteOrNull,
    seeds: Count,
    /** Evidence for the whole claim, that of its weakest part; 0 where it was asked and could not be judged. */
    eValue: FiniteOrNull,
    /** Reproduced, and among the discoveries of e-BH over all configurations that the claim was asked of. */
    transfers: Type.Boolean(),
  },
  closed,
);

export const TransferSchema = Type.Object(
  {
    schemaVersion: Type.Literal(1),
    startedAt: Type.String(),
    finishedAt: Type.String(),
    /** False discovery rate over the configurations of a claim. */
    rate: Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 }),
    configurations: Type.Array(
      Type.Object(
        {
          name: Type.String(),
          file: Type.String(),
          description: Type.Union([Type.String(), Type.Null()]),
          profile: Type.String(),
          task: Type.String(),
          experimentHash: Type.String(),
          /** Folder of its own report, beside this one. */
          report: Type.String(),
        },
        closed,
      ),
    ),
    claims: Type.Array(
      Type.Object(
        {
          claim: Type.String(),
          title: Type.String(),
          /** Counts the tests of a claim within a configuration, from 1. */
          test: Type.Integer({ minimum: 1 }),
          unit: Type.String(),
          required: Type.Boolean(),
          cells: Type.Array(CellSchema),
        },
        closed,
      ),
    ),
    replay: Type.String(),
  },
  { ...closed, title: 'iml-verify transfer report' },
);

export type TransferDocument = Static<typeof TransferSchema>;
export type TransferClaim = TransferDocument['claims'][number];
export type TransferCell = TransferClaim['cells'][number];
