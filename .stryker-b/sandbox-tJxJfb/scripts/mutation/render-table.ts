// The document of a mutation run (reports/sample-mutation/README.md): a table file by file, and every survivor with its reason.
import type { Explained } from './explanations.ts';
import type { FileScore, Survivor } from './mutants.ts';

export interface RunDescription {
  readonly command: string;
  /** "2 cores, AMD EPYC, Node v20.20.2". */
  readonly machine: string;
}

export function renderTable(
  scores: readonly FileScore[],
  explained: Explained,
  { command, machine }: RunDescription,
): string {
  const folders = [...new Set(scores.map(({ file }) => folderOf(file)))].sort();
  const rows = folders.flatMap((folder) => {
    const files = scores.filter(({ file }) => folderOf(file) === folder).toSorted(byName);
    return [...files.map((score) => row(`\`${score.file}\``, score)), row(`**${folder}**`, summed(files))];
  });
  return `${[
    '# Mutation score of the statistics and the decisions',
    '',
    `\`${command}\` on ${machine}. A mutant is one small defect planted in the source; it is killed if a spec fails, or runs so long`,
    'that it must have gone astray (timeout). Score: killed and timeouts over all mutants that are judged. Left out are prose (string',
    'literals: names and sentences; the words of closed sets are checked by the compiler) and constants that are made while a module loads.',
    '',
    '| file | mutants | killed | timeout | survived | not covered | score |',
    '|---|---:|---:|---:|---:|---:|---:|',
    ...rows,
    row('**both**', summed(scores)),
    '',
    '## Survivors',
    '',
    ...explained.groups.flatMap(({ explanation, survivors }) => [
      `- \`${explanation.file}\`: ${explanation.why}`,
      ...survivors.map((survivor) => `  - ${inWords(survivor)}`),
    ]),
    ...(explained.unexplained.length === 0 ? [] : ['', '## Without an explanation', '']),
    ...explained.unexplained.map((survivor) => `- \`${survivor.file}\` ${inWords(survivor)}`),
  ].join('\n')}\n`;
}

/** Killed and timeouts over all that are judged. */
export function scoreOf({ killed, timeout, survived, noCoverage }: Omit<FileScore, 'file' | 'ignored'>): number {
  return (killed + timeout) / (killed + timeout + survived + noCoverage);
}

export function summed(scores: readonly FileScore[]): Omit<FileScore, 'file'> {
  const sum = (of: (score: FileScore) => number): number => scores.reduce((total, score) => total + of(score), 0);
  return {
    killed: sum(({ killed }) => killed),
    timeout: sum(({ timeout }) => timeout),
    survived: sum(({ survived }) => survived),
    noCoverage: sum(({ noCoverage }) => noCoverage),
    ignored: sum(({ ignored }) => ignored),
  };
}

function row(name: string, score: Omit<FileScore, 'file'>): string {
  const { killed, timeout, survived, noCoverage } = score;
  const judged = killed + timeout + survived + noCoverage;
  const percent = judged === 0 ? '-' : `${(100 * scoreOf(score)).toFixed(1)} %`;
  return `| ${name} | ${judged} | ${killed} | ${timeout} | ${survived} | ${noCoverage} | ${percent} |`;
}

function byName(left: FileScore, right: FileScore): number {
  return left.file < right.file ? -1 : 1;
}

function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/'));
}

function inWords({ lineNumber, change }: Survivor): string {
  return `line ${lineNumber}: \`${change.replaceAll('`', "'")}\``;
}
