// The kill table as a page: the sums, the survivors with their reasons, then every defect with what catches it.
import { markdownTable } from '../shared/markdown-table.ts';
import { CATEGORIES, type Judged } from './corpus/defect.ts';
import { killTable, killTableInWords } from './kill-table.ts';

const MOST_LETTERS = 160;

export function renderDefects(
  judged: readonly Judged[],
  { machine, date }: { readonly machine: string; readonly date: string },
): string {
  const sections = CATEGORIES.flatMap((category) => {
    const own = judged.filter((one) => one.category === category);
    return own.length === 0 ? [] : [`## ${category}`, '', tableOf(own), ''];
  });
  return [
    '# Planted defects, and what catches them',
    '',
    `\`npm run defects\` on ${date} (${machine}). The corpus is data in \`lab/defects/corpus\`; its specs plant it, a quick one of each mechanism in \`npm test\` and the rest in \`npm run test:exhaustive\` (the null world) and \`npm run test:nightly\`.`,
    '',
    killTableInWords(killTable(judged)),
    ...sections,
  ].join('\n');
}

function tableOf(judged: readonly Judged[]): string {
  return markdownTable([
    ['defect', 'what was done', 'caught by', 'what it says'],
    ...judged.map(({ id, what, found, caught }) => {
      const by = caught ? `\`${found.outcome}\`` : '**survives**';
      return [`\`${id}\``, cell(what), by, cell(found.reason)];
    }),
  ]);
}

/** One line, without what a table or a machine would trip over. */
function cell(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').replaceAll(/(?:\/[\w.+-]+){2,}\//g, '.../');
  return line.length > MOST_LETTERS ? `${line.slice(0, MOST_LETTERS)} ...` : line;
}
