// `iml golden promote`: shows what a candidate changes, and makes it the goldens if everything speaks for it.

import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { absolutePath, required, text } from '../../execution/inputs/option.ts';
import { sha256Of } from '../../goldens/canonical-lines.ts';
import { promoteGoldens } from '../../goldens/promote-goldens.ts';
import { renderJson } from '../../report/printable-text.ts';
import { readReport, reportFile } from '../../report/read-report.ts';
import { defineCommand } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { AUTHOR, diffLines, findCandidate, ONE_CANDIDATE } from '../golden-commands.ts';
import { goldenSubject } from '../golden-subject.ts';
import { inLines, oneLine } from '../terminal/text-columns.ts';

export const command = defineCommand({
  options: {
    reason: required('--reason <words>', 'why the numbers may change', text),
    author: AUTHOR,
    evidence: required(
      '--evidence <file>',
      'report.json of a run of the same profile and code, on other seeds, with the same verdict on each required claim',
      absolutePath,
    ),
    ...ONE_CANDIDATE,
  },
  async run(options, surroundings) {
    const { terminal } = surroundings;
    const { currentFolder, stdout, stderr, environment: variables, now } = terminal;
    const { profile, author, reason, evidence: path, json } = options;
    const { claims, imagesDigest, own, folder, words, candidatesIn } = await goldenSubject(options, surroundings);
    const { environment, folder: candidateFolder } = findCandidate({
      ...options,
      candidates: candidatesIn(options.candidates),
    });
    const report = await readReport(path);
    const { entry, finished } = await promoteGoldens({
      folder,
      candidateFolder,
      environment,
      profile,
      ...{ claims, imagesDigest, own },
      author,
      reason,
      evidence: { report, path, sha256: sha256Of(await readFile(await reportFile(path), 'utf8')) },
      variables,
      now,
      show: (diff) => (json ? stderr : stdout).write(inLines(diffLines(diff))),
    });
    if (json) stdout.write(renderJson({ entry, finished }));
    else {
      const how = finished ? 'The promotion that was interrupted is finished' : 'Accepted';
      const accepted = oneLine(
        `${how}: ${entry.profile} for ${entry.environment}, by ${entry.author}: ${entry.reason}`,
      );
      stdout.write(
        inLines([accepted, `Next: iml golden verify${words}, then commit ${relative(currentFolder, folder)} alone.`]),
      );
    }
    return EXIT_CODES.success;
  },
});
