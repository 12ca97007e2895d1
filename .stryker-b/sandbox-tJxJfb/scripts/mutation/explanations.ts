// Why a mutant lives: written by hand (explanations.json), and held against the report. A survivor without an explanation fails the
// run, and so does an explanation that no survivor needs any more.
import type { Survivor } from './mutants.ts';

/** Of all survivors of these lines of this file; of the `changes` named only, where some are. */
export interface Explanation {
  readonly file: string;
  /** Beginnings of trimmed source lines. */
  readonly lines: readonly string[];
  /** Ends of "original => replacement". */
  readonly changes?: readonly string[];
  readonly why: string;
}

export interface Explained {
  readonly groups: readonly { readonly explanation: Explanation; readonly survivors: readonly Survivor[] }[];
  readonly unexplained: readonly Survivor[];
  readonly unneeded: readonly Explanation[];
}

/** Each survivor goes to the first explanation that fits it. */
export function explain(survivors: readonly Survivor[], explanations: readonly Explanation[]): Explained {
  const found = survivors.map((survivor) => ({
    survivor,
    explanation: explanations.find((explanation) => fits(survivor, explanation)),
  }));
  const groups = explanations.map((explanation) => ({
    explanation,
    survivors: found.filter((each) => each.explanation === explanation).map(({ survivor }) => survivor),
  }));
  return {
    groups: groups.filter((group) => group.survivors.length > 0),
    unexplained: found.filter((each) => each.explanation === undefined).map(({ survivor }) => survivor),
    unneeded: groups.filter((group) => group.survivors.length === 0).map(({ explanation }) => explanation),
  };
}

function fits(survivor: Survivor, { file, lines, changes }: Explanation): boolean {
  return (
    survivor.file === file &&
    lines.some((line) => survivor.line.startsWith(line)) &&
    (changes === undefined || changes.some((change) => survivor.change.endsWith(change)))
  );
}
