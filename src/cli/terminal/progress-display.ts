// Progress on stderr: one bar that is redrawn for someone who watches, and above it the lines that stay; plain lines for logs, and every
// quarter of a minute one on how far it is.
import cliProgress from 'cli-progress';
import type { VerifyEvent } from '../../execution/campaign/verify-request.ts';
import { isWatched, markedWord, type Paint, paintFor, type Terminal } from './terminal.ts';
import { counted, oneLine } from './text-columns.ts';

/** Shows events to a person. `stop` must be called, and may be called twice. */
interface ProgressDisplay {
  readonly show: (event: VerifyEvent) => void;
  readonly note: (line: string) => void;
  readonly stop: () => void;
}

/** @param json a program reads, and nobody watches */
export function displayFor(json: boolean, terminal: Terminal): ProgressDisplay {
  const paint = paintFor(terminal.stderr, terminal);
  const watched = isWatched(terminal.stderr, terminal) && !json;
  return watched ? progressBar(terminal, paint) : progressLines(terminal, paint);
}

const barCells = 24;
/** Where the terminal does not say; some say 0. */
const fallbackColumns = 80;

function progressBar({ stderr, now }: Terminal, paint: Paint): ProgressDisplay {
  let progress = NO_PROGRESS;
  const bars = new cliProgress.MultiBar({
    stream: stderr,
    fps: 4,
    // Cursor and wrapping stay as they are: whatever ends the process, the terminal is as it was.
    hideCursor: false,
    linewrap: true,
    gracefulExit: false,
    format: () => drawBar(),
  });
  let bar: cliProgress.SingleBar | null = null;
  let stopped = false;

  function drawBar(): string {
    const { stepsToTrain, steps } = progress;
    const share = stepsToTrain === 0 ? 1 : Math.min(1, steps / stepsToTrain);
    const full = Math.floor(share * barCells);
    const line = `${'█'.repeat(full)}${'░'.repeat(barCells - full)} ${Math.floor(share * 100)} %, ${describeProgress(progress)}`;
    const columns = stderr.columns || fallbackColumns;
    return [...line].slice(0, columns - 1).join('');
  }

  const note = (line: string) => {
    if (bar === null || stopped) stderr.write(`${line}\n`);
    else bars.log(`${line}\n`);
  };
  return {
    note,
    show: (event) => {
      progress = advance(progress, event, now());
      const line = eventLine(event, paint);
      if (line !== null) note(line);
      if (event.kind === 'planned' || event.kind === 'extended') {
        const total = Math.max(1, progress.stepsToTrain);
        if (bar === null && event.runsToTrain > 0) bar = bars.create(total, 0);
        bar?.setTotal(total);
      }
      bar?.update(Math.min(progress.steps, bar.getTotal()));
    },
    stop: () => {
      if (stopped) return;
      stopped = true;
      if (bar === null) return;
      bars.update();
      bars.stop();
    },
  };
}

const intervalMs = 15_000;

function progressLines({ stderr, now }: Terminal, paint: Paint): ProgressDisplay {
  let progress = NO_PROGRESS;
  let lastSpokenAt = now();
  const note = (line: string) => void stderr.write(`${line}\n`);
  return {
    note,
    show: (event) => {
      const at = now();
      progress = advance(progress, event, at);
      const line = eventLine(event, paint);
      // A job that only judges was not told what is planned, so there is nothing of which this would be a share.
      const isShare = event.kind === 'claim-decided' && progress.claims > 0;
      if (line !== null) note(isShare ? `${line} [${describeProgress(progress)}]` : line);
      const spoken = event.kind === 'planned' || event.kind === 'claim-decided';
      if (!spoken && at - lastSpokenAt >= intervalMs) note(`Training: ${describeProgress(progress)}.`);
      if (spoken || at - lastSpokenAt >= intervalMs) lastSpokenAt = at;
    },
    stop: () => {},
  };
}

/** The line that stays on the screen for an event of a run; null for events that only move the progress. */
function eventLine(event: VerifyEvent, paint: Paint): string | null {
  switch (event.kind) {
    case 'planned': {
      const { claims, runsFound, runsToTrain, processes, backend, device } = event;
      const found = runsFound > 0 ? `${runsFound} runs are in the ledger already` : 'no run is in the ledger yet';
      const workers = counted(processes, 'process', 'processes');
      const work = runsToTrain > 0 ? `${runsToTrain} to train in ${workers}` : 'nothing to train';
      return `${counted(claims, 'verdict')} to reach; ${found}, ${work}, on ${backend} (${device}).`;
    }
    case 'extended':
      return `${counted(event.claims, 'claim is', 'claims are')} undecided: ${event.runsToTrain} more runs to train.`;
    case 'claim-decided': {
      const { verdict, claim, task, isExploratory } = event;
      // What confirms nothing is not in the colour of a pass.
      const word = isExploratory ? `${markedWord(verdict)}, exploratory` : paint(verdict, markedWord(verdict));
      return `${word}: ${oneLine(`${claim} (${task})`)}`;
    }
    case 'run-failed':
      return oneLine(`A run failed (${event.experiment}, seed ${event.seed}): ${event.reason.split('\n')[0] ?? ''}`);
    case 'warning':
      return oneLine(`Warning: ${event.message}`);
    case 'steps':
    case 'run-finished':
      return null;
  }
}

/** An instant (ms) with the steps done by then. */
type Point = Readonly<Record<'at' | 'steps', number>>;
type Progress = Readonly<typeof NO_PROGRESS>;

export const NO_PROGRESS = {
  claims: 0,
  decided: 0,
  runs: 0,
  runsDone: 0,
  stepsToTrain: 0,
  steps: 0,
  /** The last half minute, for speed is what happened lately; from the first steps on, since workers take a while to start. */
  window: [] as readonly Point[],
};

const windowMs = 30_000;
/** Below this there is too little to go by for a speed. */
const minimumWindowMs = 2000;
/** Between points of the window, which bounds its length. */
const spacingMs = 500;

/** How far a run is: a pure count of its events. */
export function advance(before: Progress, event: VerifyEvent, at: number): Progress {
  switch (event.kind) {
    case 'planned':
    case 'extended': {
      const claims = event.kind === 'planned' ? event.claims : before.claims;
      const runs = before.runs + event.runsFound + event.runsToTrain;
      const runsDone = before.runsDone + event.runsFound;
      return { ...before, claims, runs, runsDone, stepsToTrain: before.stepsToTrain + event.stepsToTrain };
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

/** A pretrained model takes seconds a step: so many a second, which would round to none. */
const SLOW = 2;

/** "claims 3/21, runs 120/384, 850 steps/s, about 4 min left". */
export function describeProgress(progress: Progress): string {
  const words = [`claims ${progress.decided}/${progress.claims}`, `runs ${progress.runsDone}/${progress.runs}`];
  const speed = stepsPerSecond(progress);
  const left = secondsLeft(progress);
  if (speed !== null) words.push(speed < SLOW ? `${Math.round(60 * speed)} steps/min` : `${Math.round(speed)} steps/s`);
  if (left !== null) words.push(`about ${describeSeconds(left)} left`);
  return words.join(', ');
}

/** "40 s", "4 min", "2 h 5 min": as precise as a forecast deserves. */
export function describeSeconds(seconds: number): string {
  if (seconds <= 55) return `${Math.ceil(seconds / 5) * 5} s`;
  const minutes = Math.max(1, Math.round(seconds / 60));
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
