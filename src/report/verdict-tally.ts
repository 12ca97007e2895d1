// How the verdicts of a report count up, and the one sentence that says so.
import type { Verdict, VerdictWord } from '../claims/verdict.ts';
import type { ReportDocument } from '../execution/campaign/report-document.ts';
import { verdictWords } from './verdict-appearance.ts';

export interface VerdictCount {
  readonly word: VerdictWord;
  readonly count: number;
}

/** All five words, in the order in which reports count them. */
export function tallyVerdicts(verdicts: readonly Verdict[]): readonly VerdictCount[] {
  return verdictWords.map((word) => ({ word, count: verdicts.filter(({ verdict }) => verdict === word).length }));
}

export function describeTally({ verdicts, coverage }: ReportDocument): string {
  const required = verdicts.filter((verdict) => verdict.required);
  const ofRequired = `${countReproduced(required)} of the ${required.length} required ones`;
  return `${countReproduced(verdicts)} of ${verdicts.length} tests of claims reproduced, ${ofRequired}. They speak to ${coverage.tested} of the paper’s ${coverage.claims} claims.`;
}

function countReproduced(verdicts: readonly Verdict[]): number {
  return verdicts.filter(({ verdict }) => verdict === 'reproduced').length;
}
