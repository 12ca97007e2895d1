// Facts about countries from npm's world-countries, found and read only where an experiment asks for them.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { messageOf } from '../errors/caused-error.ts';
import { HarnessError } from '../errors/harness-error.ts';
import { COUNTRIES_SHA256, readCountries } from '../tasks/text/named-entities/knowledge/countries.ts';
import type { Knowledge } from '../tasks/text/named-entities/knowledge/knowledge.ts';

/** @throws HarnessError `invalid-fixture` where the package is missing or another */
export function loadCountries(): Knowledge {
  let bytes: Buffer;
  try {
    bytes = readFileSync(createRequire(import.meta.url).resolve('world-countries/countries.json'));
  } catch (cause) {
    throw damaged(messageOf(cause));
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== COUNTRIES_SHA256) throw damaged(`countries.json with SHA-256 ${sha256}`);
  return readCountries(JSON.parse(bytes.toString('utf8')), { file: 'world-countries/countries.json', sha256 });
}

function damaged(got: string): HarnessError {
  return new HarnessError('invalid-fixture', {
    what: 'The facts about countries are missing or damaged.',
    where: 'the npm package world-countries',
    got,
    expected: `version 5.1.0, countries.json with SHA-256 ${COUNTRIES_SHA256}`,
    next: 'npm ci',
  });
}
