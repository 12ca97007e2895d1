// The attack corpus: planted defects of registration are caught for the right reason.
import { plantedIn } from '../../lab/defects/corpus/corpus.ts';
import { plant, quickly } from '../../lab/defects/plant.ts';

plant('registration', quickly(plantedIn('registration')));
