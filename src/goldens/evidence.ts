// What speaks for a candidate: the report of a passing run of the same profile and numerics, on seeds of its own (decisions.md promise 8).
import type { Verdict } from '../claims/verdict.ts';
import type { Goldens } from './check-set.ts';
import type { GoldenVerdict } from './manifest.ts';
import { refuseGolden } from './refuse-golden.ts';

/** What of a report is looked at. */
export interface EvidenceReport {
  readonly profile: string;
  readonly startedAt: string;
  readonly replay: string;
  readonly environment: { readonly backend: string; readonly fingerprint: string };
  readonly verdicts: readonly Pick<
    Verdict,
    'claim' | 'task' | 'design' | 'required' | 'verdict' | 'seeds' | 'registration'
  >[];
}

export interface Evidence {
  readonly report: EvidenceReport;
  /** Of the file. */
  readonly sha256: string;
  /** For messages. */
  readonly path: string;
}

/** @param since milliseconds since the epoch: when the candidate's commit was made */
export function refuseWeakEvidence(
  { report, path }: Evidence,
  { candidate, since }: { readonly candidate: Goldens; readonly since: number },
): void {
  const refuse = (what: string, got: string, expected: string) => {
    throw refuseGolden({
      what: `This report does not speak for the candidate: ${what}.`,
      where: path,
      got,
      expected,
      next: `\`iml run --profile ${candidate.profile}\` on the same code and backend writes one that does, if the claims hold`,
    });
  };
  const { environment, profile, startedAt, verdicts } = report;
  const backend = candidate.pools[0]?.header.machine.backend ?? '';
  if (profile !== candidate.profile) refuse('it is of another profile', profile, candidate.profile);
  if (environment.backend !== backend) refuse('it ran on another backend', environment.backend, backend);
  if (environment.fingerprint !== candidate.fingerprint) {
    refuse('other numerics made it', `fingerprint ${environment.fingerprint}`, candidate.fingerprint);
  }
  if (!(Date.parse(startedAt) >= since)) {
    refuse('it is older than the code', startedAt, `${new Date(since).toISOString()} or later`);
  }
  const golden = new Set(candidate.seeds);
  const own = verdicts.find(({ seeds }) => seeds.some((seed) => golden.has(seed)));
  if (own !== undefined) {
    refuse(
      'it looked at golden seeds, which cannot speak for themselves',
      `${own.claim}: seeds ${own.seeds.slice(0, 3).join(', ')}, ...`,
      'other seeds',
    );
  }
  for (const { claim, task, design, required } of candidate.verdicts) {
    if (!required) continue;
    const verdict = verdicts.find((one) => one.claim === claim && one.task === task && one.design === design);
    const standing = verdict?.registration?.standing ?? 'confirmatory';
    if (standing !== 'confirmatory') {
      refuse('a required claim was not asked as it is declared', `${claim} on ${task}: ${standing}`, 'confirmatory');
    }
    if (verdict?.verdict === 'reproduced') continue;
    refuse(
      'a required claim is not reproduced in it',
      `${claim} on ${task}: ${verdict?.verdict ?? 'not there'}`,
      'reproduced',
    );
  }
}

/** What the history keeps of it. */
export function verdictsOfEvidence({ report }: Evidence): GoldenVerdict[] {
  return report.verdicts.map(({ claim, task, design, required, verdict }) => ({
    claim,
    task,
    design,
    required,
    verdict,
  }));
}
