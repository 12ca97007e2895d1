// The attack corpus: every planted defect of data, on eight seeds. Minutes: each is trained for real.
import { plantedIn } from '../../lab/defects/corpus/corpus.ts';
import { plant } from '../../lab/defects/plant.ts';

plant('data', { ...plantedIn('data'), gateSeeds: 8 });
