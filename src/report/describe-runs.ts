// How many runs stand behind a report and where they come from, in one line. Those that took more than one attempt are named where there
// are any: a retry keeps its seed, so it selects nothing, but it is no secret (decisions.md promise 5).
import type { ReportDocument } from '../execution/campaign/report-document.ts';

export function describeRuns({ trained, found, failed, retried = 0 }: ReportDocument['runs']): string {
  const runs = `${trained} trained, ${found} found in the ledger, ${failed} failed`;
  return retried === 0 ? runs : `${runs}; ${describeRetries(retried)}`;
}

export function describeRetries(retried: number): string {
  return `${retried} needed more than one attempt, at the same ${retried === 1 ? 'seed' : 'seeds'}`;
}
