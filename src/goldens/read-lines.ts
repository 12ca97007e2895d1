// A text of one canonical JSON value a line, read strictly: whatever an editor, a mail program or an unfinished merge does to a file
// is named, and nothing is read past it (decisions.md promise 7).

export type ReadLines =
  | { readonly kind: 'lines'; readonly lines: readonly string[] }
  | { readonly kind: 'unreadable'; readonly reason: string };

export function readLines(bytes: Uint8Array): ReadLines {
  if (bytes.length === 0) return unreadable('it is empty');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return unreadable('it is not UTF-8');
  }
  if (text.startsWith('\ufeff')) return unreadable('it begins with a byte order mark');
  if (text.includes('\r')) return unreadable('it has carriage returns (CRLF): git must not change its line ends');
  if (!text.endsWith('\n')) return unreadable('its last line does not end: it is cut off');
  const lines = text.slice(0, -1).split('\n');
  for (const [index, line] of lines.entries()) {
    const place = `line ${index + 1}`;
    if (/^(<{7}|={7}|>{7}|\|{7})( |$)/.test(line)) return unreadable(`${place} is the mark of a merge conflict`);
    if (line.trim() === '') return unreadable(`${place} is blank`);
    if (line !== line.trim()) return unreadable(`${place} has blanks at an end`);
  }
  return { kind: 'lines', lines };
}

function unreadable(reason: string): ReadLines {
  return { kind: 'unreadable', reason };
}
