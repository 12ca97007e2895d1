// Pictures of the ten digits, and their division into training and testing pictures, so that a digit is tested in handwriting
// never trained on. Source: the paper's MNIST question-answer task (paper.md 2.9); experiments.md 7 (80 / 20).
import { HarnessError } from '../../errors/harness-error.ts';

export const digitCount = 10;

/** One picture: rows * columns values from 0 (paper) to 1 (ink), row by row. */
export type DigitImage = Float32Array;

/** All pictures of a source. Without a testing set of its own (`null`), the pictures are divided by a seed. */
export interface DigitImagePool {
  /** What people call the source. It may not enter a hash: `digest` does. */
  readonly name: string;
  /** sha256 (hex) of the uncompressed contents. */
  readonly digest: string;
  readonly rows: number;
  readonly columns: number;
  /** byDigit[d]: the pictures of digit d, in the order of the file. */
  readonly byDigit: readonly (readonly DigitImage[])[];
  readonly testingByDigit: readonly (readonly DigitImage[])[] | null;
}

/** What a task draws from: training[d] and testing[d] hold pictures of digit d, none in both. */
export interface DigitImages extends Pick<DigitImagePool, 'name' | 'digest' | 'rows' | 'columns'> {
  /** `given`: the source has its own testing set (MNIST). `by-seed`: divided 80 / 20 by the given permutations (UCI). */
  readonly split: 'given' | 'by-seed';
  readonly training: readonly (readonly DigitImage[])[];
  readonly testing: readonly (readonly DigitImage[])[];
}

/** Chance, passed in: a permutation of 0 .. length - 1 for each digit. */
export type PermutationForDigit = (length: number, digit: number) => readonly number[];

/**
 * Four fifths (rounded down) of the pictures of each digit for training, the rest for testing, in the order of the permutation.
 * A source with its own testing set keeps it, and then no permutation is asked for.
 */
export function splitDigitImages(pool: DigitImagePool, permutationFor: PermutationForDigit): DigitImages {
  checkPictures(pool, pool.byDigit, 'pictures');
  const { name, digest, rows, columns } = pool;
  if (pool.testingByDigit !== null) {
    checkPictures(pool, pool.testingByDigit, 'testing pictures');
    const divided = { training: pool.byDigit, testing: pool.testingByDigit };
    checkBothSides(pool, divided);
    return { name, digest, rows, columns, split: 'given', ...divided };
  }
  const training: DigitImage[][] = [];
  const testing: DigitImage[][] = [];
  for (const [digit, pictures] of pool.byDigit.entries()) {
    const shuffled = permute(pictures, permutationFor(pictures.length, digit), digit);
    const trainingCount = Math.floor((4 * pictures.length) / 5);
    training.push(shuffled.slice(0, trainingCount));
    testing.push(shuffled.slice(trainingCount));
  }
  checkBothSides(pool, { training, testing });
  return { name, digest, rows, columns, split: 'by-seed', training, testing };
}

function permute(pictures: readonly DigitImage[], permutation: readonly number[], digit: number): DigitImage[] {
  const shuffled: DigitImage[] = [];
  const seen = new Set<number>();
  for (const index of permutation) {
    const picture = pictures[index];
    if (picture === undefined || seen.has(index)) break;
    seen.add(index);
    shuffled.push(picture);
  }
  if (shuffled.length === pictures.length && permutation.length === pictures.length) return shuffled;
  throw new HarnessError('invalid-argument', {
    what: 'The order given for dividing the pictures of a digit is not a permutation.',
    where: `digit ${digit}`,
    got: `${permutation.length} indices, of which the first ${shuffled.length} are distinct and in range`,
    expected: `each of 0 .. ${pictures.length - 1} once`,
    next: 'pass permutations from src/randomness',
  });
}

function checkPictures(pool: DigitImagePool, byDigit: readonly (readonly DigitImage[])[], kind: string): void {
  if (byDigit.length !== digitCount) {
    throw invalid(pool, `${kind} of ${byDigit.length} digits`, `of the ${digitCount} digits 0 to 9`);
  }
  const pixels = pool.rows * pool.columns;
  for (const [digit, pictures] of byDigit.entries()) {
    const odd = pictures.find((picture) => picture.length !== pixels);
    if (odd !== undefined) {
      throw invalid(
        pool,
        `a picture of digit ${digit} with ${odd.length} pixels`,
        `${pool.rows} x ${pool.columns} pixels`,
      );
    }
  }
}

function checkBothSides(pool: DigitImagePool, sides: Pick<DigitImages, 'training' | 'testing'>): void {
  for (const side of ['training', 'testing'] as const) {
    const digit = sides[side].findIndex((pictures) => pictures.length === 0);
    if (digit !== -1) {
      throw invalid(
        pool,
        `no ${side} picture of digit ${digit}`,
        'at least one training and one testing picture of each digit',
      );
    }
  }
}

function invalid(pool: DigitImagePool, got: string, expected: string): HarnessError {
  return new HarnessError('invalid-images', {
    what: 'These pictures of digits cannot be used.',
    where: `${pool.name} (sha256 ${pool.digest.slice(0, 12)})`,
    got,
    expected,
    next: 'give a set with at least two pictures of each digit 0 to 9, or leave the option out to use the built-in ones',
  });
}
