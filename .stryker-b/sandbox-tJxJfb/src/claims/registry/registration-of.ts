// Whether runs may confirm a claim (decisions.md promise 9): only if they were made when it was declared as it is now. Runs of
// another version of it, or older than its declaration, are exploratory: they detach, whatever they say. Files that hold no
// declarations come from versions of the harness that wrote none, and are taken as they always were. Versions of the former form did not
// say what is computed: that was as the first version says that does.
import { contentHash } from '../../experiments/content-hash.ts';
import { experimentHash } from '../../experiments/experiment.ts';
import { experimentsOf } from '../arms/experiments-of.ts';
import type { Claim, DesignName } from '../claim.ts';
import { type Estimand, withArms } from '../estimands.ts';
import type { RegistrationVerdict } from '../verdicts/verdict.ts';
import { type Declaration, declarationOf, type FormerDeclaration, projectionOf } from './declaration.ts';
import { type Difference, differencesBetween, inWords, type RegisteredVersion } from './registration-history.ts';
import { REGISTRATIONS } from './registrations.ts';
import { CLAIMS } from './registry.ts';
import { poolOfSeed } from './seed-pools.ts';

export interface AskedSettings {
  readonly design?: DesignName;
  /** Null: as declared. */
  readonly seeds: number | null;
}

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
  /** All that were ever registered of a claim of that id, in their order. */
  readonly versions: () => readonly RegisteredVersion[];
}

export const NEW_SEEDS_ARE_NEEDED =
  'New seeds are needed: the same command with `--first-seed` on seeds that were never used for it, or with a new ledger.';

export function registrationOf(request: RegistrationRequest): RegistrationVerdict {
  const { claim, task, version, isOwn, settings, seeds, declared, versions } = request;
  const hash = contentHash(declarationOf(claim));
  const key = isOwn ? ownKey(claim) : claim.id;
  const isAsInRegistry = (then: string) =>
    then === REGISTRATIONS[claim.id]?.hash ||
    differencesSince(then, versions().at(-1)?.declaration as Declaration, { task, versions })?.length === 0;
  const thenOf = (one: Declared) => {
    const registered = one[claim.id] ?? null;
    if (one[key] !== undefined || registered === null) return one[key] ?? null;
    // The registry's claim of that name is another one, with other experiments; its rules are those of today, or it would say so.
    return isAsInRegistry(registered) ? null : registered;
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
  const { claim, version, isOwn } = request;
  if (then === null) {
    if (isOwn && hasRegisteredRules(claim)) return null;
    const reason = `Exploratory: the claim was declared after these runs were made. ${NEW_SEEDS_ARE_NEEDED}`;
    return { reason, differences: [] };
  }
  const versions = request.versions();
  const before = versions.find((one) => one.hash === then);
  const now = versions.find((one) => one.hash === hash);
  const declaration = declarationOf(claim);
  const differences = differencesSince(then, declaration, request);
  // Another version, but not of what is judged here: a test on another task came to it, say. Or the same in the former form.
  if (differences?.length === 0 || (isOwn && isFormerOwn(then, declaration, versions))) return null;
  const was =
    before === undefined ? `with hash ${then.slice(0, 12)}` : `as version ${before.version} of ${before.date}`;
  const is = version === null ? `it now has hash ${hash.slice(0, 12)}` : `it now is version ${version}${since(now)}`;
  return {
    reason: `Exploratory: these runs were made when the claim was declared otherwise (${was}; ${is}). ${NEW_SEEDS_ARE_NEEDED}`,
    differences: (differences ?? []).map(inWords),
  };
}

/** What a test on the task finds changed since the version of that hash; null where none was ever registered. */
function differencesSince(
  then: string,
  now: Declaration,
  { task, versions: load }: Pick<RegistrationRequest, 'task' | 'versions'>,
): Difference[] | null {
  const versions = load();
  const before = versions.find(({ hash }) => hash === then)?.declaration as Declaration | FormerDeclaration | undefined;
  if (before === undefined) return null;
  const difference = <Form extends Declaration | FormerDeclaration>(first: Form, second: Form) =>
    differencesBetween(onTask(first, task), onTask(second, task));
  if (!isFormer(before)) return difference(before, now);
  const successor = firstOfThisForm(versions) ?? now;
  return [...difference(before, projectionOf(successor)), ...difference(successor, now)];
}

/** No version of a claim of one's own is kept: it is the same if the registered one that it follows is, too. */
function isFormerOwn(then: string, now: Declaration, versions: readonly RegisteredVersion[]): boolean {
  return then === contentHash(projectionOf(now)) && versions.at(-1)?.declaration === firstOfThisForm(versions);
}

function firstOfThisForm(versions: readonly RegisteredVersion[]): Declaration | undefined {
  const declarations = versions.map(({ declaration }) => declaration as Declaration | FormerDeclaration);
  return declarations.find((one): one is Declaration => !isFormer(one));
}

const isFormer = (declaration: Declaration | FormerDeclaration): declaration is FormerDeclaration =>
  'rung' in declaration;

const since = (now: RegisteredVersion | undefined) =>
  now === undefined ? '' : ` of ${now.date}, with the reason "${now.reason}"`;

/** What of a declaration a test on the task depends on. */
function onTask({ tests, ...rest }: Declaration | FormerDeclaration, task: string) {
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

/** By their numbers and what they compute: what a ladder around another model calls its levels and its arms is a matter of the experiments. */
function rulesOf(claim: Claim): string[] {
  return declarationOf(claim).tests.map(({ gates, parts }) =>
    contentHash({
      gates: gates.map(({ minimum, estimand }) => ({ minimum, computed: inAnyArm([estimand]) })),
      parts: parts.map(({ unit, range, rule, estimands }) => ({
        ...{ unit, range, rule: { ...rule, levels: null } },
        computed: inAnyArm(estimands),
      })),
    }),
  );
}

const inAnyArm = (estimands: readonly Estimand[]) => [
  ...new Set(estimands.map((estimand) => contentHash(withArms(estimand, () => '')))),
];

/**
 * How far a request leaves what the claims declare: the design that looks once is declared, and so are the seeds of the pools for
 * confirming, for nights and of beacons; a number of seeds of one's own, or seeds that settings were looked at, are not. The reason is null where nothing was asked
 * but the declared design.
 */
function askedSettings({ design, seeds }: AskedSettings, judged: readonly number[]) {
  const pools = [...new Set(judged.map(poolOfSeed))].filter((pool) => pool === 'dev' || pool === 'golden');
  const departures = [
    ...(seeds === null
      ? []
      : [`${seeds} ${seeds === 1 ? 'seed' : 'seeds'} a claim were asked for, not what it declares`]),
    ...pools.map((pool) =>
      pool === 'dev'
        ? 'its seeds are of the pool for development, on which settings were chosen'
        : 'its seeds are of the pool that goldens are made from',
    ),
  ];
  if (departures.length > 0) {
    return { isDeclared: false, reason: `Not the declared design: ${departures.join('; ')}. This confirms nothing.` };
  }
  const reason =
    design === 'fixed' ? 'Looks once, at the fixed number of seeds that the claim declares for that.' : null;
  return { isDeclared: true, reason };
}

// As what each claim is declared that reads an experiment: written beside runs when they are made, so that a claim which changes
// afterwards cannot pass for one that was declared before its data.

/** Hash of the declaration by claim: the id of one of the registry, `own/<id>/<its experiments>` for one of a catalogue of one's own. */
export type Declared = Readonly<Record<string, string>>;

export interface ReaderScope {
  /** Left out: the registry's claims alone. Those are named in any case, since they are declared whatever is asked. */
  readonly catalogue?: readonly Claim[];
  readonly imagesDigest: string;
}

/** By the hash of the experiment. */
export function declaredReaders({ catalogue, imagesDigest }: ReaderScope): ReadonlyMap<string, Declared> {
  const registered = readersInRegistry(imagesDigest);
  if (catalogue === undefined) return registered;
  const own = readersAmong(catalogue, { imagesDigest, keyOf: ownKey });
  return new Map(
    [...new Set([...registered.keys(), ...own.keys()])].map((read) => [
      read,
      { ...registered.get(read), ...own.get(read) },
    ]),
  );
}

/** The same for all requests of a process, and some milliseconds of hashing each time. */
const known = new Map<string, ReadonlyMap<string, Declared>>();

function readersInRegistry(imagesDigest: string): ReadonlyMap<string, Declared> {
  const readers = known.get(imagesDigest) ?? readersAmong(CLAIMS, { imagesDigest, keyOf: ({ id }) => id });
  known.set(imagesDigest, readers);
  return readers;
}

function readersAmong(
  claims: readonly Claim[],
  { imagesDigest, keyOf }: { readonly imagesDigest: string; readonly keyOf: (claim: Claim) => string },
): ReadonlyMap<string, Declared> {
  const readers = new Map<string, Declared>();
  for (const claim of claims) {
    const hash = contentHash(declarationOf(claim));
    for (const experiment of claim.tests.flatMap(({ arms }) => Object.values(experimentsOf(arms, imagesDigest)))) {
      const read = experimentHash(experiment);
      readers.set(read, { ...readers.get(read), [keyOf(claim)]: hash });
    }
  }
  return readers;
}

/** A claim of one's own is another one with other experiments: two configurations may share an arm, and neither changes the other. */
export function ownKey(claim: Claim): string {
  const experiments = declarationOf(claim).tests.map((test) => test.experiments);
  return `own/${claim.id}/${contentHash(experiments).slice(0, 12)}`;
}
