// Writes the IDX format, for specs that need files of pictures: the reverse of src/tasks/grid/idx-format.ts.

export function encodeIdxImages(set: {
  readonly rows: number;
  readonly columns: number;
  readonly images: readonly Uint8Array[];
}): Uint8Array<ArrayBuffer> {
  const sizes = [set.images.length, set.rows, set.columns];
  return Uint8Array.from([...words(0x00000803, ...sizes), ...set.images.flatMap((image) => [...image])]);
}

export function encodeIdxLabels(labels: readonly number[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([...words(0x00000801, labels.length), ...labels]);
}

/** Big-endian, four bytes each. */
function words(...numbers: readonly number[]): number[] {
  return numbers.flatMap((number) => [24, 16, 8, 0].map((shift) => (number >>> shift) & 255));
}
