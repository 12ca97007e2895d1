// How well a text that a model said answers a question, exactly as the paper counts (paper.md 4): after SQuAD's normalisation, as Python
// does it, whose ideas of letters and blanks are not JavaScript's.

/** Python's `string.punctuation`. */
const PUNCTUATION = /[!-/:-@[-`{-~]/g;
/** Python's `\b`: between what is a letter, digit or underscore of any alphabet and what is not. */
const ARTICLES = /(?<![\p{L}\p{N}_])(?:a|an|the)(?![\p{L}\p{N}_])/gu;
/** What Python's `str.split()` splits at. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: four of them are blanks to Python
const BLANKS = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/u;

/** In lower case, without ASCII punctuation, without articles, single spaces. */
export function normalisedAnswer(text: string): string {
  return wordsOf(text).join(' ');
}

function wordsOf(text: string): string[] {
  const bare = text.toLowerCase().replace(PUNCTUATION, '').replace(ARTICLES, ' ');
  return bare.split(BLANKS).filter((word) => word !== '');
}

/** 1 where the two are the same once normalised. @param accepted the best of them counts; `;` splits each into several */
export function exactMatch(said: string, accepted: readonly string[]): number {
  return Math.max(
    0,
    ...alternatives(accepted).map((answer) => Number(normalisedAnswer(said) === normalisedAnswer(answer))),
  );
}

/** Harmonic mean of precision and recall of words. A word counts once where both have it, however often in the two lengths. */
export function f1(said: string, accepted: readonly string[]): number {
  return Math.max(0, ...alternatives(accepted).map((answer) => f1Of(wordsOf(said), wordsOf(answer))));
}

function f1Of(said: readonly string[], answer: readonly string[]): number {
  if (said.length === 0 || answer.length === 0) return Number(said.length === answer.length);
  const common = new Set(said.filter((word) => answer.includes(word))).size;
  if (common === 0) return 0;
  const [precision, recall] = [common / said.length, common / answer.length];
  return (2 * (precision * recall)) / (precision + recall);
}

const alternatives = (accepted: readonly string[]) => accepted.flatMap((answer) => answer.split(';'));

/** Means over questions, named so that they are not taken for what is read off likelihoods. */
export function scoreContinuations(
  said: readonly string[],
  accepted: readonly (readonly string[])[],
): Readonly<Record<'paper-exact-match' | 'paper-f1', number>> {
  const mean = (score: typeof f1) =>
    said.reduce((sum, text, question) => sum + score(text, accepted[question] ?? []), 0) / said.length;
  return { 'paper-exact-match': mean(exactMatch), 'paper-f1': mean(f1) };
}
