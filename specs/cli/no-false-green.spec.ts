// No false green (decisions.md promises 1 and 2): each verdict word and each class of error ends with its code of the closed table,
// and nothing that judges nothing is a pass. Through npm, make and a pipe: no-false-green.exhaustive.spec.ts.
import { join } from 'node:path';
import { fc, test as law } from '@fast-check/vitest';
import { beforeAll, describe, expect, it } from 'vitest';
import { PROFILE_NAMES, TASK_NAMES } from '../../src/claims/claim.ts';
import { CLAIMS } from '../../src/claims/registry/registry.ts';
import type { VerdictWord } from '../../src/claims/verdicts/verdict.ts';
import { exitCodeOfError, exitCodeOfVerdicts } from '../../src/cli/exit-codes.ts';
import { iml } from '../../src/cli/iml.ts';
import { HarnessError, type HarnessErrorCode } from '../../src/errors/harness-error.ts';
import { makePlan } from '../../src/execution/planning/plan.ts';
import { plantedClaim } from '../execution/planted-claims.ts';
import { sampleDocument } from '../report/sample-document.ts';
import { sharedFolder } from '../temporary-folder.ts';
import { writeReports } from './reports-of-each-kind.ts';
import { tryTerminal } from './try-terminal.ts';

const project = join(import.meta.dirname, '../..');
const script = join(project, 'bin/iml.mjs');
const folder = sharedFolder('green');
beforeAll(() => {
  writeReports(folder);
});

const CODES = [
  ['reproduced', 0],
  ['not-reproduced', 10],
  ['inconclusive', 11],
  ['invalid', 12],
  ['not-run', 12],
  ['exploratory', 12],
  ['on-other-settings', 18],
  ['broken', 14],
  ['nothing', 14],
  ['out-of-time', 15],
  ['missing', 16],
] as const;

const runtime = { nodePath: process.execPath, nodeVersion: 'v20', platform: 'linux x64', script };

describe('the exit code of a report', () => {
  it.each(CODES)('that is %s is %i', async (name, code) => {
    const terminal = tryTerminal({ currentFolder: folder });
    const verify = async () => sampleDocument;
    expect(await iml(['report', `${name}.json`], { terminal, runtime, verify })).toBe(code);
  });
});

/** Written once more, and complete by its type: a new code needs its line here. */
const codes = {
  'unknown-claim': 14,
  'unknown-profile': 14,
  'unknown-backend': 14,
  'invalid-option': 14,
  'invalid-experiment': 14,
  'invalid-images': 14,
  'invalid-data': 14,
  'invalid-report': 14,
  'invalid-configuration': 14,
  'golden-refused': 14,
  'invalid-plan': 14,
  'under-powered': 14,
  'unregistered-change': 14,
  'invalid-golden': 12,
  'invalid-night': 16,
  'invalid-ledger-file': 16,
  'invalid-checkpoint': 16,
  'invalid-fixture': 16,
  'backend-unavailable': 16,
  'native-build': 16,
  'not-fetched': 16,
  'not-writable': 16,
  'not-readable': 16,
  'damaged-ledger-file': 16,
  'other-numerics': 16,
  'slurm-unavailable': 16,
  'slurm-failed': 16,
  'invalid-argument': 17,
  'not-finite': 17,
  'unrecordable-step': 17,
  internal: 17,
  interrupted: 130,
} as const satisfies Record<HarnessErrorCode, number>;

describe('each class of error', () => {
  it.each(Object.entries(codes))('%s ends a run with %i and words on stderr', async (code, exitCode) => {
    const terminal = tryTerminal({ currentFolder: folder });
    const verify = async () => {
      throw new HarnessError(code as HarnessErrorCode, { what: 'It happened.' });
    };
    expect(await iml(['run'], { terminal, runtime, verify })).toBe(exitCode);
    expect(exitCodeOfError(new HarnessError(code as HarnessErrorCode, { what: 'x' }))).toBe(exitCode);
    expect(terminal.printed()).toMatchObject({ stdout: '', stderr: expect.stringContaining('It happened.') });
  });
});

const anyId = fc.oneof(fc.constantFrom(...CLAIMS.map(({ id }) => id)), fc.constantFrom('', 'no-such-claim', 'iml'));

describe('a filter', () => {
  law.prop([fc.constantFrom(...PROFILE_NAMES), fc.array(anyId, { maxLength: 4 }), fc.subarray([...TASK_NAMES])])(
    'that selects nothing of what was asked is refused with 14; what is left is judged',
    (profile, claims, tasks) => {
      try {
        const request = { profile, claims, tasks, seeds: null, firstSeed: 0, imagesDigest: 'pictures', cohortSize: 1 };
        const { tests, cohorts } = makePlan(request);
        expect(tests.length).toBeGreaterThan(0);
        expect(cohorts.length).toBeGreaterThan(0);
        for (const id of claims) expect(tests.some(({ claim }) => claim.id === id)).toBe(true);
        for (const { test } of tests) if (tasks.length > 0) expect(tasks).toContain(test.task);
      } catch (error) {
        if (!(error instanceof HarnessError)) throw error;
        expect(exitCodeOfError(error)).toBe(14);
      }
    },
  );

  it.each([
    ['an empty catalogue', []],
    ['a claim without tests', [{ ...plantedClaim('bare', 16), tests: [] }]],
    ['a claim that another profile tests', [plantedClaim('elsewhere', 16)]],
  ])('over %s is refused with 14', (_, catalogue) => {
    const request = { claims: [], seeds: null, firstSeed: 0, imagesDigest: '', cohortSize: 1, catalogue };
    expect(() => makePlan({ ...request, profile: 'full' })).toThrow(
      expect.objectContaining({ code: 'invalid-option' }),
    );
  });

  law.prop([fc.array(fc.record({ required: fc.boolean() }), { minLength: 1 })])(
    'that leaves verdicts of which none was run is no pass',
    (all) => {
      const verdict: VerdictWord = 'not-run';
      expect(exitCodeOfVerdicts(all.map(({ required }) => ({ required, verdict })))).toBe(12);
    },
  );
});
