// What a configuration file means, and that everything that is wrong with one is told at once.
import { describe, expect, it } from 'vitest';
import { aliasTextBase } from '../../src/claims/arms/alias-text.ts';
import { symbolsBase } from '../../src/claims/arms/digit-grid.ts';
import { configured, IMAGES, refused, refusedFields } from './try-configuration.ts';

const symbols = (changes: object = {}) => ({ extends: 'digit-grid/symbols', ...changes });
const text = (changes: object = {}) => ({ extends: 'alias-text', ...changes });

describe('a configuration', () => {
  it('is its base with what differs', async () => {
    const { experiment, name, sizes, batches, include, exclude } = await configured(symbols({ model: { width: 96 } }));
    expect(experiment).toEqual({
      ...symbolsBase,
      model: { ...symbolsBase.model, width: 96 },
    });
    expect({ name, sizes, batches, include, exclude }).toEqual({
      name: 'my-model',
      sizes: null,
      batches: null,
      include: null,
      exclude: [],
    });
  });

  it('may be whole, without a base', async () => {
    const { schemaVersion: _, ...whole } = aliasTextBase;
    expect(await configured({ name: 'whole', ...whole })).toMatchObject({
      name: 'whole',
      extends: null,
      experiment: aliasTextBase,
    });
  });

  it('replaces an object by one of another kind, and takes an optional setting away with null', async () => {
    const { protocol } = (
      await configured(
        text({
          protocol: { stage1: { length: { kind: 'epochs', epochs: 8 } }, optimizer: { gradientClip: null } },
        }),
      )
    ).experiment;
    expect(protocol.stage1.length).toEqual({ kind: 'epochs', epochs: 8 });
    expect('gradientClip' in protocol.optimizer).toBe(false);
    expect(protocol.stage1.batchSize).toBe(64);
  });

  it('takes the pictures of the package where it names none', async () => {
    const { task } = (await configured({ extends: 'digit-grid/handwriting' })).experiment;
    expect(task).toMatchObject({ rendering: { imagesDigest: IMAGES } });
  });

  it("names a model of one's own by what its folder holds", async () => {
    const { experiment, pathsByDigest } = await configured(
      symbols({ model: { folder: 'examples/model-folder/grid', options: { width: 32 } } }),
    );
    const [digest] = Object.keys(pathsByDigest);
    expect(experiment.model).toEqual({ kind: 'module', digest, options: { width: 32 } });
  });

  it('names ladders', async () => {
    expect(await configured(symbols({ sizes: { 'model.layers': [4, 1] }, batches: ['full', 16] }))).toMatchObject({
      sizes: { setting: 'layers', levels: [4, 1] },
      batches: ['full', 16],
    });
  });
});

describe('a faulty configuration', () => {
  it('gets every error at once, each with line and column, got, expected and the nearest name', async () => {
    const file = `{
  "extends": "digit-grid/symbols",
  "nme": "x",
  "width": 3,
  "model": { "widht": 96, "layers": -1 },
  "task": { "groups": { "D1QA1": 3.5 }, "wordOrder": "tag-frist", "consistentShare": { "unreliable": 0.333 } },
  "protocol": { "stage1": { "batchSize": "ful", "length": { "kind": "epoch", "epochs": 3 } }, "stage2": null },
  "claims": { "include": ["iml-apears"] },
  "batches": [16, 16]
}`;
    expect(await refused(file)).toMatchInlineSnapshot(`
      "This configuration has 12 errors.
        my-model.json:3:3  /nme
          got:      "x"
          expected: no field "nme" here; did you mean "name"?
        my-model.json:4:3  /width
          got:      3
          expected: no field "width" here: it belongs into "model"
        my-model.json:5:14  /model/widht
          got:      96
          expected: no field "widht" here; did you mean "width"?
        my-model.json:5:27  /model/layers
          got:      -1
          expected: a whole number from 0 to 64
        my-model.json:6:25  /task/groups/D1QA1
          got:      3.5
          expected: a whole number from 0 to 100000
        my-model.json:6:41  /task/wordOrder
          got:      "tag-frist"
          expected: one of "tag-first", "alias-first"; did you mean "tag-first"?
        my-model.json:6:88  /task/consistentShare/unreliable
          The share of consistent definitions under the unreliable tag cannot be exact.
          got:      0.333 of 350 aliases
          expected: a whole number of aliases
        my-model.json:7:29  /protocol/stage1/batchSize
          got:      "ful"
          expected: "full"
        my-model.json:7:61  /protocol/stage1/length/kind
          got:      "epoch"
          expected: one of "epochs", "steps", "loss"; did you mean "epochs"?
        my-model.json:7:95  /protocol/stage2
          got:      null
          expected: a stage, since "stages" is "two"
        my-model.json:8:27  /claims/include/0
          got:      "iml-apears"
          expected: one of the 38 claims that \`iml list\` shows; did you mean "iml-appears"?
        my-model.json:9:3  /batches
          got:      [16,16]
          expected: a list of at least 2, at most 12, none twice, each a whole number from 1 to 10000000, or "full"
        next:     \`iml schema configuration\` describes every field; nothing was trained"
    `);
  });

  it.each([
    ['width that does not divide into heads', text({ model: { width: 33 } }), ['/model/width']],
    [
      'rotary share that is odd',
      text({ model: { positions: { kind: 'rotary', share: 0.3, base: 1e4 } } }),
      ['/model/width'],
    ],
    [
      'shares that cannot be exact',
      text({ task: { groups: { D1QA1: 87 }, consistentShare: { reliable: 0.5, unreliable: 0.3 } } }),
      ['/task/consistentShare/reliable', '/task/consistentShare/unreliable'],
    ],
    ['a single stage with a second one', text({ protocol: { stages: 'single' } }), ['/protocol/stage2']],
    ['three stages without their questions', text({ protocol: { stages: 'three' } }), ['/protocol/stage1Questions']],
    [
      'settings that the digit grid does not have',
      symbols({ protocol: { loss: 'answers', stage1: { dropout: 0.1 } } }),
      ['/protocol/loss', '/protocol/stage1/dropout'],
    ],
    [
      'pictures without an encoder',
      { extends: 'digit-grid/handwriting', model: { patchEncoder: null } },
      ['/model/patchEncoder'],
    ],
    ['more cells trained than there are', symbols({ task: { trainedCells: 7 } }), ['/task/trainedCells']],
    ['more aliases than names', text({ task: { symbols: 2 } }), ['/task/groups']],
    [
      'a batch above the documents',
      symbols({ protocol: { stage1: { batchSize: 9999 } } }),
      ['/protocol/stage1/batchSize'],
    ],
    [
      'batches above the documents in two stages',
      symbols({ protocol: { stage1: { batchSize: 9999 }, stage2: { batchSize: 9999 } } }),
      ['/protocol/stage1/batchSize', '/protocol/stage2/batchSize'],
    ],
    ['a level that makes no model', text({ sizes: { 'model.width': [8, 18] } }), ['/sizes/model.width/1']],
    ['a batch of the ladder above the documents', text({ batches: [64, 100000] }), ['/batches/1']],
    ['two kinds of ladder', text({ sizes: { 'model.width': [8, 16], 'model.layers': [1, 2] } }), ['/sizes']],
    [
      'a misspelt base',
      { extends: 'alias-txt', model: { widht: 4 }, seeds: 8 },
      ['/extends', '/model/widht', '/seeds'],
    ],
    ['a base that nobody knows', { extends: 'something else', model: { widht: 4 } }, ['/extends']],
    ['an unknown task', { task: { kind: 'digit-gird' } }, ['/task/kind']],
    ['nothing', {}, ['/task']],
    ['a model of another task', symbols({ model: { kind: 'decoder' } }), ['/model/kind']],
    ['a field that stands twice', '{"extends": "alias-text", "extends": "alias-text"}', ['/extends']],
    ['a list', '[]', ['/']],
    ['a model folder that is not there', symbols({ model: { folder: 'nowhere' }, nme: 1 }), ['/model/folder', '/nme']],
    [
      'settings beside a model folder',
      symbols({ model: { folder: 'examples/model-folder/grid', width: 4 } }),
      ['/model/width'],
    ],
    ['a model by its digest', symbols({ model: { kind: 'module', digest: 'ab', options: {} } }), ['/model/kind']],
    ['numbers that are texts', symbols({ model: { width: '96' } }), ['/model/width']],
  ])('is refused for %s', async (_, value, fields) => {
    expect(await refusedFields(value)).toEqual(fields);
  });

  it('says where a field belongs that stands outside its part', async () => {
    expect(await refused(symbols({ cells: 5 }))).toContain('no field "cells" here: it belongs into "task"');
  });

  it('is refused with its place if it is no JSON', async () => {
    expect(await refused('{\n  "extends": "alias-text",\n}')).toMatchInlineSnapshot(`
      "This configuration is no JSON.
        where:    my-model.json:3:1
        got:      expected the name of a field, in double quotes, got "}"
        next:     JSON has no comments, and no comma after the last field"
    `);
  });
});
