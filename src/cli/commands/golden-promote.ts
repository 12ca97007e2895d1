// `iml golden promote`: shows what a candidate changes, and makes it the goldens if everything speaks for it.

import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CLAIMS } from '../../claims/registry/registry.ts';
import { loadImages } from '../../execution/inputs/load-images.ts';
import { path, required, text, type ValuesOf } from '../../execution/inputs/option.ts';
import { sha256Of } from '../../goldens/canonical-lines.ts';
import { promoteGoldens } from '../../goldens/promote-goldens.ts';
import { readReport } from '../../report/read-report.ts';
import { defineCommand, type Surroundings } from '../command.ts';
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts';
import { AUTHOR, type Catalogue, diffLines, findCandidate, ONE_CANDIDATE } from '../golden-commands.ts';
import { oneLine } from '../terminal/text-columns.ts';

const OPTIONS = {
  reason: required('--reason <words>', 'why the numbers may change', text),
  author: AUTHOR,
  evidence: required(
    '--evidence <file>',
    'report.json of a run of the same profile and code in which every required claim is reproduced',
    path,
  ),
  ...ONE_CANDIDATE,
} as const;

export const command = defineCommand({ options: OPTIONS, run: goldenPromote });

/** @param claims all there are */
export async function goldenPromote(
  options: ValuesOf<typeof OPTIONS>,
  { terminal, claims = CLAIMS }: Pick<Surroundings, 'terminal'> & Catalogue,
): Promise<ExitCode> {
  const { currentFolder, stdout, stderr, environment: variables, now } = terminal;
  const { profile, author, reason, json } = options;
  const { environment, folder: candidateFolder } = findCandidate(resolve(currentFolder, options.candidates), options);
  const evidence = resolve(currentFolder, options.evidence);
  const report = await readReport(evidence);
  const goldens = resolve(currentFolder, options.goldens);
  const { entry, finished } = await promoteGoldens({
    folder: goldens,
    candidateFolder,
    environment,
    profile,
    claims,
    imagesDigest: loadImages(null).digest,
    author,
    reason,
    evidence: { report, path: evidence, sha256: sha256Of(textOf(evidence)) },
    variables,
    now,
    show: (diff) => (json ? stderr : stdout).write(`${diffLines(diff).join('\n')}\n`),
  });
  if (json) stdout.write(`${JSON.stringify({ entry, finished }, null, 2)}\n`);
  else {
    const how = finished ? 'The promotion that was interrupted is finished' : 'Accepted';
    stdout.write(oneLine(`${how}: ${entry.profile} for ${entry.environment}, by ${entry.author}: ${entry.reason}`));
    stdout.write(`\nNext: iml golden verify, then commit ${options.goldens} alone.\n`);
  }
  return EXIT_CODES.success;
}

/** As readReport finds it. */
function textOf(place: string): string {
  return readFileSync(statSync(place).isDirectory() ? join(place, 'report.json') : place, 'utf8');
}
