// JUnit: which verdict turns a build red, and XML that any reader can parse whatever the text says.
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import type { VerdictWord } from '../../src/claims/verdicts/verdict.ts';
import { renderJunit } from '../../src/report/write-report.ts';
import { OTHER_SETTINGS, sampleDocument, sampleWith } from './sample-document.ts';

const cases: readonly (readonly [VerdictWord, string | null])[] = [
  ['reproduced', null],
  ['not-reproduced', 'failure'],
  ['inconclusive', 'failure'],
  ['invalid', 'error'],
  ['not-run', 'skipped'],
];

function resultTags(xml: string): readonly string[] {
  return [...xml.matchAll(/<(failure|error|skipped)[ />]/g)].map(([, tag = '']) => tag);
}

describe('the JUnit report', () => {
  it.each(cases)('of a required claim that is %s holds %s', (word, tag) => {
    expect(resultTags(renderJunit(sampleWith(word)))).toEqual(tag === null ? [] : [tag]);
  });

  it.each(cases)('of a claim that is not required and %s is never red', (word) => {
    const xml = renderJunit(sampleWith(word, { required: false }));
    expect(resultTags(xml)).toEqual(word === 'not-run' ? ['skipped'] : []);
    expect(xml).toContain('failures="0" errors="0"');
    expect(xml).toMatch(/<system-out>[^<]*not required/);
  });

  it.each(cases)('of an exploratory claim that is %s is skipped, with the reason', (word) => {
    for (const required of [true, false]) {
      const xml = renderJunit(sampleWith(word, { required, registration: OTHER_SETTINGS }));
      expect(resultTags(xml)).toEqual(['skipped']);
      expect(xml).toContain('failures="0" errors="0" skipped="1"');
      expect(xml).toContain('<skipped message="Exploratory. Not the declared design: 3 seeds a claim were asked for');
    }
  });

  it('counts what it holds', () => {
    const xml = renderJunit(sampleDocument);
    expect(xml).toContain('tests="5" failures="1" errors="1" skipped="1" time="724.884"');
    expect(xml.match(/<testcase /g)).toHaveLength(5);
  });

  it('keeps the reason in the message', () => {
    const xml = renderJunit(sampleWith('invalid', { reason: 'a < b & "c"\nd' }));
    expect(xml).toContain('message="invalid: a &lt; b &amp; &quot;c&quot;&#10;d"');
  });

  test.prop([fc.string({ unit: 'binary', maxLength: 60 })])(
    'is well-formed XML 1.0 whatever the reason says',
    (reason) => {
      const xml = renderJunit(sampleWith('not-reproduced', { reason, title: reason, task: reason }));
      // Every element closes, no character is outside XML 1.0, no & starts anything but a reference.
      const opened: string[] = [];
      for (const [, slash, name = '', closed] of xml.matchAll(/<(\/?)([a-z-]+)(?:\s[a-z]+="[^"<]*")*(\/?)>/g)) {
        if (slash === '/') expect(opened.pop()).toBe(name);
        else if (closed !== '/') opened.push(name);
      }
      expect(opened).toEqual([]);
      expect(xml).toMatch(/^[\t\n\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u);
      expect(xml).not.toMatch(/&(?!(?:amp|lt|gt|quot|#39|#10|#9);)/);
    },
  );
});
