// What a model's files hold, as one SHA-256: experiments name a pretrained model by it, so that a changed byte makes another model,
// wherever its files lie.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type OpenFile, openFile, piecesOf } from './byte-source.ts';

/** What of a Hugging Face's folder makes the model. */
const COUNTED = /^(config\.json|tokenizer\.json|.*\.safetensors(\.index\.json)?)$/;

/** Of a file: as `sha256sum` prints it. */
export function fileDigest(file: string, open: OpenFile = openFile): string {
  const source = open(file);
  try {
    const hash = createHash('sha256');
    for (const piece of piecesOf(source)) hash.update(piece);
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
