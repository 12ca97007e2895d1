// What of a file is read for citations: comments of code, prose and fenced code of Markdown. Comments are found line by line (a line that
// begins with one, or a trailing one behind balanced quotes), which is enough for code that a formatter keeps in order.

export interface Passage {
  readonly file: string;
  /** `fence`: commands and code between ``` in Markdown. */
  readonly kind: 'comment' | 'prose' | 'fence';
  /** Lines without their marks of comment; a citation may run over the end of one. */
  readonly text: string;
  readonly firstLine: number;
}

export function lineAt({ text, firstLine }: Passage, offset: number): number {
  return firstLine + text.slice(0, offset).split('\n').length - 1;
}

export function passagesOf(file: string, source: string): Passage[] {
  const lines = source.split('\n');
  if (file.endsWith('.md')) return passages(file, lines, markdownReader());
  return passages(file, lines, file.endsWith('.py') ? pythonReader : commentReader());
}

/** A line's kind and text; null where nothing of it is read. */
type ReadLine = (line: string) => { readonly kind: Passage['kind']; readonly text: string } | null;

function passages(file: string, lines: readonly string[], read: ReadLine): Passage[] {
  const found: { file: string; kind: Passage['kind']; text: string; firstLine: number }[] = [];
  let open: (typeof found)[number] | null = null;
  for (const [index, line] of lines.entries()) {
    const piece = read(line);
    if (piece === null) open = null;
    else if (open?.kind === piece.kind) open.text += `\n${piece.text}`;
    else {
      open = { file, firstLine: index + 1, ...piece };
      found.push(open);
    }
  }
  return found;
}

function markdownReader(): ReadLine {
  let isFenced = false;
  return (line) => {
    if (/^\s*```/.test(line)) {
      isFenced = !isFenced;
      return null;
    }
    if (isFenced) return { kind: 'fence', text: line };
    return line.trim() === '' ? null : { kind: 'prose', text: line };
  };
}

const pythonReader: ReadLine = (line) => {
  const comment = /^\s*# ?(.*)$/.exec(line);
  return comment === null ? null : { kind: 'comment', text: comment[1] ?? '' };
};

function commentReader(): ReadLine {
  let isBlock = false;
  return (line) => {
    const code = line.trim();
    if (isBlock || code.startsWith('/*')) {
      isBlock = !code.includes('*/');
      return { kind: 'comment', text: code.replace(/^(\/\*+|\*(?!\/))/, '').replace(/\*\/.*$/, '') };
    }
    if (code.startsWith('//')) return { kind: 'comment', text: code.slice(2) };
    const trailing = /\s\/\/ (.*)$/.exec(line);
    const before = trailing === null ? '' : line.slice(0, trailing.index);
    const isCode = [/'/g, /"/g, /`/g].every((quote) => (before.match(quote) ?? []).length % 2 === 0);
    return trailing === null || !isCode ? null : { kind: 'comment', text: trailing[1] ?? '' };
  };
}
