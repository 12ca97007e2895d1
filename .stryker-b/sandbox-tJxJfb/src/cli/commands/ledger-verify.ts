// `iml ledger verify`: every file read and checked, none moved or changed.
import { HarnessError } from '../../errors/harness-error.ts';
import { RUN_OPTIONS } from '../../execution/inputs/run-request.ts';
import { type LedgerCheck, verifyLedger } from '../../ledger/verify-ledger.ts';
import { defineCommand, printJson } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { answerIn, oneLine } from '../terminal/text-columns.ts';

export const command = defineCommand({
  options: { ledgerFolder: RUN_OPTIONS.ledgerFolder, json: printJson },
  run({ ledgerFolder: root, json }, { terminal: { stdout } }) {
    const check = verifyLedger(root);
    if (check.files === 0) {
      throw new HarnessError('invalid-option', {
        what: 'The ledger is empty, so nothing was verified.',
        where: root,
        expected: 'a ledger with runs',
        next: 'name its folder with --ledger',
      });
    }
    stdout.write(answerIn(json, { root, ...check }, linesOf(check)));
    return check.damaged.length + check.newer.length === 0 ? EXIT_CODES.success : EXIT_CODES.environment;
  },
});

function linesOf({ cohorts, runs, failedAttempts, models, damaged, newer, unread }: LedgerCheck): string[] {
  const sound = `Sound: ${runs} runs in ${cohorts} cohorts, ${models} models after Stage 0, ${failedAttempts} failed attempts.`;
  const notRead = `Not read: ${unread} files that were set aside before or left over; \`iml ledger prune --set-aside\` deletes them.`;
  return [
    ...damaged.map(({ path, reason }) => oneLine(`Damaged: ${path}, because ${reason}.`)),
    ...newer.map(({ path, reason }) => oneLine(`Newer: ${path}, because ${reason}; upgrade iml-verify to read it.`)),
    sound,
    ...(unread === 0 ? [] : [notRead]),
    ...(damaged.length === 0 ? [] : ['The next run sets damaged files aside and trains their runs again.']),
  ];
}
