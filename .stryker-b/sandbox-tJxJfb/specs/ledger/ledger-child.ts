// A process of its own for ledger-failures.exhaustive.spec.ts: `write ROOT HOST COUNT` writes cohorts 0 .. COUNT - 1, in an order of its own,
// and with `PAUSE` behind it rests up to so many milliseconds before each, and adds a failed attempt;
// `die ROOT CALL N` writes cohort 0 and is killed (SIGKILL) in place of the Nth call of that function of node:fs.

import { randomInt } from 'node:crypto';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { argv, kill, pid } from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { openLedger } from '../../src/ledger/ledger.ts';
import { exampleAbout, exampleAttempt, exampleCohort } from './cohort-examples.ts';

const [, , mode = '', root = '', name = '', number = '', longestPause = '0'] = argv;
const pause = Number(longestPause);
const ledger = openLedger(root);

if (mode === 'write') {
  const count = Number(number);
  const stride = 7; // coprime to the counts used
  const start = pid % count;
  for (let i = 0; i < count; i++) {
    const cohort = (start + i * (pid % 2 === 0 ? stride : 1)) % count;
    if (pause > 0) await setTimeout(randomInt(pause));
    ledger.write(exampleCohort(cohort), exampleAbout(name));
    if (pause > 0) ledger.writeFailed({ ...exampleCohort(cohort) }, exampleAttempt(name));
  }
} else {
  let calls = 0;
  const functions = fs as unknown as Record<string, (...given: readonly unknown[]) => unknown>;
  const original = functions[name];
  functions[name] = (...given) => {
    calls += 1;
    if (calls === Number(number)) kill(pid, 'SIGKILL');
    return original?.(...given);
  };
  syncBuiltinESMExports();
  ledger.write(exampleCohort(0), exampleAbout());
}
