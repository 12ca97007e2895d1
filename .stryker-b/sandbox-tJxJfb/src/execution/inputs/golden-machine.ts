// This machine as goldens describe theirs, and the environment whose goldens speak for it.
import { cpus } from 'node:os';
import { environmentName } from '../../goldens/manifest.ts';
import type { GoldenMachine } from '../../goldens/pool-schema.ts';
import type { Backend } from '../../tensors/backend.ts';

export function goldenMachine({ name, device, cohortSize, numerics }: Backend): GoldenMachine {
  return {
    backend: name,
    gpu: numerics.gpu === true,
    device,
    node: process.version,
    v8: process.versions.v8,
    platform: process.platform,
    arch: process.arch,
    processor: cpus()[0]?.model.trim() || 'unknown',
    cohortSize,
  };
}

export function goldenEnvironment(backend: Backend): string {
  return environmentName(goldenMachine(backend));
}
