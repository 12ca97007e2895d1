// The environment that a set of goldens speaks for: the backend, and for engines that are compiled for a machine its platform too.
// Numbers of two environments agree to rounding only, so each has pools of its own.

export interface Machine {
  readonly backend: string;
  /** Whether native TensorFlow computes on a GPU. */
  readonly gpu: boolean;
  readonly platform: string;
  readonly arch: string;
}

/** `wasm`, `cpu`, `tensorflow-linux-x64`, `tensorflow-gpu-linux-x64`: a folder's name. */
export function environmentName({ backend, gpu, platform, arch }: Machine): string {
  if (backend === 'wasm' || backend === 'cpu') return backend;
  const engine = backend === 'tensorflow' && gpu ? 'tensorflow-gpu' : backend;
  return `${engine}-${platform}-${arch}`;
}
