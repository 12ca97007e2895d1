// `iml paper`: the paper's experiments, and configurations of them for `iml verify` at the size, on the model and the facts that one has.
import { dirname, relative, resolve } from 'node:path';
import { KNOWN_MODELS } from '../../checkpoints/known-models.ts';
import { PROFILE_NAMES } from '../../claims/claim.ts';
import { CLAIMS } from '../../claims/registry/registry.ts';
import {
  FEWEST_SEEDS,
  fidelityOf,
  type PaperReduction,
  paperConfiguration,
  reducedBatch,
} from '../../configurations/paper/paper-configuration.ts';
import {
  isTrained,
  PAPER_EXPERIMENTS,
  type PaperExperiment,
  type TrainedInPaper,
} from '../../configurations/paper/paper-experiments.ts';
import { configurationOf } from '../../configurations/read-configuration.ts';
import { HarnessError } from '../../errors/harness-error.ts';
import { flag, one, path, text, usually, wholeNumber } from '../../execution/inputs/option.ts';
import { writeNewFile } from '../../ledger/export/new-file.ts';
import { renderJson } from '../../report/printable-text.ts';
import { withSuggestion } from '../../schemas/nearest-name.ts';
import { defineCommand, printJson } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { answerIn, inLines, textColumns } from '../terminal/text-columns.ts';

export const command = defineCommand({
  options: {
    experiment: one('[experiment]', 'one of the paper; left out: all of them', text),
    model: usually('--model <path>', 'a known model, or a file or folder of your own', path, 'smollm2'),
    facts: one('--facts <file>', "CVDB's CSV or T-REx's JSON (default: countries, or films by `npm run facts`)", path),
    entities: usually('--entities <number>', 'how many are used', wholeNumber(20, 1_000_000), 240),
    seeds: usually('--seeds <number>', 'of Stage 1, at most', wholeNumber(FEWEST_SEEDS, 100_000), 16),
    batchSize: one(
      '--batch <number>',
      'documents an update (default: as many fewer as entities, so that updates are as many as in the paper)',
      wholeNumber(1, 1_000_000),
    ),
    tokens: one('--tokens <number>', "of the longest document (default: the paper's)", wholeNumber(4, 4096)),
    out: one('--out <file>', 'write the configuration there (default: print it)', path),
    force: flag('--force', 'replace the file if it is there'),
    json: printJson,
  },
  after: `
Examples:
  iml paper                                                          the experiments, and what is asked of each
  iml paper two-stages-cvdb --model ./pythia-410m --facts ./cvdb.csv --entities 1000 --out main.json
  iml verify main.json --plan                                        what that would take
`,
  async run({ experiment: name, out, force, json, ...asked }, { terminal }) {
    const { stdout, stderr, currentFolder } = terminal;
    if (name === null) {
      stdout.write(answerIn(json, { experiments: PAPER_EXPERIMENTS }, linesOf(PAPER_EXPERIMENTS)));
      return EXIT_CODES.success;
    }
    const row = trainedNamed(name);
    const batchSize = asked.batchSize ?? reducedBatch(row, asked.entities);
    const file = resolve(currentFolder, out ?? `paper-${row.id}.json`);
    const reduction = { ...asked, ...placesFrom(file, asked, currentFolder), batchSize, ...askedOf(row) };
    const configuration = paperConfiguration(row, reduction);
    // As `iml verify` will read it: whatever is wrong with model or facts is said now.
    const placeless = { placeOf: () => null, repeated: [] };
    const plain = JSON.parse(JSON.stringify(configuration)) as object;
    const read = await configurationOf(plain, { file, folder: dirname(file), imagesDigest: '', ...placeless });
    const fidelity = fidelityOf(row, reduction, read);
    if (json) stdout.write(renderJson({ configuration: plain, ...fidelity }));
    else {
      if (out === null) stdout.write(renderJson(plain));
      stderr.write(inLines(fidelityLines(fidelity)));
    }
    if (out === null) return EXIT_CODES.success;
    await writeNewFile(file, {
      noun: 'The configuration',
      replace: force,
      fill: async (write) => write(Buffer.from(renderJson(plain))),
    });
    return EXIT_CODES.success;
  },
});

function trainedNamed(name: string) {
  const names = PAPER_EXPERIMENTS.map(({ id }) => id);
  const found = PAPER_EXPERIMENTS.find(({ id }) => id === name);
  if (found === undefined) {
    throw new HarnessError('invalid-option', {
      what: `The paper has no experiment that is called ${JSON.stringify(name)} here.`,
      expected: withSuggestion('one of those that `iml paper` lists', name, names),
    });
  }
  if (isTrained(found)) return found;
  throw new HarnessError('invalid-option', {
    what: `No configuration can be made of "${found.id}" (${found.says}).`,
    got: found.absent,
    next: '`iml paper` lists those of which one can',
  });
}

/** As the file names them, whose paths start from its folder. A known model has no path. */
function placesFrom(
  file: string,
  { model, facts }: Pick<PaperReduction, 'model' | 'facts'>,
  currentFolder: string,
): Pick<PaperReduction, 'model' | 'facts'> {
  const fromFile = (place: string) => {
    const found = relative(dirname(file), resolve(currentFolder, place));
    return found.startsWith('.') ? found : `./${found}`;
  };
  const isKnown = KNOWN_MODELS.some(({ name }) => name === model);
  return { model: isKnown ? model : fromFile(model), facts: facts === null ? null : fromFile(facts) };
}

/**
 * Those of its claims that are asked of a pretrained model, in the first profile that has them all.
 * @throws HarnessError `invalid-option` where there is none
 */
function askedOf({ id, says, claims: about }: TrainedInPaper): Pick<PaperReduction, 'claims' | 'profile'> {
  const found = CLAIMS.filter((claim) => about.includes(claim.id)).flatMap((claim) => {
    const tests = claim.tests.filter(({ task }) => task === 'named-entities');
    return tests.length === 0 ? [] : [{ claim: claim.id, profiles: tests.flatMap(({ seeds }) => Object.keys(seeds)) }];
  });
  const profile = PROFILE_NAMES.find((one) => found.every(({ profiles }) => profiles.includes(one)));
  if (found.length > 0 && profile !== undefined) return { claims: found.map(({ claim }) => claim), profile };
  throw new HarnessError('invalid-option', {
    what: `No claim is asked of "${id}" (${says}) yet, so that a configuration of it would be judged by none.`,
    next: '`iml paper` lists the others',
  });
}

function linesOf(experiments: readonly PaperExperiment[]): string[] {
  const rows = experiments.map((one) => [
    one.id,
    one.says,
    one.models,
    one.seeds,
    isTrained(one) ? one.claims.join(' ') : `none: ${one.absent}`,
  ]);
  return textColumns([['experiment', 'what was trained', 'model', 'seeds', 'claims here'], ...rows]);
}

function fidelityLines({ differences, departures }: ReturnType<typeof fidelityOf>): string[] {
  return [
    'Other than in the paper:',
    ...textColumns(
      [['setting', 'paper', 'here'], ...differences.map((one) => [one.setting, one.paper, one.here])],
      '  ',
    ),
    ...departures.map((words) => `  * ${words}`),
  ];
}
