// What a model's files hold, as one SHA-256: experiments name a pretrained model by it, so that a changed byte makes another model,
// wherever its files lie.
import { createHash, type Hash } from 'node:crypto';
import { join } from 'node:path';
import { type OpenFile, openFile } from './byte-source.ts';

/** At most so much of a file is held. */
const PIECE_BYTES = 2 ** 24;
/** What of a Hugging Face's folder makes the model. */
const COUNTED = /^(config\.json|tokenizer\.json|.*\.safetensors(\.index\.json)?)$/;

/** Of a file: as `sha256sum` prints it. */
export function fileDigest(file: string, open: OpenFile = openFile): string {
  const source = open(file);
  try {
    const hash = createHash('sha256');
    update(hash, source);
    return hash.digest('hex');
  } finally {
    source.close();
  }
}

/** Of what `sha256sum` prints for the folder's files in the order of their names. @param names of the files in it */
export function folderDigest(folder: string, names: readonly string[], open: OpenFile = openFile): string {
  const hash = createHash('sha256');
  for (const name of names.filter((one) => COUNTED.test(one)).sort()) {
    hash.update(`${fileDigest(join(folder, name), open)}  ${name}\n`);
  }
  return hash.digest('hex');
}

function update(hash: Hash, { sizeBytes, read }: Pick<ReturnType<OpenFile>, 'sizeBytes' | 'read'>): void {
  const piece = new Uint8Array(Math.min(PIECE_BYTES, sizeBytes));
  for (let start = 0; start < sizeBytes; start += piece.length) {
    const part = piece.subarray(0, Math.min(piece.length, sizeBytes - start));
    read(start, part);
    hash.update(part);
  }
}
