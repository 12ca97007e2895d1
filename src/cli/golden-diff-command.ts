// `iml golden diff`: what a candidate would change, before anyone accepts it.
import { resolve } from 'node:path';
import type { Claim, ProfileName } from '../claims/claim.ts';
import { CLAIMS } from '../claims/registry.ts';
import { loadImages } from '../execution/load-images.ts';
import { acceptedSet, wholeFolder } from '../goldens/accepted-set.ts';
import { diffGoldens } from '../goldens/diff-goldens.ts';
import { readGoldenFiles } from '../goldens/golden-files.ts';
import { requireGoldens } from '../goldens/load-goldens.ts';
import { EXIT_CODES, type ExitCode } from './exit-codes.ts';
import { findCandidate } from './golden-candidates.ts';
import { diffLines } from './golden-lines.ts';
import type { Terminal } from './terminal.ts';

export interface GoldenDiffOptions {
  readonly profile: ProfileName;
  /** Null: that of the only candidate. */
  readonly environment: string | null;
  readonly goldens: string;
  readonly candidates: string;
  readonly json: boolean;
}

export async function goldenDiffCommand(
  options: GoldenDiffOptions,
  { currentFolder, stdout }: Terminal,
  claims: readonly Claim[] = CLAIMS,
): Promise<ExitCode> {
  const { profile } = options;
  const { environment, folder } = findCandidate(resolve(currentFolder, options.candidates), options);
  const imagesDigest = loadImages(null).digest;
  const candidate = requireGoldens({ folder, environment, profile, claims, imagesDigest });
  const goldens = resolve(currentFolder, options.goldens);
  const whole = wholeFolder(readGoldenFiles(goldens), goldens);
  const diff = diffGoldens(candidate, acceptedSet(whole, { environment, profile, folder: goldens }));
  stdout.write(options.json ? `${JSON.stringify(diff, null, 2)}\n` : `${diffLines(diff).join('\n')}\n`);
  return EXIT_CODES.success;
}
