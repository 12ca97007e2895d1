// `iml model show`: whether a pretrained model is read right, by what it says: its architecture, the tokens of a prompt, the likeliest next
// ones, and how it goes on.
import type { Checkpoint } from '../../checkpoints/checkpoint.ts';
import { KNOWN_MODELS } from '../../checkpoints/known-models.ts';
import { HarnessError } from '../../errors/harness-error.ts';
import { absolutePath, one, required, text } from '../../execution/inputs/option.ts';
import { ASKED_OPTIONS } from '../../execution/inputs/run-request.ts';
import type { BackendName } from '../../tensors/backend-name.ts';
import { defineCommand, printJson } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import type { ModelDocument } from '../model-document.ts';
import { readingDisplay } from '../terminal/reading-display.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { answerIn, inBytes, textColumns } from '../terminal/text-columns.ts';

/** A known name is no path. */
const modelPlace: typeof absolutePath = {
  schema: absolutePath.schema,
  parse: (word, place) => (KNOWN_MODELS.some(({ name }) => name === word) ? word : absolutePath.parse(word, place)),
};

const LIKELIEST = 10;
/** Fewer where the longest text that the model reads ends. */
const CONTINUED = 12;

export const command = defineCommand({
  options: {
    model: required(
      '<model>',
      `${KNOWN_MODELS.map(({ name }) => name).join(', ')}, or a file or folder of one's own: GGUF, or Hugging Face's (Llama, GPT-NeoX, GPT-2)`,
      modelPlace,
    ),
    prompt: one('--prompt <text>', 'also its tokens, the likeliest next ones, and how the model goes on', text),
    backend: ASKED_OPTIONS.backend,
    json: printJson,
  },
  async run({ model, json, ...asked }, { terminal }) {
    const { openCheckpoint } = await import('../../checkpoints/open-checkpoint.ts');
    const checkpoint = openCheckpoint(model);
    try {
      const document = await documentOf(checkpoint, asked, terminal);
      terminal.stdout.write(answerIn(json, document, linesOf(document)));
      return EXIT_CODES.success;
    } finally {
      checkpoint.close();
    }
  },
});

interface Asked {
  readonly prompt: string | null;
  readonly backend: BackendName | null;
}

async function documentOf(
  checkpoint: Checkpoint,
  { prompt, backend }: Asked,
  terminal: Terminal,
): Promise<ModelDocument> {
  const { name, licence, source, architecture, tokenizer } = checkpoint;
  const { storedParameters } = await import('../../models/pretrained/checkpoint-parameters.ts');
  const parameters = storedParameters(checkpoint).reduce((total, { size }) => total + size, 0);
  const { size: tokens, endOfText } = tokenizer;
  const model = { name, licence, source, parameters, tokens, endOfText, ...architecture };
  const said =
    prompt === null
      ? { backend: null, tokens: [], next: [], continuation: { tokens: [], text: '' } }
      : await saidAfter(prompt, { checkpoint, backend, parameters }, terminal);
  return { model, prompt, ...said };
}

async function saidAfter(
  prompt: string,
  {
    checkpoint,
    backend: wanted,
    parameters: count,
  }: { readonly checkpoint: Checkpoint; readonly backend: BackendName | null; readonly parameters: number },
  terminal: Terminal,
): Promise<Omit<ModelDocument, 'model' | 'prompt'>> {
  const { tokenizer, architecture } = checkpoint;
  const tokens = tokenizer.encode(prompt);
  refuseLength(tokens.length, architecture.positions);
  const { startBackend } = await import('../../tensors/backend.ts');
  const { dispose } = await import('../../tensors/tensorflow.ts');
  const { continueGreedily, likeliest } = await import('../../models/pretrained/continue-greedily.ts');
  const { languageModel } = await import('../../models/pretrained/language-model.ts');
  const { uploadParameters } = await import('../../models/pretrained/upload-parameters.ts');
  const backend = await startBackend(wanted);
  const display = readingDisplay(`${count.toLocaleString('en')} numbers, ${inBytes(4 * count)} in memory`, terminal);
  const named = await uploadParameters(checkpoint, (share) => {
    if (terminal.signal.aborted) throw new HarnessError('interrupted', { what: 'Interrupted.' });
    display.show(share);
  }).finally(display.stop);
  // The last token is said and no more read.
  const request = { prompt: tokens, count: Math.min(CONTINUED, architecture.positions - tokens.length + 1) };
  const said = await continueGreedily(languageModel(checkpoint), named, request).finally(() =>
    dispose(Object.values(named)),
  );
  return {
    backend: backend.name,
    tokens,
    next: likeliest(said.logProbabilities, LIKELIEST).map((token) => ({
      token,
      text: tokenizer.decode([token]),
      logProbability: said.logProbabilities[token] as number,
    })),
    continuation: { tokens: said.tokens, text: tokenizer.decode(said.tokens) },
  };
}

function refuseLength(length: number, positions: number): void {
  if (length > 0 && length <= positions) return;
  throw new HarnessError('invalid-option', {
    what: length === 0 ? 'An empty prompt has no next token.' : 'The prompt is longer than the model can read.',
    where: '--prompt',
    got: `${length} tokens`,
    expected: `1 to ${positions}`,
  });
}

function linesOf({ model, prompt, backend, tokens, next, continuation }: ModelDocument): string[] {
  const { rotary, heads, keyValueHeads } = model;
  const shared = keyValueHeads === heads ? '' : `, which share ${keyValueHeads} of keys and values`;
  const yesOrNo = (value: boolean) => (value ? 'yes' : 'no');
  const rows = [
    ['model', model.name],
    ['licence', model.licence ?? 'not stated'],
    ['read from', model.source],
    ['family', model.family],
    ['parameters', model.parameters.toLocaleString('en')],
    ['layers', `${model.layers}, of width ${model.width}, MLP ${model.hidden} (${model.activation})`],
    ['heads', `${heads} of ${model.headSize}${shared}`],
    ['positions', rotary === null ? 'learned' : `rotary, ${rotary.size} of a head, base ${rotary.base}`],
    ['longest text', `${model.positions} tokens`],
    ['vocabulary', `${model.vocabulary}, of which the tokenizer knows ${model.tokens}`],
    ['epsilon of norms', String(model.normEpsilon)],
    ['biases', yesOrNo(model.biases)],
    ['attention beside MLP', yesOrNo(model.parallelResidual)],
    ['output is embedding', yesOrNo(model.tiedOutput)],
  ];
  if (prompt === null) return [...textColumns(rows), '', '--prompt TEXT shows what it says.'];
  return [
    ...textColumns(rows),
    '',
    `Prompt ${JSON.stringify(prompt)}: tokens ${tokens.join(' ')} (computed on ${backend})`,
    'Likeliest next tokens, with the natural logarithms of their probabilities',
    ...textColumns(
      next.map(({ token, text, logProbability }) => [String(token), JSON.stringify(text), logProbability.toFixed(3)]),
      '  ',
    ),
    `It goes on, always with the likeliest: ${JSON.stringify(continuation.text)} (${continuation.tokens.join(' ')})`,
  ];
}
