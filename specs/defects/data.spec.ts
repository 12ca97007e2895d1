// The attack corpus: planted defects of data are caught for the right reason.
import { plantedIn } from './corpus/corpus.ts';
import { plant, quickly } from './plant.ts';

plant('data', quickly(plantedIn('data')));
