// The attack corpus: planted defects of training are caught for the right reason. Some 25 s: each world is trained for real.
import { plantedIn } from './corpus/corpus.ts';
import { plant, quickly } from './plant.ts';

plant('training', quickly(plantedIn('training')));
