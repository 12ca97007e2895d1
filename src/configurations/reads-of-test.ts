// Which measured numbers a test of a claim asks for, found by asking it with runs that write down what is read. So a design that reads
// something that a configuration does not measure is known before anything is trained.
import type { ClaimTest, SeedRuns } from '../claims/claim.ts';

export interface Read {
  readonly arm: string;
  /** As in run records: `after-stage-2/qa/accuracy`. */
  readonly measurement: string;
  readonly group: string;
}

/** Plots are left out: they show what there is. */
export function readsOfTest({ parts, gates, context }: ClaimTest): readonly Read[] {
  const { runs, reads } = recordingRuns();
  for (const { valuesOf } of parts) valuesOf(runs);
  for (const { read } of [...gates, ...context]) read(runs);
  return reads;
}

/** The arms that a number beside a verdict is read from. */
export function armsReadBy({ read }: ClaimTest['context'][number]): ReadonlySet<string> {
  const { runs, arms } = recordingRuns();
  read(runs);
  return arms;
}

function recordingRuns() {
  const reads: Read[] = [];
  const arms = new Set<string>();
  const runs: SeedRuns = everyName((arm) => {
    arms.add(arm);
    return {
      seed: 0,
      roles: { reliableTag: 0, groups: '', legend: {} },
      training: everyName(() => ({ steps: 0, epochs: 0, finalLoss: 0, reachedTarget: null })),
      values: everyName((measurement) =>
        everyName((group) => {
          reads.push({ arm, measurement, group });
          return 0;
        }),
      ),
      curves: {},
    };
  });
  return { runs, reads, arms };
}

function everyName<Value>(make: (name: string) => Value): Record<string, Value> {
  return new Proxy<Record<string, Value>>({}, { get: (_, name) => make(String(name)) });
}
