// The attack corpus: planted defects of golden are caught for the right reason.
import { plantedIn } from '../../lab/defects/corpus/corpus.ts';
import { plant, quickly } from '../../lab/defects/plant.ts';

plant('golden', quickly(plantedIn('golden')));
