// What came of the corpus: caught and survived by category, every survivor with its reason, and whether that is good enough
// (decisions.md promise 14).
import { CATEGORIES, type Category, type Judged } from './corpus/defect.ts';

/** Share of the corpus that must be caught. */
export const CAUGHT_AT_LEAST = 0.95;

export interface KillTable {
  readonly defects: number;
  readonly caught: number;
  readonly byCategory: readonly { readonly category: Category; readonly caught: number; readonly survived: number }[];
  readonly survivors: readonly Judged[];
  /** Survivors that nobody declared, and declared ones that are caught by now. */
  readonly complaints: readonly string[];
  readonly holds: boolean;
}

export function killTable(judged: readonly Judged[]): KillTable {
  const caught = judged.filter((one) => one.caught).length;
  const complaints = judged.flatMap((one) => {
    if (one.caught && one.survives !== null) return [`${one.id} is declared to survive, and is caught`];
    if (!one.caught && one.survives === null) {
      return [`${one.id} survives: ${one.found.outcome} in place of ${one.mustBe} (${one.found.reason})`];
    }
    return [];
  });
  return {
    defects: judged.length,
    caught,
    byCategory: CATEGORIES.map((category) => {
      const own = judged.filter((one) => one.category === category);
      const dead = own.filter((one) => one.caught).length;
      return { category, caught: dead, survived: own.length - dead };
    }),
    survivors: judged.filter((one) => !one.caught),
    complaints,
    holds: judged.length > 0 && caught >= CAUGHT_AT_LEAST * judged.length && complaints.length === 0,
  };
}

/** For a terminal and a report alike. */
export function killTableInWords({ defects, caught, byCategory, survivors }: KillTable): string {
  const rows = byCategory.map(({ category, caught: dead, survived }) => `| ${category} | ${dead} | ${survived} |`);
  const percent = defects === 0 ? '0.0' : ((100 * caught) / defects).toFixed(1);
  const list = survivors.map(
    ({ id, what, survives }) => `* \`${id}\`: ${what} Survives: ${survives ?? 'not explained'}.`,
  );
  return [
    `${caught} of ${defects} planted defects are caught for the right reason (${percent} %, at least ${100 * CAUGHT_AT_LEAST} % are asked for).`,
    '',
    '| category | caught | survived |',
    '| --- | ---: | ---: |',
    ...rows,
    ...(list.length === 0 ? [] : ['', 'Survivors:', '', ...list]),
    '',
  ].join('\n');
}
