// `iml golden diff`: what a candidate would change, before anyone accepts it.

import { diffGoldens } from '../../goldens/diff-goldens.ts';
import { readGoldenFiles } from '../../goldens/golden-files.ts';
import { acceptedSet, requireGoldens, wholeFolder } from '../../goldens/load-goldens.ts';
import { defineCommand } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { diffLines, findCandidate, ONE_CANDIDATE } from '../golden-commands.ts';
import { goldenSubject } from '../golden-subject.ts';
import { answerIn } from '../terminal/text-columns.ts';

export const command = defineCommand({
  options: ONE_CANDIDATE,
  async run(options, surroundings) {
    const { profile } = options;
    const { folder: goldens, candidatesIn, ...scope } = await goldenSubject(options, surroundings);
    const { environment, folder } = findCandidate({ ...options, candidates: candidatesIn(options.candidates) });
    const candidate = requireGoldens({ ...scope, folder, environment, profile });
    const whole = wholeFolder(readGoldenFiles(goldens), goldens);
    const diff = diffGoldens(candidate, acceptedSet(whole, { environment, profile, folder: goldens }));
    surroundings.terminal.stdout.write(answerIn(options.json, diff, diffLines(diff)));
    return EXIT_CODES.success;
  },
});
