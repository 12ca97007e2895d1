// The attack corpus: every planted defect of training, on eight seeds. Minutes: each is trained for real.
import { plantedIn } from '../../lab/defects/corpus/corpus.ts';
import { plant } from '../../lab/defects/plant.ts';

plant('training', { ...plantedIn('training'), gateSeeds: 8 });
