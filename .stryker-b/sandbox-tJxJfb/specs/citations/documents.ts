// The sections of a document by the names that citations give them (citations.spec.ts has the form), its anchors as links name them, and
// its words.

export interface CitedDocument {
  /** In the order of the document: "2.9", "2A", "decision 4", "table 3", "glossary", and so on. */
  readonly sections: readonly string[];
  readonly anchors: readonly string[];
  /** Without marks of emphasis, in lower case, every white space one blank. */
  readonly words: string;
}

export function readDocument(source: string): CitedDocument {
  const prose = source.replace(/^```[\s\S]*?^```/gm, '');
  const headings = [...prose.matchAll(/^#+ +(.+)$/gm)].map(([, text]) => (text ?? '').trim());
  const rows = [...prose.matchAll(/^\| *\**([CD]\d+)\** *\|/gm)].map(([, id]) => id ?? '');
  return {
    sections: [...headings.map(nameOfHeading), ...rows],
    anchors: anchorsOf(headings),
    words: plainWords(source),
  };
}

export function plainWords(text: string): string {
  return text.replace(/[*`]/g, '').replace(/\s+/g, ' ').trim().toLowerCase();
}

function nameOfHeading(heading: string): string {
  const numbered = /^(?:(Promise|Decision|Table) )?(B\d|\d+(?:\.\d+)?|\d[A-Z])\.? /.exec(`${heading} `);
  if (numbered === null) return plainWords(heading);
  const [, kind, number] = numbered;
  return kind === undefined ? (number ?? '') : `${kind.toLowerCase()} ${number}`;
}

/** As GitHub makes them. */
function anchorsOf(headings: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return headings.map((heading) => {
    const text = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const slug = text.replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  });
}
