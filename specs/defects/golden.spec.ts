// The attack corpus: planted defects of golden are caught for the right reason.
import { plantedIn } from './corpus/corpus.ts';
import { plant, quickly } from './plant.ts';

plant('golden', quickly(plantedIn('golden')));
