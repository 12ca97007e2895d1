/** A configuration as its file says it: eight aliases a group, a model of width 4, a few steps. */
export const tinyConfiguration = {
  extends: 'digit-grid/symbols',
  task: { cells: 3, trainedCells: 2, groups: { D1QA1: 8, D2QA2: 8, D5: 8, D6: 8 } },
  model: { width: 4, layers: 1 },
  protocol: {
    stage1: { batchSize: 8, length: { kind: 'epochs', epochs: 2 } },
    stage2: { batchSize: 8, length: { kind: 'steps', steps: 4 } },
    curveEverySteps: 2,
  },
  measurements: { probes: null, gradientAlignment: null },
};
