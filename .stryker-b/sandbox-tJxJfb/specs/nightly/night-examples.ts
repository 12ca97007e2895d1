// A night as a fine one leaves it, and what specs change of it.
import type { NightRecord, WatchedVerdict } from '../../src/nightly/night-record.ts';

export function exampleWatched(change: Partial<WatchedVerdict> = {}): WatchedVerdict {
  return {
    id: 'digit-grid/symbols/iml-appears/D5 - D6 after Stage 2',
    kind: 'part',
    claim: 'iml-appears',
    task: 'digit-grid/symbols',
    name: 'D5 - D6 after Stage 2',
    unit: 'accuracy',
    verdict: 'identical',
    tier: 'D1',
    reason: '2 golden seeds run again gave the same bytes.',
    golden: { seeds: 40, mean: 0.29, standardDeviation: 0.03 },
    fresh: [0.28, 0.31, 0.3, 0.27, 0.29, 0.33, 0.25, 0.3],
    paired: [],
    size: { shift: 0.001, low: -0.02, high: 0.022, seeds: 8, from: 'fresh-seeds' },
    margin: 0.073,
    logEvidence: { paired: 0, fresh: -1.2, detector: -0.9 },
    alarm: null,
    ...change,
  };
}

export function exampleNight(night: string, change: Partial<NightRecord> = {}): NightRecord {
  return {
    format: 'iml-verify-night',
    schemaVersion: 2,
    night,
    startedAt: `${night}T02:17:00.000Z`,
    finishedAt: `${night}T02:20:30.000Z`,
    profile: 'quick',
    asked: { claims: [], tasks: [] },
    environment: {
      name: 'wasm',
      backend: 'wasm',
      device: 'WebAssembly, one thread a process',
      node: 'v20.20.2',
      platform: 'linux x64',
      cores: 2,
      fingerprint: 'f'.repeat(64),
      harnessVersion: '0.1.0',
      commit: 'c'.repeat(40),
      uncommitted: null,
    },
    goldens: {
      sha256: '0'.repeat(64),
      fingerprint: 'f'.repeat(64),
      commit: 'a'.repeat(40),
      recordedAt: '2026-11-26T12:00:00.000Z',
      seeds: 40,
    },
    differences: [],
    seeds: { fresh: [1, 2, 3, 4, 5, 6, 7, 8], golden: [32_000, 32_001], confirming: [], planted: [] },
    experiments: [{ hash: 'e'.repeat(64), label: 'iml-appears/base', replayed: 2, identical: 2, deterministic: true }],
    watched: [exampleWatched()],
    controls: {
      null: { passed: true, words: 'No alarm where nothing can have moved.' },
      planted: { passed: true, words: 'The effect taken out was found.' },
    },
    budget: { watched: 1, alpha: 0.0025, expectedFalseAlarmsAYear: 1, words: 'At most 1 false alarm expected a year.' },
    failures: [],
    verdict: 'identical',
    reason: '1 numbers: 1 identical.',
    ...change,
  };
}
