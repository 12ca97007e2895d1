// Where claims transfer to: the verdicts of several configurations side by side, a claim a row, and over the configurations of each claim
// e-BH at a false discovery rate of .10 (decisions.md B6; Wang & Ramdas 2022). It holds however the e-values depend on each other, so
// that configurations share their seeds is no harm. A claim that does not apply to a configuration is not among those it is asked of.
import { Type } from 'typebox';
import { type Verdict, VerdictWordSchema } from '../claims/verdict.ts';
import type { Decision } from '../decisions/decision.ts';
import { transfersTo } from '../decisions/families.ts';
import { invalidDecision } from '../decisions/invalid.ts';
import type { ReportDocument } from '../execution/report-document.ts';
import { Count, closed, Finite, orNull, Text, type Valid } from '../schemas/parts.ts';

const CellSchema = closed({
  configuration: Text,
  /** Null: the claim was not asked of this configuration. */
  verdict: orNull(VerdictWordSchema),
  /** Of the verdict, or why the claim was not asked. */
  reason: Text,
  effect: orNull(closed({ estimate: Finite, low: orNull(Finite), high: orNull(Finite) })),
  threshold: orNull(Finite),
  seeds: Count,
  /** Evidence for the whole claim, that of its weakest part; 0 where it was asked and could not be judged. */
  eValue: orNull(Finite),
  /** Reproduced, and among the discoveries of e-BH over all configurations that the claim was asked of. */
  transfers: Type.Boolean(),
});

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
    schemaVersion: Type.Literal(1),
    startedAt: Text,
    finishedAt: Text,
    /** False discovery rate over the configurations of a claim. */
    rate: Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 }),
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
  return {
    schemaVersion: 1,
    startedAt: instants[0] ?? '',
    finishedAt: instants.at(-1) ?? '',
    rate: TRANSFER_RATE,
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
      if (verdict === null) return emptyCell(claim, document);
      const place = asked.indexOf(verdict);
      const { estimate, low, high } = verdict.effect ?? {};
      return {
        configuration: nameOf(document),
        verdict: verdict.verdict,
        reason: verdict.reason,
        effect: estimate === undefined ? null : { estimate, low: low ?? null, high: high ?? null },
        threshold: verdict.threshold,
        seeds: verdict.seeds.length,
        eValue: decisions[place]?.sequence?.eValue ?? null,
        transfers: found[place] === true,
      };
    }),
  };
}

function emptyCell(claim: string, document: ReportDocument): TransferCell {
  const reasons = (document.configuration?.unasked ?? []).filter((one) => one.claim === claim);
  const reason = reasons.map((one) => one.reason).join('; ') || 'no such test here';
  return {
    configuration: nameOf(document),
    verdict: null,
    reason,
    effect: null,
    threshold: null,
    seeds: 0,
    eValue: null,
    transfers: false,
  };
}

/**
 * All parts must hold, so the least of their e-values speaks for the claim. Where a claim could not be judged (a gate failed, its
 * control did not hold) there is no evidence for it: it stays among the configurations that it was asked of, with an e-value of 0.
 */
function weakestDecision({ verdict, reason, parts, alpha }: Verdict): Decision & Pick<Required<Decision>, 'sequence'> {
  const evidence = parts.map(({ decision }) => decision.sequence?.eValue ?? 0);
  const judged = verdict === 'reproduced' || verdict === 'not-reproduced' || verdict === 'inconclusive';
  const weakest = evidence.indexOf(Math.min(...evidence));
  const decision = parts[weakest]?.decision;
  if (!judged || decision === undefined || decision.sequence === undefined) {
    const nothing = invalidDecision(reason, { seeds: 0, alpha: alpha ?? 0 });
    return { ...nothing, sequence: { ...NO_SEQUENCE, eValue: 0 } };
  }
  return { ...decision, outcome: verdict, sequence: { ...decision.sequence, eValue: evidence[weakest] ?? 0 } };
}

const NO_SEQUENCE = {
  isDecided: true,
  stoppedBy: 'invalid',
  look: 0,
  fewestSeeds: 0,
  mostSeeds: 0,
  nextLookAt: null,
  moreSeedsAtMost: 0,
  seedsNeeded: null,
  evidence: [],
} as const;

function nameOf({ configuration, profile }: ReportDocument): string {
  return configuration?.name ?? profile;
}
