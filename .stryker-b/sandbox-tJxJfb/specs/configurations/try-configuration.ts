// Configurations for specs: from text, or the complaints about it without their trimmings.
import type { Configuration } from '../../src/configurations/configuration-schema.ts';
import { readConfiguration } from '../../src/configurations/read-configuration.ts';
import { HarnessError } from '../../src/errors/harness-error.ts';

export const IMAGES = '0123456789abcdef';
/** Model folders of specs are named from the root of the project. */
const SOURCE = { file: 'my-model.json', folder: process.cwd(), imagesDigest: IMAGES };

export async function configured(value: object): Promise<Configuration> {
  return await readConfiguration(JSON.stringify(value, null, 2), SOURCE);
}

/** The whole message. */
export async function refused(value: object | string): Promise<string> {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  try {
    await readConfiguration(text, SOURCE);
  } catch (error) {
    if (error instanceof HarnessError) return error.message;
    throw error;
  }
  throw new Error('expected a HarnessError, but the configuration was read');
}

/** Pointers of the fields that a refusal is about, in the order of the file. */
export async function refusedFields(value: object | string): Promise<string[]> {
  const message = await refused(value);
  return [...message.matchAll(/^ {2}my-model\.json:\d+:\d+ {2}(\S+)$/gm)].map(([, pointer]) => pointer as string);
}
