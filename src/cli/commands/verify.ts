// `iml verify`: reads all configurations before anything else, says what each will cost in runs and minutes, verifies them one after another with a report
// each, and of several says where each claim transfers to.
import { basename, join, resolve } from 'node:path';
import { CLAIMS } from '../../claims/registry/registry.ts';
import type { Configuration } from '../../configurations/configuration-schema.ts';
import { loadConfigurations, loadProject } from '../../configurations/load-configurations.ts';
import { loadImages } from '../../execution/inputs/load-images.ts';
import { flag, many, one, path, unlessSaid, type ValuesOf, wordsOf } from '../../execution/inputs/option.ts';
import { commandLine } from '../../execution/inputs/replay-command.ts';
import { asksForAll, RUN_OPTIONS, type RunRequest } from '../../execution/inputs/run-request.ts';
import type { PlanDocument } from '../../execution/planning/plan-ahead.ts';
import { processStopwatch } from '../../execution/workers/spent.ts';
import { openLedger } from '../../ledger/ledger.ts';
import { renderJson } from '../../report/printable-text.ts';
import {
  type ConfigurationReport,
  describeTransfers,
  type TransferDocument,
  transferDocument,
  wordsOfCell,
} from '../../report/transfer-document.ts';
import { defineCommand, type PlanAhead, type Verify } from '../command.ts';
import { EXIT_CODES, type ExitCode, exitCodeOfVerdicts, worstOf } from '../exit-codes.ts';
import { activationsOf, type OwnRequest, ownCostLine, ownRequest } from '../own-request.ts';
import { isLatest, latestName, makeReportFolder, prepareReports, publishReport } from '../publish-report.ts';
import { interrupted, verifyVisibly } from '../run-here.ts';
import { describeSeconds } from '../terminal/progress-display.ts';
import { markedWord, type Paint, paintFor, type Terminal } from '../terminal/terminal.ts';
import { counted, oneLine, textColumns } from '../terminal/text-columns.ts';
import { planLines } from './plan.ts';

/** Null where the command line does not say: files may. */
const OPTIONS = {
  files: many(
    '[files...]',
    'configurations (`iml schema configuration` describes them); default: those of iml.config',
    path,
  ),
  config: one('--config <file>', 'defaults and configurations (default: iml.config.* here, if any)', path),
  profile: unlessSaid(RUN_OPTIONS.profile, 'quick, standard or full (default: quick)'),
  claims: RUN_OPTIONS.claims,
  seeds: unlessSaid(RUN_OPTIONS.seeds, 'seeds a claim, at most (default: as declared)'),
  firstSeed: unlessSaid(RUN_OPTIONS.firstSeed, 'first seed, or beacon:TEXT (default: 28000, the pool for confirming)'),
  backend: RUN_OPTIONS.backend,
  imagesFolder: RUN_OPTIONS.imagesFolder,
  processes: RUN_OPTIONS.processes,
  ledgerFolder: unlessSaid(RUN_OPTIONS.ledgerFolder, 'where runs are kept (default: .iml/ledger)'),
  reportsFolder: unlessSaid(RUN_OPTIONS.reportsFolder, 'where reports are written (default: reports)'),
  plan: flag('--plan', 'say what it would take, and train nothing but trial cohorts'),
  json: flag('--json', 'print the report (of several: the transfer report) as JSON, and nothing else, on stdout'),
} as const;

export const command = defineCommand({
  options: OPTIONS,
  async run(said, { terminal, verify, planAhead }) {
    const { currentFolder } = terminal;
    const project = await loadProject({ currentFolder, file: said.config });
    const imagesOfProject = project.images === undefined ? null : resolve(currentFolder, project.images);
    const imagesFolder = said.imagesFolder ?? imagesOfProject;
    const images = loadImages(imagesFolder);
    const imagesDigest = images.digest;
    const configurations = await loadConfigurations(said.files, { currentFolder, project, imagesDigest });
    const requests: OwnRequest[] = [];
    for (const configuration of configurations) {
      const backend = said.backend ?? configuration.defaults.backend ?? project.backend ?? null;
      const activations = await activationsOf(configuration, { images, backend });
      requests.push(ownRequest(configuration, { said, project, imagesDigest, activations }));
    }
    const { ledgerFolder: ledger, reportsFolder: reports } = RUN_OPTIONS;
    const place: Place = {
      imagesFolder,
      ledgerFolder: said.ledgerFolder ?? resolve(currentFolder, project.ledger ?? ledger.otherwise),
      reportsFolder: said.reportsFolder ?? resolve(currentFolder, project.reports ?? reports.otherwise),
    };
    const plans = plansOf(requests, { place, planAhead }, terminal);
    if (said.plan) return await showPlans(plans, said.json, terminal);
    return await verifyAll(requests, { place, said, verify, plans }, terminal);
  },
});

type Said = ValuesOf<typeof OPTIONS>;
type Place = Pick<RunRequest, 'imagesFolder' | 'ledgerFolder' | 'reportsFolder'>;

interface OwnPlan extends Pick<Configuration, 'name' | 'file'> {
  readonly document: PlanDocument;
}

/** What each configuration takes, one after another: those whose times the ledger does not know are measured. */
async function* plansOf(
  requests: readonly OwnRequest[],
  { place, planAhead }: { readonly place: Place; readonly planAhead: PlanAhead | undefined },
  { stderr, now, signal }: Terminal,
): AsyncGenerator<OwnPlan> {
  const plan = planAhead ?? (await import('../../execution/planning/plan-ahead.ts')).planAhead;
  for (const { configuration, asked } of requests) {
    const { name, file, pathsByDigest } = configuration;
    const say = (words: string) => stderr.write(`${oneLine(`${name}: ${words}`)}\n`);
    try {
      const document = await plan({ ...asked, ...place, pathsByDigest, now, signal, stopwatch: processStopwatch, say });
      yield { name, file, document };
    } catch (error) {
      throw signal.aborted ? interrupted(place.ledgerFolder, error) : error;
    }
  }
}

async function showPlans(plans: AsyncIterable<OwnPlan>, json: boolean, { stdout }: Terminal): Promise<ExitCode> {
  const documents = [];
  for await (const { name, file, document } of plans) {
    documents.push({ configuration: name, file, ...document });
    if (!json) stdout.write(`${oneLine(`${name} (${file})`)}\n\n${planLines(document).join('\n')}\n\n`);
  }
  if (json) stdout.write(renderJson(documents));
  return EXIT_CODES.success;
}

/** "wide: some 151 runs to train, in about 4 min here (5 min in nine runs of ten), if ..." */
function priceLine({ name, document: { total, processes, backend } }: OwnPlan): string {
  const { runs, minutes, minutesNinetieth } = total.measured;
  const [usual, most] = [minutes, minutesNinetieth].map((of) => describeSeconds(60 * of));
  return `${name}: some ${Math.round(runs)} runs to train, in about ${usual} here (nine times of ten within ${most}; ${counted(processes, 'process', 'processes')} on ${backend}), if effects are as registered. Runs that the ledger has cost nothing. Ctrl-C stops it, and the same command goes on.`;
}

async function verifyAll(
  requests: readonly OwnRequest[],
  {
    place,
    said,
    verify,
    plans,
  }: {
    readonly place: Place;
    readonly said: Said;
    readonly verify: Verify;
    readonly plans: AsyncIterable<OwnPlan>;
  },
  terminal: Terminal,
): Promise<ExitCode> {
  const { json } = said;
  const { reportsFolder: folder } = place;
  const isWhole = asksForAll({ ...said, tasks: [] });
  const isOne = requests.length === 1;
  const names = requests.map(({ configuration }) => latestName(configuration.name));
  prepareReports(folder, isOne ? names : [...names, LATEST_TRANSFER]);
  openLedger(place.ledgerFolder).prepare();
  for (const request of requests) terminal.stderr.write(`${oneLine(ownCostLine(request))}\n`);
  for await (const plan of plans) terminal.stderr.write(`${oneLine(priceLine(plan))}\n`);
  const reports: ConfigurationReport[] = [];
  for (const request of requests) {
    const startedAt = new Date(terminal.now()).toISOString();
    const { asked, shown, configuration } = request;
    const own = { configuration: shown, asked: shown.asked, pathsByDigest: configuration.pathsByDigest };
    const document = await verifyVisibly({ ...asked, ...place, ...own, json }, terminal, verify);
    const publication = { document, isWhole, reports: folder, startedAt, json, isQuiet: json && !isOne };
    const published = await publishReport(publication, terminal);
    reports.push({ document, report: basename(published.folder) });
  }
  if (!isOne) await publishTransfer(reports, { said, place, isWhole }, terminal);
  return worstOf(reports.map(({ document }) => exitCodeOfVerdicts(document.verdicts)));
}

/** Not as the latest report of a configuration can be called. */
const LATEST_TRANSFER = 'transfer-latest';

/** The command that asks for all of it again; where a file or iml.config says something, it says it again. */
function replayOf(said: Said): string {
  const means = { processes: null, ledgerFolder: null, reportsFolder: null, plan: false, json: false };
  return commandLine(['verify', ...wordsOf(OPTIONS, { ...said, ...means })]);
}

/** What a verification of several configurations ends in: the matrix of claims on stdout, the transfer report, and where it is. */
async function publishTransfer(
  reports: readonly ConfigurationReport[],
  { said, place, isWhole }: { readonly said: Said; readonly place: Place; readonly isWhole: boolean },
  terminal: Terminal,
): Promise<void> {
  const { stdout, stderr } = terminal;
  const { json } = said;
  const replay = replayOf(said);
  const order = CLAIMS.map(({ id }) => id);
  const document = transferDocument(reports, { replay, order });
  // Loaded only now: it brings the plots.
  const { writeTransfer } = await import('../../report/write-transfer.ts');
  stdout.write(json ? renderJson(document) : `\n${transferLines(document, paintFor(stdout, terminal)).join('\n')}\n\n`);
  const { startedAt } = document;
  const { reportsFolder } = place;
  const folder = makeReportFolder({ reports: reportsFolder, startedAt }, 'transfer');
  const areLatest = reports.every((report) => isLatest({ ...report, isWhole }));
  const latest = areLatest ? { latest: join(reportsFolder, LATEST_TRANSFER) } : {};
  const html = await writeTransfer(document, { folder, ...latest });
  if (json) stderr.write(`Transfer report: ${html}\n`);
  else stdout.write(`Transfer report: ${html}\nThe same again:\n${replay}\n`);
}

function transferLines({ configurations, claims, rate, exploratory }: TransferDocument, paint: Paint): string[] {
  const painted: Paint = exploratory === undefined ? paint : (_, words) => words;
  const heads = ['claim', ...configurations.map(({ name }) => name)];
  const rows = claims.map(({ claim, test, cells }) => [
    oneLine(test === 1 ? claim : `${claim} (test ${test})`),
    ...cells.map((cell) =>
      cell.verdict === null
        ? 'not asked'
        : `${painted(cell.verdict, `${markedWord(cell.verdict)}${cell.transfers ? ', transfers' : ''}`)} ${wordsOfCell(cell).effect}`,
    ),
  ]);
  return [
    ...(exploratory === undefined ? [] : [oneLine(exploratory), '']),
    ...textColumns([heads, ...rows]),
    '',
    ...claims.map((claim) => `${claim.claim}: ${describeTransfers(claim)}`),
    `Over the configurations of a claim: e-BH at a false discovery rate of ${rate}.`,
  ];
}
