// Texts out of what tokenizers trip over, drawn as specs/checkpoints/tokenizer-oracle.py draws them.

// biome-ignore format: the list of the oracle
const PIECES = [
  'a', 'Z', 'the', ' the', 'Nairobi', ' capital', 'x', '0', '1', '7', '42', '2024', ' ', '  ', '    ', '\t', '\n', '\n\n', '\r\n', '\r',
  "'s", "'S", "'t", "'re", "'LL", "'d", "'", '"', '.', ',', '...', '!?', '-', '--', '_', '#', '<|', '|>', '<|im_start|>', '<|endoftext|>', '<|abcde|>',
  '½', 'Ⅷ', '٣٤', '२', '²', '\u0085', '\ufeff', '\u00a0', '\u2003', '\u2028', '\u3000', '\u200b', '\u200d', 'é', 'e\u0301', 'ß', 'İ',
  '中文', 'かな', '한국', '👩‍👩‍👧', '🏴', '\u0000', '\u007f', '\\', '/', '~', '𝟘', '𐍈',
];
// biome-ignore format: the list of the oracle
const RANGES = [
  [0x0, 0x24f], [0x370, 0x373], [0x391, 0x3a1], [0x400, 0x4ff], [0x5d0, 0x5ea], [0x621, 0x64a], [0x660, 0x669], [0x905, 0x939], [0x966, 0x96f], [0x2000, 0x2064],
  [0x2150, 0x218b], [0x2460, 0x24ff], [0x3041, 0x3096], [0x4e00, 0x9fa5], [0xac00, 0xd7a3], [0xff01, 0xff5e], [0x1d7ce, 0x1d7ff], [0x1f300, 0x1f5ff],
] as const;

export function fuzzedTexts(count: number, seed = 1): string[] {
  let state = seed;
  const below = (limit: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 16) % limit;
  };
  const piece = () => {
    if (below(3) < 2) return PIECES[below(PIECES.length)] as string;
    const [first, last] = RANGES[below(RANGES.length)] as (typeof RANGES)[number];
    return String.fromCodePoint(first + below(last - first + 1));
  };
  return Array.from({ length: count }, () => Array.from({ length: 1 + below(12) }, piece).join(''));
}
