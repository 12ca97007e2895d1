// `iml verify`: reads all configurations before anything else, says what each will cost, verifies them one after another with a report
// each, and of several says where each claim transfers to.
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { loadConfigurations } from '../configurations/load-configurations.ts';
import { loadProject } from '../configurations/load-project.ts';
import { commandWords } from '../execution/command-words.ts';
import { loadImages } from '../execution/load-images.ts';
import { planAhead } from '../execution/planning/plan-ahead.ts';
import { shellQuote } from '../execution/shell-quote.ts';
import { processStopwatch } from '../execution/spent.ts';
import { openLedger } from '../ledger/ledger.ts';
import { type BackendName, parseBackendName } from '../tensors/backend-name.ts';
import { activationsOf } from './activations-of.ts';
import { EXIT_CODES, type ExitCode, exitCodeOfVerdicts, worstOf } from './exit-codes.ts';
import { ownCostLine } from './own-cost-line.ts';
import { type OwnRequest, ownRequest } from './own-request.ts';
import { planLines } from './plan-command.ts';
import { publishReport } from './publish-report.ts';
import { publishTransfer, type ReportOfOne } from './publish-transfer.ts';
import { prepareReports } from './report-folder.ts';
import { type Verify, verifyVisibly } from './run-command.ts';
import type { Terminal } from './terminal.ts';
import { oneLine } from './text-columns.ts';
import type { VerifyWords } from './verify-words.ts';

export async function verifyCommand(words: VerifyWords, terminal: Terminal, verify: Verify): Promise<ExitCode> {
  const { currentFolder } = terminal;
  const project = await loadProject({ currentFolder, file: words.config });
  const imagesOption = words.images ?? project.images ?? null;
  const imagesFolder = imagesOption === null ? null : resolve(currentFolder, imagesOption);
  const images = loadImages(imagesFolder);
  const imagesDigest = images.digest;
  const configurations = await loadConfigurations(words.files, { currentFolder, project, imagesDigest });
  const settings = { words: askedBy(words), project, imagesDigest };
  const requests: OwnRequest[] = [];
  for (const configuration of configurations) {
    const backend = settings.words.backend ?? configuration.defaults.backend ?? project.backend ?? null;
    const activations = await activationsOf(configuration, { images, backend });
    requests.push(ownRequest(configuration, { ...settings, activations }));
  }
  const place: Place = {
    images: imagesOption,
    imagesFolder,
    ledger: openLedger(resolve(currentFolder, words.ledger ?? project.ledger ?? '.iml/ledger')).root,
    reports: resolve(currentFolder, words.reports ?? project.reports ?? 'reports'),
  };
  if (words.plan) return await planAll(requests, { place, json: words.json }, terminal);
  return await verifyAll(requests, { place, json: words.json, words, verify }, terminal);
}

interface Place {
  readonly images: string | null;
  readonly imagesFolder: string | null;
  readonly ledger: string;
  readonly reports: string;
}

function askedBy(words: VerifyWords) {
  const backend: BackendName | null = words.backend === null ? null : parseBackendName(words.backend);
  return {
    claims: [...new Set(words.claims)],
    ...(words.profile === null ? {} : { profile: words.profile }),
    ...(words.seeds === null ? {} : { seeds: words.seeds }),
    ...(words.firstSeed === null ? {} : { firstSeed: words.firstSeed }),
    ...(backend === null ? {} : { backend }),
    ...(words.processes === null ? {} : { processes: words.processes }),
  };
}

async function planAll(
  requests: readonly OwnRequest[],
  { place, json }: { readonly place: Place; readonly json: boolean },
  { stdout, stderr, now }: Terminal,
): Promise<ExitCode> {
  const documents = [];
  for (const { configuration, profile, claims, catalogue, seeds, firstSeed, backend, processes } of requests) {
    const { name, file } = configuration;
    const document = await planAhead({
      profile,
      claims,
      catalogue,
      seeds,
      firstSeed,
      backend,
      processes: processes ?? availableParallelism(),
      imagesFolder: place.imagesFolder,
      modelFolders: configuration.modelFolders,
      ledgerFolder: place.ledger,
      now,
      stopwatch: processStopwatch,
      say: (words) => stderr.write(`${oneLine(`${name}: ${words}`)}\n`),
    });
    documents.push({ configuration: name, file, ...document });
    if (!json) stdout.write(`${oneLine(`${name} (${file})`)}\n\n${planLines(document).join('\n')}\n\n`);
  }
  if (json) stdout.write(`${JSON.stringify(documents, null, 2)}\n`);
  return EXIT_CODES.success;
}

interface VerifyAll {
  readonly place: Place;
  readonly json: boolean;
  readonly words: VerifyWords;
  readonly verify: Verify;
}

async function verifyAll(
  requests: readonly OwnRequest[],
  { place, json, words, verify }: VerifyAll,
  terminal: Terminal,
): Promise<ExitCode> {
  prepareReports(place.reports);
  openLedger(place.ledger).prepare();
  const isOne = requests.length === 1;
  for (const request of requests) terminal.stderr.write(`${oneLine(ownCostLine(request))}\n`);
  const reports: ReportOfOne[] = [];
  for (const request of requests) {
    const startedAt = new Date(terminal.now()).toISOString();
    const document = await verifyVisibly(optionsOf(request, { place, json }), terminal, verify);
    const { folder } = await publishReport(
      { document, reports: place.reports, startedAt, json, isQuiet: json && !isOne },
      terminal,
    );
    reports.push({ document, folder });
  }
  if (!isOne) await publishTransfer({ reports, folder: place.reports, json, replay: replayOf(words) }, terminal);
  return worstOf(reports.map(({ document }) => exitCodeOfVerdicts(document.verdicts)));
}

function optionsOf(request: OwnRequest, { place, json }: { readonly place: Place; readonly json: boolean }) {
  const { configuration, profile, claims, catalogue, seeds, firstSeed, backend, processes, shown } = request;
  return {
    profile,
    claims,
    tasks: [],
    design: 'declared' as const,
    seeds,
    firstSeed,
    backend,
    processes,
    images: place.images,
    ledger: place.ledger,
    reports: place.reports,
    json,
    own: {
      catalogue,
      configuration: shown,
      asked: shown.asked,
      modelFolders: configuration.modelFolders,
    },
  };
}

/** The command that asks for all of it again; where a file or iml.config says something, it says it again. */
function replayOf(words: VerifyWords): string {
  const options: readonly (readonly [string, string | number | null])[] = [
    ['--config', words.config],
    ['--profile', words.profile],
    ...words.claims.map((claim) => ['--claim', claim] as const),
    ['--seeds', words.seeds],
    ['--first-seed', words.firstSeed],
    ['--backend', words.backend],
    ['--images', words.images],
  ];
  const given = options.flatMap(([name, value]) => (value === null ? [] : [name, String(value)]));
  return [...commandWords(), 'verify', ...words.files, ...given].map(shellQuote).join(' ');
}
