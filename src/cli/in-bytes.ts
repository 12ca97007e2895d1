// A size for people: 7.2 kB, 1.4 GB.
const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

export function inBytes(bytes: number): string {
  let size = bytes;
  let unit = 0;
  for (; size >= 1000 && unit < UNITS.length - 1; unit++) size /= 1000;
  return `${unit === 0 ? size : size.toFixed(size < 10 ? 1 : 0)} ${UNITS[unit]}`;
}
