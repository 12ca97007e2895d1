// What the claims come to on golden pools. The verdict that the manifest records is what they must go on to come to, whatever it is: a claim
// that is not reproduced can be reference like one that is (decisions.md promise 8). Only runs that are broken can be none.
import { LACKS_ASSAY_SENSITIVITY } from '../claims/verdicts/judge.ts';
import type { Verdict } from '../claims/verdicts/verdict.ts';
import { HarnessError } from '../errors/harness-error.ts';
import { MANIFEST } from './golden-files.ts';
import { type GoldenTest, judgePools } from './golden-tests.ts';
import { type GoldenSet, type GoldenVerdict, keptVerdict, nameOfSet } from './manifest.ts';
import type { Pool } from './pool-schema.ts';
import type { Complaint } from './refuse-golden.ts';

/** With why the pools come to it, which the manifest does not keep. */
export interface JudgedVerdict extends GoldenVerdict {
  readonly reason: string;
}

export type CheckedVerdicts =
  | { readonly kind: 'as-recorded'; readonly verdicts: readonly JudgedVerdict[] }
  | { readonly kind: 'others'; readonly complaints: readonly Complaint[] };

/** Judges the pools anew: whether the claims come to exactly what the manifest records, and whether that can be reference. */
export function checkVerdicts(set: GoldenSet, tests: readonly GoldenTest[], pools: readonly Pool[]): CheckedVerdicts {
  try {
    const judged = judgePools(tests, pools);
    const scopes = scopeComplaints(set, judged);
    const complaints = scopes.length > 0 ? scopes : wordComplaints(set, judged);
    if (complaints.length > 0) return { kind: 'others', complaints };
    return { kind: 'as-recorded', verdicts: judged.map((one) => ({ ...keptVerdict(one), reason: one.reason })) };
  } catch (error) {
    // A number that a claim reads is not there: the pools cannot say anything about it.
    if (!(error instanceof HarnessError)) throw error;
    return { kind: 'others', complaints: [complaint(error.message.replaceAll(/\n\s*/g, '; '))] };
  }
}

/** One verdict a test, in their order. */
function scopeComplaints(set: GoldenSet, judged: readonly Verdict[]): Complaint[] {
  const names = judged.map(nameOf);
  const told = set.verdicts.map(nameOf);
  const missing = names
    .filter((name) => !told.includes(name))
    .map((name) => complaint(`no verdict on ${name} was kept with the pools of ${nameOfSet(set)}`, 'missing'));
  const obsolete = told
    .filter((name) => !names.includes(name))
    .map((name) => complaint(`it has a verdict on ${name}, which the profile does not test`, 'obsolete'));
  if (missing.length + obsolete.length > 0) return [...missing, ...obsolete];
  const inOrder = names.every((name, index) => name === told[index]);
  return inOrder ? [] : [complaint('its verdicts are not in the order of the claims')];
}

function wordComplaints(set: GoldenSet, judged: readonly Verdict[]): Complaint[] {
  const onPools = `on the pools of ${nameOfSet(set)}`;
  return judged.flatMap((one, index) => {
    const { required, verdict, reason } = one;
    const kept = set.verdicts[index]?.verdict;
    if (kept !== verdict) {
      return [complaint(`it says that ${nameOf(one)} is ${kept} ${onPools}; they give ${verdict}: ${reason}`)];
    }
    if (!required || canBeReference(one, judged)) return [];
    return [complaint(`${nameOf(one)} is ${verdict} ${onPools}, and broken runs are no reference: ${reason}`)];
  });
}

/** What is looked at of a verdict to tell a claim that failed from runs that did. */
export type SpokenVerdict = Pick<Verdict, 'claim' | 'task' | 'verdict' | 'reason' | 'gates' | 'assay' | 'family'>;

/**
 * Whether sound runs say so. `invalid` and `not-run` are then what follows from another claim that is not reproduced or inconclusive, itself of sound
 * runs: a negative control without the effect that it needs, a claim behind a gate that is shut. All else that is `invalid` is broken.
 * @param all of the same runs
 */
export function canBeReference(
  one: SpokenVerdict,
  all: readonly SpokenVerdict[],
  seen: readonly SpokenVerdict[] = [],
): boolean {
  if (one.verdict !== 'invalid' && one.verdict !== 'not-run') return true;
  // Claims that lean on each other in a circle explain nothing.
  if (seen.includes(one)) return false;
  const causes = causesOf(one).map((id) => all.find(({ claim, task }) => claim === id && task === one.task));
  return (
    causes.length > 0 && causes.every((cause) => cause !== undefined && canBeReference(cause, all, [...seen, one]))
  );
}

/** The claims because of which nothing was judged. */
function causesOf({ verdict, reason, gates, assay, family }: SpokenVerdict): string[] {
  if (verdict === 'not-run') return family.gate === null ? [] : [family.gate.claim];
  const isForLackOfAssay = gates.every(({ passed }) => passed) && reason.includes(LACKS_ASSAY_SENSITIVITY);
  return isForLackOfAssay ? assay.filter(({ passed }) => !passed).map(({ claim }) => claim) : [];
}

function complaint(reason: string, kind: Complaint['kind'] = 'invalid'): Complaint {
  return { path: MANIFEST, kind, reason };
}

function nameOf({ claim, task, design, required }: Omit<GoldenVerdict, 'verdict'>): string {
  return `${required ? '' : 'optional '}${claim} on ${task} (${design})`;
}
