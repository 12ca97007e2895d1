// Where the document of a report lies: the file itself, or report.json in its folder.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Rejects with the system's error where nothing is there. */
export async function reportFile(path: string): Promise<string> {
  return (await stat(path)).isDirectory() ? join(path, 'report.json') : path;
}
