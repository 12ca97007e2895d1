// Times several contenders on one cell of the table: blocks of steps of about equal length, in rounds in which each contender has
// one turn, so that whatever else the machine does meets all of them alike.
import type { MeasuringChild } from './measuring-child.ts';

export interface TimedContender {
  readonly stepsABlock: number;
  /** Of a step of all seeds, one number a round. */
  readonly stepMs: readonly number[];
}

type Runner = Pick<MeasuringChild, 'ask'>;

const BLOCK_SECONDS = 0.2;
const MOST_STEPS = 1000;

/** @param children prepared for the cell */
export async function timeCell<Name extends string>(
  children: ReadonlyMap<Name, Runner>,
  rounds: number,
): Promise<Map<Name, TimedContender>> {
  const names = [...children.keys()];
  const timed = new Map<Name, { stepsABlock: number; stepMs: number[] }>();
  for (const [name, child] of children) timed.set(name, { stepsABlock: await calibrate(child), stepMs: [] });
  for (let round = 0; round < rounds; round += 1) {
    for (const name of rotated(names, round)) {
      const entry = timed.get(name) as { stepsABlock: number; stepMs: number[] };
      const { seconds } = await (children.get(name) as Runner).ask({ do: 'run', steps: entry.stepsABlock });
      entry.stepMs.push((1000 * seconds) / entry.stepsABlock);
    }
  }
  return timed;
}

/** Steps of a block: the first trial is short and pays for whatever is slow only once. */
async function calibrate(child: Runner): Promise<number> {
  let steps = 1;
  for (let trial = 0; trial < 3; trial += 1) {
    const { seconds } = await child.ask({ do: 'run', steps });
    if (seconds >= BLOCK_SECONDS) return Math.max(1, Math.round((steps * BLOCK_SECONDS) / seconds));
    steps = Math.min(MOST_STEPS, Math.max(steps, Math.round((steps * BLOCK_SECONDS) / Math.max(seconds, 1e-6))));
  }
  return steps;
}

/** The same names, another one first in each round. */
export function rotated<Name>(names: readonly Name[], round: number): Name[] {
  const start = round % Math.max(1, names.length);
  return [...names.slice(start), ...names.slice(0, start)];
}
