// Instants and spans as a person reads them. Always UTC, so that a report is the same bytes wherever it is rendered.

/** "2026-05-04 10:22 UTC" from ISO 8601. */
export function formatInstant(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}

/** "took 12 min 5 s": two units at most. */
export function formatSpan(from: string, to: string): string {
  const seconds = Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));
  if (seconds < 60) return `took ${seconds} s`;
  if (seconds < 3600) return `took ${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `took ${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}
