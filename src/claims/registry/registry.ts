// All claims: those that the harness tests, and the 28 of the paper (paper.md 5), tested or not. Untested ones
// stay in the denominator with the reason (decisions.md promise 19).
import { HarnessError } from '../../errors/harness-error.ts';
import type { Claim } from '../claim.ts';
import { DECLARED_CLAIMS, powered } from '../declared-claims.ts';
import { asRegistered } from '../spelled-out.ts';
import { registered } from './declaration.ts';
import { REGISTRATIONS } from './registrations.ts';

export const CLAIMS: readonly Claim[] = registered(powered(DECLARED_CLAIMS.map(asRegistered)), REGISTRATIONS);

export interface PaperClaim {
  readonly id: string;
  readonly claim: string;
  /** Null where a claim above speaks to it. */
  readonly untestedBecause: string | null;
}

const paperClaim = (id: string, claim: string, untestedBecause: string | null = null): PaperClaim => ({
  id,
  claim,
  untestedBecause,
});

export const PAPER_CLAIMS: readonly PaperClaim[] = [
  paperClaim('C1', 'Stage 1 makes the model use consistent definitions'),
  paperClaim('C2', 'Inconsistent definitions hurt slightly against none'),
  paperClaim(
    'C3',
    'Real names beat every alias',
    'here the names of entities are known perfectly from Stage 0, so it holds by design',
  ),
  paperClaim('C4', 'After Stage 2, D5 is answered better than D6 (IML)'),
  paperClaim('C5', 'Stage-2 definitions raise accuracy above never-defined aliases'),
  paperClaim('C6', 'Before Stage 2 there is no difference among the new aliases'),
  paperClaim('C7', 'IML is larger on entity attribution'),
  paperClaim('C8', 'A third, unseen tag lies between D5 and D6 on questions'),
  paperClaim('C9', 'Aliases get the entity of an inconsistent definition, too (leak)'),
  paperClaim('C10', 'It works on T-REx, more weakly', 'needs the T-REx data and a pretrained language model'),
  paperClaim('C11', 'It works in an encoder-decoder (T5-3B)', 'needs an encoder-decoder language model'),
  paperClaim('C12', 'A single stage shows it, too'),
  paperClaim('C13', 'Three stages: definitions, questions, new definitions'),
  paperClaim('C14', 'Larger models show more IML'),
  paperClaim('C15', 'Smaller batches show more IML; full-batch training removes it'),
  paperClaim('C16', 'The gap grows with alpha and is gone at alpha .5'),
  paperClaim('C17', 'At alpha .95 the tag matters more than actual consistency', 'no design on the digit grid yet'),
  paperClaim('C18', 'Word order matters; the entity must come last'),
  paperClaim('C19', 'In context the model uses reliable definitions and ignores others'),
  paperClaim('C20', 'Set inclusion trained from scratch shows IML'),
  paperClaim('C21', 'A convnet on MNIST question-answer shows IML'),
  paperClaim('C22', 'Llama-2-7B shows it', 'needs a pretrained language model'),
  paperClaim(
    'C23',
    'Natural-language meaning of the tag does not explain it',
    'needs a model that knows a natural language',
  ),
  paperClaim('C24', 'A linear probe recovers the tag for alias-first and fails for tag-first definitions'),
  paperClaim('C25', 'Stage 1 aligns gradients of reliable definitions with those of questions'),
  paperClaim('C26', 'The alignment gap shrinks with batch size'),
  paperClaim('C27', 'Random-tag control, letter tests, data amount', 'the paper gives no results to reproduce'),
  paperClaim('C28', 'Tags act by degree: D6 is learned less, not stored as false'),
];

/** @throws HarnessError `unknown-claim`, with the claims that look most like it */
export function claimById(id: string): Claim {
  return claimIn(CLAIMS, id);
}

/** @throws HarnessError `unknown-claim` */
export function claimIn(catalogue: readonly Claim[], id: string): Claim {
  const claim = catalogue.find((known) => known.id === id);
  if (claim !== undefined) return claim;
  const words = id.toLowerCase().split(/[^a-z0-9]+/);
  const overlap = (known: Claim) => words.filter((word) => word !== '' && known.id.includes(word)).length;
  const near = [...catalogue].sort((a, b) => overlap(b) - overlap(a)).slice(0, 3);
  throw new HarnessError('unknown-claim', {
    what: `There is no claim named "${id}".`,
    expected: `one of the ${catalogue.length} claims, for example ${near.map((known) => known.id).join(', ')}`,
    next: '`iml list` shows them all',
  });
}
