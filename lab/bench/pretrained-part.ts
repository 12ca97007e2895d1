// A pretrained model's training step in the house and in PyTorch: the same documents and starting weights, both sides in turn. PyTorch in one
// process with two threads and in two with one each; the house as it trains, a thread a process (with more, steps have no bits of their own).
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { HarnessError } from '../../src/errors/harness-error.ts';
import { writePretrainedWork } from './pretrained-work.ts';
import { median } from './sample-summary.ts';

/** Processes at once, and threads of each. */
const FORMS = [
  { processes: 1, threads: 2 },
  { processes: 2, threads: 1 },
] as const;
/** Recording, first use of memory. */
const UNTIMED_STEPS = 2;
/** Losses of both sides are of the same work where they differ by less, in nats. */
const LARGEST_DIFFERENCE = 0.01;

export interface PretrainedTiming {
  readonly side: 'iml-verify' | 'PyTorch';
  readonly processes: number;
  readonly threads: number;
  /** Of one process; the median of all rounds. */
  readonly secondsAStep: number;
  /** Of all processes. */
  readonly stepsAnHour: number;
  readonly tokensASecond: number;
  /** Of the largest process. */
  readonly peakGigabytes: number;
}

export interface PretrainedResult {
  readonly model: string;
  readonly parameters: number;
  readonly rounds: number;
  readonly stepsARound: number;
  readonly largestLossDifference: number;
  readonly timings: readonly PretrainedTiming[];
  /** PyTorch's best steps an hour over ours; null without PyTorch. Below 1: ours are more. */
  readonly pytorchOverOurs: number | null;
}

interface PretrainedRequest {
  readonly model: string;
  readonly rounds: number;
  readonly stepsARound: number;
  readonly folder: string;
  readonly python: string | null;
  readonly signal: AbortSignal;
  readonly say: (words: string) => void;
}

interface ChildAnswer {
  readonly seconds: readonly number[];
  readonly losses: readonly number[];
  readonly peakGigabytes: number;
}

export async function measurePretrained(request: PretrainedRequest): Promise<PretrainedResult> {
  const { model, rounds, stepsARound, folder, python, say } = request;
  const work = writePretrainedWork(folder, { model, steps: stepsARound });
  const shown = work.batches.flat().reduce((sum, { length }) => sum + length - 1, 0) / stepsARound;
  const sides = python === null ? (['iml-verify'] as const) : (['iml-verify', 'PyTorch'] as const);
  const contenders = FORMS.flatMap((form) =>
    sides
      .filter((side) => side === 'PyTorch' || form.threads === 1)
      .map((side) => ({ side, ...form, answers: [] as ChildAnswer[] })),
  );
  for (let round = 1; round <= rounds; round += 1) {
    for (const { side, processes, threads, answers } of contenders) {
      say(`round ${round} of ${rounds}: ${side}, ${processes} x ${threads} threads`);
      const children = Array.from({ length: processes }, () => answerOf(side, threads, request));
      answers.push(...(await Promise.all(children)));
    }
  }
  const timings = contenders.map(({ side, processes, threads, answers }): PretrainedTiming => {
    const secondsAStep = median(answers.flatMap(({ seconds }) => seconds.slice(UNTIMED_STEPS)));
    const stepsAnHour = (processes * 3600) / secondsAStep;
    const peakGigabytes = Math.max(...answers.map((answer) => answer.peakGigabytes));
    return {
      side,
      processes,
      threads,
      secondsAStep,
      stepsAnHour,
      tokensASecond: (stepsAnHour * shown) / 3600,
      peakGigabytes,
    };
  });
  const best = (of: PretrainedTiming['side']) =>
    Math.max(...timings.filter(({ side }) => side === of).map(({ stepsAnHour }) => stepsAnHour));
  return {
    ...{ model, rounds, stepsARound, timings },
    parameters: work.layout.reduce((sum, { shape }) => sum + shape.reduce((product, length) => product * length, 1), 0),
    largestLossDifference: largestDifference(contenders.flatMap(({ answers }) => answers.map(({ losses }) => losses))),
    pytorchOverOurs: python === null ? null : best('PyTorch') / best('iml-verify'),
  };
}

async function answerOf(
  side: PretrainedTiming['side'],
  threads: number,
  { folder, python, signal }: PretrainedRequest,
): Promise<ChildAnswer> {
  const own = (file: string) => fileURLToPath(new URL(file, import.meta.url));
  const [program, words] =
    side === 'PyTorch'
      ? [python as string, [own('pytorch_llama.py')]]
      : [process.execPath, ['--import', 'tsx', own('pretrained-child.ts')]];
  const child = await execa(program, [...words, folder, String(threads)], {
    reject: false,
    cancelSignal: signal,
    cwd: join(own('.'), '../..'),
  });
  if (!child.failed) return JSON.parse(child.stdout.trim().split('\n').at(-1) ?? '') as ChildAnswer;
  throw new HarnessError('backend-unavailable', {
    what: 'A process that trains a pretrained model has ended.',
    where: `${side}, ${threads} threads`,
    got: child.stderr?.split('\n').find((line) => /^\S*Error/.test(line)) ?? `exit code ${child.exitCode}`,
    next: 'see that `npm run native` was run, and that memory is free: some 4 GB a process',
  });
}

/** @throws HarnessError where sides do other work */
function largestDifference(losses: readonly (readonly number[])[]): number {
  const [first = [], ...others] = losses;
  const differences = others.flatMap((own) => own.map((loss, step) => Math.abs(loss - (first[step] as number))));
  const largest = Math.max(0, ...differences);
  if (largest <= LARGEST_DIFFERENCE) return largest;
  throw new HarnessError('internal', {
    what: 'Both sides train the same documents from the same weights, and their losses differ.',
    got: `${largest} nats`,
    expected: `at most ${LARGEST_DIFFERENCE}`,
  });
}

/** For people. */
export function pretrainedTable({ timings }: PretrainedResult): string[][] {
  const heading = ['side', 'processes', 'threads', 's a step', 'steps an hour', 'tokens a second', 'GB a process'];
  const rows = timings.map(({ side, processes, threads, ...figures }) => [
    ...[side, String(processes), String(threads), figures.secondsAStep.toFixed(2), figures.stepsAnHour.toFixed(0)],
    ...[figures.tokensASecond.toFixed(0), figures.peakGigabytes.toFixed(2)],
  ]);
  return [heading, ...rows];
}
