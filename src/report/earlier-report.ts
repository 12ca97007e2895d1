// Reports of schema version 1 as documents of today's: there a decision and a verdict had every field whatever their outcome, null or
// left out where it had none. What has no place any more is dropped, and nothing is computed: no number changes.
import { HarnessError } from '../errors/harness-error.ts';
import { REPORT_VERSION } from '../execution/campaign/report-document.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What is no report of version 1 is given back as it is. @throws HarnessError `invalid-report` for one too old to be converted */
export function asOfToday(value: unknown, where: string): unknown {
  const report = fieldsOf(value);
  if (report.schemaVersion !== 1 || !Array.isArray(report.verdicts)) return value;
  const verdicts = report.verdicts.map((one: unknown) => verdictOfToday(fieldsOf(one), where));
  return { ...report, schemaVersion: REPORT_VERSION, verdicts };
}

function verdictOfToday(verdict: Fields, where: string): Fields {
  const { effect, power, outOfTime = false, ...shared } = verdict;
  if (shared.budget === undefined || shared.family === undefined) throw tooOld(where);
  const parts = Array.isArray(shared.parts) ? shared.parts.map((part: unknown) => partOfToday(fieldsOf(part))) : [];
  const today = { version: null, ...shared, parts };
  switch (verdict.verdict) {
    case 'invalid':
    case 'not-run':
      return today;
    case 'inconclusive':
      return { ...today, effect, power, outOfTime };
    default:
      return { ...today, effect, power };
  }
}

function partOfToday(part: Fields): Fields {
  return { ...part, decision: decisionOfToday(fieldsOf(part.decision)) };
}

function decisionOfToday({ sequence, ...decision }: Fields): Fields {
  const { seedsNeeded = null, ...state } = fieldsOf(sequence);
  const reached = sequence === undefined ? {} : { sequence: sequenceOfToday(state) };
  const { outcome, reason, seeds, alpha } = decision;
  if (outcome === 'invalid') return { outcome, reason, seeds, alpha, ...reached };
  return { ...decision, ...(outcome === 'inconclusive' ? { seedsNeeded } : {}), ...reached };
}

function sequenceOfToday({ stoppedBy, nextLookAt, moreSeedsAtMost, ...shared }: Fields): Fields {
  return shared.isDecided === true ? { ...shared, stoppedBy } : { ...shared, nextLookAt, moreSeedsAtMost };
}

function fieldsOf(value: unknown): Fields {
  return Object(value) as Fields;
}

function tooOld(where: string): HarnessError {
  return new HarnessError('invalid-report', {
    what: 'This report is too old to be read: it does not say what its tests might spend, nor which claims share their error rate.',
    where: `${where}, fields budget and family of its verdicts`,
    next: 'Make it again with the command in its `replay` field: what the ledger has is not trained again.',
  });
}
