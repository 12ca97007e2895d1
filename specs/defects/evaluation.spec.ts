// The attack corpus: planted defects of evaluation are caught for the right reason.
import { plantedIn } from './corpus/corpus.ts';
import { plant, quickly } from './plant.ts';

plant('evaluation', quickly(plantedIn('evaluation')));
