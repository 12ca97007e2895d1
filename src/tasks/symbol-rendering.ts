// Symbols: each cell is a one-hot digit, the query a token (experiments.md 1).
import { DIGITS, type DigitGridWorld } from './digit-grid.ts';
import { queryTokens } from './documents.ts';
import type { Rendering } from './rendering.ts';

export function symbolRendering(world: DigitGridWorld): Rendering {
  const { cells, digits } = world;
  return {
    features: cells * DIGITS,
    patches: null,
    tokens: queryTokens.count(cells),
    draw({ variable, target, offset }) {
      for (let cell = 0; cell < cells; cell += 1) {
        target[offset + cell * DIGITS + (digits[variable * cells + cell] as number)] = 1;
      }
    },
  };
}
