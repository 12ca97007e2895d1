// The writer: all files or an error that helps, and a `latest` that is a whole report and nothing but one.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readReport } from '../../src/report/read-report.ts';
import { writeReport } from '../../src/report/write-report.ts';
import { sampleDocument, sampleWith } from './sample-document.ts';

const names = ['junit.xml', 'report.html', 'report.json', 'report.md'];
let place = '';

beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'iml-report-'));
});
afterEach(async () => {
  await rm(place, { recursive: true, force: true });
});

describe('writing a report', () => {
  it('writes four files, copies them to latest, and leaves nothing else', async () => {
    const folder = join(place, 'reports', 'one');
    const latest = join(place, 'reports', 'latest');
    const paths = await writeReport({ document: sampleDocument, folder, latest });
    expect((await readdir(join(place, 'reports'))).sort()).toEqual(['latest', 'one']);
    for (const each of [folder, latest]) expect((await readdir(each)).sort()).toEqual(names);
    for (const name of names) expect(await readFile(join(latest, name))).toEqual(await readFile(join(folder, name)));
    expect(await readReport(paths.json)).toEqual(sampleDocument);
    expect(await readReport(latest)).toEqual(sampleDocument);
  });

  it('replaces latest as a whole and lets strangers in the folder be', async () => {
    const folder = join(place, 'one');
    const latest = join(place, 'latest');
    await mkdir(folder);
    await writeFile(join(folder, 'notes.txt'), 'mine');
    await writeReport({ document: sampleDocument, folder, latest });
    const second = sampleWith('invalid');
    await writeReport({ document: second, folder, latest });
    expect(await readReport(latest)).toEqual(second);
    expect((await readdir(folder)).sort()).toEqual([
      'junit.xml',
      'notes.txt',
      'report.html',
      'report.json',
      'report.md',
    ]);
    expect((await readdir(place)).sort()).toEqual(['latest', 'one']);
  });

  it('does not replace a latest that holds something else', async () => {
    const latest = join(place, 'latest');
    await mkdir(latest);
    await writeFile(join(latest, 'thesis.tex'), 'years of work');
    const writing = writeReport({ document: sampleDocument, folder: join(place, 'one'), latest });
    await expect(writing).rejects.toMatchObject({
      code: 'not-writable',
      message: expect.stringContaining('thesis.tex'),
    });
    expect(await readdir(latest)).toEqual(['thesis.tex']);
  });

  it('needs no latest, and takes latest for the folder itself', async () => {
    const folder = join(place, 'latest');
    expect((await writeReport({ document: sampleDocument, folder })).latest).toBeNull();
    await writeReport({ document: sampleDocument, folder, latest: folder });
    expect((await readdir(folder)).sort()).toEqual(names);
  });

  it('names the folder that cannot be written, and what to do', async () => {
    // A file where a folder should be: unwritable for everybody, root included.
    await writeFile(join(place, 'file'), '');
    const folder = join(place, 'file', 'report');
    await expect(writeReport({ document: sampleDocument, folder })).rejects.toMatchObject({
      name: 'HarnessError',
      code: 'not-writable',
      parts: { where: folder, next: expect.stringContaining('another folder') },
    });
    const latest = folder;
    const half = writeReport({ document: sampleDocument, folder: join(place, 'fine'), latest });
    await expect(half).rejects.toMatchObject({ code: 'not-writable', parts: { where: latest } });
  });

  it('writes no malformed report', async () => {
    const document = { ...sampleDocument, startedAt: 'yesterday' };
    await expect(writeReport({ document, folder: join(place, 'one') })).rejects.toMatchObject({
      code: 'invalid-report',
    });
    expect(await readdir(place)).toEqual([]);
  });
});

describe('reading a report', () => {
  it('says when there is none, and when it is not JSON or not a report', async () => {
    await expect(readReport(join(place, 'none.json'))).rejects.toMatchObject({ code: 'not-readable' });
    await writeFile(join(place, 'report.json'), '{"schemaVersion": 1');
    await expect(readReport(place)).rejects.toMatchObject({ code: 'invalid-report' });
    await writeFile(join(place, 'report.json'), '{"schemaVersion": 1}');
    await expect(readReport(place)).rejects.toMatchObject({
      code: 'invalid-report',
      message: expect.stringContaining('/profile'),
    });
  });
});
