// Text from anywhere made safe to store as UTF-8 HTML, Markdown and XML 1.0: what those cannot hold becomes U+FFFD. And a document as JSON.

/** Replaces control characters, lone surrogates and non-characters; keeps tab and line breaks (CR becomes LF). */
export function printableText(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(
      /[^\t\n\u{20}-\u{7e}\u{a0}-\u{d7ff}\u{e000}-\u{fdcf}\u{fdf0}-\u{fffd}\u{10000}-\u{10ffff}]/gu,
      '\ufffd',
    );
}

/** The five characters that mean something in HTML and XML, in text and in quoted attributes alike. */
export function escapeMarkup(text: string): string {
  return printableText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** A document itself, as the bytes that report.json holds and `iml run --json` prints. */
export function renderJson(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
