// What golden runs are made on, as it stands in their pools: the engine and the machine below it.
import { cpus } from 'node:os';
import { arch, platform, version, versions } from 'node:process';
import type { Backend } from '../tensors/backend.ts';
import type { GoldenMachine } from './pool-schema.ts';

export function goldenMachine({ name, device, cohortSize, numerics }: Omit<Backend, 'engine'>): GoldenMachine {
  return {
    backend: name,
    device,
    gpu: numerics.gpu === true,
    node: version,
    v8: versions.v8,
    platform,
    arch,
    processor: cpus()[0]?.model.trim() || 'unknown',
    cohortSize,
  };
}
