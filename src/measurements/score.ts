// From logits to accuracy and mean log-likelihood (nats) of the answers that a reading of the documents holds right.
import type { DigitGridWorld } from '../tasks/digit-grid.ts';
import type { Documents } from '../tasks/documents.ts';

export interface Score {
  readonly accuracy: number;
  readonly logLikelihood: number;
}

/** Whose answer counts as right: the entity's labels (the truth), or what the variable's definition says. */
export type AnswerKey = 'labels' | 'definitionLabels';

/**
 * Scores the asked cells: one for a cell token, all for a tag token.
 * @param logits one row a document, 2 numbers an output: [documents, C, 2]
 */
export function score(world: DigitGridWorld, documents: Documents, logits: Float32Array, key: AnswerKey): Score {
  const { cells } = world;
  const count = documents.variable.length;
  const rowLength = logits.length / count;
  const right = world[key];
  let correct = 0;
  let logLikelihood = 0;
  let asked = 0;
  for (let row = 0; row < count; row += 1) {
    const variable = documents.variable[row] as number;
    const query = documents.query[row] as number;
    const [first, last] = query < cells ? [query, query] : [0, cells - 1];
    for (let cell = first; cell <= last; cell += 1) {
      const answer = right[variable * cells + cell] as number;
      const place = row * rowLength + 2 * cell;
      const margin = (logits[place + answer] as number) - (logits[place + 1 - answer] as number);
      // A tie is half right: a model that says nothing scores chance.
      correct += margin > 0 ? 1 : margin === 0 ? 0.5 : 0;
      logLikelihood -= softplus(-margin);
      asked += 1;
    }
  }
  return { accuracy: correct / asked, logLikelihood: logLikelihood / asked };
}

/** ln(1 + e^x) without overflow. */
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
