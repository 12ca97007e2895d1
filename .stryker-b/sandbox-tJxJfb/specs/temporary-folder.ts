// Folders for what specs write, gone when these end.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';

/** For all specs of the file, or of the `describe`, that calls this. */
export function sharedFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `iml-${name}-`));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** For one spec: called in it, or in a `beforeEach`. */
export function ownFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `iml-${name}-`));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
