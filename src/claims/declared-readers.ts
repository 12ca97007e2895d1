// As what each claim is declared that reads an experiment: written beside runs when they are made, so that a claim which changes
// afterwards cannot pass for one that was declared before its data (decision-rules, promise 9).
import { contentHash } from '../experiments/content-hash.ts';
import { experimentHash } from '../experiments/experiment.ts';
import type { Claim } from './claim.ts';
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
  const readers = new Map<string, Record<string, string>>();
  const add = (claims: readonly Claim[], keyOf: (claim: Claim) => string) => {
    for (const claim of claims) {
      const hash = contentHash(declarationOf(claim));
      for (const experiment of claim.tests.flatMap(({ arms }) => Object.values(arms(imagesDigest)))) {
        const read = experimentHash(experiment);
        readers.set(read, { ...readers.get(read), [keyOf(claim)]: hash });
      }
    }
  };
  add(CLAIMS, ({ id }) => id);
  if (catalogue !== undefined) add(catalogue, ownKey);
  return readers;
}

/** A claim of one's own is another one with other experiments: two configurations may share an arm, and neither changes the other. */
export function ownKey(claim: Claim): string {
  const experiments = declarationOf(claim).tests.map((test) => test.experiments);
  return `own/${claim.id}/${contentHash(experiments).slice(0, 12)}`;
}
