// `npm test` draws the cases of its laws from one seed, so that the same code gets the same verdict every time, as from its statistical
// specs. Other cases are for nights: IML_LAW_SEED=7 npm test, any integer.
import { env } from 'node:process';
import { configureGlobal } from 'fast-check';

const { IML_LAW_SEED = '20240721' } = env;
const seed = Number(IML_LAW_SEED);
if (!Number.isSafeInteger(seed)) throw new TypeError(`IML_LAW_SEED is "${IML_LAW_SEED}", and must be an integer.`);
configureGlobal({ seed });
