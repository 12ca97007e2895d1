// Seeds as a person would list them: runs of neighbours shortened, for example "0–11, 14".

export function formatSeeds(seeds: readonly number[]): string {
  const sorted = [...new Set(seeds)].sort((a, b) => a - b);
  const runs: [first: number, last: number][] = [];
  for (const seed of sorted) {
    const run = runs.at(-1);
    if (run !== undefined && seed === run[1] + 1) run[1] = seed;
    else runs.push([seed, seed]);
  }
  if (runs.length === 0) return 'none';
  return runs.map(formatRun).join(', ');
}

function formatRun([first, last]: readonly [number, number]): string {
  if (first === last) return String(first);
  return last === first + 1 ? `${first}, ${last}` : `${first}\u2013${last}`;
}
