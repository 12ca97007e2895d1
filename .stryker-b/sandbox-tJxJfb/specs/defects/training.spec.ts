// The attack corpus: planted defects of training are caught for the right reason. Some 25 s: each world is trained for real.
import { plantedIn } from '../../lab/defects/corpus/corpus.ts';
import { plant, quickly } from '../../lab/defects/plant.ts';

plant('training', quickly(plantedIn('training')));
