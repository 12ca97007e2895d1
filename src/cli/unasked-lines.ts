// The claims that were not asked of a configuration, those with the same reason together.
import type { ReportConfiguration } from '../execution/report-document.ts';
import { oneLine, wrapText } from './text-columns.ts';

export function unaskedLines({ unasked }: Pick<ReportConfiguration, 'unasked'>): string[] {
  if (unasked.length === 0) return [];
  const reasons = [...new Set(unasked.map(({ reason }) => reason))];
  return [
    'Not asked:',
    ...reasons.flatMap((reason) => {
      const claims = unasked.filter((one) => one.reason === reason).map(({ claim }) => claim);
      return wrapText(oneLine(`${claims.join(', ')}: ${reason}.`), 110, '  ');
    }),
  ];
}
