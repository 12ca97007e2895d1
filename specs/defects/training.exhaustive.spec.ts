// The attack corpus: every planted defect of training, on eight seeds. Minutes: each is trained for real.
import { plantedIn } from './corpus/corpus.ts';
import { plant } from './plant.ts';

plant('training', { ...plantedIn('training'), gateSeeds: 8 });
