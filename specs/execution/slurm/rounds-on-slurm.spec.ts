// Rounds on a cluster, without a cluster: what its tasks would train is planted, sbatch is a shell script. The claims and their rounds
// are those of specs/execution/rounds.spec.ts, and the document of the last judging job must be that of a run on one machine.
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fc, test as law } from '@fast-check/vitest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlannedCohort } from '../../../src/execution/plan.ts';
import type { ReportDocument } from '../../../src/execution/report-document.ts';
import { followRounds } from '../../../src/execution/slurm/follow-rounds.ts';
import { PLAN_FILE, readJudged, writeFailure, writeJudged } from '../../../src/execution/slurm/job-folder.ts';
import { judgePlan } from '../../../src/execution/slurm/judge-plan.ts';
import { nextPlan } from '../../../src/execution/slurm/next-plan.ts';
import { slurmClient } from '../../../src/execution/slurm/slurm-client.ts';
import type { SlurmPlan } from '../../../src/execution/slurm/slurm-plan.ts';
import {
  makeSubmissionFolder,
  readRounds,
  roundFolder,
  type SubmittedRound,
} from '../../../src/execution/slurm/submission-folder.ts';
import { submitNextRound } from '../../../src/execution/slurm/submit-next-round.ts';
import { submitRound } from '../../../src/execution/slurm/submit-round.ts';
import { verifyClaims } from '../../../src/execution/verify-claims.ts';
import type { VerifyEvent, VerifyRequest } from '../../../src/execution/verify-request.ts';
import { CLEAR, plant, plantedClaim, VAGUE } from '../planted-claims.ts';
import { smallPlan, temporaryFolder } from './slurm-plans.ts';

const root = temporaryFolder();
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;
const newFolder = () => {
  const folder = join(root, String(folders++));
  mkdirSync(folder);
  return folder;
};

const catalogue = [plantedClaim('clear', 16), plantedClaim('vague', 32)];
const plantedAt = ({ label }: PlannedCohort, seed: number) =>
  (label.startsWith('clear') ? CLEAR : VAGUE)[seed % 8] as number;
const program = { nodePath: '/usr/bin/node', script: '/me/bin/iml.mjs' };
const signal = new AbortController().signal;
const calm = { signal, onEvent: () => {}, now: () => Date.UTC(2026, 10, 23, 10, 40, 12) };
const asked = {
  profile: 'quick',
  claims: [],
  seeds: null,
  firstSeed: 0,
  backend: 'cpu',
  imagesFolder: null,
  catalogue,
} as const;

/** What sbatch would do, as a shell script. */
function clientWith(sbatch: string) {
  const folder = newFolder();
  for (const [name, body] of [
    ['sbatch', sbatch],
    ['squeue', 'exit 0'],
    ['scancel', 'exit 0'],
  ] as const) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return { client: slurmClient({ PATH: folder }), calls: join(folder, 'sbatch-calls') };
}
const { client } = clientWith('echo 7');

const locally = (folder: string, changes: Partial<VerifyRequest> = {}) =>
  verifyClaims({
    ...asked,
    ...calm,
    processes: 1,
    ledgerFolder: join(folder, 'ledger'),
    train: plant(plantedAt),
    ...changes,
  });

/** What the tasks of a round do to its cohorts: `lost` leaves no trace, as after scancel. */
type Fate = 'trained' | 'failed' | 'lost';
type FateOf = (cohort: PlannedCohort, round: number) => Fate;

async function trainRound({ folder, plan }: SubmittedRound, fateOf: FateOf): Promise<void> {
  const fates = plan.cohorts.map((cohort) => fateOf(cohort, plan.round));
  for (const [position, fate] of fates.entries()) if (fate === 'failed') writeFailure(folder, position, 'it broke');
  await plant(plantedAt)({
    cohorts: plan.cohorts.filter((_, index) => fates[index] === 'trained'),
    processes: 1,
    signal,
    onSteps: () => {},
    onDone: () => {},
    onFailed: () => {},
    setup: {
      kind: 'setup',
      backend: 'cpu',
      fingerprint: plan.fingerprint,
      ledgerFolder: plan.ledgerFolder,
      imagesFolder: null,
      harnessVersion: '0.0.0',
    },
  });
}

interface Go {
  readonly plans: readonly SlurmPlan[];
  /** Null where it was cancelled before its last judging job ran. */
  readonly document: ReportDocument | null;
}

/** One submission to its end. @param cancelledIn the round whose jobs, the judging one included, are cancelled at their end */
async function submit(folder: string, fateOf: FateOf, cancelledIn = Number.POSITIVE_INFINITY): Promise<Go> {
  const plan = await smallPlan(folder, asked);
  const submission = makeSubmissionFolder(join(folder, 'jobs'), plan);
  let round = await submitRound({ client, submission, plan, program });
  const plans: SlurmPlan[] = [];
  for (;;) {
    if (round === null) throw new Error('somebody else submits');
    plans.push(round.plan);
    await trainRound(round, fateOf);
    if (round.plan.round >= cancelledIn) return { plans, document: null };
    const planPath = join(round.folder, PLAN_FILE);
    const { document, due } = await judgePlan({ plan: round.plan, planPath, ...calm, catalogue });
    if (due.cohorts.length === 0) {
      writeJudged(round.folder, { report: 'report.json', missingRuns: document.runs.failed, dueRuns: 0 });
      return { plans, document };
    }
    const next = await submitNextRound({ client, program, round }, due);
    round = next.kind === 'submitted' ? next.round : null;
  }
}

const trained: FateOf = () => 'trained';
const named = (plans: readonly SlurmPlan[]) =>
  plans.map(({ cohorts }) => cohorts.map(({ label, cohort }) => `${label} ${cohort}`));

describe('the rounds of a request on a cluster', () => {
  let local: ReportDocument;
  const rounds: string[][] = [];
  beforeAll(async () => {
    local = await locally(newFolder(), {
      train: (request) => {
        rounds.push(request.cohorts.map(({ label, cohort }) => `${label} ${cohort}`));
        return plant(plantedAt)(request);
      },
    });
    expect(rounds.length).toBeGreaterThan(2);
  });

  it('are those of one machine, and so is the document', async () => {
    const folder = newFolder();
    const { plans, document } = await submit(folder, trained);
    expect(named(plans)).toEqual(rounds);
    expect(plans.map(({ round, undecided }) => [round, undecided])).toEqual(
      rounds.map((_, index) => [index + 1, index === 0 ? 2 : 1]),
    );
    expect(document).toEqual(local);
    const [submission = ''] = readdirSync(join(folder, 'jobs'));
    expect(readRounds(join(folder, 'jobs', submission)).map(({ plan }) => plan)).toEqual(plans);
  });

  law.prop(
    [
      fc.array(fc.record({ cancelledIn: fc.integer({ min: 1, max: 4 }), isKept: fc.func(fc.boolean()) }), {
        maxLength: 3,
      }),
    ],
    {
      numRuns: 4,
    },
  )('end in the same document however often they are cancelled and submitted again', async (goes) => {
    const folder = newFolder();
    const all: SlurmPlan[] = [];
    for (const { cancelledIn, isKept } of goes) {
      const cut: FateOf = ({ label, cohort }, round) =>
        round === cancelledIn && !isKept(label, cohort) ? 'lost' : 'trained';
      const { plans } = await submit(folder, cut, cancelledIn);
      all.push(...plans);
    }
    const { plans, document } = await submit(folder, trained);
    all.push(...plans);
    // Where a go before was not cancelled but came to its end, this one finds all there is.
    const expected =
      all.length > plans.length && plans[0]?.foundAtStart.length !== 0 ? (await locally(folder)).runs : local.runs;
    expect(document).toEqual({ ...local, runs: expected });
    const known = new Set(rounds.flat());
    expect(
      named(all)
        .flat()
        .filter((cohort) => !known.has(cohort)),
    ).toEqual([]);
  });

  it('stop where an array was cancelled and its judging job was not, and the next submission goes on', async () => {
    const folder = newFolder();
    const cut = await submit(folder, ({ cohort }, round) => (round === 2 && cohort === 9 ? 'lost' : 'trained'));
    expect(cut.plans).toHaveLength(2);
    expect(cut.document?.runs).toEqual({ trained: 19, found: 0, failed: 1 });
    expect(cut.document?.warnings).toEqual([
      expect.stringMatching(/seeds 9: not in the ledger: task 1 was cancelled.*round-2\/logs\/train-1\.log/),
    ]);
    const { plans, document } = await submit(folder, trained);
    expect(named(plans)[0]).toEqual(['vague/base 9']);
    expect(document).toEqual(local);
  });

  it('go on after a run that broke, as on one machine, and remember it in the rounds after', async () => {
    const broken = [2, 9];
    const { document, plans } = await submit(newFolder(), ({ label, cohort }) =>
      label.startsWith('vague') && broken.includes(cohort) ? 'failed' : 'trained',
    );
    const there = await locally(newFolder(), {
      train: async (request) => {
        const isBroken = ({ label, cohort }: PlannedCohort) => label.startsWith('vague') && broken.includes(cohort);
        for (const cohort of request.cohorts) {
          if (isBroken(cohort)) request.onFailed(cohort, 'it broke');
          else await plant(plantedAt)({ ...request, cohorts: [cohort] });
        }
      },
    });
    expect(plans.length).toBeGreaterThan(2);
    expect(document).toEqual(there);
    expect(document?.runs.failed).toBe(2);
  });

  it('count as found what the ledger held before', async () => {
    const [here, there] = [newFolder(), newFolder()];
    for (const folder of [here, there]) {
      await locally(folder, { claims: ['vague'], seeds: 10 });
    }
    expect((await submit(here, trained)).document).toEqual(await locally(there));
  });

  it('fit into the arrays of the cluster, each by itself', async () => {
    const plan = await smallPlan(newFolder(), { ...asked, maximumArraySize: 16, cohortsATask: 1 });
    expect([plan.cohorts.length, plan.cohortsATask]).toEqual([16, 1]);
    const due = { cohorts: Array.from({ length: 33 }, (_, cohort) => cohortOf(plan, 100 + cohort)), undecided: 1 };
    expect(nextPlan([{ ...plan, mostCohorts: 100 }], due)).toMatchObject({ round: 2, cohortsATask: 3, undecided: 1 });
  });
});

const cohortOf = ({ cohorts: [first] }: SlurmPlan, cohort: number): PlannedCohort => {
  if (first === undefined) throw new Error('a cohort is planned');
  return { ...first, cohort, seeds: [cohort] };
};

describe('the next round', () => {
  it('is refused where it would train anything twice, or more than the claims may ask for', async () => {
    const plan = await smallPlan(newFolder(), asked);
    expect(plan.mostCohorts).toBe(64);
    const next = nextPlan([plan], { cohorts: [cohortOf(plan, 8)], undecided: 1 });
    expect(() => nextPlan([plan, next], { cohorts: [cohortOf(plan, 8)], undecided: 1 })).toThrow(/cohort 8, once more/);
    expect(() => nextPlan([plan], { cohorts: [cohortOf(plan, 0)], undecided: 1 })).toThrow(/cohort 0, once more/);
    const many = Array.from({ length: 49 }, (_, index) => cohortOf(plan, 100 + index));
    expect(() => nextPlan([plan], { cohorts: many, undecided: 1 })).toThrow(/65 cohorts in all/);
  });

  it('is submitted once, however often its judging job runs', async () => {
    const { client: counting, calls } = clientWith('echo called >> "$0-calls"; echo 7');
    const { round, due } = await judgedFirstRound();
    const request = { client: counting, program, round };
    const first = await submitNextRound(request, due);
    expect(await submitNextRound(request, due)).toEqual(first);
    expect(readFileSync(calls, 'utf8').trim().split('\n')).toHaveLength(2);
  });

  it('leaves nothing behind where sbatch is forbidden, so that who waits may submit it', async () => {
    const { client: forbidden } = clientWith('echo "sbatch: error: not from a compute node" >&2; exit 1');
    const { round, due, submission } = await judgedFirstRound();
    expect(await submitNextRound({ client: forbidden, program, round }, due)).toEqual({
      kind: 'refused',
      why: expect.stringContaining('not from a compute node'),
    });
    expect(existsSync(roundFolder(submission, 2))).toBe(false);
    expect(await submitNextRound({ client, program, round }, due)).toMatchObject({ kind: 'submitted' });
  });

  it('is left alone where another process began to submit it and was stopped', async () => {
    const { round, due, submission } = await judgedFirstRound();
    mkdirSync(roundFolder(submission, 2));
    expect(await submitNextRound({ client, program, round }, due)).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('another process'),
    });
  });

  async function judgedFirstRound() {
    const folder = newFolder();
    const plan = await smallPlan(folder, asked);
    const submission = makeSubmissionFolder(join(folder, 'jobs'), plan);
    const round = await submitRound({ client, submission, plan, program });
    if (round === null) throw new Error('somebody else submits');
    await trainRound(round, trained);
    const { due } = await judgePlan({ plan, planPath: join(round.folder, PLAN_FILE), ...calm, catalogue });
    expect(due.cohorts.map(({ label, cohort }) => `${label} ${cohort}`)).toEqual(
      [8, 9, 10, 11].map((cohort) => `vague/base ${cohort}`),
    );
    return { round, due, submission };
  }
});

describe('waiting over rounds', () => {
  it('goes from the round that is over to the next one, and ends with the last report', async () => {
    const folder = newFolder();
    const plan = await smallPlan(folder, asked);
    const submission = makeSubmissionFolder(join(folder, 'jobs'), plan);
    const first = await submitRound({ client, submission, plan, program });
    if (first === null) throw new Error('somebody else submits');
    const second = await submitRound({
      client,
      submission,
      program,
      plan: { ...plan, round: 2, undecided: 1, cohorts: plan.cohorts.slice(0, 3) },
    });
    const judged = { report: 'report.json', missingRuns: 0, dueRuns: 0 };
    writeJudged(second?.folder ?? '', judged);
    const events: VerifyEvent[] = [];
    const notes: string[] = [];
    const waiting = followRounds({
      client,
      program,
      first,
      signal,
      now: calm.now,
      onEvent: (event) => events.push(event),
      note: (line) => notes.push(line),
    });
    expect(await waiting).toEqual(judged);
    expect(events).toEqual([expect.objectContaining({ kind: 'extended', claims: 1, runsFound: 0, runsToTrain: 3 })]);
    expect(notes).toEqual([expect.stringMatching(/^Round 2: 3 cohorts, array 7, judging job 7/)]);
    expect(readJudged(first.folder)).toBeNull();
  });
});
