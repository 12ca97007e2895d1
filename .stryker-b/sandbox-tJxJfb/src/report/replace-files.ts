// Writes a handful of files so that a crash leaves the old ones or the new ones, never half a file:
// everything goes to temporary names first, is forced to disk, and only then takes its place by renaming.
import { mkdir, mkdtemp, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { causedError, codeOf } from '../errors/caused-error.ts';
import { HarnessError, type HarnessErrorParts } from '../errors/harness-error.ts';

/** File name to content. */
type NamedTexts = Readonly<Record<string, string>>;

type Words = Pick<HarnessErrorParts, 'what' | 'expected' | 'next'>;

/** What the system refuses becomes `not-writable`, in these words. */
export async function orNotWritable(where: string, words: Words, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (cause) {
    if (cause instanceof HarnessError) throw cause;
    throw causedError('not-writable', cause, { ...words, where });
  }
}

/** Together into a folder that is made where there is none. @throws HarnessError `not-writable`, at `where` and in these words */
export function writeInto(
  folder: string,
  { texts, where = folder, ...words }: Words & { readonly texts: NamedTexts; readonly where?: string },
): Promise<void> {
  return orNotWritable(where, words, async () => {
    await mkdir(folder, { recursive: true });
    await writeTogether(folder, texts);
  });
}

/** Into a folder that may hold other files too: each file is replaced whole, in the order given. */
export async function writeTogether(folder: string, texts: NamedTexts): Promise<void> {
  await inTemporary(join(folder, '.writing-'), async (temporary) => {
    await writeAll(temporary, texts);
    for (const name of Object.keys(texts)) await rename(join(temporary, name), join(folder, name));
  });
}

/** The folder as a whole becomes these files. Refuses a folder that holds anything else: it would be lost. */
export async function replaceFolder(folder: string, texts: NamedTexts): Promise<void> {
  const target = resolve(folder);
  await mkdir(dirname(target), { recursive: true });
  const present = await entriesOf(target);
  const foreign = present?.filter((name) => !Object.hasOwn(texts, name)) ?? [];
  if (foreign.length > 0) throw holdsForeignFiles(folder, foreign);
  await inTemporary(join(dirname(target), `.${basename(target)}-`), async (temporary) => {
    const fresh = join(temporary, 'new');
    const old = join(temporary, 'old');
    await mkdir(fresh);
    await writeAll(fresh, texts);
    if (present !== null) await rename(target, old);
    await rename(fresh, target).catch(async (cause: unknown) => {
      if (present !== null) await rename(old, target);
      throw cause;
    });
  });
}

async function inTemporary(prefix: string, work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(prefix);
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeAll(folder: string, texts: NamedTexts): Promise<void> {
  for (const [name, text] of Object.entries(texts)) {
    const file = await open(join(folder, name), 'wx');
    try {
      await file.writeFile(text, 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
  }
}

/** Names in the folder; null if there is no folder. */
async function entriesOf(folder: string): Promise<readonly string[] | null> {
  try {
    return await readdir(folder);
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return null;
    throw cause;
  }
}

function holdsForeignFiles(folder: string, foreign: readonly string[]): HarnessError {
  return new HarnessError('not-writable', {
    what: 'This folder is not only a report, so it is not replaced.',
    where: folder,
    got: `also ${foreign.slice(0, 3).join(', ')}`,
    expected: 'no folder, an empty one, or one that holds nothing but a report',
    next: 'Move those files away, or name another folder.',
  });
}
