// Rows as Parquet, by hyparquet-writer: a group of rows at a time, each in columns. Texts that repeat are stored once a group.
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { EXPORT_COLUMNS, type ExportRow, type ExportSink } from './export-ledger.ts';

const ROWS_A_GROUP = 100_000;

type Column = (typeof EXPORT_COLUMNS)[number];
const WHOLE: ReadonlySet<Column> = new Set(['seed', 'cohort']);
const OPTIONAL: ReadonlySet<Column> = new Set(['backend', 'task']);

export function parquetSink(write: (bytes: Uint8Array) => Promise<void>): ExportSink {
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({
    writer: bytes,
    schema: [{ name: 'runs', num_children: EXPORT_COLUMNS.length }, ...EXPORT_COLUMNS.map(schemaOf)],
    createdBy: 'iml-verify',
  });
  let waiting: ExportRow[] = [];
  /** The writer counts on from where it is in the file, and gives its room back. */
  const drain = async () => {
    const filled = bytes.getBytes().slice();
    bytes.index = 0;
    await write(filled);
  };
  const writeGroup = async () => {
    const rows = waiting;
    waiting = [];
    if (rows.length === 0) return;
    await writer.write({ columnData: EXPORT_COLUMNS.map((name) => columnOf(name, rows)), rowGroupSize: rows.length });
    await drain();
  };
  return {
    add: async (rows) => {
      for (const row of rows) waiting.push(row);
      if (waiting.length >= ROWS_A_GROUP) await writeGroup();
    },
    finish: async () => {
      await writeGroup();
      await writer.finish();
      await drain();
    },
  };
}

function schemaOf(name: Column) {
  const repetition_type = OPTIONAL.has(name) ? ('OPTIONAL' as const) : ('REQUIRED' as const);
  if (name === 'value') return { name, type: 'DOUBLE' as const, repetition_type };
  if (WHOLE.has(name)) return { name, type: 'INT64' as const, repetition_type };
  return { name, type: 'BYTE_ARRAY' as const, converted_type: 'UTF8' as const, repetition_type };
}

function columnOf(name: Column, rows: readonly ExportRow[]) {
  const data = rows.map((row) => (WHOLE.has(name) ? BigInt(row[name] as number) : row[name]));
  return { name, data, offsetIndex: false };
}
