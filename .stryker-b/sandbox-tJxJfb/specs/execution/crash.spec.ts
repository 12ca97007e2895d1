// A run that is killed at random moments and started again ends like one that nobody disturbed (killed-runs.ts): two kills, one of them
// after work was done. Some 30 s: each is a real run with its workers, started anew.
import { describeKilledRuns } from './killed-runs.ts';

describeKilledRuns(2);
