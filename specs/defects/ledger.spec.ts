// The attack corpus: planted defects of ledger are caught for the right reason.
import { plantedIn } from './corpus/corpus.ts';
import { plant, quickly } from './plant.ts';

plant('ledger', quickly(plantedIn('ledger')));
