// The attack corpus: every planted defect of evaluation, on eight seeds. Minutes: each is trained for real.
import { plantedIn } from '../../lab/defects/corpus/corpus.ts';
import { plant } from '../../lab/defects/plant.ts';

plant('evaluation', { ...plantedIn('evaluation'), gateSeeds: 8 });
