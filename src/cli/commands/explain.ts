// `iml explain`: everything that is declared about a claim before any run, in words or as JSON.

import { isDeepStrictEqual } from 'node:util';
import { experimentsOf } from '../../claims/arms/experiments-of.ts';
import {
  type Claim,
  type ClaimPart,
  type ClaimTest,
  describeLimit,
  kindOf,
  PROFILE_NAMES,
  type ProfileName,
  statementsOf,
} from '../../claims/claim.ts';
import { armsIn, formulaOf, withArms } from '../../claims/estimands.ts';
import { REGISTRATIONS } from '../../claims/registry/registrations.ts';
import { CLAIMS, claimById } from '../../claims/registry/registry.ts';
import { atFamilyLevel, familyPlace } from '../../claims/verdicts/family.ts';
import { fewestSeedsOf, mostSeedsOf } from '../../claims/verdicts/stopping.ts';
import { required, text, wordsOf } from '../../execution/inputs/option.ts';
import { commandLine } from '../../execution/inputs/replay-command.ts';
import { ASKED_OPTIONS } from '../../execution/inputs/run-request.ts';
import { experimentHash } from '../../experiments/experiment.ts';
import { describeBearing } from '../../report/describe-coverage.ts';
import { describeRule } from '../../report/describe-rule.ts';
import { describeRung } from '../../report/describe-verdict.ts';
import { renderJson } from '../../report/printable-text.ts';
import { defineCommand, printJson } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { experimentDifferences, experimentSummary } from '../experiment-summary.ts';
import { inLines, textColumns, wrapText } from '../terminal/text-columns.ts';

const width = 110;

/** Pictures are part of an experiment's identity; words are about any of them. */
const ANY_IMAGES = '';

export const command = defineCommand({
  options: { id: required('<claim>', 'id of the claim', text), json: printJson },
  async run({ id, json }, { terminal: { stdout } }) {
    const claim = claimById(id);
    stdout.write(json ? renderJson(await asData(claim)) : inLines(asLines(claim)));
    return EXIT_CODES.success;
  },
});

function asLines(claim: Claim): string[] {
  const { id, title, statement, source, tests, behind } = claim;
  const statements = statementsOf(claim);
  return [
    `${id}: ${title}`,
    '',
    ...wrapText(statement, width),
    '',
    ...textColumns([
      ['Source', source],
      ['Of the paper', statements.length === 0 ? 'no statement of it' : statements.join(', ')],
      ['Fidelity', [...new Set(tests.map(({ rung }) => describeRung(rung)))].join('; ')],
      ['Registered', inWordsOfVersion(id)],
      ...(behind === undefined ? [] : [['Stands behind', `${behind}: judged only where that is reproduced`]]),
    ]),
    ...tests.flatMap((test, index) => testLines(asJudged(claim, test), index + 1)),
    '',
    'Test it with',
    commandFor(claim),
  ];
}

function testLines(test: ClaimTest, number: number): string[] {
  const { task, required, design, gates, assay, parts } = test;
  const seeds = PROFILE_NAMES.filter((profile) => test.seeds[profile] !== undefined);
  const say = required ? 'required' : 'optional (does not decide the exit code)';
  return [
    '',
    `Design ${number}, on ${task}, ${say}; ${seedsInWords(test, seeds)}`,
    ...wrapText(design, width, '  '),
    '  Experiments',
    ...armLines(test),
    parts.length === 1 ? '  Judged by' : '  Judged by, all of which must hold',
    ...parts.flatMap((part) => {
      const { name, unit, rule } = part;
      const bearing = describeBearing(part);
      return [
        `    ${name}`,
        ...wrapText(formulaOfPart(part), width, '      '),
        ...wrapText(describeRule(rule, unit), width, '      '),
        ...(bearing === null ? [] : wrapText(bearing, width, '      ')),
        `      Planned for: effect ${rule.planned.effect}, standard deviation ${rule.planned.standardDeviation} between seeds.`,
      ];
    }),
    ...section(
      'Gates (beyond them the verdict is invalid)',
      gates.map((gate) => `${gate.description}: ${describeLimit(gate)}`),
    ),
    ...section('Means something only if this is reproduced in the same run', assay),
  ];
}

/** What is computed from a seed's runs: once, if it is the same number of one arm a level. */
function formulaOfPart({ estimands }: ClaimPart): string {
  const [first] = estimands;
  const arms = armsIn(...estimands);
  const same = estimands.every((one) =>
    isDeepStrictEqual(
      withArms(one, () => ''),
      withArms(first, () => ''),
    ),
  );
  const formulas = same && arms.length === estimands.length ? [withArms(first, () => arms.join(', '))] : estimands;
  return `Each seed: ${formulas.map(formulaOf).join('; ')}.`;
}

/** "8 to 32 seeds (12 in quick, 16 in standard, if it looks once)". */
function seedsInWords(test: ClaimTest, profiles: readonly ProfileName[]): string {
  const fixed = profiles.map((name) => `${test.seeds[name]} in ${name}`).join(', ');
  const [declared = 0] = profiles.map((name) => test.seeds[name]);
  const [fewest, most] = [fewestSeedsOf(test, declared), mostSeedsOf(test, declared)];
  return fewest === most ? `seeds: ${fixed}` : `${fewest} to ${most} seeds (${fixed}, if it looks once)`;
}

function inWordsOfVersion(id: string): string {
  const version = REGISTRATIONS[id]?.version;
  return version === undefined ? 'no' : `version ${version}, before the data`;
}

function armLines({ arms }: ClaimTest): string[] {
  const [first, ...others] = Object.entries(experimentsOf(arms, ANY_IMAGES));
  if (first === undefined) return [];
  const [name, base] = first;
  return [
    `    ${name}`,
    ...experimentSummary(base).flatMap((line) => wrapText(line, width, '      ')),
    ...others.flatMap(([other, experiment]) => {
      const differences = experimentDifferences(experiment, base);
      const words = differences.length === 0 ? `as ${name}` : `as ${name}, but ${differences.join(', ')}`;
      return [`    ${other}`, ...wrapText(words, width, '      ')];
    }),
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`  ${title}`, ...lines.map((line) => `    ${line}`)];
}

/** At the level that it has among the claims of the smallest profile that has the test. */
function asJudged(claim: Claim, test: ClaimTest): ClaimTest {
  const profile = PROFILE_NAMES.find((name) => test.seeds[name] !== undefined) ?? 'standard';
  return atFamilyLevel(test, familyPlace(claim, test, { catalogue: CLAIMS, profile }));
}

/** In the smallest profile that tests the claim. */
function commandFor({ id, tests }: Claim): string {
  const profile = PROFILE_NAMES.find((name) => tests.some(({ seeds }) => seeds[name] !== undefined)) ?? 'standard';
  return commandLine(['run', ...wordsOf(ASKED_OPTIONS, { profile, claims: [id] })]);
}

/** With the package's pictures, and the hashes that the ledger knows. */
async function asData(claim: Claim) {
  const { loadImages } = await import('../../execution/inputs/load-images.ts');
  const handwriting = claim.tests.some(({ task }) => task === 'digit-grid/handwriting');
  const imagesDigest = handwriting ? loadImages(null).digest : ANY_IMAGES;
  const { id, title, statement, source, tests, behind = null } = claim;
  return {
    id,
    version: REGISTRATIONS[id]?.version ?? null,
    behind,
    title,
    statement,
    source,
    statements: statementsOf(claim),
    rung: tests[0]?.rung ?? null,
    tests: tests
      .map((test) => asJudged(claim, test))
      .map(({ task, design, rung, required, seeds, arms, parts, gates, assay }) => ({
        ...{ task, design, rung, required, seeds, kind: kindOf({ parts }) ?? null },
        experiments: Object.fromEntries(
          Object.entries(experimentsOf(arms, imagesDigest)).map(([arm, experiment]) => [
            arm,
            { hash: experimentHash(experiment), experiment },
          ]),
        ),
        parts: parts.map(({ name, unit, rule, estimands, bearing = null }) => {
          const inWords = describeRule(rule, unit);
          return { name, unit, rule, estimands, formulas: estimands.map(formulaOf), inWords, bearing };
        }),
        gates,
        assay,
      })),
    command: commandFor(claim),
  };
}
