// On what machine figures were measured, and whether it was quiet: figures of a benchmark are worth nothing without.
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import type { BenchMachine } from './bench-schema.ts';

/** Above it somebody else was at work in the minute before. */
export const QUIET_LOAD = 0.5;

export function thisMachine(): BenchMachine {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGibibytes: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    loadAverageAtStart: loadavg()[0] ?? 0,
  };
}

/** A warning, or null on a quiet machine. */
export function busyWarning({ loadAverageAtStart }: Pick<BenchMachine, 'loadAverageAtStart'>): string | null {
  if (loadAverageAtStart <= QUIET_LOAD) return null;
  return `The machine was busy at the start (load average ${loadAverageAtStart.toFixed(1)}): times are too long, ratios are rough.`;
}
