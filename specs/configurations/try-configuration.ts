// Configurations for specs: from text, or the complaints about it without their trimmings.
import type { Configuration } from '../../src/configurations/configuration.ts';
import { readConfiguration } from '../../src/configurations/read-configuration.ts';
import { refusalOf } from '../refusal.ts';

export const IMAGES = '0123456789abcdef';

export function configured(value: object): Configuration {
  return readConfiguration(JSON.stringify(value, null, 2), { file: 'my-model.json', imagesDigest: IMAGES });
}

/** The whole message. */
export function refused(value: object | string): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return refusalOf(() => readConfiguration(text, { file: 'my-model.json', imagesDigest: IMAGES })).message;
}

/** Pointers of the fields that a refusal is about, in the order of the file. */
export function refusedFields(value: object | string): string[] {
  return [...refused(value).matchAll(/^ {2}my-model\.json:\d+:\d+ {2}(\S+)$/gm)].map(
    ([, pointer]) => pointer as string,
  );
}
