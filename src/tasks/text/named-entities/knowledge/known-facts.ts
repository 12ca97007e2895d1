// Facts that have a name here: `npm run facts` fetches them, pinned, into a folder of the package's.
import { fileURLToPath } from 'node:url';
import type { KnowledgeSource } from './knowledge.ts';

export interface KnownFacts extends KnowledgeSource {
  readonly name: string;
  readonly file: string;
}

/**
 * Films, in the form of T-REx: the best known of npm's vega-datasets 3.2.1 (BSD-3-Clause), a file that says of itself that it holds errors.
 * A fact of it is what the file says.
 */
export const FILMS: KnownFacts = {
  name: 'films',
  kind: 't-rex',
  file: 'films.json',
  sha256: '0056c4ba97d7235b78bac448149b43c3fb4bf779cbbcf46295ed98c2bd9f0d44',
};

export const KNOWN_FACTS: readonly KnownFacts[] = [FILMS];

/** From source and from dist/ alike; git ignores it. */
export function factsFolder(): string {
  return fileURLToPath(new URL('../../../../../.facts/', import.meta.url));
}
