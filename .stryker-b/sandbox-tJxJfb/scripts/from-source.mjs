// How npm scripts run: a clone's TypeScript through tsx, with what it needs that git does not keep.
import { makeGradients } from './gradients/make-gradients.mjs';
import 'tsx';

await makeGradients();
