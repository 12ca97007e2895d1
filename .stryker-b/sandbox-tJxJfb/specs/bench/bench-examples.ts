// A small document of the benchmark with figures that are easy to follow by hand.
import type { BenchDocument } from '../../lab/bench/bench-schema.ts';
import type { ContenderName } from '../../lab/bench/contenders.ts';
import { againstPyTorch, cellResult } from '../../lab/bench/step-results.ts';
import type { TimedContender } from '../../lab/bench/time-cell.ts';

export function timings(entries: Partial<Record<ContenderName, readonly number[]>>) {
  return new Map(
    Object.entries(entries).map(([name, stepMs]) => [
      name as ContenderName,
      { stepsABlock: 10, stepMs } satisfies TimedContender,
    ]),
  );
}

export function exampleDocument(): BenchDocument {
  const facts = { threads: 1, comparedSteps: 20, largestLossDifference: 1e-6 };
  const cells = [
    cellResult(
      {
        ...facts,
        cell: { width: 64, batch: 64, seeds: 1 },
        timed: timings({ replay: [0.5, 0.6, 0.9], wasm: [2, 2, 3], pytorch: [1, 1.2, 1.1] }),
      },
      200,
    ),
    cellResult(
      {
        ...facts,
        cell: { width: 64, batch: 64, seeds: 4 },
        timed: timings({ replay: [1.2, 1.6, 1.4], pytorch: [2, 2, 2] }),
      },
      200,
    ),
  ];
  const engine = (contender: ContenderName, label: string) => ({
    contender,
    label,
    threads: 1,
    engine: `${label} 1.0`,
    device: 'the CPU',
  });
  return {
    schemaVersion: 1,
    startedAt: '2026-11-23T10:00:00.000Z',
    finishedAt: '2026-11-23T10:20:00.000Z',
    harnessVersion: '0.1.0',
    machine: {
      processor: 'Example',
      cores: 2,
      memoryGibibytes: 8,
      platform: 'linux x64',
      node: 'v20.20.2',
      loadAverageAtStart: 0.1,
    },
    warnings: [],
    steps: {
      rounds: 3,
      engines: [engine('replay', 'native, replayed'), engine('wasm', 'wasm'), engine('pytorch', 'PyTorch, stacked')],
      peaks: [{ contender: 'replay', threads: 1, matrixSide: 1024, gigaflops: 200 }],
      cells,
      againstPyTorch: againstPyTorch(cells),
    },
    profile: {
      request: 'iml run --profile quick --backend B',
      runs: [
        { backend: 'wasm', device: 'WebAssembly', seconds: 360, trainedRuns: 164 },
        { backend: 'tensorflow', device: 'the CPU', seconds: 90, trainedRuns: 164 },
      ],
      timesAsFast: 4,
      sameVerdicts: true,
      largestEffectDifference: { claim: 'iml-appears', task: 'digit-grid/symbols', difference: 0.001 },
    },
    processes: null,
  };
}
