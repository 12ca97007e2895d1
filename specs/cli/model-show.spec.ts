// `iml model show` on small folders of each family: what is printed is what transformers computes with the same weights, as JSON of the
// published schema and in words; and what cannot be shown is refused before anything is read.
import { beforeEach, describe, expect, it } from 'vitest';
import { iml } from '../../src/cli/iml.ts';
import { type ModelDocument, ModelDocumentSchema } from '../../src/cli/model-document.ts';
import { checked } from '../../src/schemas/checked.ts';
import { DOCUMENTS, FROZEN, modelNamed } from '../models/small-checkpoints.ts';
import { writeModelFolder } from '../models/write-model-folder.ts';
import { ownFolder } from '../temporary-folder.ts';
import { tryTerminal } from './try-terminal.ts';

const runtime = { nodePath: process.execPath, nodeVersion: 'v20.20.2', platform: 'linux x64', script: 'bin/iml.mjs' };
const isDocument = checked<ModelDocument>(ModelDocumentSchema);
/** The first frozen document, spelt with the folder's tokenizer. */
const PROMPT = 'cqqaHdy';

let folder = '';
beforeEach(() => {
  folder = ownFolder('model-show');
});

async function show(words: readonly string[], { interrupted = false } = {}) {
  const terminal = tryTerminal({ currentFolder: folder });
  if (interrupted) terminal.interrupt();
  const verify = () => Promise.reject(new Error('nothing here verifies'));
  const code = await iml(['model', 'show', ...words, '--backend', 'wasm'], { terminal, runtime, verify });
  return { code, ...terminal.printed() };
}

describe('iml model show', () => {
  it.each(Object.keys(FROZEN))('says of %s what transformers says', async (name) => {
    const { frozen, architecture } = modelNamed(name);
    writeModelFolder(folder, frozen);
    const { code, stdout } = await show(['.', '--prompt', PROMPT, '--json']);
    expect(code).toBe(0);
    const document: unknown = JSON.parse(stdout);
    if (!isDocument(document)) throw new Error('not of the schema');
    expect(document.model).toMatchObject(architecture);
    const shapes = Object.values(frozen.shapes);
    const numbers = shapes.map((shape) => shape.reduce((product, length) => product * length, 1));
    expect(document.model.parameters).toBe(numbers.reduce((sum, size) => sum + size));
    expect(document.tokens).toEqual(DOCUMENTS[0]);
    const logits = frozen.logits.slice(6 * 40, 7 * 40);
    const total = Math.log(logits.reduce((sum, value) => sum + Math.exp(value), 0));
    expect(document.next).toHaveLength(10);
    for (const { token, logProbability } of document.next) {
      expect(Math.abs(logProbability - ((logits[token] as number) - total))).toBeLessThan(1e-4);
    }
    expect(document.next.map(({ token }) => logits[token])).toEqual(logits.toSorted((a, b) => b - a).slice(0, 10));
    // GPT-2 has sixteen positions here, and does not read what it says last.
    expect(document.continuation.tokens).toHaveLength(name === 'GPT-2' ? 10 : 12);
    expect(document.continuation.tokens[0]).toBe(document.next[0]?.token);
  });

  it('says it in words, and that it reads', async () => {
    writeModelFolder(folder, modelNamed("SmolLM2's form").frozen);
    const { stdout, stderr } = await show(['.', '--prompt', PROMPT]);
    expect(stderr).toBe('Reading 4,560 numbers, 18 kB in memory.\n');
    expect(stdout).toContain('heads                 4 of 4, which share 2 of keys and values\n');
    expect(stdout).toContain(`Prompt "${PROMPT}": tokens 3 17 17 1 39 4 25 (computed on wasm)\n`);
    expect(stdout).toMatch(/\nIt goes on, always with the likeliest: ".+" \(\d+( \d+){11}\)\n$/);
  });

  it('computes nothing without a prompt', async () => {
    writeModelFolder(folder, modelNamed("Pythia's form").frozen);
    const { code, stdout, stderr } = await show(['.', '--json']);
    expect([code, stderr]).toEqual([0, '']);
    const document: unknown = JSON.parse(stdout);
    expect(isDocument(document)).toBe(true);
    expect(document).toMatchObject({ prompt: null, backend: null, tokens: [], next: [] });
  });

  it.each([
    ['an empty prompt', '', 'An empty prompt has no next token.'],
    ['a prompt that is too long', 'a'.repeat(65), 'The prompt is longer than the model can read.'],
  ])('refuses %s', async (_, prompt, words) => {
    writeModelFolder(folder, modelNamed("SmolLM2's form").frozen);
    const { code, stdout, stderr } = await show(['.', '--prompt', prompt]);
    expect([code, stdout]).toEqual([14, '']);
    expect(stderr).toContain(words);
  });

  it('refuses what is not there', async () => {
    const { code, stderr } = await show(['nowhere', '--prompt', PROMPT]);
    expect(code).toBe(16);
    expect(stderr).toContain('There is no such model.');
  });

  it('can be interrupted while it reads', async () => {
    writeModelFolder(folder, modelNamed("SmolLM2's form").frozen);
    const { code, stdout } = await show(['.', '--prompt', PROMPT], { interrupted: true });
    expect([code, stdout]).toEqual([130, '']);
  });
});
