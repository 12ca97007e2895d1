// Unpacks chosen entries of a wheel, which is a zip file, one after the other and without holding one in memory. yauzl checks
// sizes and refuses names that lead out of the folder; the CRC-32 needs no check, since the whole wheel's SHA-256 was.
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';
import { HarnessError } from '../../src/errors/harness-error.ts';

export interface Unpacked {
  /** Relative, with forward slashes. */
  readonly paths: readonly string[];
  readonly sizeBytes: number;
}

/** @throws HarnessError `not-fetched` for a file that is no zip, is cut short, or does not fit on the disk */
export async function unzip(
  file: string,
  folder: string,
  wanted: (path: string) => boolean,
  signal?: AbortSignal,
): Promise<Unpacked> {
  return attempt(file, async () => {
    const paths: string[] = [];
    let sizeBytes = 0;
    const zip = await openPromise(file, { lazyEntries: true, autoClose: false, strictFileNames: true });
    try {
      for await (const entry of zip.eachEntry()) {
        if (entry.fileName.endsWith('/') || !wanted(entry.fileName)) continue;
        const target = join(folder, entry.fileName);
        mkdirSync(dirname(target), { recursive: true });
        // The upper half of the attributes is Unix's mode; only whether it may be run matters here.
        const mode = (entry.externalFileAttributes >>> 16) & 0o100 ? 0o755 : 0o644;
        const content = await zip.openReadStreamPromise(entry);
        await pipeline(content, createWriteStream(target, { mode }), { ...(signal && { signal }) });
        paths.push(entry.fileName);
        sizeBytes += entry.uncompressedSize;
      }
    } finally {
      zip.close();
    }
    return { paths, sizeBytes };
  });
}

async function attempt<Result>(file: string, action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') throw error;
    const full = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
    throw new HarnessError('not-fetched', {
      what: full ? 'The disk is full: what was unpacked is deleted again.' : 'A wheel could not be unpacked.',
      where: file,
      got: error instanceof Error ? error.message : String(error),
      next: full ? 'make room, then run the same command again' : 'delete it, then run the same command again',
    });
  }
}
