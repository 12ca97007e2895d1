// Time that something takes: by the clock, and of the processor. The two differ where processes wait for a core, so the one tells
// how long a person waits here and now, the other what the work costs on this machine whatever else runs on it.
export interface Spent {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

export type Stopwatch = () => Spent;

export const NOTHING: Spent = { seconds: 0, cpuSeconds: 0 };

export function plus(one: Spent, other: Spent): Spent {
  return { seconds: one.seconds + other.seconds, cpuSeconds: one.cpuSeconds + other.cpuSeconds };
}

export function times(factor: number, { seconds, cpuSeconds }: Spent): Spent {
  return { seconds: factor * seconds, cpuSeconds: factor * cpuSeconds };
}

export function between(from: Spent, to: Spent): Spent {
  return plus(to, times(-1, from));
}

/** Of this process. */
export function processStopwatch(): Spent {
  const { user, system } = process.cpuUsage();
  return { seconds: performance.now() / 1000, cpuSeconds: (user + system) / 1e6 };
}
