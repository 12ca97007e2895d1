// The three programs of Slurm that are needed: sbatch, squeue, scontrol (and scancel, to take a half submission back). No sacct:
// clusters without accounting have none.
import { execa } from 'execa';
import { HarnessError } from '../../errors/harness-error.ts';

export interface SlurmClient {
  /** Indices of an array are below it. */
  readonly maximumArraySize: () => Promise<number>;
  /** @returns the number of the job */
  readonly submit: (script: string, where: SubmitOptions) => Promise<string>;
  readonly isQueued: (job: string) => Promise<boolean>;
  readonly cancel: (job: string) => Promise<void>;
}

interface SubmitOptions {
  /** Where the job runs, and where its relative paths start. */
  readonly folder: string;
  /** Starts when that job is over, however it ended; null for at once. */
  readonly after: string | null;
}

/** A controller that answers no more than once a minute is as good as down. */
const patienceMs = 60_000;

/** @param surroundings where PATH leads to Slurm's programs; SLURM_CONF is passed on, what describes the job that we may be in is not */
export function slurmClient(surroundings: Readonly<Record<string, string | undefined>>): SlurmClient {
  const environment = outsideJobs(surroundings);
  /** What it printed. @param forgiven words of a refusal that is as good as an empty answer */
  async function call(program: string, words: readonly string[], { cwd, forgiven }: CallOptions = {}): Promise<string> {
    const result = await execa(program, words, {
      env: { ...environment },
      extendEnv: false,
      ...(cwd === undefined ? {} : { cwd }),
      reject: false,
      stdin: 'ignore',
      timeout: patienceMs,
    });
    if (result.code === 'ENOENT' || result.code === 'EACCES') throw unavailable(program);
    if (!result.failed) return result.stdout;
    if (forgiven !== undefined && result.stderr.includes(forgiven)) return '';
    throw failed([program, ...words].join(' '), result.timedOut ? 'no answer in a minute' : result.stderr);
  }

  return {
    maximumArraySize: async () => {
      const text = await call('scontrol', ['show', 'config']);
      const size = Number(/^MaxArraySize\s*=\s*(\d+)$/m.exec(text)?.[1]);
      if (size >= 1) return size;
      throw failed('scontrol show config', 'no MaxArraySize of 1 or more: this cluster takes no job arrays');
    },
    submit: async (script, { folder, after }) => {
      const dependency = after === null ? [] : [`--dependency=afterany:${after}`];
      const answer = await call('sbatch', ['--parsable', ...dependency, script], { cwd: folder });
      // "123" or "123;cluster", and talk of site plugins before it.
      const job = /^(\d+)(?:;.*)?$/.exec(answer.trim().split('\n').at(-1) ?? '')?.[1];
      if (job !== undefined) return job;
      throw failed(`sbatch --parsable ${script}`, `no number of a job, but ${JSON.stringify(answer.slice(0, 200))}`);
    },
    isQueued: async (job) => {
      // Jobs that are over are forgotten after MinJobAge.
      const words = ['--noheader', `--jobs=${job}`, '--format=%A'];
      return (await call('squeue', words, { forgiven: 'Invalid job id' })).trim() !== '';
    },
    cancel: async (job) => {
      await call('scancel', [job]);
    },
  };
}

interface CallOptions {
  readonly cwd?: string;
  readonly forgiven?: string;
}

/** A job that submits a job would hand on the size, the memory and the numbers of its own. */
function outsideJobs(environment: Readonly<Record<string, string | undefined>>) {
  if (environment.SLURM_JOB_ID === undefined) return environment;
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !/^SLURMD?_/.test(name) || name === 'SLURM_CONF'),
  );
}

function unavailable(program: string): HarnessError {
  return new HarnessError('slurm-unavailable', {
    what: 'Slurm is not installed here, or not in the PATH.',
    got: `no program ${program}`,
    expected: 'sbatch, squeue, scontrol and scancel',
    next: 'run this on a login node of the cluster; --dry-run shows the scripts anywhere, and without --executor slurm the runs are trained here',
  });
}

function failed(where: string, got: string): HarnessError {
  return new HarnessError('slurm-failed', {
    what: 'Slurm refused, or did not answer.',
    where,
    got: got.trim().split('\n').slice(0, 5).join(' | ') || 'no word',
    next: 'if the words above name an option, change it with --slurm-option; `sinfo` shows whether the cluster is up',
  });
}
