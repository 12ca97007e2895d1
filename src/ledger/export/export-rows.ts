// A run as rows: one a measurement and group, in the columns that other programs rely on (architecture.md interfaces), the rest behind.
import type { FoundCohort } from '../open-ledger-to-read.ts';

export interface ExportRow {
  readonly experiment: string;
  readonly seed: number;
  /** Null for runs of before backends were named in the ledger. */
  readonly backend: string | null;
  readonly measurement: string;
  readonly group: string;
  readonly value: number;
  /** `digit-grid/symbols`; null where the folder does not say. */
  readonly task: string | null;
  readonly fingerprint: string;
  readonly cohort: number;
}

/** In this order in every format. */
export const EXPORT_COLUMNS = [
  'experiment',
  'seed',
  'backend',
  'measurement',
  'group',
  'value',
  'task',
  'fingerprint',
  'cohort',
] as const satisfies readonly (keyof ExportRow)[];

export function exportRows(found: FoundCohort & { readonly kind: 'valid' }, task: string | null): ExportRow[] {
  const { payload, about } = found;
  const { experimentHash: experiment, fingerprint, cohort } = payload;
  const backend = about.backend ?? null;
  return payload.records.flatMap(({ seed, values }) =>
    Object.entries(values).flatMap(([measurement, groups]) =>
      Object.entries(groups).map(([group, value]) => ({
        experiment,
        seed,
        backend,
        measurement,
        group,
        value,
        task,
        fingerprint,
        cohort,
      })),
    ),
  );
}

/** From experiment.json as it is: it may be of any version. */
export function taskOf(experiment: unknown): string | null {
  const { task } = Object(experiment) as { readonly task?: unknown };
  const { kind, rendering } = Object(task) as { readonly kind?: unknown; readonly rendering?: unknown };
  if (typeof kind !== 'string') return null;
  const rendered = (Object(rendering) as { readonly kind?: unknown }).kind;
  return typeof rendered === 'string' ? `${kind}/${rendered}` : kind;
}
