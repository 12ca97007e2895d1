// The attack corpus: planted defects of statistics are caught for the right reason.
import { plantedIn } from './corpus/corpus.ts';
import { plant, quickly } from './plant.ts';

plant('statistics', quickly(plantedIn('statistics')));
