// The workflows of .github cannot run here, so what they ask for is held to what is here: scripts of package.json, programs of
// dependencies, files of specs, Nodes that package.json allows. No YAML parser is a dependency; their YAML is kept so plain that
// lines suffice.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const FOLDER = join(ROOT, '.github/workflows');
const MANIFEST = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};
/** Of GitHub's own actions, by their major version. */
const ACTION = /^actions\/(checkout|setup-node|cache|cache\/restore|cache\/save|upload-artifact)@v\d+$/;
const OLDEST_NODE = 20;

const WORKFLOWS = readdirSync(FOLDER).map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')] as const);

function complaintsAbout(text: string): string[] {
  return [...shapeComplaints(text), ...commandsOf(text).flatMap(commandComplaints), ...usesComplaints(text)];
}

/** Indentation by two, one `key: value`, `- item` or comment a line, each key once a block. */
function shapeComplaints(text: string): string[] {
  const complaints: string[] = [];
  const keys: { readonly indent: number; readonly seen: Set<string> }[] = [];
  let literalBelow: number | null = null;
  for (const [index, line] of text.split('\n').entries()) {
    const indent = line.length - line.trimStart().length;
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    if (literalBelow !== null && indent > literalBelow) continue;
    literalBelow = null;
    const complain = (words: string) => complaints.push(`line ${index + 1}: ${words}`);
    if (line.includes('\t')) complain('a tab');
    if (indent % 2 !== 0) complain('odd indentation');
    const item = /^(\s*)(- )?(.*)$/.exec(line);
    const content = item?.[3] ?? '';
    const depth = indent + (item?.[2]?.length ?? 0);
    const key = /^([A-Za-z][\w-]*):(?: (.+))?$/.exec(content);
    if (key === null) {
      if (item?.[2] === undefined) complain(`neither a key nor an item: ${content}`);
      continue;
    }
    while ((keys.at(-1)?.indent ?? -1) > depth || (item?.[2] !== undefined && keys.at(-1)?.indent === depth))
      keys.pop();
    if (keys.at(-1)?.indent !== depth) keys.push({ indent: depth, seen: new Set() });
    const seen = keys.at(-1)?.seen as Set<string>;
    if (seen.has(key[1] as string)) complain(`${key[1]} twice`);
    seen.add(key[1] as string);
    if (key[2] === '|') literalBelow = depth;
    else if (key[2] !== undefined && /: |^[@`%&*]|^\{(?!\{)/.test(key[2].replace(/^(['"]).*\1$/, '')))
      complain(`words that need quotes: ${key[2]}`);
  }
  return complaints;
}

const commandsOf = (text: string) =>
  [...text.matchAll(/^\s*(?:- )?run: (.+)$/gm)].map(([, command]) => command as string);

function commandComplaints(command: string): string[] {
  const [program, ...words] = command
    .replace(/^[A-Z_]+=(\$\(.*?\)|\S*) /, '')
    // As root, who has another PATH.
    .replace(/^sudo (env "PATH=\$PATH" )?/, '')
    .split(/\s+/);
  if (program === 'apt-get' && ['update', 'install'].includes(words[0] ?? '')) return [];
  if (program === 'npm') {
    const [verb, ...rest] = words;
    if (verb === 'ci') return [];
    const script = verb === 'test' ? 'test' : verb === 'run' ? rest.find((word) => !word.startsWith('-')) : undefined;
    return script !== undefined && script in MANIFEST.scripts ? [] : [`no such script: ${command}`];
  }
  if (program === 'npx') {
    const missing = words
      .filter((word) => word.startsWith('specs/'))
      .flatMap(expand)
      .filter((path) => !existsSync(join(ROOT, path)));
    const installed = existsSync(join(ROOT, 'node_modules/.bin', words[0] ?? ''));
    return [...(installed ? [] : [`not installed: ${command}`]), ...missing.map((path) => `no such path: ${path}`)];
  }
  return [`neither npm nor npx: ${command}`];
}

/** `a/{b,c}` -> `a/b`, `a/c`. */
function expand(path: string): string[] {
  const braces = /^(.*)\{(.+)\}$/.exec(path);
  return braces === null ? [path] : (braces[2] as string).split(',').map((part) => `${braces[1]}${part}`);
}

function usesComplaints(text: string): string[] {
  const uses = [...text.matchAll(/uses: (.+)$/gm)].map(([, action]) => action as string);
  const nodes = [...text.matchAll(/node(?:-version)?: \[?([\d, ]+)\]?$/gm)].flatMap(([, list]) =>
    (list as string).split(',').map(Number),
  );
  return [
    ...uses
      .filter((action) => !ACTION.test(action))
      .map((action) => `not an action of GitHub's by major version: ${action}`),
    ...(nodes.length === 0 ? ['names no Node'] : []),
    ...nodes.filter((node) => node < OLDEST_NODE).map((node) => `Node ${node} is too old`),
  ];
}

describe('workflows', () => {
  it.each(WORKFLOWS)('%s asks only for what is here', (_, text) => {
    expect(commandsOf(text).length).toBeGreaterThan(1);
    expect(complaintsAbout(text)).toEqual([]);
  });

  it('test pull requests on three Nodes and three systems, and run the other two tiers at night', () => {
    const all = new Map(WORKFLOWS);
    expect(all.get('pull-request.yml')).toMatch(
      /node: \[22, 24, 26\]\n\s+os: \[ubuntu-latest, macos-latest, windows-latest\]/,
    );
    expect(commandsOf(all.get('pull-request.yml') ?? '')).toContain('npm test');
    expect(all.get('nightly.yml')).toContain('cron:');
    const atNight = commandsOf(all.get('nightly.yml') ?? '').join('\n');
    for (const script of ['test:exhaustive', 'test:nightly']) expect(atNight).toContain(`npm run ${script}`);
  });

  const sound = new Map(WORKFLOWS).get('pull-request.yml') ?? '';
  it.each([
    ['a script that is not there', ['npm run check', 'npm run chekc'], 'no such script'],
    ['a program that is not installed', ['npm run check', 'npx yarn-of-nobody'], 'not installed'],
    ['a spec that is not there', ['npm run check', 'npx vitest run specs/{tasks,taks}'], 'no such path: specs/taks'],
    ['another program', ['npm run check', 'make'], 'neither npm nor npx'],
    ['another program as root', ['npm run check', 'sudo make'], 'neither npm nor npx'],
    ['a script that is not there, as root', ['npm run check', 'sudo env "PATH=$PATH" npm run chekc'], 'no such script'],
    ['a tab', ['    strategy:', '\tstrategy:'], 'a tab'],
    ['an indentation of three', ['    strategy:', '   strategy:'], 'odd indentation'],
    ['a colon within a value', ['name: pull request', 'name: pull: request'], 'words that need quotes'],
    ['a key twice', ['permissions:', 'jobs:'], 'jobs twice'],
    ['a missing colon', ['permissions:', 'permissions'], 'neither a key nor an item'],
    ['an action of a stranger', ['actions/checkout@v4', 'stranger/checkout@v4'], "not an action of GitHub's"],
    ['an action by no version', ['actions/checkout@v4', 'actions/checkout@main'], "not an action of GitHub's"],
    ['a Node too old', ['[22, 24, 26]', '[18, 24, 26]'], 'Node 18 is too old'],
  ])('barks at %s', (_, [from, to], complaint) => {
    const planted = sound.replace(from as string, to as string);
    expect(planted).not.toBe(sound);
    expect(complaintsAbout(planted).join('\n')).toContain(complaint);
  });
});
