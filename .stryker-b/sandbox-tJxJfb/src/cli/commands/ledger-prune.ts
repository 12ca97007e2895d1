// `iml ledger prune`: shows what would be deleted and how much that is; deletes it only if told so.
import { relative } from 'node:path';
import { HarnessError } from '../../errors/harness-error.ts';
import { flag, one, wholeNumber } from '../../execution/inputs/option.ts';
import { RUN_OPTIONS } from '../../execution/inputs/run-request.ts';
import { type Deletable, deleteFound, findDeletable } from '../../ledger/prune-ledger.ts';
import { defineCommand, printJson, type Surroundings } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { answerIn, inBytes, oneLine, textColumns } from '../terminal/text-columns.ts';
import { presentNumerics } from '../try-backends.ts';

const DAY_MS = 86_400_000;

export const command = defineCommand({
  options: {
    ledgerFolder: RUN_OPTIONS.ledgerFolder,
    setAside: flag('--set-aside', 'damaged files that were set aside, and what stopped writers left'),
    otherNumerics: flag(
      '--other-numerics',
      'runs of numerics that no backend of this installation has (other machines may)',
    ),
    olderThanDays: one(
      '--older-than <days>',
      'runs and models last written before that; failed attempts stay',
      wholeNumber(0, 100_000),
    ),
    yes: flag('--yes', 'delete, and do not only show'),
    json: printJson,
  },
  async run({ ledgerFolder: root, setAside, otherNumerics, olderThanDays, yes, json }, { terminal, runtime }) {
    if (!setAside && !otherNumerics && olderThanDays === null) throw nothingChosen();
    const now = terminal.now();
    const found = findDeletable(root, {
      setAside,
      keptNumerics: otherNumerics ? await numericsToKeep({ runtime, terminal }) : null,
      before: olderThanDays === null ? null : now - olderThanDays * DAY_MS,
      now,
    });
    const deleted = yes ? deleteFound(found) : null;
    const files = found.map(({ entry, bytes, why }) => ({ path: entry.path, bytes, why }));
    const lines = found.length === 0 ? ['Nothing to delete.'] : [...linesOf(root, found), closing(deleted)];
    terminal.stdout.write(answerIn(json, { root, files, deleted }, lines));
    return EXIT_CODES.success;
  },
});

async function numericsToKeep(here: Pick<Surroundings, 'runtime' | 'terminal'>): Promise<ReadonlySet<string>> {
  const present = await presentNumerics(here);
  for (const { backend, fingerprint } of present) {
    here.terminal.stderr.write(`Kept: runs on ${backend}, fingerprint ${fingerprint.slice(0, 12)}.\n`);
  }
  if (present.length > 0) return new Set(present.map(({ fingerprint }) => fingerprint.slice(0, 12)));
  throw new HarnessError('backend-unavailable', {
    what: 'No backend works here, so which numerics are the present ones is not known. Nothing was deleted.',
    next: '`iml doctor` says what to do',
  });
}

const MOST_LINES = 20;

function linesOf(root: string, found: readonly Deletable[]): string[] {
  const shown = found.slice(0, MOST_LINES).map(({ entry, bytes, why }) => {
    return [oneLine(relative(root, entry.path)), inBytes(bytes), why];
  });
  const rest = found.length - shown.length;
  const bytes = found.reduce((sum, one) => sum + one.bytes, 0);
  return [
    ...textColumns(shown),
    ...(rest > 0 ? [`and ${rest} more`] : []),
    `${found.length} files, ${inBytes(bytes)}, in ${root}`,
  ];
}

function closing(deleted: ReturnType<typeof deleteFound> | null): string {
  if (deleted === null) return 'Nothing was deleted: add --yes to delete these files.';
  const left = deleted.left === 0 ? '' : ` ${deleted.left} changed in the meantime and were left.`;
  return `Deleted ${deleted.files} files, ${inBytes(deleted.bytes)}.${left}`;
}

function nothingChosen(): HarnessError {
  return new HarnessError('invalid-option', {
    what: 'What is to be deleted was not said, so nothing was.',
    expected: 'at least one of --set-aside, --other-numerics, --older-than DAYS',
    next: 'without --yes these only show what would be deleted',
  });
}
