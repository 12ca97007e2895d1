// The schema of the report document, and the one gate through which a document passes when it is read or written.
import { type Static, Type } from 'typebox';
import { HarnessError } from '../errors/harness-error.ts';
import type { ReportDocument } from '../execution/campaign/report-document.ts';
import { validatorOf } from '../schemas/validator-of.ts';
import { ReportConfigurationSchema } from './report-configuration-schema.ts';
import { ReportRequestSchema } from './request-schema.ts';
import { explainSchemaErrors } from './schema-errors.ts';
import { VerdictSchema, VerdictWordSchema } from './verdict-schema.ts';

const closed = { additionalProperties: false };
const Count = Type.Integer({ minimum: 0 });
/** ISO 8601 in UTC, as `Date.prototype.toISOString` writes it (milliseconds optional). */
const Instant = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z$' });

const AbsentSchema = Type.Array(Type.Object({ experiment: Type.String(), cohort: Count }, closed));

export const ReportSchema = Type.Object(
  {
    schemaVersion: Type.Literal(1),
    profile: Type.String(),
    configuration: Type.Optional(ReportConfigurationSchema),
    startedAt: Instant,
    finishedAt: Instant,
    environment: Type.Object(
      {
        backend: Type.String(),
        device: Type.String(),
        node: Type.String(),
        platform: Type.String(),
        cores: Count,
        fingerprint: Type.String(),
        harnessVersion: Type.String(),
        cohortSize: Type.Optional(Type.Integer({ minimum: 1 })),
      },
      closed,
    ),
    request: Type.Optional(ReportRequestSchema),
    verdicts: Type.Array(VerdictSchema),
    coverage: Type.Object(
      {
        claims: Count,
        tested: Count,
        paper: Type.Array(
          Type.Object(
            {
              id: Type.String(),
              claim: Type.String(),
              testedBy: Type.Array(
                Type.Object({ claim: Type.String(), task: Type.String(), verdict: VerdictWordSchema }, closed),
              ),
              untestedBecause: Type.Union([Type.String(), Type.Null()]),
            },
            closed,
          ),
        ),
      },
      closed,
    ),
    runs: Type.Object({ trained: Count, found: Count, failed: Count, retried: Type.Optional(Count) }, closed),
    absent: Type.Optional(Type.Object({ failed: AbsentSchema, open: AbsentSchema }, closed)),
    outOfTime: Type.Optional(Type.Object({ minutes: Type.Number({ exclusiveMinimum: 0 }) }, closed)),
    warnings: Type.Array(Type.String()),
    replay: Type.String(),
  },
  { ...closed, title: 'iml-verify report' },
);

const isReport = validatorOf<ReportDocument>(ReportSchema, { allErrors: true, verbose: true });

/** The same value, now known to be a report; otherwise `invalid-report`, naming the first field that is wrong. */
export function validateReport(value: unknown, where: string): ReportDocument {
  if (isReport(value)) return value;
  const { path, got, expected } = explainSchemaErrors(isReport.errors ?? []);
  throw new HarnessError('invalid-report', {
    what: 'This is not a report of iml-verify.',
    where: `${where}, field ${path}`,
    got,
    expected,
    next: 'Make the report again with the command in its `replay` field, with this version of the harness.',
  });
}

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** Does not compile when schema and published type drift apart. */
export const schemaMatchesType: Same<DeepReadonly<Static<typeof ReportSchema>>, ReportDocument> = true;
