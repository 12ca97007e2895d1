// Progress for logs: plain lines on what stays true, and every quarter of a minute one on how far it is.

import { eventLine } from './event-line.ts';
import type { Paint } from './paint.ts';
import { advance, describeProgress, NO_PROGRESS, type ProgressDisplay } from './progress.ts';
import type { Terminal } from './terminal.ts';

const intervalMs = 15_000;

export function progressLines({ stderr, now }: Terminal, paint: Paint): ProgressDisplay {
  let progress = NO_PROGRESS;
  let lastSpokenAt = now();
  const note = (line: string) => {
    stderr.write(`${line}\n`);
  };
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
