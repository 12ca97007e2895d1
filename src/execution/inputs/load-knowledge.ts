// The facts that an experiment on named entities is about: of a package, or of a file of the user's, which the request knows by its digest.
import { loadCountries } from '../../configurations/load-countries.ts';
import { loadFacts, sha256OfFacts } from '../../configurations/load-facts.ts';
import type { Knowledge, KnowledgeSource } from '../../tasks/text/named-entities/knowledge/knowledge.ts';
import { assetPath, refuseOtherAsset, startAgain } from './asset-paths.ts';
import type { Assets } from './run-request.ts';

/** @throws HarnessError `invalid-configuration` where the file is missing or another, `invalid-data` where it is damaged */
export function loadKnowledge({ kind, sha256 }: KnowledgeSource, assets: Assets): Knowledge {
  if (kind === 'countries') return loadCountries();
  const path = assetPath(sha256, assets, {
    what: 'The request does not say where the facts about named entities lie.',
    expected: `a file of the form ${kind} that is sha256 ${sha256}`,
  });
  const what = 'A file of facts is no longer the one that the runs were planned with.';
  refuseOtherAsset({ what, next: startAgain('world') }, { path, found: sha256OfFacts(path), digest: sha256 });
  return loadFacts(path, { kind, sha256 });
}
