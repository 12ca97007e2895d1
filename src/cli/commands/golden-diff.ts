// `iml golden diff`: what a candidate would change, before anyone accepts it.

import { resolve } from 'node:path';
import { CLAIMS } from '../../claims/registry/registry.ts';
import { loadImages } from '../../execution/inputs/load-images.ts';
import type { ValuesOf } from '../../execution/inputs/option.ts';
import { diffGoldens } from '../../goldens/diff-goldens.ts';
import { readGoldenFiles } from '../../goldens/golden-files.ts';
import { acceptedSet, requireGoldens, wholeFolder } from '../../goldens/load-goldens.ts';
import { defineCommand, type Surroundings } from '../command.ts';
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts';
import { type Catalogue, diffLines, findCandidate, ONE_CANDIDATE } from '../golden-commands.ts';

export const command = defineCommand({ options: ONE_CANDIDATE, run: goldenDiff });

/** @param claims all there are */
export async function goldenDiff(
  options: ValuesOf<typeof ONE_CANDIDATE>,
  { terminal: { currentFolder, stdout }, claims = CLAIMS }: Pick<Surroundings, 'terminal'> & Catalogue,
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
