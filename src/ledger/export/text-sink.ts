// Rows as text: CSV as RFC 4180 has it, with a line of names first, or one JSON object a line. Numbers are the shortest text that reads
// as the same number, so pandas and R get back every bit.
import { EXPORT_COLUMNS, type ExportRow } from './export-rows.ts';
import type { ExportSink } from './export-sink.ts';

const CHUNK = 1 << 18;

export function csvSink(write: (bytes: Uint8Array) => Promise<void>): ExportSink {
  return textSink(write, { head: `${EXPORT_COLUMNS.join(',')}\n`, lineOf: csvLine });
}

export function jsonLinesSink(write: (bytes: Uint8Array) => Promise<void>): ExportSink {
  return textSink(write, { head: '', lineOf: (row) => `${JSON.stringify(row)}\n` });
}

function textSink(
  write: (bytes: Uint8Array) => Promise<void>,
  { head, lineOf }: { readonly head: string; readonly lineOf: (row: ExportRow) => string },
): ExportSink {
  const encoder = new TextEncoder();
  let text = head;
  const flush = async () => {
    const bytes = encoder.encode(text);
    text = '';
    await write(bytes);
  };
  return {
    add: async (rows) => {
      for (const row of rows) text += lineOf(row);
      if (text.length >= CHUNK) await flush();
    },
    finish: flush,
  };
}

function csvLine(row: ExportRow): string {
  let line = '';
  for (const column of EXPORT_COLUMNS) {
    const value = row[column];
    line += `${line === '' ? '' : ','}${typeof value === 'string' ? quoted(value) : (value ?? '')}`;
  }
  return `${line}\n`;
}

/** Only where it has to be; an empty text in quotes, so that it is not taken for none. */
function quoted(text: string): string {
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
