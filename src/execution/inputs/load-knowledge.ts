// The facts that an experiment on named entities is about: of a package, or of a file of the user's, which the request knows by its digest.
import { type OpenFile, openAs, piecesOf } from '../../checkpoints/byte-source.ts';
import { fileDigest } from '../../checkpoints/checkpoint-digest.ts';
import { readCvdb } from '../../tasks/text/named-entities/knowledge/cvdb.ts';
import type { Knowledge, KnowledgeSource, KnowledgeText } from '../../tasks/text/named-entities/knowledge/knowledge.ts';
import { readTrex } from '../../tasks/text/named-entities/knowledge/t-rex.ts';
import { assetPath, refuseOtherAsset, startAgain } from './asset-paths.ts';
import { loadCountries } from './load-countries.ts';
import type { Assets } from './run-request.ts';

const READERS = { cvdb: readCvdb, 't-rex': (text: KnowledgeText) => readTrex([text], text) };

/** @throws HarnessError `invalid-configuration` where the file is missing or another, `invalid-data` where it is damaged */
export function loadKnowledge({ kind, sha256 }: KnowledgeSource, assets: Assets): Knowledge {
  if (kind === 'countries') return loadCountries();
  const path = assetPath(sha256, assets, {
    what: 'The request does not say where the facts about named entities lie.',
    expected: `a file of the form ${kind} that is sha256 ${sha256}`,
  });
  const what = 'A file of facts is no longer the one that the runs were planned with.';
  refuseOtherAsset({ what, next: startAgain('world') }, { path, found: sha256OfFacts(path), digest: sha256 });
  return READERS[kind]({ file: path, sha256, pieces: textOf(path) });
}

const openFacts: OpenFile = (file) => openAs(file, 'A file of facts about named entities cannot be read.');

/** As `sha256sum` prints it. @throws HarnessError `not-readable` */
export const sha256OfFacts = (path: string) => fileDigest(path, openFacts);

/** The real files are longer than a string can be. */
function* textOf(path: string): Generator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const source = openFacts(path);
  try {
    for (const piece of piecesOf(source)) yield decoder.decode(piece, { stream: true });
    yield decoder.decode();
  } finally {
    source.close();
  }
}
