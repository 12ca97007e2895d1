// The exit codes are a promise to build servers (decisions.md promise 1): no false green, and a closed table.
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import type { VerdictWord } from '../../src/claims/verdicts/verdict.ts';
import { EXIT_CODES, exitCodeOfError, exitCodeOfVerdicts, worstOf } from '../../src/cli/exit-codes.ts';
import { HarnessError } from '../../src/errors/harness-error.ts';

const words = ['reproduced', 'not-reproduced', 'inconclusive', 'invalid', 'not-run'] as const;
const of = (verdict: VerdictWord, required = true) => ({ verdict, required });
const someVerdicts = fc.array(fc.record({ verdict: fc.constantFrom(...words), required: fc.boolean() }));

/** The table of the promise, written once more: worst first. */
function expectedCode(present: ReadonlySet<VerdictWord>): number {
  if (present.has('invalid') || present.has('not-run')) return 12;
  if (present.has('not-reproduced')) return 10;
  return present.has('inconclusive') ? 11 : 0;
}

describe('the exit code of verdicts', () => {
  it('is that of the worst word, for each of the 31 sets of words', () => {
    for (let set = 1; set < 2 ** words.length; set++) {
      const present = words.filter((_, bit) => (set & (1 << bit)) !== 0);
      expect([present, exitCodeOfVerdicts(present.map((word) => of(word)))]).toEqual([
        present,
        expectedCode(new Set(present)),
      ]);
    }
  });

  it('is no success without verdicts', () => {
    expect(exitCodeOfVerdicts([])).toBe(14);
  });

  it('listens to optional verdicts only where there are no others', () => {
    expect(exitCodeOfVerdicts([of('reproduced'), of('invalid', false)])).toBe(0);
    expect(exitCodeOfVerdicts([of('reproduced', false)])).toBe(0);
    expect(exitCodeOfVerdicts([of('inconclusive', false)])).toBe(11);
  });

  it('is that of the gate where a claim was not judged behind it, and of the claim where no such gate is there', () => {
    const behind = {
      ...of('not-run'),
      claim: 'behind',
      task: 'here',
      family: {
        role: 'behind-gate',
        members: 1,
        gate: { claim: 'gate', verdict: 'not-reproduced' },
        pValue: null,
      },
    } as const;
    const gate = { ...of('not-reproduced'), claim: 'gate', task: 'here' };
    expect(exitCodeOfVerdicts([gate, behind])).toBe(10);
    expect(exitCodeOfVerdicts([{ ...gate, verdict: 'inconclusive' }, behind])).toBe(11);
    for (const other of [
      { ...gate, task: 'there' },
      { ...gate, required: false },
      { ...gate, verdict: 'reproduced' as const },
    ]) {
      expect(exitCodeOfVerdicts([other, behind])).toBe(12);
    }
  });

  it('is 18 where a verdict that decides is exploratory and no other one is bad, whatever it says', () => {
    const registration = { version: 1, hash: '', standing: 'other-settings', reason: '', differences: [] } as const;
    const exploratory = words.map((word) => ({ ...of(word), registration }));
    for (const one of exploratory) expect(exitCodeOfVerdicts([one, of('reproduced')])).toBe(18);
    expect(exitCodeOfVerdicts(exploratory)).toBe(18);
    expect(exitCodeOfVerdicts([...exploratory, of('not-reproduced')])).toBe(10);
    expect(exitCodeOfVerdicts([...exploratory.map((one) => ({ ...one, required: false })), of('reproduced')])).toBe(0);
    expect([worstOf([0, 18, 0]), worstOf([18, 11]), worstOf([0, 0])]).toEqual([18, 11, 0]);
  });

  test.prop([someVerdicts])('is 0 only if every required verdict is reproduced and there is a verdict', (verdicts) => {
    if (exitCodeOfVerdicts(verdicts) !== 0) return;
    expect(verdicts.length).toBeGreaterThan(0);
    expect(verdicts.filter(({ required, verdict }) => required && verdict !== 'reproduced')).toEqual([]);
  });

  test.prop([someVerdicts, fc.nat()])('does not depend on the order', (verdicts, by) => {
    const cut = verdicts.length === 0 ? 0 : by % verdicts.length;
    const turned = [...verdicts.slice(cut), ...verdicts.slice(0, cut)];
    expect(exitCodeOfVerdicts(turned)).toBe(exitCodeOfVerdicts(verdicts));
  });
});

describe('the table of exit codes', () => {
  it('leaves 1 and 2 to the shell', () => {
    expect(Object.values(EXIT_CODES)).toEqual([0, 10, 11, 12, 13, 14, 15, 16, 17, 18, 130]);
  });

  it.each([
    ['unknown-claim', 14],
    ['unknown-profile', 14],
    ['unknown-backend', 14],
    ['invalid-option', 14],
    ['invalid-experiment', 14],
    ['invalid-images', 14],
    ['invalid-data', 14],
    ['invalid-report', 14],
    ['invalid-fixture', 16],
    ['backend-unavailable', 16],
    ['native-build', 16],
    ['not-writable', 16],
    ['not-readable', 16],
    ['damaged-ledger-file', 16],
    ['invalid-argument', 17],
    ['not-finite', 17],
    ['internal', 17],
    ['interrupted', 130],
  ] as const)('gives the error %s the code %i', (code, exitCode) => {
    expect(exitCodeOfError(new HarnessError(code, { what: 'It happened.' }))).toBe(exitCode);
  });

  it.each([new TypeError('x is not a function'), 'thrown text', undefined, { code: 'unknown-claim' }])(
    'takes anything else that is thrown for a defect: %s',
    (thrown) => {
      expect(exitCodeOfError(thrown)).toBe(17);
    },
  );
});
