// Reports that somebody edits after they were written.
import { validateReport } from '../../../src/report/read-report.ts';
import { errorOf } from '../planted/error-of.ts';
import { audited, auditedPages, type EditedReport, writtenReport } from '../planted/spoilt-reports.ts';
import { defectsOf, type Planted, type Sound } from './defect.ts';

function edited(id: string, what: string, because: RegExp, edit: (report: EditedReport) => void): Planted {
  return { id, what, mustBe: 'differs', because, run: (at) => audited(at, edit) };
}

const firstOf = ({ verdicts: [verdict] }: EditedReport) => {
  if (verdict === undefined) throw new Error('The report has no verdict.');
  return verdict;
};
const partOf = (report: EditedReport) => {
  const [part] = firstOf(report).parts;
  if (part === undefined) throw new Error('The verdict has no part.');
  return part;
};

export const SOUND_REPORTS: readonly Sound[] = [
  {
    id: 'report-as-written',
    what: 'A report as it was written.',
    mustBe: 'unnoticed',
    run: (at) => audited(at, () => {}),
  },
];

export const REPORT_DEFECTS = defectsOf('report', [
  edited(
    'report-digit-edited',
    'An effect is a little larger than the runs say.',
    /verdicts\.0\.effect\.estimate/,
    (report) => {
      const verdict = firstOf(report);
      if ('effect' in verdict && verdict.effect !== null) verdict.effect.estimate += 0.01;
    },
  ),
  edited(
    'report-threshold-moved',
    'The threshold that is printed is not the one that was tested.',
    /rule\.threshold/,
    (report) => {
      Object.assign(partOf(report).rule, { threshold: 0.05 });
    },
  ),
  edited('report-alpha-moved', 'The alpha that is printed is not the one that was tested.', /rule\.alpha/, (report) => {
    partOf(report).rule.alpha = 0.001;
  }),
  edited('report-verdict-edited', 'A verdict is exchanged for another one.', /verdicts\.0\.verdict/, (report) => {
    firstOf(report).verdict = 'not-reproduced';
  }),
  edited('report-reason-edited', 'The reason of a verdict is reworded.', /verdicts\.0\.reason/, (report) => {
    firstOf(report).reason = 'It holds.';
  }),
  edited('report-seed-removed', 'The row of a seed is taken out.', /seed 32003 was removed/, (report) => {
    const part = partOf(report);
    part.perSeed = part.perSeed.filter(({ seed }) => seed !== 32_003);
    firstOf(report).seeds = firstOf(report).seeds.filter((seed) => seed !== 32_003);
  }),
  edited(
    'report-seed-value-edited',
    'The number of one seed is edited.',
    /parts\.0\.perSeed\.\d+\.values/,
    (report) => {
      const row = partOf(report).perSeed.find(({ seed }) => seed === 32_004);
      if (row !== undefined) row.values = [0.4];
    },
  ),
  edited('report-verdict-deleted', 'The verdict on a claim is deleted.', /is gone: it was deleted/, (report) => {
    report.verdicts = report.verdicts.slice(0, 1);
  }),
  edited('report-claim-made-optional', 'A claim is made one that has no say.', /verdicts\.1\.required/, (report) => {
    const [, second] = report.verdicts;
    if (second !== undefined) second.required = false;
  }),
  edited(
    'report-coverage-edited',
    'A statement of the paper is said to be reproduced that is not.',
    /coverage\.statements\.\d+\.status/,
    (report) => {
      const row = report.coverage?.statements.find(({ status }) => status !== 'reproduced');
      if (row !== undefined) row.status = 'reproduced';
    },
  ),
  {
    id: 'html-of-another-report',
    what: 'The page that people read says something else than the document.',
    mustBe: 'differs',
    because: /report\.html is not what report\.json is drawn as/,
    run: (at) => auditedPages(at, 'report.html', (text) => text.replace(/reproduced/, 'confirmed')),
  },
  {
    id: 'markdown-digit-edited',
    what: 'A digit of the Markdown page is edited.',
    mustBe: 'differs',
    because: /report\.md is not what report\.json is drawn as/,
    run: (at) => auditedPages(at, 'report.md', (text) => text.replace(/0\.2/, '0.9')),
  },
  {
    id: 'junit-failure-removed',
    what: 'A page for build servers says something else than the document.',
    mustBe: 'differs',
    because: /junit\.xml is not what report\.json is drawn as/,
    run: (at) => auditedPages(at, 'junit.xml', (text) => text.replace(/failures="\d+"/, 'failures="7"')),
  },
  {
    id: 'report-with-a-field-of-its-own',
    what: 'A field is added that no report has.',
    mustBe: 'invalid-report',
    because: /field \/verdicts\/0\/note/,
    run: (at) =>
      errorOf(async () => {
        const report = await writtenReport(at);
        Object.assign(firstOf(report), { note: 'trust me' });
        return validateReport(report, 'planted');
      }),
  },
  {
    id: 'report-with-a-number-lost',
    what: 'A number of a report is lost.',
    mustBe: 'invalid-report',
    because: /perSeed/,
    run: (at) =>
      errorOf(async () => {
        const report = await writtenReport(at);
        Object.assign(partOf(report).perSeed[0]?.values ?? [], { 0: null });
        return validateReport(report, 'planted');
      }),
  },
]);
