// The paper's exact match and F1 (paper.md 4), against Python's own lower(), \b and split(). Values from (Python 3.11):
//   def words(s):
//       s = ''.join(c for c in s.lower() if c not in set(string.punctuation))
//       return re.sub(r'\b(a|an|the)\b', ' ', s).split()
//   def em(p, t): return max(int(words(p) == words(a)) for a in t.split(';'))
//   def one(p, t):  # of words; sets overlap, lengths are those of the lists
//       if not p or not t: return int(p == t)
//       c = len(set(p) & set(t)); return 0 if c == 0 else 2 * (c/len(p)) * (c/len(t)) / (c/len(p) + c/len(t))
//   def f1(p, t): return max(one(words(p), words(a)) for a in t.split(';'))
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import {
  exactMatch,
  f1,
  normalisedAnswer,
  scoreContinuations,
} from '../../../../src/tasks/text/named-entities/answer-metrics.ts';

describe('exact match and F1', () => {
  it.each<[said: string, answer: string, match: number, f1: number, normalised: string]>([
    [' 19 century\n', '19 century', 1, 1, '19 century'],
    [' The Republic of Kenya', 'republic of kenya', 1, 1, 'republic of kenya'],
    ["N'Djamena", 'ndjamena', 1, 1, 'ndjamena'],
    ['Paris Paris', 'paris', 0, 0.666666666667, 'paris paris'],
    ['paris rome rome', 'rome of paris', 0, 0.666666666667, 'paris rome rome'],
    ['a', 'the', 1, 1, ''],
    ['an apple a day', 'apple day', 1, 1, 'apple day'],
    ['São Tomé', 'são tomé', 1, 1, 'são tomé'],
    // JavaScript's \b would take "à" for the end of a word, and the next letter for an article.
    ['à la carte', 'la carte', 0, 0.8, 'à la carte'],
    ['thé', 'the', 0, 0, 'thé'],
    ['the-end', 'theend', 1, 1, 'theend'],
    ['end\u00a0of\u2003it', 'end of it', 1, 1, 'end of it'],
    ['end\u200bof it', 'end of it', 0, 0.4, 'end\u200bof it'],
    ['x\u001cy', 'x y', 1, 1, 'x y'],
    ['x\ufeffy', 'x y', 0, 0, 'x\ufeffy'],
    ['French', 'English;French;Dutch', 1, 1, 'french'],
    ['', 'x', 0, 0, ''],
    ['x y', 'x;x y z', 0, 0.8, 'x y'],
    ['\u0130zmir', 'i\u0307zmir', 1, 1, 'i\u0307zmir'],
    ['A_b a_b', 'a_b', 0, 0.666666666667, 'ab ab'],
    ['a\u0301 b', 'b', 0, 0.666666666667, '\u0301 b'],
    ['ΣΑΣ', 'σας', 1, 1, 'σας'],
    ["don't—stop", 'dont stop', 0, 0, 'dont—stop'],
    // A model that talks on has not answered (paper.md 4).
    ['19 century\nQ: Who', '19 century', 0, 0.666666666667, '19 century q who'],
  ])('of %j for %j', (said, answer, match, overlap, normalised) => {
    expect(exactMatch(said, [answer])).toBe(match);
    expect(f1(said, [answer])).toBeCloseTo(overlap, 11);
    expect(normalisedAnswer(said)).toBe(normalised);
  });

  it('take the best of several answers', () => {
    expect(exactMatch('Dutch', ['English', 'Dutch'])).toBe(1);
    expect(f1('Dutch', ['English', 'Dutch people'])).toBeCloseTo(2 / 3, 11);
  });

  law.prop([fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' })])(
    'lie between 0 and 1, F1 above the match',
    (said, answer) => {
      const [match, overlap] = [exactMatch(said, [answer]), f1(said, [answer])];
      expect([0, 1]).toContain(match);
      expect(overlap).toBeLessThanOrEqual(1);
      // Of a word said twice F1 counts one: even the right answer is not wholly right then.
      const repeats = new Set(normalisedAnswer(said).split(' ')).size < normalisedAnswer(said).split(' ').length;
      if (!repeats) expect(overlap).toBeGreaterThanOrEqual(match);
    },
  );

  it('are means over questions', () => {
    expect(scoreContinuations(['Paris', 'Rome'], [['paris'], ['paris', 'lyon']])).toEqual({
      'paper-exact-match': 0.5,
      'paper-f1': 0.5,
    });
  });
});
