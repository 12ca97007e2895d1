// JSON with places: the same values as JSON.parse, refusal of what it refuses, and the place of every field and fault.
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { JsonTextError, parseJsonText } from '../../src/configurations/json-text.ts';

function faultOf(text: string): JsonTextError {
  try {
    parseJsonText(text);
  } catch (error) {
    if (error instanceof JsonTextError) return error;
    throw error;
  }
  throw new Error('expected a JsonTextError');
}

const isJson = (text: string) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('JSON with places', () => {
  test.prop([fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(undefined, 2, '\t')])(
    'reads what JSON.parse reads, however it is laid out',
    (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      expect(parseJsonText(text).value).toEqual(JSON.parse(text));
    },
  );

  test.prop([fc.jsonValue({ maxDepth: 3 }), fc.nat(), fc.string({ minLength: 1, maxLength: 2 })])(
    'refuses what JSON.parse refuses, and nothing else',
    (value, at, put) => {
      const text = JSON.stringify(value, null, 1);
      const place = at % (text.length + 1);
      const changed = text.slice(0, place) + put + text.slice(place + 1);
      if (isJson(changed)) expect(parseJsonText(changed).value).toEqual(JSON.parse(changed));
      else expect(faultOf(changed).place.line).toBeLessThanOrEqual(changed.split('\n').length);
    },
  );

  it('says where a fault is and what was awaited', () => {
    for (const [text, line, column, words] of [
      ['{\n  "a": 1,\n}', 3, 1, 'expected the name of a field, in double quotes, got "}"'],
      ['{"a" 1}', 1, 6, 'expected a colon after the name, got "1}"'],
      ['{"a": 1', 1, 8, 'expected a comma or }, got the end of the file'],
      ["{'a': 1}", 1, 2, 'expected the name of a field, in double quotes'],
      ['{"a": .5}', 1, 7, 'expected a value'],
      ['{"a": 1e999}', 1, 7, 'expected a number that fits'],
      ['{"a": 1} // why', 1, 10, 'expected the end of the file, got "// why"'],
      ['', 1, 1, 'expected a value'],
      [`${'['.repeat(200)}`, 1, 102, 'expected at most 100 levels'],
    ] as const) {
      const { place, message } = faultOf(text);
      expect([text.slice(0, 20), place.line, place.column]).toEqual([text.slice(0, 20), line, column]);
      expect(message).toContain(words);
    }
  });

  it('knows the place of each field, whatever is in its name, and fields that stand twice', () => {
    const { placeOf, repeated, value } = parseJsonText('\uFEFF{\n "a/b": [1, {"~": 2}],\n "__proto__": 3, "a/b": 4\n}');
    expect(placeOf('/a~1b')).toEqual({ line: 3, column: 18 });
    expect(placeOf('/a~1b/1/~0')).toEqual({ line: 2, column: 14 });
    expect(placeOf('/nothing')).toBeNull();
    expect(repeated).toEqual(['/a~1b']);
    expect(Object.keys(value as object)).toEqual(['a/b', '__proto__']);
  });
});
