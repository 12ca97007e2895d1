// A document itself, as the bytes that report.json holds and `iml run --json` prints. Apart from the renderings, which bring the
// plots: who prints a document does not wait for those.

export function renderJson(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
