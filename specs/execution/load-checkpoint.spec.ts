// The pretrained model of an experiment is believed by its bytes: not by its name, nor by the size of its file.
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KNOWN_MODELS, type KnownModel } from '../../src/checkpoints/known-models.ts';
import { digestOfCheckpoint } from '../../src/checkpoints/open-checkpoint.ts';
import { loadCheckpoint } from '../../src/execution/inputs/load-checkpoint.ts';
import { ggufBytes, ggufParts, smallModel } from '../checkpoints/small-models.ts';
import { refusal, refusalOf } from '../refusal.ts';
import { sharedFolder } from '../temporary-folder.ts';

const folder = sharedFolder('load-checkpoint');
const [known] = KNOWN_MODELS as readonly [KnownModel];

/** A model of a few numbers, in a file that is there under its digest. */
function smallFile(name: string) {
  const file = join(folder, name);
  const bytes = ggufBytes(ggufParts(smallModel('llama')));
  writeFileSync(file, bytes);
  const digest = digestOfCheckpoint(file);
  return { file, bytes, digest, load: () => loadCheckpoint(digest, { pathsByDigest: { [digest]: file } }) };
}

describe('the pretrained model of an experiment', () => {
  it('is the one with its digest', () => {
    const checkpoint = smallFile('whole.gguf').load();
    expect(checkpoint.architecture.family).toBe('llama');
    checkpoint.close();
  });

  it('is no file of the same size with another byte', () => {
    const { file, bytes, digest, load } = smallFile('changed.gguf');
    const last = bytes.length - 1;
    writeFileSync(file, bytes.with(last, (bytes[last] as number) ^ 1));
    expect(refusalOf(load).parts).toEqual({
      what: 'The files of a pretrained model are no longer those that the runs were planned with.',
      where: file,
      got: `sha256 ${digestOfCheckpoint(file)}`,
      expected: `sha256 ${digest}`,
      next: 'start again: what changed is another model, and its runs are kept apart',
    });
  });

  it('is, where it has a name here, not believed by name and size', () => {
    const file = join(folder, known.name, known.file);
    mkdirSync(dirname(file));
    writeFileSync(file, '');
    // Nothing but zeros, which take no place on the disk.
    truncateSync(file, known.sizeBytes);
    expect(refusalOf(() => loadCheckpoint(known.sha256, { models: folder })).parts).toMatchObject({
      what: 'The file of the model smollm2 is damaged.',
      where: file,
      expected: `sha256 ${known.sha256}`,
      next: '`npm run model -- smollm2` fetches it anew',
    });
  });

  it('must be somewhere', () => {
    expect(() => loadCheckpoint('ef'.repeat(32), {})).toThrow(
      refusal('invalid-configuration', 'does not say where a pretrained model lies'),
    );
    expect(() => loadCheckpoint(known.sha256, { models: join(folder, 'none') })).toThrow(
      refusal('not-readable', 'is not here yet'),
    );
  });
});
