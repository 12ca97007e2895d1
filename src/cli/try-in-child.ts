// One backend tried in a process of its own, since a native addon may take its process with it.
import { execa } from 'execa';
import { HarnessError } from '../errors/harness-error.ts';
import { checked } from '../schemas/checked.ts';
import type { BackendName } from '../tensors/backend-name.ts';
import type { Machine, Terminal } from './terminal.ts';
import { oneLine } from './text-columns.ts';
import { type BackendTrial, BackendTrialSchema } from './try-backend-command.ts';

const isTrial = checked<BackendTrial>(BackendTrialSchema);
const patienceMs = 60_000;

export async function tryInChild(
  name: BackendName,
  { nodePath, script }: Machine,
  terminal: Terminal,
): Promise<BackendTrial> {
  const child = await execa(nodePath, [script, 'try-backend', name], {
    cancelSignal: terminal.signal,
    timeout: patienceMs,
    reject: false,
    stdin: 'ignore',
  });
  if (terminal.signal.aborted) throw new HarnessError('interrupted', { what: 'Interrupted.' });
  const trial = parseTrial(child.stdout);
  if (trial !== null) return trial;
  const end = child.timedOut
    ? `gave no answer in ${patienceMs / 1000} s`
    : `ended with ${child.signal ?? `code ${child.exitCode}`}`;
  const [firstLine = ''] = child.stderr.trim().split('\n');
  const said = firstLine === '' ? '' : ` (${firstLine})`;
  return { works: false, reason: oneLine(`the process that tried it ${end}${said}`), next: null };
}

function parseTrial(text: string): BackendTrial | null {
  try {
    // Native libraries may talk on stdout, too; the answer is the last line.
    const value: unknown = JSON.parse(text.trim().split('\n').at(-1) ?? '');
    return isTrial(value) ? value : null;
  } catch {
    return null;
  }
}
