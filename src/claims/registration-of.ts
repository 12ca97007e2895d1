// Whether runs may confirm a claim (decisions.md promise 9): only if they were made when it was declared as it is now. Runs of
// another version of it, or older than its declaration, are exploratory: they detach, whatever they say. Files that hold no
// declarations come from versions of the harness that wrote none, and are taken as they always were.
import { contentHash } from '../experiments/content-hash.ts';
import { type AskedSettings, askedSettings } from './asked-settings.ts';
import type { Claim } from './claim.ts';
import { declarationOf } from './declaration.ts';
import { type Declared, ownKey } from './declared-readers.ts';
import { differencesBetween, inWords } from './differences-between.ts';
import type { RegisteredVersion } from './registration-history.ts';
import { REGISTRATIONS } from './registrations.ts';
import { CLAIMS } from './registry.ts';
import type { RegistrationVerdict } from './verdict.ts';

export interface RegistrationRequest {
  readonly claim: Claim;
  readonly task: string;
  /** Null for a claim of a catalogue of one's own. */
  readonly version: number | null;
  readonly isOwn: boolean;
  readonly settings: AskedSettings;
  /** Seeds that the test may ask for. */
  readonly seeds: readonly number[];
  /** As what its readers were declared when each of the judged runs was made; undefined for files that do not say. */
  readonly declared: readonly (Declared | undefined)[];
  /** The version of the claim with that hash, if one was ever registered. */
  readonly versionBy: (hash: string) => RegisteredVersion | null;
}

export const NEW_SEEDS_ARE_NEEDED =
  'New seeds are needed: the same command with `--first-seed` on seeds that were never used for it, or with a new ledger.';

export function registrationOf(request: RegistrationRequest): RegistrationVerdict {
  const { claim, version, isOwn, settings, seeds, declared } = request;
  const hash = contentHash(declarationOf(claim));
  const key = isOwn ? ownKey(claim) : claim.id;
  const inRegistry = REGISTRATIONS[claim.id]?.hash;
  const thenOf = (one: Declared) => {
    const registered = one[claim.id];
    // The registry's claim of that name is another one, with other experiments; its rules are those of today, or it would say so.
    return one[key] ?? (registered === inRegistry && registered !== hash ? null : (registered ?? null));
  };
  const thens = new Set(declared.flatMap((one) => (one === undefined ? [] : [thenOf(one)])));
  for (const then of thens) {
    const detached = then === hash ? null : detachmentFrom(then, hash, request);
    if (detached !== null) return { version, hash, standing: 'exploratory', ...detached };
  }
  const { isDeclared, reason } = askedSettings(settings, seeds);
  return { version, hash, standing: isDeclared ? 'confirmatory' : 'other-settings', reason, differences: [] };
}

type Detachment = Pick<RegistrationVerdict, 'reason' | 'differences'>;

/** @param then the hash that the claim had when the runs were made; null: it was not declared. Null: they may speak for it all the same. */
function detachmentFrom(then: string | null, hash: string, request: RegistrationRequest): Detachment | null {
  const { claim, task, version, isOwn, versionBy } = request;
  if (then === null) {
    if (isOwn && hasRegisteredRules(claim)) return null;
    const reason = `Exploratory: the claim was declared after these runs were made. ${NEW_SEEDS_ARE_NEEDED}`;
    return { reason, differences: [] };
  }
  const before = versionBy(then);
  const now = versionBy(hash);
  const differences =
    before === null
      ? []
      : differencesBetween(onTask(before.declaration as Declaration, task), onTask(declarationOf(claim), task));
  // Another version, but not of what is judged here: a test on another task came to it, say.
  if (before !== null && differences.length === 0) return null;
  const was = before === null ? `with hash ${then.slice(0, 12)}` : `as version ${before.version} of ${before.date}`;
  const is = version === null ? `it now has hash ${hash.slice(0, 12)}` : `it now is version ${version}${since(now)}`;
  return {
    reason: `Exploratory: these runs were made when the claim was declared otherwise (${was}; ${is}). ${NEW_SEEDS_ARE_NEEDED}`,
    differences: differences.map(inWords),
  };
}

const since = (now: RegisteredVersion | null) =>
  now === null ? '' : ` of ${now.date}, with the reason "${now.reason}"`;

type Declaration = ReturnType<typeof declarationOf>;

/** What of a declaration a test on the task depends on. */
function onTask({ tests, ...rest }: Declaration, task: string) {
  return { ...rest, tests: tests.filter((test) => test.task === task) };
}

/**
 * Rules and gates of a claim of the registry, put to other experiments: those rules stood before any data, and a run is never taken
 * for one of another experiment.
 */
function hasRegisteredRules(claim: Claim): boolean {
  const known = new Set(CLAIMS.flatMap(rulesOf));
  return rulesOf(claim).every((rules) => known.has(rules));
}

/** By their numbers: what a ladder around another model calls its levels, and a gate its arm, is a matter of the experiments. */
function rulesOf(claim: Claim): string[] {
  return declarationOf(claim).tests.map(({ gates, parts }) =>
    contentHash({
      gates: gates.map(({ minimum }) => minimum),
      parts: parts.map(({ unit, range, rule }) => ({ unit, range, rule: { ...rule, levels: null } })),
    }),
  );
}
