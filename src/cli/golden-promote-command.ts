// `iml golden promote`: shows what a candidate changes, and makes it the goldens if everything speaks for it.
import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Claim } from '../claims/claim.ts';
import { CLAIMS } from '../claims/registry.ts';
import { loadImages } from '../execution/load-images.ts';
import { sha256Of } from '../goldens/canonical-lines.ts';
import { promoteGoldens } from '../goldens/promote-goldens.ts';
import { readReport } from '../report/read-report.ts';
import { EXIT_CODES, type ExitCode } from './exit-codes.ts';
import { findCandidate } from './golden-candidates.ts';
import type { GoldenDiffOptions } from './golden-diff-command.ts';
import { diffLines } from './golden-lines.ts';
import type { Terminal } from './terminal.ts';
import { oneLine } from './text-columns.ts';

export interface GoldenPromoteOptions extends GoldenDiffOptions {
  readonly reason: string;
  readonly author: string;
  readonly evidence: string;
}

export async function goldenPromoteCommand(
  options: GoldenPromoteOptions,
  { currentFolder, stdout, stderr, environment: variables, now }: Terminal,
  claims: readonly Claim[] = CLAIMS,
): Promise<ExitCode> {
  const { profile, author, reason, json } = options;
  const { environment, folder: candidateFolder } = findCandidate(resolve(currentFolder, options.candidates), options);
  const path = resolve(currentFolder, options.evidence);
  const report = await readReport(path);
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
    evidence: { report, path, sha256: sha256Of(textOf(path)) },
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
function textOf(path: string): string {
  return readFileSync(statSync(path).isDirectory() ? join(path, 'report.json') : path, 'utf8');
}
