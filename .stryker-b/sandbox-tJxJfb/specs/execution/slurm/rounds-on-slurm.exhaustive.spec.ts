// Rounds on a cluster: the document of the last judging job must be that of a run on one machine, however often jobs were cancelled. Some 30 s: dozens of
// whole runs are judged.
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fc, test as law } from '@fast-check/vitest';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ReportDocument } from '../../../src/execution/campaign/report-document.ts';
import type { PlannedCohort } from '../../../src/execution/planning/plan.ts';
import type { SlurmPlan } from '../../../src/execution/slurm/slurm-plan.ts';
import { readRounds } from '../../../src/execution/slurm/submission-folder.ts';
import { nextPlan } from '../../../src/execution/slurm/submit-round.ts';
import { sharedFolder } from '../../temporary-folder.ts';
import { plant } from '../planted-claims.ts';
import { asked, cohortOf, type FateOf, locally, named, plantedAt, submit, trained } from './planted-cluster.ts';
import { smallPlan } from './slurm-plans.ts';

const root = sharedFolder('plan');
let folders = 0;
const newFolder = () => {
  const folder = join(root, String(folders++));
  mkdirSync(folder);
  return folder;
};

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
