// A file as numbered bytes, read in pieces into buffers of whoever asks, so that whoever asks decides how much is held. Everything that
// is read of a checkpoint goes through here.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { causedError } from '../errors/caused-error.ts';
import { invalidCheckpoint } from './invalid-checkpoint.ts';

export interface ByteSource {
  readonly file: string;
  readonly sizeBytes: number;
  /** Fills the target. @throws HarnessError `invalid-checkpoint` where the file ends before */
  read(position: number, target: Uint8Array): void;
  close(): void;
}

export type OpenFile = (file: string) => ByteSource;

/** One call for 2^31 bytes or more aborts Node. */
const MOST_A_READ = 2 ** 28;

/** @throws HarnessError `not-readable` */
export const openFile: OpenFile = (file) => openAs(file, 'A file of a model cannot be read.');

/** @param unreadable what it is that cannot be read, where it cannot */
export function openAs(file: string, unreadable: string): ByteSource {
  const attempt = <Result>(action: () => Result): Result => {
    try {
      return action();
    } catch (cause) {
      throw causedError('not-readable', cause, { what: unreadable, where: file });
    }
  };
  const handle = attempt(() => openSync(file, 'r'));
  const sizeBytes = attempt(() => fstatSync(handle).size);
  let isOpen = true;
  return {
    file,
    sizeBytes,
    read(position, target) {
      if (position + target.length > sizeBytes) throw cutShort(file, sizeBytes, position + target.length);
      for (let done = 0; done < target.length; ) {
        const length = Math.min(MOST_A_READ, target.length - done);
        const got = attempt(() => readSync(handle, target, done, length, position + done));
        if (got === 0) throw cutShort(file, position + done, position + target.length);
        done += got;
      }
    },
    close() {
      if (isOpen) closeSync(handle);
      isOpen = false;
    },
  };
}

/** At most so much of a file is held. */
const PIECE_BYTES = 2 ** 24;

/** All of it, one after the other. Each piece is good until the next is asked for. */
export function* piecesOf({ sizeBytes, read }: ByteSource): Generator<Uint8Array> {
  const buffer = new Uint8Array(Math.min(PIECE_BYTES, sizeBytes));
  for (let start = 0; start < sizeBytes; start += buffer.length) {
    const piece = buffer.subarray(0, Math.min(buffer.length, sizeBytes - start));
    read(start, piece);
    yield piece;
  }
}

/** Small files, whole. @throws HarnessError `invalid-checkpoint` before anything is read of a file that is larger */
export function readWhole(source: ByteSource, mostBytes: number): Uint8Array {
  if (source.sizeBytes > mostBytes)
    throw invalidCheckpoint('A file is larger than any of its kind.', {
      where: source.file,
      got: `${source.sizeBytes} bytes`,
      expected: `at most ${mostBytes} bytes`,
    });
  const bytes = new Uint8Array(source.sizeBytes);
  source.read(0, bytes);
  return bytes;
}

function cutShort(file: string, sizeBytes: number, neededBytes: number) {
  return invalidCheckpoint('A file is cut short.', {
    where: file,
    got: `${sizeBytes} bytes`,
    expected: `at least ${neededBytes} bytes`,
  });
}
