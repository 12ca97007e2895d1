// A workshop in a temporary folder, a small zip file made byte by byte (PKWARE's APPNOTE 6.3, sections 4.3.7 to 4.3.16), and a
// "compiler" that is a shell script: real files and real programs, without a network and without gigabytes.
import { createHash } from 'node:crypto';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import type { Wheel } from '../../scripts/wheels/wheel.ts';
import type { Workshop } from '../../scripts/wheels/workshop.ts';
import { ownFolder } from '../temporary-folder.ts';

export interface TryWorkshop extends Workshop {
  /** What was told. */
  readonly said: string[];
}

export function tryWorkshop(changes: Partial<Workshop> = {}): TryWorkshop {
  const said: string[] = [];
  return {
    folder: ownFolder('native'),
    environment: { PATH: '' },
    freeBytes: () => Number.POSITIVE_INFINITY,
    signal: new AbortController().signal,
    say: (words) => said.push(words),
    ...changes,
    said,
  };
}

/** An executable of our own. */
export function script(name: string, lines: string): string {
  const file = join(ownFolder('program'), name);
  writeFileSync(file, `#!/bin/sh\n${lines}\n`);
  chmodSync(file, 0o755);
  return file;
}

/** Says a version, and writes what it is asked to write. */
export function fakeCompiler(): string {
  return script(
    'fake-compiler',
    `if [ "$2" = "" ]; then echo "fake compiler 1"; exit 0; fi
while [ $# -gt 0 ]; do if [ "$1" = -o ]; then echo addon > "$2"; fi; shift; done`,
  );
}

export interface ZipEntry {
  readonly name: string;
  readonly text: string;
  readonly stored?: boolean;
  readonly mode?: number;
}

export function zipBytes(entries: readonly ZipEntry[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, text, stored = false, mode = 0o644 } of entries) {
    const packed = stored ? Buffer.from(text) : deflateRawSync(text);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(stored ? 0 : 8, 4);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(Buffer.byteLength(text), 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const attributes = Buffer.alloc(14);
    attributes.writeUInt32LE((mode << 16) >>> 0, 6);
    attributes.writeUInt32LE(offset, 10);
    const body = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed]);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03'), common, attributes, Buffer.from(name)]));
    bodies.push(body);
    offset += body.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, central, end]);
}

/** A wheel of a few bytes that has everything a build asks for. */
export function smallWheel(): { readonly wheel: Wheel; readonly file: string } {
  const bytes = zipBytes([
    { name: 'tensorflow/libtensorflow_cc.so.2', text: 'library' },
    { name: 'tensorflow/libtensorflow_framework.so.2', text: 'framework' },
    { name: 'tensorflow/include/tensorflow/c/c_api.h', text: '// header' },
    { name: 'tensorflow/python/nobody_needs_this.so', text: 'no' },
  ]);
  const wheel: Wheel = {
    project: 'small',
    version: '1.0.0',
    file: 'small-1.0.0-py3-none-manylinux2014_x86_64.whl',
    sizeBytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
  const file = join(ownFolder('wheel'), wheel.file);
  writeFileSync(file, bytes);
  return { wheel, file };
}
