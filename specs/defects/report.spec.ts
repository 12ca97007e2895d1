// The attack corpus: planted defects of report are caught for the right reason.
import { plantedIn } from './corpus/corpus.ts';
import { plant, quickly } from './plant.ts';

plant('report', quickly(plantedIn('report')));
