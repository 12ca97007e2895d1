// By what its files hold a model is known: as sha256sum says it of a file, and of a folder by what sha256sum would print of the files that
// make the model.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { digestOfCheckpoint } from '../../src/checkpoints/open-checkpoint.ts';
import { refusal } from '../refusal.ts';

const root = mkdtempSync(join(tmpdir(), 'iml-digest-'));
afterAll(() => rmSync(root, { recursive: true }));

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('the digest of a checkpoint', () => {
  const folder = join(root, 'model');
  const files = { 'config.json': '{}', 'tokenizer.json': '[]', 'model.safetensors': 'weights' };
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  beforeEach(() => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    for (const [name, text] of Object.entries(files)) write(name, text);
  });

  it('of a GGUF file is that of its bytes, also in a folder of its own', () => {
    const alone = join(root, 'alone');
    mkdirSync(alone);
    writeFileSync(join(alone, 'some.gguf'), 'GGUF');
    expect(digestOfCheckpoint(join(alone, 'some.gguf'))).toBe(sha256('GGUF'));
    expect(digestOfCheckpoint(alone)).toBe(sha256('GGUF'));
  });

  it('of a folder is that of what sha256sum prints of its files', () => {
    const lines = ['config.json', 'model.safetensors', 'tokenizer.json'].map(
      (name) => `${sha256(files[name as keyof typeof files])}  ${name}\n`,
    );
    expect(digestOfCheckpoint(folder)).toBe(sha256(lines.join('')));
  });

  it.each([
    ['weights', 'model.safetensors', 'others', false],
    ['a further shard', 'model-00002-of-00002.safetensors', 'more', false],
    ['a tokenizer', 'tokenizer.json', '{}', false],
    ['a description', 'README.md', 'words', true],
    ['weights in another format', 'pytorch_model.bin', 'pickled', true],
  ])('changes with what makes the model: %s', (_, name, text, isSame) => {
    const before = digestOfCheckpoint(folder);
    write(name, text);
    expect(digestOfCheckpoint(folder) === before).toBe(isSame);
  });

  it('is not to be had where there is no model', () => {
    expect(() => digestOfCheckpoint(join(root, 'nowhere'))).toThrow(refusal('not-readable', 'There is no such model'));
  });
});
