// Hands the scripts of a folder to Slurm: the array, then the judging job behind it. Both are taken or none.
import { type SubmittedJobs, writeSubmittedJobs } from './job-folder.ts';
import type { SlurmClient } from './slurm-client.ts';

export async function submitJobs(
  client: SlurmClient,
  { folder, trains }: { readonly folder: string; readonly trains: boolean },
): Promise<SubmittedJobs> {
  const array = trains ? await client.submit('train.sh', { folder, after: null }) : null;
  try {
    const judge = await client.submit('judge.sh', { folder, after: array });
    const jobs = { array, judge };
    writeSubmittedJobs(folder, jobs);
    return jobs;
  } catch (error) {
    // Without a judge nobody would learn what the array did.
    if (array !== null) await client.cancel(array);
    throw error;
  }
}
