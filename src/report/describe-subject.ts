// What a report is about, in a few words: a profile of the registry, or someone's own configuration.
import type { ReportDocument } from '../execution/campaign/report-document.ts';

export function describeSubject({ profile, configuration }: Pick<ReportDocument, 'profile' | 'configuration'>): string {
  return configuration === undefined ? `profile ${profile}` : `configuration ${configuration.name}, profile ${profile}`;
}
