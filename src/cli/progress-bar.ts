// Progress for someone who watches: one bar that is redrawn, and above it the lines that stay.
import cliProgress from 'cli-progress';
import { eventLine } from './event-line.ts';
import type { Paint } from './paint.ts';
import { advance, describeProgress, NO_PROGRESS, type ProgressDisplay } from './progress.ts';
import type { Terminal } from './terminal.ts';

const barCells = 24;
/** Where the terminal does not say; some say 0. */
const fallbackColumns = 80;

export function progressBar({ stderr, now }: Terminal, paint: Paint): ProgressDisplay {
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
      if (event.kind === 'planned' && event.runsToTrain > 0) bar = bars.create(Math.max(1, event.stepsToTrain), 0);
      if (event.kind === 'extended') {
        if (bar === null && event.runsToTrain > 0) bar = bars.create(Math.max(1, progress.stepsToTrain), 0);
        bar?.setTotal(Math.max(1, progress.stepsToTrain));
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
