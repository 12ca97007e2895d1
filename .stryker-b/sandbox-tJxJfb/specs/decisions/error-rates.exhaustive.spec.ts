// The rules keep their stated error rates in 1500 simulated campaigns each (error-rates.ts). Half a minute: tens of thousands of campaigns,
// most of them with a look after every seed: 36 s of a core.
import { describeErrorRates } from './error-rates.ts';

describeErrorRates(1500);
