// The rules keep their stated error rates in 500 simulated campaigns each (error-rates.ts); in the exhaustive tier in 1500.
import { describeErrorRates } from './error-rates.ts';

describeErrorRates(500);
