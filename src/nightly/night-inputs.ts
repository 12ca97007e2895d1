// Tier D0 in words: what of a night is not as it was when the goldens were recorded.
import type { DriftInput } from '../decisions/drift/drift-judgement.ts';
import type { GoldenMachine } from '../goldens/pool-schema.ts';

interface Made {
  readonly fingerprint: string;
  readonly machine: GoldenMachine;
}

/**
 * Tier D0: what of a night is not as it was when the goldens were recorded (decisions.md B5). Code and environment may differ: that is
 * what a night is for, but it says so. Experiment and data cannot: pools are found by the experiment's hash, which holds the pictures'.
 */
export function nightInputs(golden: Made, now: Made) {
  const fields = Object.keys(golden.machine) as (keyof GoldenMachine)[];
  const environment = fields
    .filter((field) => golden.machine[field] !== now.machine[field])
    .map((field) => `${String(field)} was ${golden.machine[field]}, is ${now.machine[field]}`);
  // The fingerprint holds engine versions as well; with the same machine it differs by the code alone.
  const isSameCode = golden.fingerprint === now.fingerprint;
  const code = isSameCode
    ? []
    : [`the code that makes numbers, or its engine, is another (fingerprint ${short(golden)}, now ${short(now)})`];
  const differing: DriftInput[] = [];
  if (!isSameCode) differing.push('code');
  if (environment.length > 0) differing.push('environment');
  return { differing, words: [...code, ...environment] };
}

function short({ fingerprint }: Made): string {
  return fingerprint.slice(0, 12);
}
