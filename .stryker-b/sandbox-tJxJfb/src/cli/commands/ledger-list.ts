// `iml ledger list`: what the ledger holds, a line an experiment and numerics.
import { flag } from '../../execution/inputs/option.ts';
import { RUN_OPTIONS } from '../../execution/inputs/run-request.ts';
import { taskOf } from '../../ledger/export/export-ledger.ts';
import { type FolderSurvey, type LedgerSurvey, surveyLedger } from '../../ledger/survey-ledger.ts';
import { defineCommand, printJson } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { answerIn, inBytes, oneLine, textColumns } from '../terminal/text-columns.ts';
import { type PresentNumerics, presentNumerics } from '../try-backends.ts';

export const command = defineCommand({
  options: {
    ledgerFolder: RUN_OPTIONS.ledgerFolder,
    numerics: flag('--numerics', 'also say which runs are of the numerics of this installation (tries each backend)'),
    json: printJson,
  },
  async run({ ledgerFolder, numerics, json }, { terminal, runtime }) {
    const survey = surveyLedger(ledgerFolder);
    const present = numerics ? await presentNumerics({ terminal, runtime }) : null;
    terminal.stdout.write(answerIn(json, { ...survey, presentNumerics: present }, linesOf(survey, present)));
    return EXIT_CODES.success;
  },
});

const HEADS = ['experiment', 'numerics', 'task', 'model', 'runs', 'cohorts', 'seeds', 'size', 'last written', 'notes'];

function linesOf({ root, folders, pretrained, total }: LedgerSurvey, present: readonly PresentNumerics[] | null) {
  if (folders.length === 0 && pretrained.length === 0) return [`${root} holds no runs.`];
  const rows = folders.map((folder) => [
    folder.experimentHash.slice(0, 12),
    folder.fingerprint.slice(0, 12),
    oneLine(taskOf(folder.experiment) ?? 'unknown'),
    oneLine(modelOf(folder.experiment)),
    String(folder.runs),
    String(folder.cohorts),
    seedsOf(folder),
    inBytes(folder.bytes),
    folder.lastWritten?.slice(0, 16).replace('T', ' ') ?? '–',
    notesOn(folder, present).join(', '),
  ]);
  const models = pretrained.map(({ fingerprint, models, bytes, setAside, leftovers }) => {
    const notes = counted({ 'set aside': setAside, 'left over': leftovers }).map((note) => `, ${note}`);
    return `Models after Stage 0 under ${fingerprint}: ${models}, ${inBytes(bytes)}${notes.join('')}.`;
  });
  return [
    ...textColumns([HEADS, ...rows]),
    '',
    `${total.runs} runs in ${total.cohorts} cohorts of ${folders.length} experiments and numerics, ${inBytes(total.bytes)} in all.`,
    ...models,
  ];
}

function notesOn(
  { backend, fingerprint, failedAttempts, setAside, leftovers }: FolderSurvey,
  present: readonly PresentNumerics[] | null,
) {
  const numerics = present?.find((one) => one.fingerprint.startsWith(fingerprint.slice(0, 12)));
  const age = present === null ? [] : [numerics === undefined ? 'other numerics' : 'present numerics'];
  const counts = { 'failed attempts': failedAttempts, 'set aside': setAside, 'left over': leftovers };
  return [...(backend === null ? [] : [oneLine(backend)]), ...age, ...counted(counts)];
}

function counted(counts: Readonly<Record<string, number>>): string[] {
  return Object.entries(counts).flatMap(([what, count]) => (count === 0 ? [] : [`${count} ${what}`]));
}

/** At most three ranges: 0–7, 20000–20011, ... */
function seedsOf({ seeds }: FolderSurvey): string {
  const shown = seeds.slice(0, 3).map(({ from, to }) => (from === to ? String(from) : `${from}–${to}`));
  return seeds.length > 3 ? `${shown.join(', ')}, ...` : shown.join(', ');
}

/** "residual-mlp 64 × 2": width and layers. */
function modelOf(experiment: unknown): string {
  const { model } = Object(experiment) as { readonly model?: unknown };
  const { kind, width, layers } = Object(model) as Readonly<Record<string, unknown>>;
  return typeof kind === 'string' ? `${kind} ${width} × ${layers}` : 'unknown';
}
