// The attack corpus: planted defects of registration are caught for the right reason.
import { plantedIn } from './corpus/corpus.ts';
import { plant, quickly } from './plant.ts';

plant('registration', quickly(plantedIn('registration')));
