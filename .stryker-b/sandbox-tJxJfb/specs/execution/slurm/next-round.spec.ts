// From a judged round to the next: submitted once, by whoever may, and never more than the claims may ask for. Nothing here needs Slurm.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { VerifyEvent } from '../../../src/execution/campaign/verify-request.ts';
import { followRounds } from '../../../src/execution/slurm/follow-rounds.ts';
import { judgePlan } from '../../../src/execution/slurm/judge-plan.ts';
import {
  makeSubmissionFolder,
  PLAN_FILE,
  readJudged,
  roundFolder,
  writeJudged,
} from '../../../src/execution/slurm/submission-folder.ts';
import { nextPlan, submitNextRound, submitRound } from '../../../src/execution/slurm/submit-round.ts';
import { sharedFolder } from '../../temporary-folder.ts';
import {
  asked,
  calm,
  catalogue,
  clientWith,
  cohortOf,
  program,
  signal,
  trained,
  trainRound,
} from './planted-cluster.ts';
import { smallPlan } from './slurm-plans.ts';

const root = sharedFolder('plan');
let folders = 0;
const newName = () => join(root, String(folders++));
const newFolder = () => {
  const folder = newName();
  mkdirSync(folder);
  return folder;
};
const { client } = clientWith(newName(), 'echo 7');

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
    const { client: counting, calls } = clientWith(newName(), 'echo called >> "$0-calls"; echo 7');
    const { round, due } = await judgedFirstRound();
    const request = { client: counting, program, round };
    const first = await submitNextRound(request, due);
    expect(await submitNextRound(request, due)).toEqual(first);
    expect(readFileSync(calls, 'utf8').trim().split('\n')).toHaveLength(2);
  });

  it('leaves nothing behind where sbatch is forbidden, so that who waits may submit it', async () => {
    const { client: forbidden } = clientWith(newName(), 'echo "sbatch: error: not from a compute node" >&2; exit 1');
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
