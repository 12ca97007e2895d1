// Configuration of the digit-grid task (the paper's MNIST question-answer idea): what is declared before a seed is drawn.
import { type Static, Type } from 'typebox';

/** Subsets of the paper (paper.md 1). D8 carries the third tag, QA7 is never defined nor asked in training. */
export const GROUP_NAMES = ['D1QA1', 'D2QA2', 'QA3', 'D5', 'D6', 'D8', 'QA7'] as const;
export type GroupName = (typeof GROUP_NAMES)[number];

const Count = Type.Integer({ minimum: 0, maximum: 100_000 });
const Share = Type.Number({ minimum: 0, maximum: 1 });

export const DigitGridConfigSchema = Type.Object(
  {
    kind: Type.Literal('digit-grid'),
    rendering: Type.Union([
      Type.Object({ kind: Type.Literal('symbols') }, { additionalProperties: false }),
      Type.Object(
        {
          kind: Type.Literal('handwriting'),
          /** SHA-256 of the pictures, so that other pictures are another experiment. */
          imagesDigest: Type.String({ minLength: 8 }),
          /** `tokens`: tag and asked cell are tokens. `pixels`: a bar-code strip and a white frame, as in the paper. */
          query: Type.Union([Type.Literal('tokens'), Type.Literal('pixels')]),
          columns: Type.Integer({ minimum: 1, maximum: 10 }),
        },
        { additionalProperties: false },
      ),
    ]),
    /** Cells of a grid: digits of a variable, binary labels of an entity. */
    cells: Type.Integer({ minimum: 1, maximum: 25 }),
    /** Cells of each Stage-1 variable whose question is trained; the others are held out. */
    trainedCells: Type.Integer({ minimum: 0, maximum: 25 }),
    groups: Type.Object(
      { D1QA1: Count, D2QA2: Count, QA3: Count, D5: Count, D6: Count, D8: Count, QA7: Count },
      { additionalProperties: false },
    ),
    /** Exact share of definitions that agree with the questions, by tag. The paper's alpha is {alpha, 1 - alpha}. */
    consistentShare: Type.Object({ reliable: Share, unreliable: Share }, { additionalProperties: false }),
    /** `alias-first` also trains (variable, ALIAS) -> its tag, as causal training does when the tag follows the alias. */
    wordOrder: Type.Union([Type.Literal('tag-first'), Type.Literal('alias-first')]),
  },
  { additionalProperties: false },
);

export type DigitGridConfig = Static<typeof DigitGridConfigSchema>;
