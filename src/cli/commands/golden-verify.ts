// `iml golden verify`: reads all goldens, executes every check, changes nothing. Without goldens there is nothing to pass (decisions.md promise 2).

import { unlessSaid } from '../../execution/inputs/option.ts';
import { readGoldenFiles } from '../../goldens/golden-files.ts';
import { checkGoldens } from '../../goldens/load-goldens.ts';
import { refuseGolden } from '../../goldens/refuse-golden.ts';
import { defineCommand } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { ANY_GOLDENS, complaintLines, poolCounts, verdictCounts } from '../golden-commands.ts';
import { goldenSubject } from '../golden-subject.ts';
import { answerIn } from '../terminal/text-columns.ts';

export const command = defineCommand({
  options: {
    ...ANY_GOLDENS,
    profile: unlessSaid(
      ANY_GOLDENS.profile,
      'only those of quick, standard or full (default: all; of a configuration quick)',
    ),
  },
  async run({ json, ...options }, surroundings) {
    // Which claims there are around a configuration depends on the profile.
    const profile = options.profile ?? 'quick';
    const { folder, ...scope } = await goldenSubject({ ...options, profile }, surroundings);
    const wanted = scope.own === null ? options.profile : profile;
    const checked = checkGoldens(readGoldenFiles(folder), { ...scope, profile: wanted });
    if (checked.kind === 'empty') {
      throw refuseGolden({
        what: 'There are no goldens, so nothing was verified.',
        where: folder,
        expected: 'manifest.json, and the pools that it lists',
        next: `\`iml golden record${scope.words}\` and \`iml golden promote${scope.words}\` make them`,
      });
    }
    const found = checked.kind === 'broken' ? [] : checked.sets;
    const complaints =
      checked.kind === 'broken'
        ? checked.complaints
        : found.flatMap((set) => (set.kind === 'invalid' ? set.complaints : []));
    const sets = found.map(({ environment, profile, ...set }) => {
      const name = `${profile} for ${environment}`;
      if (set.kind === 'invalid') {
        return { about: { environment, profile, valid: false }, lines: [`${name}: INVALID`] };
      }
      const { pools, seeds, verdicts } = set.goldens;
      const { counts, words, lines } = verdictCounts(verdicts);
      return {
        about: { environment, profile, valid: true, pools: pools.length, seeds: seeds.length, ...counts },
        lines: [`${name}: ${poolCounts(pools)}, ${words}`, ...lines],
      };
    });
    const lines = sets.flatMap((set) => set.lines);
    const valid = complaints.length === 0;
    surroundings.terminal.stdout.write(
      answerIn(json, { valid, sets: sets.map(({ about }) => about), complaints }, [
        ...lines,
        ...complaintLines(complaints),
      ]),
    );
    return valid ? EXIT_CODES.success : EXIT_CODES.invalid;
  },
});
