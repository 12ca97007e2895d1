// A night as a whole, over fabricated runs through the real ledger, goldens, statistics and controls: what each kind of change is called,
// and that a night whose controls are wrong says nothing.
import fs from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { exampleGoldens, catalogue as examples, fabricatedRun } from '../../lab/defects/fabricated/golden-examples.ts';
import { GOLDEN_POOL, NIGHTLY_POOL } from '../../src/claims/registry/seed-pools.ts';
import type { PoolRequest, Train } from '../../src/execution/workers/worker-pool.ts';
import type { Experiment } from '../../src/experiments/experiment.ts';
import type { RunRecord } from '../../src/experiments/run-record.ts';
import { openLedger } from '../../src/ledger/ledger.ts';
import { type NightRecord, nightFile, readNights } from '../../src/nightly/night-record.ts';
import { nightSeeds } from '../../src/nightly/night-seeds.ts';
import { NIGHT_SEEDS, type NightRequest, runNight } from '../../src/nightly/run-night.ts';
import { ownFolder } from '../temporary-folder.ts';

const NIGHT = '2026-11-26';
/** The claim with the effect is the one that the planted regression is about. */
const catalogue = examples.map((claim) => (claim.id === 'effect' ? { ...claim, id: 'iml-appears' } : claim));

type Change = (run: RunRecord, about: { readonly experiment: Experiment; readonly pass: number }) => RunRecord | null;
const unchanged: Change = (run) => run;

let folder = '';
beforeEach(() => {
  folder = ownFolder('night');
  for (const [path, bytes] of exampleGoldens({ claims: catalogue, environment: 'cpu' })) {
    fs.mkdirSync(dirname(join(folder, 'golden', path)), { recursive: true });
    fs.writeFileSync(join(folder, 'golden', path), bytes);
  }
});

/** Trains by fabricating: without the effect where the tags say nothing, and changed as asked. Counts what it trained. */
function trainer(change: Change): { readonly train: Train; readonly trained: string[] } {
  const trained: string[] = [];
  const train = async ({ cohorts, setup, onDone, onFailed }: PoolRequest) => {
    const ledger = openLedger(setup.ledgerFolder);
    const { fingerprint } = setup;
    const pass = setup.ledgerFolder.endsWith('pass-2') ? 2 : 1;
    for (const planned of cohorts) {
      const { experiment, hash, cohort, seeds, label } = planned;
      trained.push(`${label} ${cohort} ${pass}`);
      const { consistentShare } = experiment.task;
      const shift = consistentShare.reliable === 0.5 ? -0.5 : 0;
      const records = seeds.map((seed) => change(fabricatedRun(experiment, seed, { shift }), { experiment, pass }));
      const whole = records.filter((record) => record !== null);
      if (whole.length < records.length) {
        onFailed(planned, 'the worker process ended');
        continue;
      }
      const about = { host: 'spec', startedAt: new Date(0).toISOString(), seconds: 0, harnessVersion: '0.0.0' };
      ledger.write({ experimentHash: hash, fingerprint, cohort, seeds: [...seeds], records: whole }, about);
      onDone(planned);
    }
  };
  return { train, trained };
}

function night(change: Change, more: Partial<NightRequest> = {}): Promise<NightRecord> {
  return runNight({
    profile: 'quick',
    claims: [],
    tasks: [],
    night: NIGHT,
    backend: 'cpu',
    processes: 1,
    imagesFolder: null,
    nights: join(folder, 'nights'),
    goldens: join(folder, 'golden'),
    code: { commit: 'd'.repeat(40), uncommitted: null },
    signal: new AbortController().signal,
    now: () => Date.parse(`${NIGHT}T02:17:00Z`),
    onEvent: () => {},
    train: trainer(change).train,
    catalogue,
    ...more,
  });
}

const moved =
  (by: (run: RunRecord) => number): Change =>
  (run) => {
    const groups = run.values['after-stage-2/qa/accuracy'] as { D5: number; D6: number };
    const shift = by(run);
    return { ...run, values: { 'after-stage-2/qa/accuracy': { ...groups, D5: groups.D5 + shift } } };
  };
const isFresh = ({ seed }: RunRecord) => seed >= NIGHTLY_POOL;
const verdictsOf = ({ watched }: NightRecord) => [...new Set(watched.map(({ verdict, tier }) => `${verdict} ${tier}`))];

describe('a night', () => {
  it('on which nothing changed is identical, with both controls as they should be', async () => {
    const record = await night(unchanged);
    expect(record.verdict, record.reason).toBe('identical');
    expect(verdictsOf(record)).toEqual(['identical D1']);
    expect(record.controls.null).toEqual({ passed: true, words: expect.stringContaining('No alarm') });
    expect(record.controls.planted).toEqual({ passed: true, words: expect.stringContaining('was found') });
    expect(
      record.experiments.map(({ replayed, identical, deterministic }) => [replayed, identical, deterministic]),
    ).toEqual([
      [2, 2, true],
      [2, 2, null],
    ]);
    expect(record.watched.every(({ fresh }) => fresh.length === NIGHT_SEEDS.fresh)).toBe(true);
    expect(record.budget.expectedFalseAlarmsAYear).toBeLessThanOrEqual(1);
  });

  it('says that rounding alone changed, by more golden seeds', async () => {
    const record = await night(moved(() => 1e-9));
    expect(record.verdict).toBe('numerically-close');
    expect(record.experiments[0]).toMatchObject({ replayed: NIGHT_SEEDS.paired, identical: 0 });
  });

  it('says that numbers changed and their distribution did not', async () => {
    // Of either sign by the seed: half a hundredth, against a margin of an eighth.
    const record = await night(moved(({ seed }) => (seed % 2 === 0 ? 0.005 : -0.005)));
    // The difference between two arms that moved alike did not.
    expect(verdictsOf(record)).toEqual(['equivalent D3', 'numerically-close D2']);
    expect(record.verdict).toBe('equivalent');
  });

  it('calls a shift of the code a drift, with its size, and since when', async () => {
    await night(unchanged, { night: '2026-11-25', code: { commit: 'a'.repeat(40), uncommitted: null } });
    const record = await night(moved(({ seed }) => -0.2 + 0.001 * (seed % 3)));
    expect(record.verdict).toBe('drift');
    expect(record.reason).toContain('since the night of 2026-11-25, commit aaaaaaaaaaaa');
    const number = record.watched.find(({ claim, kind }) => claim === 'iml-appears' && kind === 'part');
    expect(number).toMatchObject({ verdict: 'drift', tier: 'D3', alarm: { direction: 'down', confirmed: true } });
    expect(number?.size?.shift).toBeCloseTo(-0.199, 3);
    expect(number?.size?.from).toBe('confirming-seeds');
  });

  it('does not let equal bytes on golden seeds hide that fresh seeds moved', async () => {
    const record = await night(moved((run) => (isFresh(run) ? -0.2 : 0)));
    expect(record.verdict).toBe('drift');
    expect(record.experiments.every(({ replayed, identical }) => replayed === identical)).toBe(true);
    expect(record.watched.find(({ verdict }) => verdict === 'drift')?.alarm?.by).not.toBe('golden-seeds');
  });

  it('names a machine that does not repeat itself', async () => {
    const record = await night((run, { pass }) =>
      pass === 2 ? (moved(() => 1e-7)(run, { pass } as never) as RunRecord) : run,
    );
    expect(record.verdict).toBe('non-deterministic');
    expect(record.reason).toContain('The same seeds gave other bytes twice tonight: iml-appears/base');
  });

  it('is invalid if the planted regression is missed, and says so', async () => {
    const record = await night((run, { experiment }) =>
      experiment.task.consistentShare.reliable === 0.5 ? (moved(() => 0.5)(run, {} as never) as RunRecord) : run,
    );
    expect(record.verdict).toBe('invalid');
    expect(record.reason).toContain('the planted regression is wrong');
    expect(record.controls.null.passed).toBe(true);
  });

  it('is invalid if the null control alarms, and says so', async () => {
    const { planted } = nightSeeds(NIGHT, { fresh: 8, confirming: 24, planted: 16 });
    const record = await night((run, { experiment }) => {
      const isControl = planted.includes(run.seed) && experiment.task.consistentShare.reliable !== 0.5;
      return isControl ? (moved(() => 0.4)(run, {} as never) as RunRecord) : run;
    });
    expect(record.verdict).toBe('invalid');
    expect(record.reason).toContain('the null control is wrong');
    expect(record.controls.planted.passed).toBe(true);
  });

  it('is invalid if a run failed, and names it', async () => {
    const record = await night((run) => (isFresh(run) && run.seed % 8 === 3 ? null : run));
    expect(record.verdict).toBe('invalid');
    expect(record.reason).toContain('the worker process ended');
  });

  it('that was interrupted goes on where it was, and ends as if nothing had happened', async () => {
    const whole = await night(unchanged, { nights: join(folder, 'other nights') });
    const first = trainer(unchanged);
    let left = 7;
    const cut: Train = async (request) => {
      const cohorts = request.cohorts.slice(0, left);
      left -= cohorts.length;
      await first.train({ ...request, cohorts });
      if (left === 0) throw new Error('cut');
    };
    await expect(night(unchanged, { train: cut })).rejects.toThrow('cut');
    const second = trainer(unchanged);
    expect(await night(unchanged, { train: second.train })).toEqual(whole);
    expect(first.trained.filter((one) => second.trained.includes(one))).toEqual([]);
    expect(first.trained).toHaveLength(7);
  });

  it('that is over is read, not run again, and says so', async () => {
    const record = await night(unchanged);
    const again = trainer(unchanged);
    const events: Parameters<NightRequest['onEvent']>[0][] = [];
    const later = () => Date.parse(`${NIGHT}T15:00:00Z`);
    const read = await night(unchanged, { train: again.train, now: later, onEvent: (event) => events.push(event) });
    expect(read).toEqual(record);
    expect(again.trained).toEqual([]);
    const path = nightFile(join(folder, 'nights'), record);
    expect(events).toEqual([{ kind: 'read-again', path, startedAt: record.startedAt }]);
  });

  it('is another one where another code ran on the same day: a trainer broken since the morning is drift', async () => {
    const morning = await night(unchanged);
    expect(morning.verdict).toBe('identical');
    const broken = moved(() => -0.2);
    const changed = { code: { commit: 'd'.repeat(40), uncommitted: 'e'.repeat(64) }, codeFingerprint: 'b'.repeat(64) };
    const now = () => Date.parse(`${NIGHT}T15:00:00Z`);
    const evening = await night(broken, { ...changed, now });
    expect(evening.verdict).toBe('drift');
    expect(evening.reason).toContain(`since the night of ${NIGHT}, commit dddddddddddd.`);
    expect(evening.environment.uncommitted).toBe('e'.repeat(64));
    expect(evening.environment.fingerprint).not.toBe(morning.environment.fingerprint);
    expect(readNights(join(folder, 'nights'), 'cpu', evening).nights).toEqual([morning, evening]);
    // Each is read again under its own code.
    expect([await night(broken), await night(unchanged, changed)]).toEqual([morning, evening]);
  });

  it('is weighed with other days alone: nights of one day have the same seeds', async () => {
    const fresh = ({ watched }: NightRecord) =>
      watched.map(({ logEvidence }) => [logEvidence.fresh, logEvidence.detector]);
    const alone = await night(unchanged, { nights: join(folder, 'empty history') });
    await night(unchanged, { codeFingerprint: 'b'.repeat(64) });
    expect(fresh(await night(unchanged))).toEqual(fresh(alone));
  });

  it('is another one where other claims are asked, with a history of its own', async () => {
    const asked = { claims: ['iml-appears'] };
    const evidence = ({ watched }: NightRecord) => watched.find(({ claim }) => claim === 'iml-appears')?.logEvidence;
    const alone = await night(unchanged, { nights: join(folder, 'empty history') });
    const partial = await night(unchanged, { ...asked, night: '2026-11-25' });
    const whole = await night(unchanged);
    expect(whole.watched.length).toBeGreaterThan(partial.watched.length);
    const nights = join(folder, 'nights');
    expect(readNights(nights, 'cpu', whole).nights).toEqual([whole]);
    expect(readNights(nights, 'cpu', partial).nights).toEqual([partial]);
    // Of the nights before, those of the same scope alone are weighed with tonight.
    expect(evidence(whole)).toEqual(evidence(alone));
    expect(evidence(await night(unchanged, asked))).not.toEqual(evidence(alone));
  });

  it('does not begin with goldens that cannot be trusted', async () => {
    const path = join(folder, 'golden', 'manifest.json');
    fs.writeFileSync(path, fs.readFileSync(path, 'utf8').replace('"seeds": 40', '"seeds": 39'));
    await expect(night(unchanged)).rejects.toMatchObject({ code: 'invalid-golden' });
  });

  it('spends golden seeds of the golden pool alone', async () => {
    const { seeds } = await night(unchanged);
    expect(seeds.golden.every((seed) => seed >= GOLDEN_POOL && seed < GOLDEN_POOL + 40)).toBe(true);
    expect(seeds.fresh).toHaveLength(8);
  });
});
