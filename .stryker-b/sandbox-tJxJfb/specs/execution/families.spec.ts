// Claims that share an error rate, claims behind a gate, and seeds without a run: whole verifications of planted numbers.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Claim } from '../../src/claims/claim.ts';
import { withFamilyEvidence } from '../../src/claims/verdicts/family.ts';
import type { Verdict } from '../../src/claims/verdicts/verdict.ts';
import type { Sequence } from '../../src/decisions/decision.ts';
import type { Train } from '../../src/execution/workers/worker-pool.ts';
import { sharedFolder } from '../temporary-folder.ts';
import { CLEAR, plant, plantedClaim, VAGUE, verifyPlanted } from './planted-claims.ts';

const root = sharedFolder('families');
let folders = 0;

/** Above the threshold in every seed, and far from any doubt that it is not. */
const NOTHING = [0.01, -0.01, 0.02, -0.02, 0, 0.01, -0.01, 0.03];
/** Decided for the claim, but not by the first look. */
const SLOW = [
  0.4,
  0.02,
  0.35,
  0.05,
  0.3,
  0.04,
  0.45,
  0.1,
  ...Array.from({ length: 24 }, (_, index) => 0.2 + 0.01 * (index % 5)),
];

interface Found {
  readonly verdicts: readonly Verdict[];
  /** Claims and seeds that were asked for, by round. */
  readonly asked: readonly (readonly string[])[];
}

async function verify(
  catalogue: readonly Claim[],
  worlds: Readonly<Record<string, readonly number[]>>,
  failing: (claim: string, seed: number) => boolean = () => false,
): Promise<Found> {
  const claimOf = (label: string) => label.replace(/\/.*/, '');
  const write = plant(({ label }, seed) => worlds[claimOf(label)]?.[seed % (worlds[claimOf(label)]?.length ?? 1)] ?? 0);
  const asked: string[][] = [];
  const train: Train = async (request) => {
    asked.push(request.cohorts.map(({ label, seeds }) => `${claimOf(label)} ${seeds}`));
    const breaks = ({ label, seeds }: (typeof request.cohorts)[number]) => failing(claimOf(label), seeds[0] as number);
    for (const cohort of request.cohorts.filter(breaks)) request.onFailed(cohort, 'planted');
    await write({ ...request, cohorts: request.cohorts.filter((cohort) => !breaks(cohort)) });
  };
  const { verdicts } = await verifyPlanted({ catalogue, ledgerFolder: join(root, String(folders++)), train });
  return { verdicts, asked };
}

const verdictOf = ({ verdicts }: Found, id: string) => verdicts.find(({ claim }) => claim === id) as Verdict;

describe('the primary claims of a profile', () => {
  it('share .05: each is carried to .05 over their number, where that is less than its own alpha', async () => {
    const catalogue = Array.from({ length: 8 }, (_, index) => plantedClaim(`claim-${index}`, 4 * (index + 1)));
    const worlds = Object.fromEntries(catalogue.map(({ id }) => [id, CLEAR]));
    const found = await verify([...catalogue, plantedClaim('behind', 64, 'claim-0')], { ...worlds, behind: CLEAR });
    for (const { id } of catalogue) {
      const { alpha, family, verdict } = verdictOf(found, id);
      expect([alpha, verdict]).toEqual([0.05 / 8, 'reproduced']);
      expect(family).toMatchObject({ role: 'primary', members: 8 });
      expect(family?.pValue).toBeLessThanOrEqual(0.05 / 8);
    }
    expect(verdictOf(found, 'behind')).toMatchObject({ alpha: 0.01, family: { role: 'behind-gate', members: 8 } });
    const few = await verify([plantedClaim('one', 16), plantedClaim('two', 32)], { one: CLEAR, two: CLEAR });
    expect(few.verdicts.map(({ alpha }) => alpha)).toEqual([0.01, 0.01]);
  });

  it('are held against Holm: evidence that its own level accepts and the family does not is inconclusive', async () => {
    const { verdicts } = await verify([plantedClaim('one', 16)], { one: CLEAR });
    const [verdict] = verdicts as [Verdict];
    const family = { role: 'primary', gate: null, pValue: null } as const;
    const [part] = verdict.parts as [Verdict['parts'][number]];
    const sequence = { ...(part.decision.sequence as Sequence), eValue: 100 };
    const parts = [{ ...part, decision: { ...part.decision, sequence } }];
    const weak = { ...verdict, parts, family: { ...family, members: 20 } };
    expect(withFamilyEvidence([{ ...weak, family: { ...family, members: 5 } }])[0]?.verdict).toBe('reproduced');
    expect(withFamilyEvidence([weak])[0]).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringContaining('Holm'),
    });
    // Tests that were not selected count without evidence; claims on another task are another family.
    const elsewhere = { ...verdict, task: 'elsewhere', family: { ...family, members: 1 } };
    expect(withFamilyEvidence([elsewhere, weak]).map((one) => one.verdict)).toEqual(['reproduced', 'inconclusive']);
  });
});

describe('a claim behind a gate', () => {
  const catalogue = [plantedClaim('gate', 16), plantedClaim('behind', 32, 'gate')];

  it('is judged once its gate is reproduced', async () => {
    const found = await verify(catalogue, { gate: CLEAR, behind: CLEAR });
    expect(found.verdicts.map(({ verdict }) => verdict)).toEqual(['reproduced', 'reproduced']);
  });

  it('is not judged behind a gate that is not reproduced, whatever it would show, and gets no seed beyond the first look', async () => {
    const found = await verify(catalogue, { gate: NOTHING, behind: VAGUE });
    expect(verdictOf(found, 'gate').verdict).toBe('not-reproduced');
    const behind = verdictOf(found, 'behind');
    expect(behind).toMatchObject({ verdict: 'not-run', reason: expect.stringContaining('stands behind "gate"') });
    expect(behind.seeds).toHaveLength(8);
    expect(found.asked).toHaveLength(1);
    expect(verdictOf(await verify(catalogue, { gate: NOTHING, behind: CLEAR }), 'behind').verdict).toBe('not-run');
  });

  it('waits for a gate that is still undecided, and goes on when it is reproduced', async () => {
    const found = await verify(catalogue, { gate: SLOW, behind: SLOW });
    expect(found.verdicts.map(({ verdict }) => verdict)).toEqual(['reproduced', 'reproduced']);
    const [, second = []] = found.asked;
    expect(second.every((words) => words.startsWith('gate '))).toBe(true);
    expect(found.asked.flat().filter((words) => words.startsWith('behind ')).length).toBeGreaterThan(8);
  });

  it('is a primary claim where its gate does not exist', async () => {
    const [alone] = (await verify([plantedClaim('behind', 32, 'nowhere')], { behind: CLEAR })).verdicts;
    expect(alone).toMatchObject({ verdict: 'reproduced', family: { role: 'primary', members: 1 } });
  });
});

describe('a seed whose run failed', () => {
  it('is bounded by its worst and its best value, which takes more seeds, and is named', async () => {
    const found = await verify([plantedClaim('one', 16)], { one: CLEAR }, (_, seed) => seed === 2);
    const verdict = verdictOf(found, 'one');
    expect(verdict).toMatchObject({ verdict: 'reproduced', reason: expect.stringContaining('no complete run (2)') });
    expect(verdict.seeds).not.toContain(2);
    expect(verdict.seeds.length).toBeGreaterThan(8);
  });

  it('makes the verdict invalid where that depends on what it would have shown', async () => {
    const found = await verify([plantedClaim('one', 16)], { one: VAGUE }, (_, seed) => seed === 2 || seed === 5);
    expect(verdictOf(found, 'one')).toMatchObject({ verdict: 'invalid', reason: expect.stringContaining('2, 5') });
  });

  it('cannot be hidden: the seeds that fail are the worst, and an effect that is not there is still not reproduced', async () => {
    const found = await verify([plantedClaim('one', 16)], { one: NOTHING }, (_, seed) => [1, 3, 6].includes(seed));
    expect(['invalid', 'not-reproduced', 'inconclusive']).toContain(verdictOf(found, 'one').verdict);
  });
});
