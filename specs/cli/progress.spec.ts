// Progress: counts, speed and time left from the events of a run, as lines for logs and as a bar for people.
import { describe, expect, it } from 'vitest';
import {
  advance,
  describeProgress,
  describeSeconds,
  displayFor,
  NO_PROGRESS,
  secondsLeft,
  stepsPerSecond,
} from '../../src/cli/terminal/progress-display.ts';
import type { VerifyEvent } from '../../src/execution/campaign/verify-request.ts';
import { tryTerminal } from './try-terminal.ts';

const planned: VerifyEvent = {
  kind: 'planned',
  claims: 3,
  runsFound: 2,
  runsToTrain: 10,
  stepsToTrain: 10_000,
  processes: 2,
  backend: 'wasm',
  device: 'WebAssembly',
};
const decided = {
  kind: 'claim-decided',
  claim: 'a-claim',
  task: 'a-task',
  verdict: 'reproduced',
  isExploratory: false,
} as const satisfies VerifyEvent;

/** 100 steps a second for some seconds. */
function train(seconds: number) {
  let progress = advance(NO_PROGRESS, planned, 0);
  for (let at = 100; at <= seconds * 1000; at += 100) progress = advance(progress, { kind: 'steps', steps: 10 }, at);
  return progress;
}

describe('progress', () => {
  it('knows speed and time left after two seconds, not before', () => {
    expect(secondsLeft(train(1))).toBeNull();
    expect(stepsPerSecond(train(10))).toBeCloseTo(100, 0);
    expect(secondsLeft(train(50))).toBeCloseTo(50, 0);
    expect(describeProgress(train(50))).toBe('claims 0/3, runs 2/12, 100 steps/s, about 50 s left');
  });

  it('counts slow steps by the minute', () => {
    let progress = advance(NO_PROGRESS, planned, 0);
    for (let at = 5000; at <= 60_000; at += 5000) progress = advance(progress, { kind: 'steps', steps: 2 }, at);
    expect(describeProgress(progress)).toContain(', 24 steps/min, ');
  });

  it('grows when undecided claims ask for more seeds', () => {
    const more: VerifyEvent = { kind: 'extended', claims: 1, runsFound: 1, runsToTrain: 4, stepsToTrain: 4000 };
    const progress = advance(train(10), more, 10_000);
    expect([progress.runs, progress.runsDone, progress.stepsToTrain]).toEqual([17, 3, 14_000]);
    expect(secondsLeft(progress)).toBeCloseTo(130, 0);
  });

  it('remembers half a minute, whatever the number of events', () => {
    expect(train(600).window.length).toBeLessThan(125);
  });

  it('goes by the last half minute', () => {
    let progress = train(100);
    for (let at = 101_000; at <= 200_000; at += 1000) progress = advance(progress, { kind: 'steps', steps: 1 }, at);
    expect(stepsPerSecond(progress)).toBeCloseTo(1, 5);
  });

  it.each([
    [0, '0 s'],
    [12, '15 s'],
    [55, '55 s'],
    [58, '1 min'],
    [200, '3 min'],
    [3599, '1 h 0 min'],
    [7500, '2 h 5 min'],
  ])('says %i seconds as %s', (seconds, words) => {
    expect(describeSeconds(seconds)).toBe(words);
  });
});

describe('progress in a log', () => {
  it('has a line for what stays true, and one every quarter of a minute', () => {
    const terminal = tryTerminal();
    const display = displayFor(false, terminal);
    display.show(planned);
    for (let second = 0; second < 40; second++) {
      terminal.passMs(1000);
      display.show({ kind: 'steps', steps: 100 });
    }
    display.show({ kind: 'run-finished', experiment: 'a-claim/base', seed: 1 });
    display.show({ kind: 'run-failed', experiment: 'a-claim/base', seed: 2, reason: 'loss is NaN\n at stack' });
    display.show({ kind: 'warning', message: 'a file was set aside' });
    display.show(decided);
    display.stop();
    expect(terminal.printed()).toEqual({
      stdout: '',
      stderr: [
        '3 verdicts to reach; 2 runs are in the ledger already, 10 to train in 2 processes, on wasm (WebAssembly).',
        'Training: claims 0/3, runs 2/12, 100 steps/s, about 1 min left.',
        'Training: claims 0/3, runs 2/12, 100 steps/s, about 1 min left.',
        'A run failed (a-claim/base, seed 2): loss is NaN',
        'Warning: a file was set aside',
        '✔ reproduced: a-claim (a-task) [claims 1/3, runs 4/12, 100 steps/s, about 1 min left]',
        '',
      ].join('\n'),
    });
  });

  it('states no share where nothing was planned, as in a job that only judges', () => {
    const terminal = tryTerminal();
    displayFor(false, terminal).show(decided);
    expect(terminal.printed().stderr).toBe('✔ reproduced: a-claim (a-task)\n');
  });
});

describe('progress for someone who watches', () => {
  it('keeps the lines above a bar, and leaves a bar that has ended', () => {
    const terminal = tryTerminal({ watched: true, environment: { NO_COLOR: '1' } });
    const display = displayFor(false, terminal);
    display.show(planned);
    display.show({ kind: 'steps', steps: 0 });
    terminal.passMs(5000);
    display.show({ kind: 'steps', steps: 5000 });
    display.show(decided);
    display.stop();
    display.stop();
    const { stderr } = terminal.printed();
    expect(stderr).toContain('✔ reproduced: a-claim (a-task)\n');
    expect(stderr).toContain('████████████░░░░░░░░░░░░ 50 %, claims 1/3, runs 2/12, 1000 steps/s, about 5 s left');
  });

  it('paints a pass green, and one that confirms nothing not at all: that says what it is', () => {
    const terminal = tryTerminal({ watched: true });
    const display = displayFor(false, terminal);
    display.show(decided);
    display.show({ ...decided, isExploratory: true });
    expect(terminal.printed().stderr).toBe(
      '\u001b[32m✔ reproduced\u001b[39m: a-claim (a-task)\n✔ reproduced, exploratory: a-claim (a-task)\n',
    );
  });

  it('draws no bar where nothing is to be trained', () => {
    const terminal = tryTerminal({ watched: true, environment: { NO_COLOR: '1' } });
    const display = displayFor(false, terminal);
    display.show({ ...planned, runsToTrain: 0, stepsToTrain: 0 });
    display.show(decided);
    display.stop();
    expect(terminal.printed().stderr).not.toMatch(/[█░]/);
  });
});
