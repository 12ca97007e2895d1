// What the task asks of the tokenizer of its model, whose tokens documents are made of.
import type { Tokenizer } from '../../../checkpoints/checkpoint.ts';
import { HarnessError } from '../../../errors/harness-error.ts';
import type { DocumentRow } from '../text-world.ts';

/** A document as it is written, cut where its answer begins. */
export interface Written {
  readonly prompt: string;
  readonly answer: string;
}

export interface Encoded {
  readonly row: DocumentRow;
  /** Tokens at its end that answer. */
  readonly answer: number;
}

/** Tokens of the whole text: what training shows is what a reader of the prompt alone goes on from. */
export function encodeWritten({ prompt, answer }: Written, tokenizer: Tokenizer): Encoded {
  const row = tokenizer.encode(prompt + answer);
  const read = tokenizer.encode(prompt);
  if (read.length === 0 || row.length <= read.length || read.some((token, place) => token !== row[place])) {
    throw new HarnessError('invalid-experiment', {
      what: 'The tokenizer reads the beginning of a document otherwise when its answer follows, so no prompt asks for it.',
      got: JSON.stringify(prompt + answer),
      expected: `tokens that begin with those of ${JSON.stringify(prompt)}`,
      next: 'take a tokenizer that splits before spaces, as those of GPT-2, GPT-NeoX and Llama 3 do',
    });
  }
  return { row, answer: row.length - read.length };
}
