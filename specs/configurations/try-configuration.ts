// Configurations for specs: from text, or the complaints about it without their trimmings.
import type { Configuration } from '../../src/configurations/configuration-schema.ts';
import { readConfiguration } from '../../src/configurations/read-configuration.ts';
import { HarnessError } from '../../src/errors/harness-error.ts';

export const IMAGES = '0123456789abcdef';
/** @param folder what paths start from; left out: model folders of specs are named from the root of the project */
const source = (folder = process.cwd()) => ({ file: 'my-model.json', folder, imagesDigest: IMAGES });

export async function configured(value: object, folder?: string): Promise<Configuration> {
  return await readConfiguration(JSON.stringify(value, null, 2), source(folder));
}

/** The whole message. */
export async function refused(value: object | string, folder?: string): Promise<string> {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  try {
    await readConfiguration(text, source(folder));
  } catch (error) {
    if (error instanceof HarnessError) return error.message;
    throw error;
  }
  throw new Error('expected a HarnessError, but the configuration was read');
}

/** Pointers of the fields that a refusal is about, in the order of the file. */
export async function refusedFields(value: object | string, folder?: string): Promise<string[]> {
  const message = await refused(value, folder);
  return [...message.matchAll(/^ {2}my-model\.json:\d+:\d+ {2}(\S+)$/gm)].map(([, pointer]) => pointer as string);
}
