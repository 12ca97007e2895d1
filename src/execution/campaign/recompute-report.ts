// A report judged again (decisions.md promise 15): the plan follows from what was asked and the registered claims, the runs come
// from the ledger, and nothing of the report's verdicts is looked at. Nothing is trained and no backend is started: what it computed
// with stands in the report, as the fingerprint under which its runs are filed.
import type { Claim } from '../../claims/claim.ts';
import { HarnessError } from '../../errors/harness-error.ts';
import type { LedgerReader } from '../../ledger/open-ledger-to-read.ts';
import { seedTree } from '../../randomness/seed-tree.ts';
import type { RunRoles } from '../../tasks/groups.ts';
import { drawWorld } from '../../tasks/index.ts';
import { loadImages } from '../inputs/load-images.ts';
import { cohortsIn, makePlan, type Plan, type PlannedCohort, runsOf } from '../planning/plan.ts';
import { claimsAround, reportConfiguration } from './report-configuration.ts';
import type { AbsentCohorts, ReportDocument } from './report-document.ts';
import { documentFromLedger } from './verify-claims.ts';

/** All that a recomputation may look at. */
type ReportBasis = Omit<ReportDocument, 'verdicts' | 'coverage'>;

interface RecomputeOptions {
  /** One that only reads: nothing that a report says may move a file. */
  readonly ledger: LedgerReader;
  /** For a report about a catalogue that was handed in; that of a configuration follows from the report. */
  readonly catalogue?: readonly Claim[];
}

export interface Recomputed {
  readonly document: ReportDocument;
  /** Cohorts that the report must have had and that the ledger lacks. */
  readonly lacking: readonly PlannedCohort[];
  readonly runs: number;
  /** Runs among them that are not of the seed that they are filed under. */
  readonly foreign: readonly ForeignRun[];
}

/** @throws HarnessError `invalid-report` where the report is too old to say what was asked; as makePlan does where it asks for nothing */
export async function recomputeReport(basis: ReportBasis, options: RecomputeOptions): Promise<Recomputed> {
  const { environment, absent = { failed: [], open: [] } } = basis;
  const { cohortSize } = environment;
  if (basis.request === undefined || cohortSize === undefined) throw tooOld(basis);
  const { catalogue: whose, imagesDigest, ...asked } = basis.request;
  const { configuration } = basis;
  const derived =
    whose === 'own' && configuration !== undefined ? claimsAround(configuration, { ...asked, imagesDigest }) : null;
  const catalogue = derived?.applied ?? options.catalogue;
  if (whose === 'own' && catalogue === undefined) throw unknownCatalogue();
  const own = whose === 'own' && catalogue !== undefined ? { catalogue } : {};
  const plan = makePlan({ ...asked, ...own, imagesDigest, cohortSize });
  const { ledger, foreign } = checkingRoles(options.ledger, plan);
  const subject =
    derived === null || configuration === undefined
      ? {}
      : { configuration: reportConfiguration(configuration, { derived, plan }), asked: configuration.asked };
  const failed = keysOf(absent.failed);
  const open = keysOf(absent.open);
  const lacking: PlannedCohort[] = [];
  const document = await documentFromLedger({
    asked: {
      ...asked,
      ...own,
      ...subject,
      command: basis.replay.startsWith('npx ') ? ['npx', 'iml'] : ['npm', 'run', 'iml', '--'],
      isFound: (cohort) => !failed.has(keyOf(cohort)) && !open.has(keyOf(cohort)),
      onEvent: () => {},
      now: () => Date.parse(basis.finishedAt),
    },
    plan,
    ledger,
    environment: { ...environment, backend: asked.backend ?? environment.backend, cohortSize },
    // The pictures that come with the package are known; those of a folder may be elsewhere by now.
    imagesDigest: asked.imagesFolder === null ? loadImages(null).digest : imagesDigest,
    startedAt: basis.startedAt,
    minutes: basis.outOfTime?.minutes ?? null,
    isOutOfTime: () => basis.outOfTime !== undefined,
    announce: () => {},
    train: async ({ missing }, { onFailed }) => {
      for (const cohort of missing) {
        if (open.has(keyOf(cohort))) continue;
        if (!failed.has(keyOf(cohort))) lacking.push(cohort);
        onFailed(cohort, 'the ledger lacks it');
      }
    },
  });
  return { document: withWhatIsToldOnly(document, { basis, plan }), lacking, runs: document.runs.found, foreign };
}

/**
 * What no ledger knows is taken from the report: see the list in src/report/compare-reports.ts. Which rounds asked for a cohort is
 * history, too; that it is one of the plan, and how many runs failed with it, is not.
 */
function withWhatIsToldOnly(
  document: ReportDocument,
  { basis, plan }: { readonly basis: ReportBasis; readonly plan: Plan },
) {
  const { absent: _, ...judged } = document;
  const planned = new Set(plan.cohorts.map(keyOf));
  const ofPlan = (cohorts: AbsentCohorts['open']) =>
    cohorts.filter((one) => planned.has(keyOf({ ...one, hash: one.experiment })));
  const { absent } = basis;
  const last = document.warnings.at(-1) ?? '';
  return {
    ...judged,
    ...(absent === undefined ? {} : { absent: { failed: ofPlan(absent.failed), open: ofPlan(absent.open) } }),
    runs: { ...basis.runs, failed: runsOf(cohortsIn(plan, absent?.failed ?? [])) },
    warnings: basis.outOfTime === undefined ? basis.warnings : [...basis.warnings.slice(0, -1), last],
  };
}

const keyOf = ({ hash, cohort }: Pick<PlannedCohort, 'hash' | 'cohort'>) => `${hash}/${cohort}`;

function keysOf(cohorts: AbsentCohorts['open']): ReadonlySet<string> {
  return new Set(cohorts.map(({ experiment, cohort }) => `${experiment}/${cohort}`));
}

function tooOld({ environment }: ReportBasis): HarnessError {
  return new HarnessError('invalid-report', {
    what: 'This report is too old to be audited: it does not say what was asked.',
    where: 'fields /request and /environment/cohortSize',
    got: `a report of iml-verify ${environment.harnessVersion}`,
    expected: 'one that this version wrote',
    next: 'make it again with the command in its `replay` field: what the ledger has is not trained again',
  });
}

function unknownCatalogue(): HarnessError {
  return new HarnessError('invalid-report', {
    what: 'This report is about claims that were handed in, not those of the registry, and it does not say which.',
    where: 'field /request/catalogue',
    got: 'own',
    expected: 'registered',
    next: 'run its `replay` command over the same ledger and compare: what the ledger has is not trained again',
  });
}

export interface ForeignRun {
  /** Claim and arm that asked first. */
  readonly label: string;
  readonly seed: number;
  readonly recorded: RunRoles;
  readonly drawn: RunRoles;
}

// A run that is filed under a seed must have the roles that the seed draws: they follow from the seed and the configuration alone, and
// can be drawn again without training (decisions.md B0). A good run of another seed under the number of a bad one shows so.

/** @param plan says what experiment a hash stands for; runs that it does not ask for are not looked at */
function checkingRoles(ledger: LedgerReader, { cohorts }: Pick<Plan, 'cohorts'>) {
  const experiments = new Map(cohorts.map(({ hash, experiment, label }) => [hash, { experiment, label }] as const));
  /** Among what was read so far. */
  const foreign: ForeignRun[] = [];
  const read: LedgerReader['read'] = (hash, fingerprint, cohort) => {
    const reading = ledger.read(hash, fingerprint, cohort);
    const asked = experiments.get(hash);
    if (reading.kind !== 'found' || asked === undefined) return reading;
    for (const { seed, roles } of reading.cohort.records) {
      const drawn = drawWorld(asked.experiment.task, seedTree(seed)).roles;
      const isOwn = drawn.groups === roles.groups && drawn.reliableTag === roles.reliableTag;
      if (!isOwn) foreign.push({ label: asked.label, seed, recorded: roles, drawn });
    }
    return reading;
  };
  return { ledger: { ...ledger, read }, foreign };
}
