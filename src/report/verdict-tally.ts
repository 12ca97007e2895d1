// How the verdicts of a report count up, and the one sentence that says so.
import type { Verdict, VerdictWord } from '../claims/verdict.ts';
import type { ReportDocument } from './report-document.ts';
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
  const reproduced = verdicts.filter(({ verdict }) => verdict === 'reproduced').length;
  const unmet = verdicts.filter(({ verdict, required }) => required && verdict !== 'reproduced').length;
  const required = verdicts.filter((verdict) => verdict.required).length;
  const judged = `${reproduced} of ${verdicts.length} claims reproduced`;
  const open =
    required === 0
      ? ''
      : unmet === 0
        ? ', all required ones among them'
        : `; ${unmet} of ${required} required ones did not`;
  return `${judged}${open}. They speak to ${coverage.tested} of the paper’s ${coverage.claims} claims.`;
}
