// A worker process of the calibration suite: runs one block of campaigns after another and sends back the counts.
import type { CellBlock } from './cell.ts';
import { runBlock } from './run-cells.ts';
import { fullSuite } from './suite.ts';

const suite = fullSuite();
process.on('disconnect', () => process.exit(0));
process.on('message', (block: CellBlock) => process.send?.(runBlock(suite, block)));
