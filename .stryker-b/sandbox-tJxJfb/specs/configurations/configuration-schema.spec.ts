// The published schema of configurations: every field is explained, what is read passes it, and the package has the schemas that
// the code has.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fc, test } from '@fast-check/vitest';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { PUBLISHED_SCHEMAS, schemaText } from '../../src/cli/commands/schema.ts';
import { type ConfigurationFile, ConfigurationFileSchema } from '../../src/configurations/configuration-schema.ts';
import { type JsonSchema, plainSchema, withDefinitions } from '../../src/schemas/json-schema.ts';
import { configured, refused } from './try-configuration.ts';

const root = join(import.meta.dirname, '../..');
const schema = plainSchema(ConfigurationFileSchema);
const isConfiguration = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);

function undescribed(one: JsonSchema, path: string): string[] {
  const own = Object.entries(one.properties ?? {}).flatMap(([name, field]) => [
    ...(typeof field.description === 'string' ? [] : [`${path}/${name}`]),
    ...undescribed(field, `${path}/${name}`),
  ]);
  return [...own, ...(one.anyOf ?? []).flatMap((branch) => undescribed(branch, path))];
}

/** Typed, so that the schema cannot be narrower than the type of files. */
const files: fc.Arbitrary<ConfigurationFile> = fc.record(
  {
    extends: fc.constantFrom('digit-grid/symbols', 'alias-text'),
    name: fc.constantFrom('a', 'my.model-2'),
    description: fc.string(),
    model: fc.record({ width: fc.constantFrom(4, 64, 128), layers: fc.nat({ max: 64 }) }, { requiredKeys: [] }),
    protocol: fc.record(
      {
        stage1: fc.record(
          {
            batchSize: fc.oneof(fc.integer({ min: 1, max: 64 }), fc.constant('full')),
            length: fc.oneof(
              fc.record({ kind: fc.constant('epochs'), epochs: fc.integer({ min: 1, max: 9 }) }),
              fc.record({ kind: fc.constant('steps'), steps: fc.integer({ min: 1, max: 9 }) }),
            ),
          },
          { requiredKeys: [] },
        ),
        curveEverySteps: fc.constantFrom(null, 5),
      },
      { requiredKeys: [] },
    ),
    sizes: fc.constantFrom({ 'model.width': [4, 8] }, { 'model.layers': [1, 2, 3] }),
    batches: fc.constantFrom<(number | 'full')[]>([16, 32], ['full', 8]),
    claims: fc.constantFrom({ include: ['iml-appears'] }, { exclude: ['iml-appears'] }),
    defaults: fc.constantFrom({ profile: 'quick' as const }, { seeds: 8, backend: 'wasm' as const, processes: 2 }),
  },
  { requiredKeys: ['extends'] },
);

describe('the schema of configurations', () => {
  it('explains every field', () => {
    expect(undescribed(schema, '')).toEqual([]);
  });

  test.prop([files], { numRuns: 25 })('takes what its type allows, and so does the reader', async (file) => {
    expect(isConfiguration(file)).toBe(true);
    expect((await configured(file)).experiment.schemaVersion).toBe(1);
  });

  test.prop(
    [files, fc.constantFrom('/', '/model', '/protocol', '/protocol/stage1'), fc.stringMatching(/^zz[a-z]{1,6}$/)],
    { numRuns: 25 },
  )('refuses an unknown field wherever it stands, as the reader does', async (file, where, name) => {
    const copy = JSON.parse(JSON.stringify(file)) as Record<string, unknown>;
    const parent = where
      .split('/')
      .filter((part) => part !== '')
      .reduce<Record<string, unknown>>((at, part) => {
        at[part] = at[part] ?? {};
        return at[part] as Record<string, unknown>;
      }, copy);
    parent[name] = 1;
    expect(isConfiguration(copy)).toBe(false);
    expect(await refused(copy)).toContain(`no field "${name}" here`);
  });
});

describe('the published schemas', () => {
  it('are those of the code (`npm run schemas` writes them)', () => {
    const published = Object.keys(PUBLISHED_SCHEMAS).map((name) => `${name}.schema.json`);
    expect(readdirSync(join(root, 'schemas')).sort()).toEqual(published.sort());
    for (const [name, one] of Object.entries(PUBLISHED_SCHEMAS)) {
      expect(readFileSync(join(root, 'schemas', `${name}.schema.json`), 'utf8')).toBe(schemaText(name, one));
    }
  });

  it.each(Object.entries(PUBLISHED_SCHEMAS))('%s compiles', (name, one) => {
    const compiled = new Ajv2020({ strict: false }).compile(JSON.parse(schemaText(name, one)));
    expect(compiled({ nothing: 'of the kind' })).toBe(false);
  });

  it.each(Object.entries(PUBLISHED_SCHEMAS))(
    '%s says what the code says, with each definition in its place',
    (_, one) => {
      const { $defs, ...short } = withDefinitions(one.schema);
      const inPlace = (part: unknown): unknown => {
        if (Array.isArray(part)) return part.map(inPlace);
        if (typeof part !== 'object' || part === null) return part;
        const name = '$ref' in part ? String(part.$ref).replace('#/$defs/', '') : null;
        if (name !== null) return inPlace(Reflect.get(Object($defs), name));
        return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, inPlace(value)]));
      };
      expect(inPlace(short)).toEqual(plainSchema(one.schema));
    },
  );

  it('take the examples', () => {
    const folder = join(root, 'examples/configurations');
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
      const example: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      expect([file, isConfiguration(example), isConfiguration.errors]).toEqual([file, true, null]);
    }
  });
});
