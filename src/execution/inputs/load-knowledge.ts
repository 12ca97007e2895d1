// The facts that an experiment on named entities is about: of a package, or of a file of the user's, which the request knows by its digest.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadCountries } from '../../configurations/load-countries.ts';
import { loadFacts, sha256OfFacts } from '../../configurations/load-facts.ts';
import { HarnessError } from '../../errors/harness-error.ts';
import type { Knowledge, KnowledgeSource } from '../../tasks/text/named-entities/knowledge/knowledge.ts';
import { factsFolder, KNOWN_FACTS } from '../../tasks/text/named-entities/knowledge/known-facts.ts';
import { assetPath, refuseOtherAsset, startAgain } from './asset-paths.ts';
import type { Assets } from './run-request.ts';

/** `facts`: where known ones lie; left out: where `npm run facts` puts them. */
type FactsAssets = Pick<Assets, 'pathsByDigest'> & { readonly facts?: string };

/**
 * @throws HarnessError `invalid-configuration` where the file is missing or another, `not-fetched` where known facts are not here,
 *   `invalid-data` where it is damaged
 */
export function loadKnowledge({ kind, sha256 }: KnowledgeSource, assets: FactsAssets): Knowledge {
  if (kind === 'countries') return loadCountries();
  const { path, ...ifChanged } = placeOf({ kind, sha256 }, assets);
  refuseOtherAsset(ifChanged, { path, found: sha256OfFacts(path), digest: sha256 });
  return loadFacts(path, { kind, sha256 });
}

/** Where they lie, and what to say where that is no longer it. Known ones lie where `npm run facts` has put them. */
function placeOf({ kind, sha256 }: KnowledgeSource, { facts = factsFolder(), ...assets }: FactsAssets) {
  const known = KNOWN_FACTS.find((one) => one.sha256 === sha256);
  if (known !== undefined && assets.pathsByDigest?.[sha256] === undefined) {
    const path = join(facts, known.file);
    const next = '`npm run facts` fetches them';
    if (existsSync(path)) return { path, what: `The facts about ${known.name} are damaged.`, next: `${next} anew` };
    throw new HarnessError('not-fetched', {
      what: `The facts about ${known.name} are not here.`,
      where: path,
      expected: `sha256 ${sha256}`,
      next,
    });
  }
  return {
    path: assetPath(sha256, assets, {
      what: 'The request does not say where the facts about named entities lie.',
      expected: `a file of the form ${kind} that is sha256 ${sha256}`,
    }),
    what: 'A file of facts is no longer the one that the runs were planned with.',
    next: startAgain('world'),
  };
}
