// What the commands about goldens have in common: their options, where candidates lie (a folder an environment and profile, in the format of
// the goldens), and goldens in words.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ProfileName } from '../claims/claim.ts';
import { HarnessError } from '../errors/harness-error.ts';
import {
  absolutePath,
  one,
  path,
  required,
  text,
  unlessSaid,
  usually,
  type ValuesOf,
} from '../execution/inputs/option.ts';
import { RUN_OPTIONS } from '../execution/inputs/run-request.ts';
import {
  type Change,
  type GoldenDiff,
  isNamed,
  type NumberChange,
  type VerdictChange,
} from '../goldens/diff-goldens.ts';
import type { JudgedVerdict } from '../goldens/golden-verdicts.ts';
import { allSeeds, type Pool, sharedSeeds } from '../goldens/pool-schema.ts';
import type { Complaint } from '../goldens/refuse-golden.ts';
import { formatNumber, formatSigned } from '../report/format-number.ts';
import { verdictAppearance } from '../report/verdict-appearance.ts';
import { printJson } from './command.ts';
import { CONFIGURATION } from './golden-subject.ts';
import { counted, oneLine, textColumns } from './terminal/text-columns.ts';

export const GOLDEN_OPTIONS = {
  profile: { ...RUN_OPTIONS.profile, help: 'quick, standard or full' },
  goldens: usually('--goldens <folder>', 'where the goldens are', path, 'golden'),
  json: printJson,
} as const;
/** Goldens of the registered claims, or of a configuration. */
export const ANY_GOLDENS = {
  ...GOLDEN_OPTIONS,
  configuration: CONFIGURATION,
  goldens: unlessSaid(
    GOLDEN_OPTIONS.goldens,
    'where the goldens are (default: golden; of a configuration NAME.goldens beside its file)',
  ),
} as const;
export const CANDIDATE_OPTIONS = {
  ...ANY_GOLDENS,
  candidates: usually('--candidates <folder>', 'where candidates are', absolutePath, '.iml/golden-candidate'),
} as const;
export const ONE_CANDIDATE = {
  ...CANDIDATE_OPTIONS,
  environment: one('--environment <name>', 'as wasm (default: that of the only candidate)', text),
} as const;
export const AUTHOR = required('--author <name>', 'who answers for it', text);

export function candidateFolder(
  candidates: string,
  { environment, profile }: { readonly environment: string; readonly profile: ProfileName },
): string {
  return join(candidates, environment, profile);
}

/** That of the environment, or the only one. @throws HarnessError `golden-refused` where there is none, or not one */
export function findCandidate({ candidates, environment, profile }: ValuesOf<typeof ONE_CANDIDATE>) {
  const folderOf = (name: string) => candidateFolder(candidates, { environment: name, profile });
  const there = environmentsIn(candidates).filter((name) => isFolder(folderOf(name)));
  const [only, ...others] = environment === null ? there : there.filter((name) => name === environment);
  if (only !== undefined && others.length === 0) return { environment: only, folder: folderOf(only) };
  const all = `candidates of the profile ${profile} for ${there.join(', ')}`;
  throw new HarnessError('golden-refused', {
    what: only === undefined ? 'There is no such candidate for goldens.' : 'There are several candidates for goldens.',
    where: candidates,
    got: there.length === 0 ? `none of the profile ${profile}` : all,
    ...(environment === null ? {} : { expected: `one for ${environment}` }),
    next: only === undefined ? '`iml golden record` makes one' : 'name one with --environment',
  });
}

function environmentsIn(candidates: string): string[] {
  try {
    return readdirSync(candidates).sort();
  } catch {
    return [];
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

export function complaintLines(complaints: readonly Complaint[]): string[] {
  return complaints.map(({ path, kind, reason }) => oneLine(`${path} (${kind}): ${reason}`));
}

/** "59 pools of 8 to 20 seeds". */
export function poolCounts(pools: readonly Pool[]): string {
  const [least, most] = [sharedSeeds(pools).length, allSeeds(pools).length];
  return `${pools.length} pools of ${least === most ? most : `${least} to ${most}`} seeds`;
}

/** How many recorded verdicts are reproduced, and each that is not: goldens may hold them, and nobody is to take those for passes. */
export function verdictCounts(verdicts: readonly JudgedVerdict[]) {
  const others = verdicts.filter(({ verdict }) => verdict !== 'reproduced');
  const reproduced = verdicts.length - others.length;
  return {
    counts: { verdicts: verdicts.length, reproduced, others },
    words: `${counted(verdicts.length, 'verdict')} as recorded: ${reproduced} reproduced, ${others.length} not`,
    lines: others.map(({ claim, task, design, required, verdict, reason }) => {
      const as = `recorded as ${labelOf(verdict)}${required ? '' : ' (optional)'}`;
      return `  ${oneLine(`${as}: ${claim} (${task}; ${design}): ${reason}`)}`;
    }),
  };
}

export function diffLines(diff: GoldenDiff): string[] {
  const { environment, profile, fingerprints, pools, numbers, verdicts } = diff;
  const { before, after } = fingerprints;
  const numerics =
    before === null
      ? `none are accepted yet; numerics ${after.slice(0, 12)}`
      : before === after
        ? `the same numerics (${after.slice(0, 12)})`
        : `numerics ${before.slice(0, 12)} before, ${after.slice(0, 12)} after`;
  const other = numbers.filter(({ change }) => change !== null && change.kind !== 'identical');
  const flips = verdicts.filter(({ flipped }) => flipped);
  const fresh = verdicts.filter(({ before: was }) => was === null);
  const states = pools.map(({ state }) => state);
  const changedPools = pools.filter(({ state }) => state !== 'identical');
  const kinds = numbers.map(({ change }) => change?.kind ?? 'new');
  const heads = ['', 'before', 'after', 'difference', '90 % interval', 'margin', 'number'];
  return [
    `Goldens of ${profile} for ${environment}: ${numerics}.`,
    `${countOf(states, 'pool')}.`,
    ...textColumns(
      changedPools.map(({ path, state, seedsChanged }) => [state, `${seedsChanged} seeds`, path]),
      '  ',
    ),
    `${countOf(kinds, 'number')}.`,
    ...(other.length === 0 ? [] : textColumns([heads, ...other.map(rowOf)], '  ')),
    `${verdicts.length - flips.length - fresh.length} verdicts as before, ${flips.length} flipped, ${fresh.length} new.`,
    ...verdicts.filter(isNamed).map(changedVerdictLine),
  ];
}

function changedVerdictLine({ claim, task, design, required, before, after, reason, flipped }: VerdictChange): string {
  const head = `${flipped ? 'FLIP' : 'NEW'}${required ? '' : ' (optional)'}: ${claim} (${task}; ${design})`;
  const words = flipped ? `${labelOf(before)} before, ${labelOf(after)} after` : labelOf(after);
  return `  ${oneLine(`${head}: ${words}${reason === null ? '' : `: ${reason}`}`)}`;
}

function labelOf(word: GoldenDiff['verdicts'][number]['before']): string {
  return word === null ? 'not there' : verdictAppearance(word).label;
}

function rowOf({ id, before, after, change }: NumberChange): string[] {
  const { kind, difference, low, high, margin } = change as Change;
  const among = [before ?? 0, after];
  return [
    kind,
    formatNumber(before ?? 0, among),
    formatNumber(after, among),
    formatSigned(difference),
    low === null || high === null ? '' : `${formatSigned(low)} to ${formatSigned(high)}`,
    margin === null ? '' : formatNumber(margin),
    oneLine(id),
  ];
}

/** "3 pools: 2 identical, 1 changed". */
function countOf(words: readonly string[], what: string): string {
  const counts = [...new Set(words)].map((word) => `${words.filter((one) => one === word).length} ${word}`);
  return `${counted(words.length, what)}${counts.length === 0 ? '' : `: ${counts.join(', ')}`}`;
}
