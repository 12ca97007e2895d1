// The command that makes a verdict again: only what differs from the defaults, quoted for a shell.
import { CONFIRM_POOL } from '../claims/seed-pools.ts';
import { commandWords } from './command-words.ts';
import { shellQuote } from './shell-quote.ts';
import type { VerifyRequest } from './verify-request.ts';

/** What of a request such a command says, besides its claims. */
export type Replayed = Pick<
  VerifyRequest,
  'profile' | 'design' | 'tasks' | 'seeds' | 'firstSeed' | 'imagesFolder' | 'asked'
> & {
  readonly backend: string | null;
  /** How the command line is called; left out: as from where it is. */
  readonly command?: readonly string[];
};

export function replayCommand(
  {
    profile,
    design = 'declared',
    tasks = [],
    seeds,
    firstSeed,
    backend,
    imagesFolder,
    asked = ['run'],
    command = commandWords(),
  }: Replayed,
  claims: readonly string[],
): string {
  const words = [...command, ...asked, '--profile', profile];
  for (const claim of claims) words.push('--claim', claim);
  for (const task of tasks) words.push('--task', task);
  if (design !== 'declared') words.push('--design', design);
  if (seeds !== null) words.push('--seeds', String(seeds));
  if (firstSeed !== CONFIRM_POOL) words.push('--first-seed', String(firstSeed));
  if (backend !== null) words.push('--backend', backend);
  if (imagesFolder !== null) words.push('--images', imagesFolder);
  return words.map(shellQuote).join(' ');
}
