// Where claims transfer to: the verdicts of several configurations side by side, a claim a row, and over the configurations of each claim
// e-BH at a false discovery rate of .10 (decisions.md B6; Wang & Ramdas 2022). It holds however the e-values depend on each other, so
// that configurations share their seeds is no harm. A claim that does not apply to a configuration is not among those it is asked of.
import { Type } from 'typebox';
import { isExploratory, soundOrNull, type Verdict, VerdictWordSchema } from '../claims/verdicts/verdict.ts';
import { transfersTo } from '../decisions/families.ts';
import type { ReportDocument } from '../execution/campaign/report-document.ts';
import { Count, closed, Finite, orNull, Text, type Valid } from '../schemas/parts.ts';
import { describeExploration, effectWithInterval } from './describe-verdict.ts';
import { formatDeclared } from './format-number.ts';

const CellSchema = Type.Union([
  closed({
    configuration: Text,
    verdict: VerdictWordSchema,
    reason: Text,
    /** Null where the verdict has none. */
    effect: orNull(closed({ estimate: Finite, low: orNull(Finite), high: orNull(Finite) })),
    threshold: Finite,
    seeds: Count,
    /** Evidence for the whole claim, that of its weakest part; 0 where it was asked and could not be judged, or is exploratory. */
    eValue: Finite,
    /** Reproduced, and among the discoveries of e-BH over all configurations that the claim was asked of. */
    transfers: Type.Boolean(),
  }),
  /** The claim was not asked of this configuration: why. */
  closed({ configuration: Text, verdict: Type.Null(), reason: Text }),
]);

const ConfigurationSchema = closed({
  name: Text,
  file: Text,
  description: orNull(Text),
  profile: Text,
  task: Text,
  experimentHash: Text,
  /** Folder of its own report, beside this one. */
  report: Text,
});

const ClaimSchema = closed({
  claim: Text,
  title: Text,
  /** Counts the tests of a claim within a configuration, from 1. */
  test: Type.Integer({ minimum: 1 }),
  unit: Text,
  required: Type.Boolean(),
  cells: Type.Array(CellSchema),
});

export const TransferSchema = Type.Object(
  {
    /** 2: a cell that was not asked has nothing but its reason. */
    schemaVersion: Type.Literal(2),
    startedAt: Text,
    finishedAt: Text,
    /** False discovery rate over the configurations of a claim. */
    rate: Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 }),
    /** Why it confirms nothing; left out: all verdicts are of the declared design. */
    exploratory: Type.Optional(Text),
    configurations: Type.Array(ConfigurationSchema),
    claims: Type.Array(ClaimSchema),
    replay: Text,
  },
  { additionalProperties: false, title: 'iml-verify transfer report' },
);

export type TransferDocument = Valid<typeof TransferSchema>;
export type TransferClaim = Valid<typeof ClaimSchema>;
export type TransferCell = Valid<typeof CellSchema>;

export const TRANSFER_RATE = 0.1;

export interface ConfigurationReport {
  readonly document: ReportDocument;
  /** Name of the folder of its own report. */
  readonly report: string;
}

/** Configurations in the order given, claims in that of the registry. */
export function transferDocument(
  reports: readonly ConfigurationReport[],
  { replay, order }: { readonly replay: string; readonly order: readonly string[] },
): TransferDocument {
  const tests = testsIn(reports, order);
  const instants = reports.flatMap(({ document }) => [document.startedAt, document.finishedAt]).sort();
  const exploratory = describeExploration({ verdicts: reports.flatMap(({ document }) => document.verdicts) });
  return {
    schemaVersion: 2,
    startedAt: instants[0] ?? '',
    finishedAt: instants.at(-1) ?? '',
    rate: TRANSFER_RATE,
    ...(exploratory === null ? {} : { exploratory }),
    configurations: reports.map(({ document, report }) => ({
      name: nameOf(document),
      file: document.configuration?.file ?? '',
      description: document.configuration?.description ?? null,
      profile: document.profile,
      task: document.verdicts[0]?.task ?? '',
      experimentHash: document.configuration?.experimentHash ?? '',
      report,
    })),
    claims: tests.map((test) => claimRow(test, reports)),
    replay,
  };
}

interface TestInReports {
  readonly claim: string;
  /** From 1, within a configuration. */
  readonly test: number;
  /** By configuration; null where it was not asked. */
  readonly verdicts: readonly (Verdict | null)[];
}

function testsIn(reports: readonly ConfigurationReport[], order: readonly string[]): TestInReports[] {
  return order.flatMap((claim) => {
    const byReport = reports.map(({ document }) => document.verdicts.filter((verdict) => verdict.claim === claim));
    const most = Math.max(0, ...byReport.map((verdicts) => verdicts.length));
    return Array.from({ length: most }, (_, index) => ({
      claim,
      test: index + 1,
      verdicts: byReport.map((verdicts) => verdicts[index] ?? null),
    }));
  });
}

function claimRow({ claim, test, verdicts }: TestInReports, reports: readonly ConfigurationReport[]): TransferClaim {
  const asked = verdicts.filter((verdict) => verdict !== null);
  const decisions = asked.map(weakestDecision);
  const found = transfersTo(decisions, TRANSFER_RATE);
  const [first] = asked;
  const units = [...new Set(asked.map(({ parts }) => parts[0]?.unit ?? ''))];
  return {
    claim,
    title: first?.title ?? claim,
    test,
    unit: units.join(' or '),
    required: first?.required ?? false,
    cells: verdicts.map((verdict, index): TransferCell => {
      const document = (reports[index] as ConfigurationReport).document;
      const configuration = nameOf(document);
      if (verdict === null) return { configuration, verdict, reason: whyUnasked(claim, document) };
      const place = asked.indexOf(verdict);
      const effect = soundOrNull(verdict)?.effect ?? null;
      return {
        configuration,
        verdict: verdict.verdict,
        reason: verdict.reason,
        effect: effect === null ? null : { estimate: effect.estimate, low: effect.low, high: effect.high },
        threshold: verdict.threshold,
        seeds: verdict.seeds.length,
        eValue: decisions[place]?.sequence.eValue ?? 0,
        transfers: found[place] === true,
      };
    }),
  };
}

function whyUnasked(claim: string, { configuration }: ReportDocument): string {
  const reasons = (configuration?.unasked ?? []).filter((one) => one.claim === claim);
  return reasons.map(({ reason }) => reason).join('; ') || 'no such test here';
}

/**
 * All parts must hold, so the least of their e-values speaks for the claim. Where a claim could not be judged (a gate failed, its
 * control did not hold) there is no evidence for it: it stays among the configurations that it was asked of, with an e-value of 0. So does
 * an exploratory verdict, since evidence on chosen seeds is none.
 */
function weakestDecision(verdict: Verdict) {
  const { reason, parts } = verdict;
  const sound = isExploratory(verdict) ? null : soundOrNull(verdict);
  const weakest = Math.min(...parts.map(({ decision }) => decision.sequence?.eValue ?? 0));
  return { outcome: sound?.verdict ?? 'invalid', reason, sequence: { eValue: sound === null ? 0 : weakest } } as const;
}

function nameOf({ configuration, profile }: ReportDocument): string {
  return configuration?.name ?? profile;
}

// The transfer report in words: what its marks mean, and how far a claim got.
export function describeTransfers({ cells }: TransferClaim): string {
  const asked = cells.filter((cell) => cell.verdict !== null);
  const transferred = asked.filter(({ transfers }) => transfers);
  const names = transferred.map(({ configuration }) => configuration).join(', ');
  return `It transfers to ${transferred.length} of the ${asked.length} configurations that it was asked of${names === '' ? '' : `: ${names}`}.`;
}

/** The numbers of a cell, as both pages have them. */
export function wordsOfCell(cell: TransferCell) {
  if (cell.verdict === null) return { effect: '–', threshold: '–', seeds: '0', evidence: '–', transfers: '–' };
  const { effect, threshold, seeds, eValue, transfers } = cell;
  return {
    effect: effectWithInterval(effect),
    threshold: formatDeclared(threshold),
    seeds: String(seeds),
    evidence: eValue >= 1e4 ? eValue.toExponential(1).replace('e+', 'e') : String(Number(eValue.toPrecision(3))),
    transfers: transfers ? 'yes' : 'no',
  };
}

/** How the reader should take it. */
export function transferNote({ rate, exploratory }: Pick<TransferDocument, 'rate' | 'exploratory'>): string {
  const note = `A claim transfers to a configuration if its verdict there is "reproduced" and it is among the discoveries of e-BH over all configurations that it was asked of, at a false discovery rate of ${rate}: of all that are said to transfer, at most this share is wrong in expectation. Where a claim was asked and could not be judged, or its verdict is exploratory, its evidence counts as none.`;
  return exploratory === undefined ? note : `${exploratory} ${note}`;
}
