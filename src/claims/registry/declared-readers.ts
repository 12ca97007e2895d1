// As what each claim is declared that reads an experiment: written beside runs when they are made, so that a claim which changes
// afterwards cannot pass for one that was declared before its data (decisions.md promise 9).
import { contentHash } from '../../experiments/content-hash.ts';
import { experimentHash } from '../../experiments/experiment.ts';
import { experimentsOf } from '../arms/experiments-of.ts';
import type { Claim } from '../claim.ts';
import { declarationOf } from './declaration.ts';
import { CLAIMS } from './registry.ts';

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
