// Everything about a claim that must stand before its data do (decisions.md promise 9), as plain JSON: its words, its place in the
// family, and per design the experiments (by content), seeds, gates, assay and rules with all their numbers. How a number is read
// off a run is code; the agreement with an independent implementation (golden/) and the planted defects watch over that.
import { contentHash } from '../experiments/content-hash.ts';
import { experimentsOf } from './arms/experiments-of.ts';
import type { Claim, ClaimTest } from './claim.ts';
import { FAMILY_ALPHA } from './family.ts';

/** Pictures are part of an experiment's identity; a declaration is about any of them. */
const ANY_IMAGES = '';

export function declarationOf({ id, statement, behind, rung, tests }: Claim) {
  return {
    id,
    statement,
    rung,
    behind: behind ?? null,
    familyAlpha: FAMILY_ALPHA,
    tests: tests.map(declaredTest),
  };
}

function declaredTest({ task, design, seeds, required, gates, assay, parts, arms }: ClaimTest) {
  return {
    task,
    design,
    seeds: { ...seeds },
    required,
    gates: gates.map(({ description, minimum }) => ({ description, minimum })),
    assay: [...assay],
    experiments: Object.fromEntries(
      Object.entries(experimentsOf(arms, ANY_IMAGES)).map(([arm, experiment]) => [arm, contentHash(experiment)]),
    ),
    parts: parts.map(({ name, unit, rule, range }) => ({
      name,
      unit,
      rule: { ...rule },
      range: range === undefined ? null : { ...range },
    })),
  };
}
