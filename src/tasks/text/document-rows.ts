// Documents as lists of token numbers while a task writes them, and packed into one padded table for training.
import { PADDING, type TextDocuments } from './text-world.ts';

/** Token numbers of one document. */
export type DocumentRow = readonly number[];

/** [documents, longest]; no rows give an empty table of no columns. */
export function packDocuments(rows: readonly DocumentRow[]): TextDocuments {
  const length = rows.reduce((longest, row) => Math.max(longest, row.length), 0);
  const tokens = new Int32Array(rows.length * length).fill(PADDING);
  for (const [index, row] of rows.entries()) tokens.set(row, index * length);
  return { tokens, length, lengths: Int32Array.from(rows, (row) => row.length) };
}
