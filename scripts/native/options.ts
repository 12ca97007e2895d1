// The words of `npm run native -- ...`.
import { parseArgs } from 'node:util';
import { readWords } from '../../lab/shared/read-words.ts';
import type { NativeKind } from '../../src/tensors/native/native-files.ts';

export interface NativeOptions {
  readonly kind: NativeKind;
  /** Only say whether the build that is there works. */
  readonly check: boolean;
  /** Build anew, whatever is there. */
  readonly force: boolean;
  readonly offline: boolean;
  /** Wheels that the user has fetched. */
  readonly wheels: readonly string[];
  /** Build for CUDA where no GPU is, say on the login node of a cluster. */
  readonly withoutGpu: boolean;
  readonly help: boolean;
}

export const USAGE = `npm run native [-- OPTIONS]
  Builds TensorFlow's native backend into .native/ (Linux x64).
  --cuda          for an NVIDIA GPU: 2.5 GB to download, 6.7 GB on the disk (without it: 0.3 and 1.1 GB)
  --without-gpu   with --cuda: do not insist on a GPU in this machine (a login node)
  --check         only say whether the build that is there works
  --offline       touch no network: use the wheels in .native/wheels and those given by --wheel
  --wheel FILE    use this wheel; may be given several times
  --force         build anew, whatever is there
  --help          this text
`;

/** @throws HarnessError `invalid-option` */
export function parseNativeOptions(words: readonly string[]): NativeOptions {
  const flag = { type: 'boolean', default: false } as const;
  return readWords(
    'npm run native',
    { expected: '--cuda, --without-gpu, --check, --offline, --wheel FILE, --force, --help' },
    () => {
      const { values } = parseArgs({
        args: [...words],
        options: {
          cuda: flag,
          'without-gpu': flag,
          check: flag,
          offline: flag,
          force: flag,
          help: { ...flag, short: 'h' },
          wheel: { type: 'string', multiple: true, default: [] },
        },
      });
      if (values['without-gpu'] && !values.cuda)
        throw new Error('--without-gpu says something only together with --cuda');
      if (values.check && values.force) throw new Error('--check builds nothing, so --force cannot go with it');
      return {
        kind: values.cuda ? 'cuda' : 'cpu',
        check: values.check,
        force: values.force,
        offline: values.offline,
        wheels: values.wheel,
        withoutGpu: values['without-gpu'],
        help: values.help,
      };
    },
  );
}
