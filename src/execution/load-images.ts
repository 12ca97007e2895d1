// The pictures of a request: MNIST's four files from a folder, or the digits that come with the package.
import type { DigitImagePool } from '../tasks/grid/digit-images.ts';
import { loadIdxFolder, loadOptdigits } from './load-digit-images.ts';

export function loadImages(folder: string | null): DigitImagePool {
  return folder === null ? loadOptdigits() : loadIdxFolder(folder);
}
