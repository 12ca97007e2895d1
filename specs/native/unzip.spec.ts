// Unpacking a wheel: what was chosen, whole, or a refusal.
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isNeeded, wheelsFor, ZIG } from '../../scripts/native/wheels.ts';
import { unzip } from '../../scripts/wheels/unzip.ts';
import { ownFolder } from '../temporary-folder.ts';
import { type ZipEntry, zipBytes } from './workshop-examples.ts';

function zipFile(entries: readonly ZipEntry[], cutBytes = 0): { readonly file: string; readonly folder: string } {
  const folder = ownFolder('unzip');
  const file = join(folder, 'a.whl');
  const bytes = zipBytes(entries);
  writeFileSync(file, bytes.subarray(0, bytes.length - cutBytes));
  return { file, folder: join(folder, 'out') };
}

it('unpacks what is wanted, packed or stored, and may be run where it might before', async () => {
  const { file, folder } = zipFile([
    { name: 'a/b.txt', text: 'b'.repeat(10_000) },
    { name: 'a/program', text: 'run me', stored: true, mode: 0o755 },
    { name: 'a/other', text: 'unwanted' },
    { name: 'a/empty', text: '' },
  ]);
  const { paths, sizeBytes } = await unzip(file, folder, (path) => path !== 'a/other');
  expect([paths, sizeBytes]).toEqual([['a/b.txt', 'a/program', 'a/empty'], 10_006]);
  expect(readFileSync(join(folder, 'a/b.txt'), 'utf8')).toBe('b'.repeat(10_000));
  expect(statSync(join(folder, 'a/program')).mode & 0o111).toBe(0o111);
  expect(statSync(join(folder, 'a/b.txt')).mode & 0o111).toBe(0);
  expect(existsSync(join(folder, 'a/other'))).toBe(false);
});

it.each(['../outside', '/absolute', 'a/../../outside', 'a\\b'])('refuses the name %s', async (name) => {
  const { file, folder } = zipFile([{ name, text: 'x' }]);
  await expect(unzip(file, folder, () => true)).rejects.toMatchObject({ code: 'not-fetched' });
});

it('refuses a file that is cut short or no zip', async () => {
  const { file, folder } = zipFile([{ name: 'a', text: 'x' }], 30);
  await expect(unzip(file, folder, () => true)).rejects.toMatchObject({ code: 'not-fetched' });
});

it('refuses an entry whose size is another than is said', async () => {
  const { file, folder } = zipFile([{ name: 'a', text: 'long enough to be changed' }]);
  const bytes = readFileSync(file);
  const [local, central] = [bytes.indexOf('PK\x03\x04'), bytes.indexOf('PK\x01\x02')];
  bytes.writeUInt32LE(5, local + 22);
  bytes.writeUInt32LE(5, central + 24);
  writeFileSync(file, bytes);
  await expect(unzip(file, folder, () => true)).rejects.toMatchObject({ code: 'not-fetched' });
});

it('takes of the wheels the libraries, the headers, the licences and nothing of Python', () => {
  expect(
    [
      'tensorflow/libtensorflow_cc.so.2',
      'tensorflow/include/tensorflow/c/eager/c_api.h',
      'nvidia/cudnn/lib/libcudnn.so.9',
      'nvidia/cuda_nvcc/nvvm/libdevice/libdevice.10.bc',
      'nvidia_cudnn_cu12-9.3.0.75.dist-info/License.txt',
    ].filter((path) => !isNeeded(path)),
  ).toEqual([]);
  expect(
    [
      'tensorflow/python/_pywrap_tfe.so',
      'nvidia/cudnn/include/cudnn.h',
      'tensorflow/__init__.py',
      'x/nvidia/cudnn/lib/a.so',
    ].filter(isNeeded),
  ).toEqual([]);
});

it('names every wheel as PyPI does and pins each by another hash', () => {
  const wheels = [...wheelsFor('cpu'), ...wheelsFor('cuda'), ZIG];
  for (const { file, sha256 } of wheels)
    expect(`${file} ${sha256}`).toMatch(/^[\w.]+-[\d.]+-[\w.]+-[\w.]+-[\w.]+\.whl [0-9a-f]{64}$/);
  expect(new Set(wheels.map(({ sha256 }) => sha256)).size).toBe(15);
});
