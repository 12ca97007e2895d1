// Verdicts of a report as rows, and the sentence above them: machine, day and seeds, all from the document.
import { markdownTable } from '../../lab/shared/markdown-table.ts';
import { soundOrNull, type Verdict } from '../../src/claims/verdicts/verdict.ts';
import type { ReportDocument } from '../../src/execution/campaign/report-document.ts';
import { effectWithInterval, thresholdOf } from '../../src/report/describe-verdict.ts';
import { verdictAppearance } from '../../src/report/verdict-appearance.ts';

const HEADING = ['claim', 'task', 'verdict', 'effect [confidence sequence]', 'threshold', 'seeds', 'fixed'];

/** Where a claim has several tests on a task, with the design that tells them apart. */
export function verdictRows(verdicts: readonly Verdict[]): string {
  const isTwin = ({ claim, task }: Verdict) =>
    verdicts.filter((other) => other.claim === claim && other.task === task).length > 1;
  return markdownTable([HEADING, ...verdicts.map((verdict) => rowOf(verdict, isTwin(verdict)))]);
}

/** "2 cores, linux x64, Node v20.20.2, WebAssembly, one thread a process; 2026-11-26; seeds 20000 to 20011". */
export function sourceOf({ environment, startedAt, verdicts }: ReportDocument): string {
  const seeds = verdicts.flatMap((verdict) => verdict.seeds);
  const { cores, platform, node, device } = environment;
  return [
    `${cores} cores, ${platform}, Node ${node}, ${device}`,
    startedAt.slice(0, 10),
    `seeds ${Math.min(...seeds)} to ${Math.max(...seeds)}`,
  ].join('; ');
}

export function wordOf({ verdict, required }: Pick<Verdict, 'verdict' | 'required'>): string {
  const { label } = verdictAppearance(verdict);
  return required ? label : `${label} (not required)`;
}

function rowOf(verdict: Verdict, namesDesign: boolean): string[] {
  const { claim, task, design, seeds } = verdict;
  const effect = soundOrNull(verdict)?.effect ?? null;
  const unit = effect === null ? '' : ` ${effect.unit}`;
  return [
    `\`${claim}\``,
    namesDesign ? `${task}: ${design}` : task,
    wordOf(verdict),
    `${effectWithInterval(effect)}${unit}`,
    `${verdict.parts[0]?.rule.kind === 'trend' ? 'ends ' : ''}${thresholdOf(verdict)}`,
    String(seeds.length),
    String(verdict.budget.fixed),
  ];
}
