// What a field of a report is to a reader: the words for a path, by the longest name that fits.

/** Tried in order. A path is that within a verdict, or for the rest of a report from its top. */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/^verdict$/, 'the verdict'],
  [/^reason$/, 'the reason'],
  [/^(title|statement|source|design|rung|paperClaims)\b/, 'the words of the claim'],
  [/^required$/, 'the say in the exit code'],
  [/^(threshold|alpha|power)$/, 'the threshold, alpha or power'],
  [/^effect\b/, 'the effect'],
  [/^seeds\b/, 'the list of seeds'],
  [/^budget\b/, 'the number of seeds that it may spend'],
  [/^(registration|version)\b/, 'the registration'],
  [/^family\b/, 'the place in the family'],
  [/^outOfTime\b/, 'the note that time ran out'],
  [/^experimentHashes\b/, 'the experiments'],
  [/^(replay|request)\b/, 'what was asked'],
  [/^parts\.\d+\.rule\b/, 'a rule (threshold, margin, alpha or design)'],
  [/^parts\.\d+\.perSeed\b/, 'a number of a seed'],
  [/^parts\.\d+\.decision\.reason\b/, 'the reason of a part'],
  [/^parts\.\d+\.decision\b/, 'a number of the decision'],
  [/^parts\.\d+\.operatingCurve\b/, 'an operating curve'],
  [/^parts\b/, 'a part'],
  [/^gates\b/, 'a validity gate'],
  [/^assay\b/, 'the assay'],
  [/^context\b/, 'a number beside the verdict'],
  [/^plots\b/, 'the data of a plot'],
  [/^coverage\b/, 'the coverage of the paper'],
  [/^runs\b/, 'the number of runs'],
  [/^absent\b/, 'the runs that never came'],
  [/^environment\b/, 'the environment'],
  [/^warnings\b/, 'a warning'],
  [/^profile$/, 'the profile'],
];

export function nameOfField(path: string): string {
  return NAMES.find(([pattern]) => pattern.test(path))?.[1] ?? 'a field';
}
