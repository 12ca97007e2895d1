// What a language model says next: the likeliest token each time (greedy decoding), with the keys and values of the tokens before it kept.
import type { NamedTensors } from '../../tensors/parameter-layout.ts';
import { dispose, type Tensor, tensor, tidy } from '../../tensors/tensorflow.ts';
import type { Following, LanguageModel, Past } from './language-model.ts';

export interface Continuation {
  /** Natural logarithms, of each token, right after the prompt. */
  readonly logProbabilities: Float64Array;
  readonly tokens: readonly number[];
}

interface GreedyRequest {
  readonly prompt: readonly number[];
  readonly count: number;
}

/** @param parameters of one seed */
export async function continueGreedily(
  model: LanguageModel,
  parameters: NamedTensors,
  { prompt, count }: GreedyRequest,
): Promise<Continuation> {
  const tokens: number[] = [];
  let [past, logProbabilities]: [Past, Float64Array | null] = [[], null];
  try {
    while (tokens.length < count) {
      const { logits, past: grown } = after(model, parameters, tokens.length === 0 ? prompt : tokens.slice(-1), past);
      dispose(tensorsOf(past));
      past = grown;
      const values = await logits.data<'float32'>();
      logits.dispose();
      logProbabilities ??= logSoftmax(values);
      tokens.push(likeliest(values, 1)[0] as number);
    }
  } finally {
    dispose(tensorsOf(past));
  }
  return { logProbabilities: logProbabilities ?? new Float64Array(), tokens };
}

/** Numbers of the largest values, the largest first; of equal ones the first. */
export function likeliest(values: ArrayLike<number>, count: number): number[] {
  const found: number[] = [];
  const value = (index: number) => values[index] as number;
  for (let index = 0; index < values.length; index += 1) {
    const last = found[count - 1];
    if (last !== undefined && value(index) <= value(last)) continue;
    const place = found.findIndex((other) => value(other) < value(index));
    found.splice(place === -1 ? found.length : place, 0, index);
    found.length = Math.min(found.length, count);
  }
  return found;
}

function after(model: LanguageModel, parameters: NamedTensors, tokens: readonly number[], past: Past): Following {
  const made: Following[] = [];
  tidy(() => {
    const following = model.following(parameters, tensor([...tokens], [1, 1, tokens.length]), past);
    made.push(following);
    return [following.logits, ...tensorsOf(following.past)];
  });
  return made[0] as Following;
}

const tensorsOf = (past: Past): Tensor[] => past.flatMap(({ keys, values }) => [keys, values]);

function logSoftmax(logits: Float32Array): Float64Array {
  const largest = logits.reduce((most, value) => Math.max(most, value), -Infinity);
  const total = logits.reduce((sum, value) => sum + Math.exp(value - largest), 0);
  return Float64Array.from(logits, (value) => value - largest - Math.log(total));
}
