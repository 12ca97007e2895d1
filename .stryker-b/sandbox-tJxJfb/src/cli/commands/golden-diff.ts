// `iml golden diff`: what a candidate would change, before anyone accepts it.

import { resolve } from 'node:path';
import { CLAIMS } from '../../claims/registry/registry.ts';
import { loadImages } from '../../execution/inputs/load-images.ts';
import { diffGoldens } from '../../goldens/diff-goldens.ts';
import { readGoldenFiles } from '../../goldens/golden-files.ts';
import { acceptedSet, requireGoldens, wholeFolder } from '../../goldens/load-goldens.ts';
import { defineCommand } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { diffLines, findCandidate, ONE_CANDIDATE } from '../golden-commands.ts';
import { answerIn } from '../terminal/text-columns.ts';

export const command = defineCommand({
  options: ONE_CANDIDATE,
  async run(options, { terminal: { currentFolder, stdout }, claims = CLAIMS }) {
    const { profile } = options;
    const { environment, folder } = findCandidate(options);
    const imagesDigest = loadImages(null).digest;
    const candidate = requireGoldens({ folder, environment, profile, claims, imagesDigest });
    const goldens = resolve(currentFolder, options.goldens);
    const whole = wholeFolder(readGoldenFiles(goldens), goldens);
    const diff = diffGoldens(candidate, acceptedSet(whole, { environment, profile, folder: goldens }));
    stdout.write(answerIn(options.json, diff, diffLines(diff)));
    return EXIT_CODES.success;
  },
});
