// The attack corpus: planted defects of configuration are caught for the right reason.
import { plantedIn } from './corpus/corpus.ts';
import { plant, quickly } from './plant.ts';

plant('configuration', quickly(plantedIn('configuration')));
