// All claims of the registry around someone's own configuration: those that apply, with experiments derived from theirs, and those that
// do not, each with its reason. Every claim is in the answer.
import { DoesNotApply } from '../claims/arms/apply-change.ts';
import { taskOf } from '../claims/arms/experiments-of.ts';
import type { Claim, ProfileName } from '../claims/claim.ts';
import { DECLARED_CLAIMS } from '../claims/declared-claims.ts';
import { type Configured, deriveTest } from './derive-test.ts';

export interface Unasked {
  readonly claim: string;
  readonly reason: string;
}

export interface DerivedClaims {
  /** The catalogue: claims with at least one test in the profile. */
  readonly applied: readonly Claim[];
  readonly unasked: readonly Unasked[];
}

export interface Derivation {
  readonly configuration: Configured;
  readonly profile: ProfileName;
  readonly imagesDigest: string;
}

export function deriveClaims(derivation: Derivation): DerivedClaims {
  // As their files declare them: the registry fills in the names that its own arms have, and refuses what is not as registered.
  const found = DECLARED_CLAIMS.map((claim) => ({ claim, ...testsOf(claim, derivation) }));
  const unasked = found.flatMap(({ claim, reasons }) => reasons.map((reason) => ({ claim: claim.id, reason })));
  const applied = found.flatMap(({ claim, tests }) => (tests.length === 0 ? [] : [{ ...claim, tests }]));
  return withoutAstray(applied, unasked);
}

function testsOf(claim: Claim, { configuration, profile, imagesDigest }: Derivation) {
  const task = taskOf(configuration.experiment);
  const onTask = claim.tests.filter((test) => test.task === task);
  if (onTask.length === 0) return { tests: [], reasons: [`it has no design on ${task}`] };
  const inProfile = onTask.filter(({ seeds }) => seeds[profile] !== undefined);
  if (inProfile.length === 0) {
    const profiles = [...new Set(onTask.flatMap(({ seeds }) => Object.keys(seeds)))].join(', ');
    return { tests: [], reasons: [`the profile ${profile} has no test of it on ${task}; there is one in ${profiles}`] };
  }
  const tests: Claim['tests'][number][] = [];
  const reasons: string[] = [];
  for (const test of inProfile) {
    try {
      tests.push(deriveTest(test, configuration, imagesDigest));
    } catch (error) {
      if (!(error instanceof DoesNotApply)) throw error;
      const which = inProfile.length === 1 ? '' : `design ${claim.tests.indexOf(test) + 1}: `;
      reasons.push(which + error.message);
    }
  }
  return { tests, reasons };
}

/** A claim that leans on one that does not apply means nothing alone: a control without its effect, a detail without its gate. */
function withoutAstray(applied: readonly Claim[], unasked: readonly Unasked[]): DerivedClaims {
  const leaning = applied.map((claim) => ({
    claim,
    missing: [...(claim.behind === undefined ? [] : [claim.behind]), ...claim.tests.flatMap(({ assay }) => assay)].find(
      (id) => !applied.some((other) => other.id === id),
    ),
  }));
  const astray = leaning.flatMap(({ claim, missing }) =>
    missing === undefined
      ? []
      : [{ claim: claim.id, reason: `it means something only where "${missing}" is shown, which does not apply here` }],
  );
  if (astray.length === 0) return { applied, unasked };
  const left = applied.filter(({ id }) => !astray.some(({ claim }) => claim === id));
  return withoutAstray(left, [...unasked, ...astray]);
}
