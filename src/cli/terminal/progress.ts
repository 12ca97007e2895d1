// How far a run is: a pure count of its events, and the words for it. progress-display.ts shows them.
import type { VerifyEvent } from '../../execution/campaign/verify-request.ts';

export interface Progress {
  readonly claims: number;
  readonly decided: number;
  readonly runs: number;
  readonly runsDone: number;
  readonly stepsToTrain: number;
  readonly steps: number;
  /** Instants (ms) with the steps done by then, over the last half minute: speed is what happened lately.
   * It begins with the first steps, since workers take a while to start. */
  readonly window: readonly { readonly at: number; readonly steps: number }[];
}

export const NO_PROGRESS: Progress = {
  claims: 0,
  decided: 0,
  runs: 0,
  runsDone: 0,
  stepsToTrain: 0,
  steps: 0,
  window: [],
};

const windowMs = 30_000;
/** Below this there is too little to go by for a speed. */
const minimumWindowMs = 2000;
/** Between points of the window, which bounds its length. */
const spacingMs = 500;

export function advance(before: Progress, event: VerifyEvent, at: number): Progress {
  switch (event.kind) {
    case 'planned': {
      const { claims, runsFound, runsToTrain, stepsToTrain } = event;
      const runs = runsFound + runsToTrain;
      return { ...before, claims, runs, runsDone: runsFound, stepsToTrain };
    }
    case 'extended': {
      const { runsFound, runsToTrain, stepsToTrain } = event;
      const runs = before.runs + runsFound + runsToTrain;
      const runsDone = before.runsDone + runsFound;
      return { ...before, runs, runsDone, stepsToTrain: before.stepsToTrain + stepsToTrain };
    }
    case 'steps': {
      const steps = before.steps + event.steps;
      return { ...before, steps, window: extend(before.window, { at, steps }) };
    }
    case 'run-finished':
    case 'run-failed':
      return { ...before, runsDone: before.runsDone + 1 };
    case 'claim-decided':
      return { ...before, decided: before.decided + 1 };
    case 'warning':
      return before;
  }
}

type Point = Progress['window'][number];

function extend(window: readonly Point[], point: Point): readonly Point[] {
  const kept = window.filter(({ at }) => at >= point.at - windowMs);
  const previous = kept.at(-2);
  const crowded = previous !== undefined && point.at - previous.at < spacingMs;
  return [...(crowded ? kept.slice(0, -1) : kept), point];
}

/** Of all processes together; null while there is too little to go by. */
export function stepsPerSecond({ window }: Progress): number | null {
  const [first] = window;
  const last = window.at(-1);
  if (first === undefined || last === undefined || last.at - first.at < minimumWindowMs) return null;
  return ((last.steps - first.steps) * 1000) / (last.at - first.at);
}

/** Too high where runs that train to a loss stop early. Null while unknown. */
export function secondsLeft(progress: Progress): number | null {
  const speed = stepsPerSecond(progress);
  if (speed === null || speed <= 0) return null;
  return Math.max(0, progress.stepsToTrain - progress.steps) / speed;
}

/** "claims 3/21, runs 120/384, 850 steps/s, about 4 min left". */
export function describeProgress(progress: Progress): string {
  const words = [`claims ${progress.decided}/${progress.claims}`, `runs ${progress.runsDone}/${progress.runs}`];
  const speed = stepsPerSecond(progress);
  const left = secondsLeft(progress);
  if (speed !== null) words.push(`${Math.round(speed)} steps/s`);
  if (left !== null) words.push(`about ${describeSeconds(left)} left`);
  return words.join(', ');
}

/** "40 s", "4 min", "2 h 5 min": as precise as a forecast deserves. */
export function describeSeconds(seconds: number): string {
  if (seconds <= 55) return `${Math.ceil(seconds / 5) * 5} s`;
  const minutes = Math.max(1, Math.round(seconds / 60));
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
