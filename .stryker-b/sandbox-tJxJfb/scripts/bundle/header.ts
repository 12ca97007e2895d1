// The text that a bundle begins with (header.sh), filled in for its archive.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface HeaderRequest {
  /** The archive, packed. */
  readonly payload: Buffer;
  readonly unpackedBytes: number;
  readonly version: string;
  readonly nodeVersion: string;
}

/** Header and archive, as the file is. */
export function bundleOf({ payload, unpackedBytes, version, nodeVersion }: HeaderRequest): Buffer {
  const template = readFileSync(join(import.meta.dirname, 'header.sh'), 'utf8');
  const filled = Object.entries({
    '@VERSION@': version,
    '@NODE@': nodeVersion,
    '@CHECKSUM@': createHash('sha256').update(payload).digest('hex'),
    '@LINES@': String(template.split('\n').length),
    // Files fill whole blocks.
    '@UNPACKED_MIB@': String(Math.ceil((1.2 * unpackedBytes) / 2 ** 20)),
  }).reduce((text, [place, value]) => text.replaceAll(place, value), template);
  return Buffer.concat([Buffer.from(filled), payload]);
}
