// How much of a large file is read, on stderr: a bar for someone who watches, and a line every quarter of a minute for logs.
import cliProgress from 'cli-progress';
import { isWatched, type Terminal } from './terminal.ts';

/** `stop` must be called. */
interface ReadingDisplay {
  readonly show: (share: number) => void;
  readonly stop: () => void;
}

const intervalMs = 15_000;

export function readingDisplay(what: string, terminal: Terminal): ReadingDisplay {
  const { stderr, now } = terminal;
  const percent = (share: number) => Math.floor(100 * share);
  if (!isWatched(stderr, terminal)) {
    let lastSpokenAt = now();
    stderr.write(`Reading ${what}.\n`);
    return {
      show(share) {
        if (now() - lastSpokenAt < intervalMs) return;
        lastSpokenAt = now();
        stderr.write(`Reading ${what}: ${percent(share)} %.\n`);
      },
      stop() {},
    };
  }
  const bar = new cliProgress.SingleBar({
    stream: stderr,
    format: `Reading ${what} {bar} {percentage} %`,
    barsize: 24,
    hideCursor: false,
    gracefulExit: false,
    clearOnComplete: true,
  });
  bar.start(100, 0);
  return { show: (share) => bar.update(percent(share)), stop: () => bar.stop() };
}
