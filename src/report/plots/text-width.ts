// Estimates how wide text is without a font: the server has none that the reader has. Errs towards too wide.

const narrow = /[ijl.,:;'|!()[\]tfrI1 -]/;
const wide = /[mwMW@%—→≥≤]/;

/** Width in pixels in a usual sans-serif at this size. */
export function textWidth(text: string, fontSize: number): number {
  let em = 0;
  for (const character of text) em += characterWidth(character);
  return em * fontSize;
}

function characterWidth(character: string): number {
  if (narrow.test(character)) return 0.38;
  if (wide.test(character)) return 0.95;
  return (character.codePointAt(0) ?? 0) > 0x2e80 ? 1.05 : 0.61;
}

/** Breaks text at spaces (and, if it must, inside words) into lines no wider than this. At least one line. */
export function wrapText(text: string, maximumWidth: number, fontSize: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).flatMap((part) => splitWord(part, maximumWidth, fontSize))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && textWidth(longer, fontSize) > maximumWidth) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

function splitWord(word: string, maximumWidth: number, fontSize: number): readonly string[] {
  if (textWidth(word, fontSize) <= maximumWidth) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const character of word) {
    if (piece !== '' && textWidth(piece + character, fontSize) > maximumWidth) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
}
