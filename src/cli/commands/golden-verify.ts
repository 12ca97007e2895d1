// `iml golden verify`: reads all goldens, executes every check, changes nothing. Without goldens there is nothing to pass (decisions.md promise 2).

import { resolve } from 'node:path';
import { CLAIMS } from '../../claims/registry/registry.ts';
import { loadImages } from '../../execution/inputs/load-images.ts';
import { unlessSaid, type ValuesOf } from '../../execution/inputs/option.ts';
import { readGoldenFiles } from '../../goldens/golden-files.ts';
import { checkGoldens } from '../../goldens/load-goldens.ts';
import { refuseGolden } from '../../goldens/refuse-golden.ts';
import { defineCommand, type Surroundings } from '../command.ts';
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts';
import { type Catalogue, complaintLines, GOLDEN_OPTIONS } from '../golden-commands.ts';

const OPTIONS = {
  ...GOLDEN_OPTIONS,
  profile: unlessSaid(GOLDEN_OPTIONS.profile, 'only those of quick, standard or full'),
} as const;

export const command = defineCommand({ options: OPTIONS, run: goldenVerify });

/** @param claims all there are */
export async function goldenVerify(
  { profile, goldens, json }: ValuesOf<typeof OPTIONS>,
  { terminal: { currentFolder, stdout }, claims = CLAIMS }: Pick<Surroundings, 'terminal'> & Catalogue,
): Promise<ExitCode> {
  const folder = resolve(currentFolder, goldens);
  const files = readGoldenFiles(folder);
  const checked = checkGoldens(files, { profile, claims, imagesDigest: loadImages(null).digest });
  if (checked.kind === 'empty') {
    throw refuseGolden({
      what: 'There are no goldens, so nothing was verified.',
      where: folder,
      expected: 'manifest.json, and the pools that it lists',
      next: '`iml golden record` and `iml golden promote` make them',
    });
  }
  const complaints =
    checked.kind === 'broken'
      ? checked.complaints
      : checked.sets.flatMap((set) => (set.kind === 'invalid' ? set.complaints : []));
  const sets = (checked.kind === 'broken' ? [] : checked.sets).map(({ environment, profile: name, ...set }) => ({
    environment,
    profile: name,
    valid: set.kind === 'valid',
    ...(set.kind === 'valid'
      ? { pools: set.goldens.pools.length, seeds: set.goldens.seeds.length, verdicts: set.goldens.verdicts.length }
      : {}),
  }));
  if (json) stdout.write(`${JSON.stringify({ valid: complaints.length === 0, sets, complaints }, null, 2)}\n`);
  else {
    for (const { environment, profile: name, valid, pools, seeds, verdicts } of sets) {
      const words = valid ? `${pools} pools of ${seeds} seeds, ${verdicts} verdicts as kept` : 'INVALID';
      stdout.write(`${name} for ${environment}: ${words}\n`);
    }
    for (const line of complaintLines(complaints)) stdout.write(`${line}\n`);
  }
  return complaints.length === 0 ? EXIT_CODES.success : EXIT_CODES.invalid;
}
