// The attack corpus: a world without the effect, trained for every claim on it; none may be reproduced there.
import { inject } from 'vitest';
import { NULL_WORLD_DEFECTS } from '../../lab/defects/corpus/data-null.ts';
import { plant } from '../../lab/defects/plant.ts';

plant('data', { defects: NULL_WORLD_DEFECTS, sound: [], gateSeeds: 8, nullRuns: inject('nullRuns') });
