// Models after Stage 0, one file a cohort, beside the runs that started from them. A file is a line of JSON and then the parameters
// as 32-bit floats; the line holds their checksum. What fails its check is set aside, as all files of the ledger are.
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { endianness } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { HarnessError } from '../errors/harness-error.ts';
import type { Pretrained, PretrainedStore } from '../experiments/run-cohort.ts';
import { readIfThere, setAside, writeAtomically } from './write-atomically.ts';

const FORMAT = 'iml-verify-pretrained-1';
const LINE_END = 0x0a;

/** @param fingerprint of the numerics under which all its models are made */
export function pretrainedFiles(root: string, fingerprint: string): PretrainedStore {
  const pathOf = (key: string) => {
    if (/^[0-9a-f]{64}$/.test(key)) {
      return join(resolve(root), 'pretrained', fingerprint.slice(0, 12), `${key.slice(0, 32)}.model`);
    }
    throw new HarnessError('internal', { what: 'A pretrained model needs a content hash as its key.', got: key });
  };
  return {
    load(key, [seeds, parameters]) {
      const path = pathOf(key);
      const bytes = readIfThere(path);
      if (bytes === null) return null;
      const found = decode(bytes, { key, fingerprint, size: seeds * parameters });
      if (found === null) setAside(path, bytes);
      return found;
    },
    save(key, pretrained) {
      writeAtomically(pathOf(key), ...encoded(pretrained, { key, fingerprint }));
    },
    forget(key) {
      rmSync(pathOf(key), { force: true });
    },
  };
}

/** Why a file of models cannot be one that was written under its name, in words; null where it is fine, or gone. */
export function pretrainedDamage(path: string): string | null {
  const bytes = readIfThere(path);
  if (bytes === null) return null;
  const end = bytes.indexOf(LINE_END);
  if (end === -1) return 'it ends before its numbers';
  const numbers = bytes.subarray(end + 1);
  try {
    const line = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, end));
    const { format, key, fingerprint, sha256, facts } = JSON.parse(line) as Header;
    if (format !== FORMAT) return `it is not an ${FORMAT} file`;
    const home = join(fingerprint.slice(0, 12), `${key.slice(0, 32)}.model`);
    if (home !== join(basename(dirname(path)), basename(path))) return `it belongs elsewhere: ${home}`;
    if (sha256 !== digestOf(facts, numbers)) return 'its contents do not match its sha256';
    const isAsWritten = line === JSON.stringify({ format, key, fingerprint, sha256, facts });
    return isAsWritten ? null : 'its first line is not as it was written';
  } catch {
    return 'its first line is not JSON (overwritten)';
  }
}

interface Header {
  readonly format: string;
  readonly key: string;
  readonly fingerprint: string;
  /** Of the facts as JSON, and of the numbers. */
  readonly sha256: string;
  readonly facts: Pretrained['facts'];
}

function encoded({ parameters, facts }: Pretrained, about: { key: string; fingerprint: string }): Uint8Array[] {
  const numbers = littleEnd(parameters);
  const header: Header = { format: FORMAT, ...about, sha256: digestOf(facts, numbers), facts };
  return [Buffer.from(`${JSON.stringify(header)}\n`), numbers];
}

/** Null where anything is not as it was written. */
function decode(
  bytes: Uint8Array,
  { key, fingerprint, size }: { readonly key: string; readonly fingerprint: string; readonly size: number },
): Pretrained | null {
  const end = bytes.indexOf(LINE_END);
  const numbers = bytes.subarray(end + 1);
  if (end === -1 || numbers.length !== 4 * size) return null;
  try {
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end))) as Header;
    if (header.format !== FORMAT || header.key !== key || header.fingerprint !== fingerprint) return null;
    if (header.sha256 !== digestOf(header.facts, numbers)) return null;
    return { parameters: fromLittleEnd(numbers, size), facts: header.facts };
  } catch {
    return null;
  }
}

function digestOf(facts: Pretrained['facts'], numbers: Uint8Array): string {
  return createHash('sha256').update(JSON.stringify(facts)).update(numbers).digest('hex');
}

function fromLittleEnd(bytes: Uint8Array, size: number): Float32Array {
  if (endianness() === 'LE') {
    const values = new Float32Array(size);
    // From a place that need not be a multiple of four.
    new Uint8Array(values.buffer).set(bytes);
    return values;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: size }, (_, index) => view.getFloat32(4 * index, true));
}

function littleEnd(values: Float32Array): Uint8Array {
  if (endianness() === 'LE') return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const bytes = new DataView(new ArrayBuffer(4 * values.length));
  for (const [index, value] of values.entries()) bytes.setFloat32(4 * index, value, true);
  return new Uint8Array(bytes.buffer);
}
