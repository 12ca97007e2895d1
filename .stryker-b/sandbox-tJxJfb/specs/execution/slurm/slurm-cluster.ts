// A real Slurm of one node with two CPUs, in a folder of its own on free ports: Debian's slurmctld, slurmd and munged, without
// systemd, as root or not. Whoever starts it stops it; should that be killed, the daemons go with it (setpriv).
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { hostname, tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';

export interface SlurmCluster {
  /** For child processes: PATH and SLURM_CONF lead to this cluster. */
  readonly environment: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly stop: () => Promise<void>;
}

const PROGRAMS = ['mungekey', 'munged', 'slurmctld', 'slurmd', 'sbatch', 'squeue', 'scontrol', 'scancel', 'setpriv'];
/** Debian puts daemons where only root looks. */
const path = [process.env.PATH ?? '', '/usr/sbin', '/sbin'].join(delimiter);
const patienceMs = 30_000;

/** Empty where a cluster can be started. Debian: apt-get install slurmctld slurmd munge slurm-client. */
export function missingPrograms(): string[] {
  return PROGRAMS.filter((name) => !path.split(delimiter).some((folder) => existsSync(join(folder, name))));
}

export async function startSlurmCluster(): Promise<SlurmCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'iml-slurm-'));
  // munged wants everyone to be able to reach its socket.
  chmodSync(folder, 0o711);
  for (const name of ['state', 'spool']) mkdirSync(join(folder, name));
  const file = (name: string) => join(folder, name);
  const configuration = configurationFor(folder, [await freePort(), await freePort()]);
  writeFileSync(file('slurm.conf'), configuration);
  const environment = { ...inherited(), PATH: path, SLURM_CONF: file('slurm.conf') };
  await execa('mungekey', ['-c', '-k', file('munge.key')], { env: environment });

  const daemon = (name: string, words: readonly string[]) => {
    // stdout and stderr to files: a pipe that nobody reads would stop the daemon one day.
    const log = { file: file(`${name}.log`) };
    const child = execa('setpriv', ['--pdeathsig', 'KILL', name, ...words], {
      env: environment,
      reject: false,
      stdin: 'ignore',
      stdout: log,
      stderr: log,
      forceKillAfterDelay: 3000,
    });
    return { name, child };
  };
  const munge = ['socket', 'key-file', 'pid-file', 'log-file', 'seed-file'].map(
    (option) => `--${option}=${file(option === 'key-file' ? 'munge.key' : `munge.${option}`)}`,
  );
  const daemons = [daemon('munged', ['--foreground', ...munge])];

  const stop = async () => {
    await cancelEverything(environment);
    for (const { child } of daemons.reverse()) {
      child.kill('SIGTERM');
      await child;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await until('munged has a socket', async () => existsSync(file('munge.socket')));
    daemons.push(daemon('slurmctld', ['-D', '-f', file('slurm.conf')]));
    daemons.push(daemon('slurmd', ['-D', '-f', file('slurm.conf'), '-N', hostname()]));
    await until('the node is idle', async () => {
      const { stdout } = await execa('sinfo', ['--noheader', '--format=%T'], { env: environment, reject: false });
      return stdout.trim() === 'idle';
    });
    return { environment, folder, stop };
  } catch (error) {
    const logs = daemons.map(({ name }) => `${name}: ${tail(file(`${name}.log`))}`).join('\n');
    await stop();
    throw new Error(`Slurm did not start.\n${logs}`, { cause: error });
  }
}

function configurationFor(folder: string, ports: readonly [number, number]): string {
  const { username } = userInfo();
  return `${[
    'ClusterName=iml',
    `SlurmctldHost=${hostname()}(127.0.0.1)`,
    `SlurmctldPort=${ports[0]}`,
    `SlurmdPort=${ports[1]}`,
    'AuthType=auth/munge',
    `AuthInfo=socket=${join(folder, 'munge.socket')}`,
    'CredType=cred/munge',
    `SlurmUser=${username}`,
    `SlurmdUser=${username}`,
    'ProctrackType=proctrack/linuxproc',
    'TaskPlugin=task/none',
    'SelectType=select/cons_tres',
    'SelectTypeParameters=CR_CPU',
    'JobAcctGatherType=jobacct_gather/none',
    'AccountingStorageType=accounting_storage/none',
    'MpiDefault=none',
    'SwitchType=switch/none',
    'ReturnToService=2',
    // Jobs of seconds: no waiting for the next round of the scheduler.
    'SchedulerParameters=batch_sched_delay=0,sched_interval=1,sched_min_interval=0',
    'KillWait=5',
    // A machine that is busy with other specs starts a job late: within Slurm's 10 s it would count as lost, and its run as missing.
    'BatchStartTimeout=120',
    'MessageTimeout=90',
    `StateSaveLocation=${join(folder, 'state')}`,
    `SlurmdSpoolDir=${join(folder, 'spool')}`,
    `SlurmctldPidFile=${join(folder, 'slurmctld.pid')}`,
    `SlurmdPidFile=${join(folder, 'slurmd.pid')}`,
    // More than there are is allowed so: a machine with one core runs it, too.
    'SlurmdParameters=config_overrides',
    `NodeName=${hostname()} NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN`,
    'PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP',
  ].join('\n')}\n`;
}

/** Processes of jobs outlive slurmd, so they end first. */
async function cancelEverything(environment: Readonly<Record<string, string>>): Promise<void> {
  const options = { env: environment, reject: false, timeout: 5000 } as const;
  const queued = async () => (await execa('squeue', ['--noheader'], options)).stdout.trim();
  if ((await queued()) === '') return;
  await execa('scancel', ['--user', userInfo().username], options);
  await until('all jobs are gone', async () => (await queued()) === '').catch(() => {});
}

export async function until(what: string, isSo: () => Promise<boolean>, withinMs = patienceMs): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`It did not come about within ${withinMs} ms that ${what}.`);
    await sleep(100);
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Without settings of a job that we may run in ourselves, and of other clusters. */
function inherited(): Record<string, string> {
  const foreign = /^(SLURM|SBATCH|SCANCEL|SQUEUE|SINFO)_/;
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined || foreign.test(name) ? [] : [[name, value] as const],
    ),
  );
}

function tail(log: string): string {
  return existsSync(log) ? readFileSync(log, 'utf8').slice(-2000) : 'no log';
}
