// A word for a POSIX shell: as it is where that is safe, else between single quotes, which keep everything but themselves.

export function shellQuote(word: string): string {
  return /^[\w./:@=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
