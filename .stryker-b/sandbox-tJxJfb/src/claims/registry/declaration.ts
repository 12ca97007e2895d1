// Everything about a claim that must stand before its data do (decisions.md promise 9), as plain JSON: its words, its place in the
// family, and per design the experiments (by content), seeds, gates, assay, rules with all their numbers, and what they compute. The
// registry refuses a claim that is not as it was registered; `npm run register` shows the difference and, with a reason, registers a new
// version: an act that leaves a trace.

import type { DecisionRule } from '../../decisions/decision.ts';
import { HarnessError } from '../../errors/harness-error.ts';
import { contentHash } from '../../experiments/content-hash.ts';
import { experimentsOf } from '../arms/experiments-of.ts';
import type { Claim, ClaimPart, ClaimTest, Direction } from '../claim.ts';
import { FAMILY_ALPHA } from '../verdicts/family.ts';

/** Pictures are part of an experiment's identity; a declaration is about any of them. */
const ANY_IMAGES = '';

export type Declaration = ReturnType<typeof declarationOf>;

export function declarationOf({ id, statement, behind, tests }: Claim) {
  return { id, statement, behind: behind ?? null, familyAlpha: FAMILY_ALPHA, tests: tests.map(declaredTest) };
}

function declaredTest({ task, design, rung, seeds, required, gates, assay, parts, arms }: ClaimTest) {
  return {
    task,
    design,
    rung,
    seeds: { ...seeds },
    required,
    gates: gates.map(({ description, minimum, estimand }) => ({ description, minimum, estimand })),
    assay: [...assay],
    arms: { ...arms },
    experiments: Object.fromEntries(
      Object.entries(experimentsOf(arms, ANY_IMAGES)).map(([arm, experiment]) => [arm, contentHash(experiment)]),
    ),
    parts: parts.map(declaredPart),
  };
}

/**
 * What a part says of the paper (`bearing`) is left out on purpose: no number and no verdict depends on it, and putting such a label right
 * must not look like moving a threshold. The two fields that are null were registered so before there was a table of statements.
 */
function declaredPart({ name, unit, rule, range, estimands, predicted }: ClaimPart) {
  return {
    name,
    unit,
    rule: { ...rule },
    range: range === undefined ? null : { ...range },
    estimands: [...estimands],
    paperStatement: null,
    predicted: predicted ?? askedFor(rule),
    role: null,
  };
}

function askedFor(rule: DecisionRule): Direction {
  if (rule.kind === 'existence') return rule.direction;
  return ({ equivalence: 'none', dispersion: 'none', trend: 'increasing', pattern: 'pattern' } as const)[rule.kind];
}

/** What a declaration said before it held what is computed: versions of that form are still in the history. */
export type FormerDeclaration = ReturnType<typeof projectionOf>;

export function projectionOf({ id, statement, behind, familyAlpha, tests }: Declaration) {
  return {
    id,
    statement,
    rung: tests[0]?.rung ?? null,
    behind,
    familyAlpha,
    tests: tests.map(({ rung: _, arms: __, gates, parts, ...test }) => ({
      ...test,
      gates: gates.map(({ description, minimum }) => ({ description, minimum })),
      parts: parts.map(({ name, unit, rule, range }) => ({ name, unit, rule, range })),
    })),
  };
}

export interface Registration {
  /** Counts from 1; a verdict speaks for this version. */
  readonly version: number;
  /** Content hash of the declaration. */
  readonly hash: string;
}

export type Registrations = Readonly<Record<string, Registration>>;

/** The same claims. @throws HarnessError `unregistered-change` */
export function registered(claims: readonly Claim[], registrations: Registrations): readonly Claim[] {
  for (const claim of claims) {
    const known = registrations[claim.id];
    const hash = contentHash(declarationOf(claim));
    if (known?.hash === hash) continue;
    throw new HarnessError('unregistered-change', {
      what: `The claim "${claim.id}" is not what was registered before the data.`,
      where: known === undefined ? 'never registered' : `version ${known.version}`,
      got: `a declaration with hash ${hash.slice(0, 12)}`,
      expected: known === undefined ? 'a registered one' : `hash ${known.hash.slice(0, 12)}`,
      next: '`npm run register` shows what differs. Take the change back, or register a new version with its reason: earlier verdicts then do not speak for it',
    });
  }
  return claims;
}
