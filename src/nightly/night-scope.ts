// What a night is about: all numbers of a profile, or only those of some claims and tasks. Nights of different scopes have files, histories and
// pages of their own: a look at one claim neither stands in for the night of the day nor is weighed with those before it.
import { asksForAll } from '../execution/inputs/run-request.ts';
import { contentHash } from '../experiments/content-hash.ts';

export interface NightScope {
  readonly profile: string;
  /** Left out by records of version 1, which do not say. */
  readonly asked?: Asked;
  /** The numbers that are watched. */
  readonly watched: readonly { readonly id: string }[];
}

interface Asked {
  /** Empty: all. */
  readonly claims: readonly string[];
  readonly tasks: readonly string[];
  /** Someone's own; left out: of the registered claims. */
  readonly configuration?: AskedConfiguration;
}

interface AskedConfiguration {
  readonly name: string;
  readonly hash: string;
}

/** The same for all ways to ask for the same. */
export function askedOf(
  { claims, tasks }: Asked,
  configuration: AskedConfiguration | null = null,
): { claims: string[]; tasks: string[]; configuration?: { name: string; hash: string } } {
  const inOrder = (words: readonly string[]) => [...new Set(words)].sort();
  const asked = { claims: inOrder(claims), tasks: inOrder(tasks) };
  if (configuration === null) return asked;
  return { ...asked, configuration: { name: configuration.name, hash: configuration.hash } };
}

/** As files are named: "quick", "quick-0123abcd". */
export function scopeName({ profile, asked }: Omit<NightScope, 'watched'>): string {
  return isWhole(asked) ? profile : `${profile}-${contentHash(asked).slice(0, 8)}`;
}

/** "profile quick", "profile quick, only claims a and b". */
export function describeScope({ profile, asked }: Omit<NightScope, 'watched'>): string {
  const { claims = [], tasks = [], configuration } = asked ?? {};
  const only = [
    ...(configuration === undefined ? [] : [`configuration ${configuration.name}`]),
    ...(claims.length === 0 ? [] : [`only ${claims.join(', ')}`]),
    ...(tasks.length === 0 ? [] : [`only on ${tasks.join(', ')}`]),
  ];
  return [`profile ${profile}`, ...only].join(', ');
}

/** A night that does not say what was asked counts as one of its whole profile if it watched all that is watched now. */
export function isOfScope(night: NightScope, scope: NightScope): boolean {
  if (night.profile !== scope.profile) return false;
  if (night.asked !== undefined) return scopeName(night) === scopeName(scope);
  const ids = new Set(night.watched.map(({ id }) => id));
  return isWhole(scope.asked) && scope.watched.every(({ id }) => ids.has(id));
}

function isWhole(asked: Asked | undefined): boolean {
  return asked === undefined || (asksForAll(asked) && asked.configuration === undefined);
}
