// Standardising features: every column to mean 0 and SD 1 on the rows a probe is trained on; the same shift and scale
// then serve the rows it is tested on, so that nothing of the test rows leaks into the fit.

export interface ColumnScaling {
  readonly means: Float64Array;
  /** Population SD (n below the line, as scikit-learn's StandardScaler); 1 for a column that does not vary. */
  readonly scales: Float64Array;
}

export interface FeatureTable {
  /** Row-major, rows × columns. */
  readonly features: Float64Array;
  readonly rows: number;
  readonly columns: number;
}

export function columnScaling({ features, rows, columns }: FeatureTable): ColumnScaling {
  const means = new Float64Array(columns);
  const scales = new Float64Array(columns);
  for (let column = 0; column < columns; column++) {
    let [sum, squares, largest] = [0, 0, 0];
    for (let row = 0; row < rows; row++) sum += features[row * columns + column] ?? 0;
    const mean = sum / rows;
    for (let row = 0; row < rows; row++) {
      const value = features[row * columns + column] ?? 0;
      squares += (value - mean) ** 2;
      largest = Math.max(largest, Math.abs(value));
    }
    const scale = Math.sqrt(squares / rows);
    means[column] = mean;
    scales[column] = scale > 1e-12 * largest ? scale : 1;
  }
  return { means, scales };
}

export function standardiseColumns({ features, columns }: FeatureTable, scaling: ColumnScaling): Float64Array {
  return features.map((value, index) => {
    const column = index % columns;
    return (value - (scaling.means[column] ?? 0)) / (scaling.scales[column] ?? 1);
  });
}
