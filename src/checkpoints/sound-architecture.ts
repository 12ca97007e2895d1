// What every architecture must hold, wherever it was read: sizes that exist and fit each other, before anything is made of them.
import { Type } from 'typebox';
import { checked } from '../schemas/checked.ts';
import { inOneLine } from '../schemas/complaints.ts';
import { orNull } from '../schemas/parts.ts';
import type { Architecture } from './checkpoint.ts';
import { invalidCheckpoint } from './invalid-checkpoint.ts';

const upTo = (maximum: number) => Type.Integer({ minimum: 1, maximum });

const isBounded = checked<Architecture>(
  Type.Object({
    layers: upTo(1024),
    width: upTo(2 ** 16),
    heads: upTo(2 ** 10),
    keyValueHeads: upTo(2 ** 10),
    headSize: upTo(2 ** 12),
    hidden: upTo(2 ** 18),
    vocabulary: upTo(2 ** 20),
    positions: upTo(2 ** 24),
    normEpsilon: Type.Number({ exclusiveMinimum: 0, maximum: 1 }),
    rotary: orNull(Type.Object({ size: upTo(2 ** 12), base: Type.Number({ exclusiveMinimum: 1, maximum: 1e12 }) })),
  }),
);

/** @throws HarnessError `invalid-checkpoint` */
export function soundArchitecture(architecture: Architecture, where: string): Architecture {
  const { width, heads, keyValueHeads, headSize, rotary, family } = architecture;
  if (!isBounded(architecture)) throw refusal(inOneLine(isBounded.complaints(architecture)));
  if (heads % keyValueHeads !== 0) throw refusal(`${heads} heads share ${keyValueHeads} keys and values`);
  if (family !== 'llama' && heads * headSize !== width)
    throw refusal(`${heads} heads of ${headSize} in ${width} numbers`);
  if (rotary !== null && (rotary.size > headSize || rotary.size % 2 !== 0))
    throw refusal(`${rotary.size} numbers of heads of ${headSize} are turned in pairs`);
  return architecture;

  function refusal(got: string) {
    return invalidCheckpoint('The architecture that a model states is impossible.', { where, got });
  }
}
