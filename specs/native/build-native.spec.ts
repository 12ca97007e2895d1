// A build from beginning to end, with a wheel of a few bytes, a shell script as the compiler, and a self-test that says what it is
// told to: what was there before stays, whole, whenever something fails.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildNative, type Steps } from '../../scripts/native/build-native.ts';
import { parseNativeOptions } from '../../scripts/native/options.ts';
import { clearLeftovers, placeFolder } from '../../scripts/wheels/place-folder.ts';
import { readNativeBuild } from '../../src/tensors/native/native-files.ts';
import { ownFolder } from '../temporary-folder.ts';
import { fakeCompiler, script, smallWheel, type TryWorkshop, tryWorkshop } from './workshop-examples.ts';

const passing: Steps['selfTest'] = async () => ({ passed: true, tensorflowVersion: '2.21.0', isUsingGpu: false });
const failing: Steps['selfTest'] = async () => ({ passed: false, reason: 'two and two is five' });

function scene(changes: Parameters<typeof tryWorkshop>[0] = {}) {
  const { wheel, file } = smallWheel();
  const environment = { PATH: '/bin:/usr/bin', CXX: fakeCompiler() };
  const workshop = tryWorkshop({ environment, ...changes });
  const build = (selfTest: Steps['selfTest'], ...words: string[]) =>
    buildNative(parseNativeOptions(['--wheel', file, ...words]), workshop, { wheels: () => [wheel], selfTest });
  return { workshop, build };
}

/** Everything in the folder but what is there by design. */
const leftovers = ({ folder }: TryWorkshop) =>
  readdirSync(folder).filter((name) => !['.gitignore', 'cpu', 'wheels'].includes(name));

describe('npm run native', () => {
  it('leaves a build that the loader accepts, and nothing else', async () => {
    const { workshop, build } = scene();
    await build(passing);
    const { files, compiler } = readNativeBuild(join(workshop.folder, 'cpu'), 'cpu');
    expect(compiler).toBe('fake compiler 1');
    expect(files.map(({ path, sizeBytes }) => [path, sizeBytes])).toEqual([
      ['tfjs_binding.node', 6],
      ['quiet.node', 6],
      ['tensorflow/libtensorflow_cc.so.2', 7],
      ['tensorflow/libtensorflow_framework.so.2', 9],
    ]);
    expect(readdirSync(join(workshop.folder, 'cpu')).sort()).toEqual([
      'build.json',
      'quiet.node',
      'tensorflow',
      'tfjs_binding.node',
    ]);
    expect(leftovers(workshop)).toEqual([]);
    expect(readFileSync(join(workshop.folder, '.gitignore'), 'utf8')).toBe('*\n');
  });

  it('has nothing to do the second time, unless it is forced', async () => {
    const { workshop, build } = scene();
    await build(passing);
    await build(passing);
    expect(workshop.said.at(-1)).toContain('nothing to do');
    await build(passing, '--force');
    expect(workshop.said.at(-1)).toContain('ready');
  });

  it('keeps the previous build when the new one fails its self-test', async () => {
    const { workshop, build } = scene();
    await build(passing);
    const before = readFileSync(join(workshop.folder, 'cpu/build.json'), 'utf8');
    await expect(build(failing, '--force')).rejects.toMatchObject({
      code: 'native-build',
      parts: { got: 'two and two is five' },
    });
    expect(readFileSync(join(workshop.folder, 'cpu/build.json'), 'utf8')).toBe(before);
    expect(leftovers(workshop)).toEqual([]);
  });

  it('leaves nothing when the first build fails its self-test', async () => {
    const { workshop, build } = scene();
    await expect(build(failing)).rejects.toMatchObject({ code: 'native-build' });
    expect(existsSync(join(workshop.folder, 'cpu'))).toBe(false);
    expect(leftovers(workshop)).toEqual([]);
  });

  it.each([
    ['a damaged build.json', 'build.json', '{"format":'],
    ['a build.json of another form', 'build.json', '{"format":"iml-native-build-0"}'],
    ['a changed addon of the same size', 'tfjs_binding.node', 'nodda\n'],
    ['a library cut short', 'tensorflow/libtensorflow_cc.so.2', 'lib'],
  ])('builds anew over %s', async (_, path, text) => {
    const { workshop, build } = scene();
    await build(passing);
    writeFileSync(join(workshop.folder, 'cpu', path), text);
    expect(() => readNativeBuild(join(workshop.folder, 'cpu'), 'cpu')).toThrow(/--force/);
    await build(passing);
    expect(workshop.said.join('\n')).toContain('building anew');
    expect(() => readNativeBuild(join(workshop.folder, 'cpu'), 'cpu')).not.toThrow();
  });

  it('builds anew where the build that is there fails its self-test', async () => {
    const { workshop, build } = scene();
    await build(passing);
    const answers = [failing, passing];
    await build((...request) => (answers.shift() ?? passing)(...request));
    expect(workshop.said.join('\n')).toContain('two and two is five');
    expect(workshop.said.at(-1)).toContain('ready');
  });

  it('asks for space before it does anything', async () => {
    const { workshop, build } = scene({ freeBytes: () => 1e6 });
    await expect(build(passing)).rejects.toMatchObject({ code: 'not-fetched', parts: { got: '0.0 GB free' } });
    expect(leftovers(workshop)).toEqual([]);
  });

  it('says what the compiler said, and leaves nothing', async () => {
    const CXX = script('bad-compiler', 'if [ "$2" = "" ]; then exit 0; fi; echo "a.cc:1: error: nonsense" >&2; exit 1');
    const { workshop, build } = scene({ environment: { PATH: '/bin:/usr/bin', CXX } });
    await expect(build(passing)).rejects.toMatchObject({
      code: 'native-build',
      parts: { got: 'exit code 1 | a.cc:1: error: nonsense' },
    });
    expect([existsSync(join(workshop.folder, 'cpu')), leftovers(workshop)]).toEqual([false, []]);
  });

  it('leaves nothing half-installed when it is interrupted', async () => {
    const interruption = new AbortController();
    const { workshop, build } = scene({ signal: interruption.signal });
    const interrupted: Steps['selfTest'] = async (...request) => {
      interruption.abort();
      return passing(...request);
    };
    await expect(build(interrupted)).rejects.toMatchObject({ code: 'interrupted' });
    expect([existsSync(join(workshop.folder, 'cpu')), leftovers(workshop)]).toEqual([false, []]);
  });
});

describe('the place of a build', () => {
  it('gets the old build back when the new one cannot take it', () => {
    const folder = ownFolder('place');
    mkdirSync(join(folder, 'cpu'));
    writeFileSync(join(folder, 'cpu/old'), '');
    mkdirSync(join(folder, '.old-1'));
    expect(() => placeFolder(join(folder, 'no-such-build'), join(folder, 'cpu'), join(folder, '.old-1/cpu'))).toThrow(
      /ENOENT/,
    );
    expect(readdirSync(join(folder, 'cpu'))).toEqual(['old']);
  });

  it('is cleared of what the dead have left, and of nothing else', () => {
    const folder = ownFolder('place');
    for (const name of ['.tmp-11/cpu', '.tmp-22/cpu', '.old-11/cpu', 'wheels/.tmp-11', 'wheels/kept', '.tmp-x'])
      mkdirSync(join(folder, name), { recursive: true });
    clearLeftovers(folder, (processId) => processId === 22);
    // .old-11 was moved aside by a process that died before the new build was in place: it goes back.
    expect(readdirSync(folder).sort()).toEqual(['.tmp-22', '.tmp-x', 'cpu', 'wheels']);
    expect(readdirSync(join(folder, 'wheels'))).toEqual(['kept']);
  });
});
