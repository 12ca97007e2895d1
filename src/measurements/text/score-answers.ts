// From logits over the vocabulary to how well questions are answered: what a greedy reader would say, what a reader who knows
// the possible answers would say, and the log-likelihood of the right one.

export interface AnswerScore {
  /** The right answer is the likeliest of the possible ones. */
  readonly accuracy: number;
  /** It is the likeliest word of all: what greedy decoding says, for answers of one word. */
  readonly exactMatch: number;
  /** Mean, in nats, over the whole vocabulary. */
  readonly logLikelihood: number;
}

/**
 * @param logits [questions, V]
 * @param answers the right token of each question
 * @param candidates possible tokens of each question, the right one among them
 */
export function scoreAnswers(
  logits: Float32Array,
  answers: ArrayLike<number>,
  candidates: readonly (readonly number[])[],
): AnswerScore {
  const count = answers.length;
  const words = logits.length / count;
  let [accuracy, exactMatch, logLikelihood] = [0, 0, 0];
  for (let row = 0; row < count; row += 1) {
    const own = logits.subarray(row * words, (row + 1) * words);
    const answer = answers[row] as number;
    const possible = (candidates[row] as readonly number[]).map((token) => own[token] as number);
    accuracy += shareOfMaximum(own[answer] as number, possible);
    exactMatch += shareOfMaximum(own[answer] as number, own);
    logLikelihood += (own[answer] as number) - logSumExp(own);
  }
  return { accuracy: accuracy / count, exactMatch: exactMatch / count, logLikelihood: logLikelihood / count };
}

/** 1 where nothing is as large; of several largest each has an equal share: a model that says nothing scores chance. */
function shareOfMaximum(value: number, all: ArrayLike<number>): number {
  let equal = 0;
  for (let index = 0; index < all.length; index += 1) {
    const other = all[index] as number;
    if (other > value) return 0;
    if (other === value) equal += 1;
  }
  // Only a number that is none equals nothing, itself included.
  return equal === 0 ? Number.NaN : 1 / equal;
}

function logSumExp(values: Float32Array): number {
  let largest = -Infinity;
  for (const value of values) largest = Math.max(largest, value);
  let sum = 0;
  for (const value of values) sum += Math.exp(value - largest);
  return largest + Math.log(sum);
}
