// Where a verdict's section stands in the HTML: an anchor from claim and task, made unique within the report.
import type { Verdict } from '../../claims/verdict.ts';

/** One anchor a verdict, in order. */
export function verdictAnchors(verdicts: readonly Verdict[]): readonly string[] {
  const taken = new Set<string>();
  return verdicts.map(({ claim, task }) => {
    const base = `claim-${slug(claim)}-${slug(task)}`;
    let anchor = base;
    for (let copy = 2; taken.has(anchor); copy += 1) anchor = `${base}-${copy}`;
    taken.add(anchor);
    return anchor;
  });
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
