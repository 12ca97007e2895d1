// The words of every kind of drift verdict, whole: what decided, on how many seeds, by how much, and what it must not hide.
import { expect, test } from 'vitest';
import { confirmAlarm } from '../../../src/decisions/drift/confirm-alarm.ts';
import { DRIFT } from '../../../src/decisions/drift/drift.ts';
import type { DriftQuestion, DriftVerdict } from '../../../src/decisions/drift/drift-judgement.ts';
import { judgeDrift } from '../../../src/decisions/drift/judge-drift.ts';

const golden = Array.from({ length: 40 }, (_, index) => (index % 4) - 1.5);
const moved = (count: number, by: number) => golden.slice(0, count).map((value) => value + by);
const confirmation = (by: number, margin = 0.6) =>
  confirmAlarm(
    { from: 'fresh-seeds', golden, fresh: moved(24, by) },
    { direction: 'up', level: DRIFT.confirmationLevel, margin },
  );
const again = (by: number, spread: number) =>
  golden.map((value, index) => ({ golden: value, now: value + by + (index % 2 === 0 ? -spread : spread) }));
const usual: DriftQuestion = {
  name: 'final loss',
  differingInputs: [],
  replays: { compared: 2, equal: 0, areRepeatsEqual: true },
  pairs: [],
  golden,
  fresh: moved(8, 0),
  detector: null,
  margin: 0.6,
  alpha: 1e-4,
  confirmation: null,
};
const fresh = moved(16, 3);
const sameBytes = { compared: 2, equal: 2, areRepeatsEqual: true };
const ones = Array.from({ length: 40 }, () => 1);

const quiet = '8 fresh seeds give no alarm (evidence 0.0178 to 1).';
const alarm = 'Alarm: 16 fresh seeds since the last change moved up (evidence of 2990000000 to 1, to alarm at 20000); ';
const toConfirm = `${alarm}to be confirmed upwards on 24 seeds that had no part in it.`;
const confirmed = `${alarm}24 seeds that had no part in it confirm it (p < 1e-12, to confirm at 0.01); the mean moved by 3 over 24 confirming seeds, 98 % interval 2.29 to 3.71, 2.65 golden SD`;
const unmoved = 'the mean moved by 0 over 24 confirming seeds, 98 % interval -0.707 to 0.707, 0 golden SD';
const lucky =
  'Bytes of golden seeds run again are equal: not the code moved, but the golden sample was lucky, or what only fresh seeds meet.';

const CASES: readonly (readonly [DriftVerdict, Partial<DriftQuestion>, string])[] = [
  ['identical', { replays: sameBytes }, `2 golden seeds run again gave the same bytes. ${quiet}`],
  [
    'non-deterministic',
    { replays: { ...usual.replays, areRepeatsEqual: false }, differingInputs: ['code', 'data'] },
    `One seed run twice by the same code on the same machine gave different bytes. Not the same as for the golden runs: code, data. ${quiet}`,
  ],
  [
    'equivalent',
    { pairs: again(0, 0.1) },
    `No alarm, and the mean moved by 0 over 40 golden seeds, 95 % interval -0.0324 to 0.0324, 0 golden SD: inside ±0.6 by golden seeds run again (p < 1e-12). ${quiet}`,
  ],
  [
    'equivalent',
    { pairs: again(0.1, 0.01) },
    `Alarm: 40 golden seeds run again moved up (evidence of over 1e12 to 1, to alarm at 20000); yet the mean moved by 0.1 over 40 golden seeds, 95 % interval 0.0968 to 0.103, 0.0883 golden SD: inside ±0.6 by golden seeds run again (p < 1e-12). ${quiet}`,
  ],
  [
    'equivalent',
    { fresh: [...golden, ...golden, ...golden] },
    'No alarm, and the mean moved by 0 over 120 fresh seeds, 95 % interval -0.412 to 0.412, 0 golden SD: inside ±0.6 by fresh seeds (p = 0.00247). 120 fresh seeds give no alarm (evidence 1.53e-7 to 1).',
  ],
  [
    'equivalent',
    { golden: ones, fresh: ones, margin: null },
    'No alarm, and the mean moved by 0 over 40 fresh seeds: less than 25 % of the seeds can differ. 40 fresh seeds give no alarm (evidence 0.00791 to 1).',
  ],
  [
    'unresolved',
    {},
    `No alarm, but nothing shows that there is no shift: the mean moved by 0 over 8 fresh seeds, 95 % interval -1.03 to 1.03, 0 golden SD; the margin is ±0.6. ${quiet}`,
  ],
  [
    'unresolved',
    { fresh: [], margin: null },
    'No alarm, but nothing shows that there is no shift: nothing was measured; no margin is known. No fresh seed was looked at.',
  ],
  [
    'unresolved',
    { confirmation: confirmation(0) },
    `No alarm, but nothing shows that there is no shift: ${unmoved}; the margin is ±0.6; the seeds run for confirmation had nothing to confirm. ${quiet}`,
  ],
  ['unresolved', { fresh }, toConfirm],
  [
    'unresolved',
    { fresh, replays: { ...sameBytes, areRepeatsEqual: false } },
    `${toConfirm} ${lucky} One seed run twice gave different bytes as well.`,
  ],
  [
    'unresolved',
    { fresh, confirmation: confirmation(0) },
    `${alarm}24 seeds that had no part in it do not confirm it (p = 0.5, to confirm at 0.01), so it is closed as a false alarm; ${unmoved}.`,
  ],
  ['drift', { fresh, confirmation: confirmation(3) }, `${confirmed}.`],
  [
    'equivalent',
    { fresh, margin: 5, confirmation: confirmation(3, 5) },
    `${confirmed}: the margin is ±5, which holds the interval.`,
  ],
];

test.each(CASES.map((one, index) => [index, ...one] as const))('verdict %i: %s', (_, verdict, question, reason) => {
  const judged = judgeDrift({ ...usual, ...question });
  expect([judged.verdict, judged.reason]).toEqual([verdict, reason]);
  expect(judged.isFalseAlarm).toBe(reason.includes('closed as a false alarm'));
});
