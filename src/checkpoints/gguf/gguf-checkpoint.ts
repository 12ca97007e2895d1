// A model in one GGUF file.
import { basename } from 'node:path';
import type { ByteSource } from '../byte-source.ts';
import type { Checkpoint } from '../checkpoint.ts';
import { weightsOf } from '../weights.ts';
import { ggufArchitecture } from './gguf-architecture.ts';
import { readGguf } from './gguf-file.ts';
import { ggufTokenizer } from './gguf-tokenizer.ts';

/** @throws HarnessError `invalid-checkpoint` */
export function ggufCheckpoint(source: ByteSource): Checkpoint {
  const where = source.file;
  const file = readGguf(source);
  const architecture = ggufArchitecture(file, where);
  const weights = weightsOf(architecture, {
    where,
    sources: [source],
    tensors: file.tensors,
    storedAs: ({ ggufName, inGguf }) => ({ name: ggufName, placement: inGguf }),
  });
  return {
    name: textOr(file.metadata.get('general.name'), basename(where)),
    licence: textOr(file.metadata.get('general.license'), null),
    source: where,
    architecture,
    tokenizer: ggufTokenizer(file.metadata, { where, vocabulary: architecture.vocabulary }),
    ...weights,
  };
}

function textOr<Other>(value: unknown, other: Other): string | Other {
  return typeof value === 'string' ? value : other;
}
