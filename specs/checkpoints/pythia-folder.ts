// A folder as Hugging Face publishes a Pythia, with a model of a few thousand numbers that reads any text byte by byte: what users bring, small
// enough to be trained in a spec.
import { seedTree } from '../../src/randomness/seed-tree.ts';
import { folderFiles, smallModel, TOKENIZER, type Weight, writeFolder } from './small-models.ts';

/** The letters that byte-level tokenizers write bytes with: those that can be printed as themselves, the others from U+0100 on. */
function lettersOfBytes(): string[] {
  let next = 0x100;
  const isPlain = (byte: number) => (byte > 32 && byte < 127) || (byte > 160 && byte !== 173);
  return Array.from({ length: 256 }, (_, byte) => String.fromCodePoint(isPlain(byte) ? byte : next++));
}

const END = '<|endoftext|>';
const WORDS = [...lettersOfBytes(), END];

/** @returns the folder */
export function pythiaFolder(folder: string): string {
  const { family, config, weights } = smallModel('gpt-neox');
  const drawn = [...weights].map(([name, { shape }]) => {
    const widened = /embed/.test(name) ? [WORDS.length, ...shape.slice(1)] : shape;
    const random = seedTree(7).child(name).stream();
    const size = widened.reduce((product, length) => product * length, 1);
    const number = () => (/norm.*weight/.test(name) ? 1 : /bias/.test(name) ? 0 : 0.3 * random.normal());
    return [name, { shape: widened, values: Float32Array.from({ length: size }, number) }] satisfies [string, Weight];
  });
  const [ending] = TOKENIZER.added_tokens;
  return writeFolder(folder, {
    ...folderFiles({ family, weights: new Map(drawn), config: {} }),
    'config.json': {
      ...config,
      vocab_size: WORDS.length,
      max_position_embeddings: 256,
      eos_token_id: WORDS.length - 1,
    },
    'tokenizer.json': {
      ...TOKENIZER,
      added_tokens: [{ ...ending, id: WORDS.length - 1, content: END }],
      model: { type: 'BPE', vocab: Object.fromEntries(WORDS.map((word, id) => [word, id])), merges: [] },
    },
  });
}
