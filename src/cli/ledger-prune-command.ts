// `iml ledger prune`: shows what would be deleted and how much that is; deletes it only if told so.
import { relative, resolve } from 'node:path';
import { HarnessError } from '../errors/harness-error.ts';
import { type Deletable, deleteFound, findDeletable } from '../ledger/prune-ledger.ts';
import { EXIT_CODES, type ExitCode } from './exit-codes.ts';
import { inBytes } from './in-bytes.ts';
import type { Machine, Terminal } from './terminal.ts';
import { oneLine, textColumns } from './text-columns.ts';

export interface LedgerPruneOptions {
  readonly ledger: string;
  readonly setAside: boolean;
  readonly otherNumerics: boolean;
  readonly olderThanDays: number | null;
  readonly yes: boolean;
  readonly json: boolean;
}

const DAY_MS = 86_400_000;

export async function ledgerPruneCommand(
  options: LedgerPruneOptions,
  { terminal, machine }: { readonly terminal: Terminal; readonly machine: Machine },
): Promise<ExitCode> {
  const { setAside, otherNumerics, olderThanDays, yes, json } = options;
  if (!setAside && !otherNumerics && olderThanDays === null) throw nothingChosen();
  const root = resolve(terminal.currentFolder, options.ledger);
  const now = terminal.now();
  const found = findDeletable(root, {
    setAside,
    keptNumerics: otherNumerics ? await numericsToKeep(machine, terminal) : null,
    before: olderThanDays === null ? null : now - olderThanDays * DAY_MS,
    now,
  });
  const deleted = yes ? deleteFound(found) : null;
  const files = found.map(({ entry, bytes, why }) => ({ path: entry.path, bytes, why }));
  const text = json ? JSON.stringify({ root, files, deleted }, null, 2) : linesOf(root, found).join('\n');
  terminal.stdout.write(`${text}\n`);
  if (!json && found.length > 0) terminal.stdout.write(`${closing(deleted)}\n`);
  return EXIT_CODES.success;
}

async function numericsToKeep(machine: Machine, terminal: Terminal): Promise<ReadonlySet<string>> {
  const { presentNumerics } = await import('./present-numerics.ts');
  const present = await presentNumerics(machine, terminal);
  for (const { backend, fingerprint } of present) {
    terminal.stderr.write(`Kept: runs on ${backend}, fingerprint ${fingerprint.slice(0, 12)}.\n`);
  }
  if (present.length > 0) return new Set(present.map(({ fingerprint }) => fingerprint.slice(0, 12)));
  throw new HarnessError('backend-unavailable', {
    what: 'No backend works here, so which numerics are the present ones is not known. Nothing was deleted.',
    next: '`iml doctor` says what to do',
  });
}

const MOST_LINES = 20;

function linesOf(root: string, found: readonly Deletable[]): string[] {
  if (found.length === 0) return ['Nothing to delete.'];
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
