// Facts that an experiment on named entities is about: by the digest of a file that the request knows, or of the package.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sha256OfFacts } from '../../src/configurations/load-facts.ts';
import { loadKnowledge } from '../../src/execution/inputs/load-knowledge.ts';
import type { Assets } from '../../src/execution/inputs/run-request.ts';
import { COUNTRIES_SHA256 } from '../../src/tasks/text/named-entities/knowledge/countries.ts';
import { FILMS } from '../../src/tasks/text/named-entities/knowledge/known-facts.ts';
import { refusal } from '../refusal.ts';
import { HEADER, people, peopleRows } from '../tasks/text/named-entities/named-examples.ts';

const root = mkdtempSync(join(tmpdir(), 'iml-knowledge-'));
afterAll(() => rmSync(root, { recursive: true }));

const text = [HEADER, ...peopleRows(8)].join('\n');
const file = join(root, 'people.csv');
writeFileSync(file, text);
const sha256 = createHash('sha256').update(text).digest('hex');
const assets = (pathsByDigest: Readonly<Record<string, string>>): Assets => ({ imagesFolder: null, pathsByDigest });

describe('facts about named entities', () => {
  it("are those of the user's file", () => {
    const found = loadKnowledge({ kind: 'cvdb', sha256 }, assets({ [sha256]: file }));
    expect(found).toEqual({ ...people(8), sha256 });
    expect(sha256OfFacts(file)).toBe(sha256);
  });

  it('are those of the package', () => {
    expect(loadKnowledge({ kind: 'countries', sha256: COUNTRIES_SHA256 }, assets({})).entities.length).toBe(244);
  });

  it('are those that are known by a name, where they have been fetched', () => {
    const { sha256: known, file: name } = FILMS;
    const load = () => loadKnowledge({ kind: 't-rex', sha256: known }, { ...assets({}), facts: root });
    expect(load).toThrow(refusal('not-fetched', '`npm run facts` fetches them'));
    writeFileSync(join(root, name), '[]');
    expect(load).toThrow(refusal('invalid-configuration', 'The facts about films are damaged.'));
  });

  it.each([
    ['nobody says where the file lies', {}, 'does not say where the facts'],
    ['the file is another by now', { ['ef'.repeat(32)]: file }, 'no longer the one'],
  ])('are refused where %s', (_, paths, words) => {
    const asked = Object.keys(paths)[0] ?? sha256;
    expect(() => loadKnowledge({ kind: 'cvdb', sha256: asked }, assets(paths))).toThrow(
      refusal('invalid-configuration', words),
    );
  });

  it('are refused where the file is gone, or is no such file', () => {
    expect(() => sha256OfFacts(join(root, 'gone.csv'))).toThrow(refusal('not-readable', 'cannot be read'));
    const other = createHash('sha256').update('no facts').digest('hex');
    writeFileSync(join(root, 'other.json'), 'no facts');
    expect(() =>
      loadKnowledge({ kind: 't-rex', sha256: other }, assets({ [other]: join(root, 'other.json') })),
    ).toThrow(refusal('invalid-data', 'damaged or something else'));
  });
});
