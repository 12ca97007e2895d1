// The same with fifty kills (killed-runs.ts). Minutes: each is a real run with its workers, started anew.
import { describeKilledRuns } from './killed-runs.ts';

describeKilledRuns(50);
