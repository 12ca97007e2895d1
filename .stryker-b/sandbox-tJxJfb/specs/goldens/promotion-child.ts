// A process of its own for promote-goldens.spec.ts: promotes the candidate, and is killed (SIGKILL) in place of the Nth call of that
// function of node:fs.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { argv, kill, pid } from 'node:process';
import { catalogue, scope } from '../../lab/defects/fabricated/golden-examples.ts';
import { promoteGoldens } from '../../src/goldens/promote-goldens.ts';
import { evidenceReport } from './golden-repository.ts';

const [, , folder = '', candidateFolder = '', name = '', number = ''] = argv;

let calls = 0;
const functions = fs as unknown as Record<string, (...given: readonly unknown[]) => unknown>;
const original = functions[name];
if (original !== undefined) {
  functions[name] = (...given) => {
    calls += 1;
    if (calls === Number(number)) kill(pid, 'SIGKILL');
    return original(...given);
  };
  syncBuiltinESMExports();
}

await promoteGoldens({
  ...scope,
  claims: catalogue,
  folder,
  candidateFolder,
  author: 'A Person',
  reason: 'moved by a hundredth',
  evidence: {
    path: 'report.json',
    sha256: 'b'.repeat(64),
    report: evidenceReport(),
  },
  variables: {},
  now: () => Date.UTC(2026, 10, 27),
  show: () => {},
});
