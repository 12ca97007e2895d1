// The line that stays on the screen for an event of a run; null for events that only move the progress.
import type { VerifyEvent } from '../execution/verify-request.ts';
import { markedWord, type Paint } from './paint.ts';
import { oneLine } from './text-columns.ts';

export function eventLine(event: VerifyEvent, paint: Paint): string | null {
  switch (event.kind) {
    case 'planned': {
      const { claims, runsFound, runsToTrain, processes, backend, device } = event;
      const found = runsFound > 0 ? `${runsFound} runs are in the ledger already` : 'no run is in the ledger yet';
      const work =
        runsToTrain > 0
          ? `${runsToTrain} to train in ${processes} ${processes === 1 ? 'process' : 'processes'}`
          : 'nothing to train';
      return `${claims} ${claims === 1 ? 'verdict' : 'verdicts'} to reach; ${found}, ${work}, on ${backend} (${device}).`;
    }
    case 'extended':
      return `${event.claims} ${event.claims === 1 ? 'claim is' : 'claims are'} undecided: ${event.runsToTrain} more runs to train.`;
    case 'claim-decided':
      return `${paint(event.verdict, markedWord(event.verdict))}: ${oneLine(`${event.claim} (${event.task})`)}`;
    case 'run-failed':
      return oneLine(`A run failed (${event.experiment}, seed ${event.seed}): ${event.reason.split('\n')[0] ?? ''}`);
    case 'warning':
      return oneLine(`Warning: ${event.message}`);
    case 'steps':
    case 'run-finished':
      return null;
  }
}
