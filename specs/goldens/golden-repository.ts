// A git repository of its own for specs of promotion: goldens in golden/, a candidate that git ignores, a report that speaks for it.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  catalogue,
  type ExampleOptions,
  examplePools,
  fingerprint,
  scope,
} from '../../lab/defects/fabricated/golden-examples.ts';
import { readGoldenFiles } from '../../src/goldens/golden-files.ts';
import { goldenTests } from '../../src/goldens/golden-tests.ts';
import { loadFrom } from '../../src/goldens/load-goldens.ts';
import { writeCandidate } from '../../src/goldens/make-candidate.ts';
import type { PoolHeader } from '../../src/goldens/pool-schema.ts';
import { type EvidenceReport, type PromoteRequest, promoteGoldens } from '../../src/goldens/promote-goldens.ts';

export interface CandidateChange extends ExampleOptions {
  readonly recorded?: Partial<PoolHeader['recorded']>;
}

/** Of a run a second from now, on seeds that are no golden ones, in which every claim is reproduced. */
export function evidenceReport(): EvidenceReport {
  const silent = { reason: '', gates: [], assay: [] } as const;
  const family = { role: 'primary', members: catalogue.length, gate: null, pValue: null } as const;
  return {
    profile: 'quick',
    startedAt: new Date(Date.now() + 1000).toISOString(),
    replay: 'npm run iml -- run',
    environment: { backend: 'wasm', fingerprint },
    verdicts: catalogue.map(({ id }) => ({
      claim: id,
      task: 'digit-grid/symbols',
      design: 'fabricated',
      required: true,
      verdict: 'reproduced',
      seeds: [28_000, 28_001],
      ...silent,
      family,
    })),
  };
}

/** @param template the root of another one, to begin with all that it holds */
export function goldenRepository(template?: string) {
  const root = mkdtempSync(join(tmpdir(), 'iml-golden-git-'));
  const folder = join(root, 'golden');
  const candidateFolder = join(root, '.iml', 'golden-candidate', 'wasm', 'quick');
  const git = (...words: readonly string[]) =>
    execFileSync('git', ['-C', root, '-c', 'user.name=A', '-c', 'user.email=a@b', ...words], {
      encoding: 'utf8',
    }).trim();
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  if (template === undefined) {
    git('init', '--quiet');
    write('.gitignore', '.iml/\n');
    write('golden/README.md', 'Goldens.\n');
    git('add', '.');
    git('commit', '--quiet', '--message', 'first');
  } else {
    cpSync(template, root, { recursive: true });
  }
  const head = () => git('rev-parse', 'HEAD');

  const candidate = ({ recorded, claims = catalogue, ...made }: CandidateChange = {}) => {
    const { environment = 'wasm' } = made;
    const pools = examplePools({ ...made, claims }).map(({ header, records }) => ({
      header: { ...header, accepted: null, recorded: { ...header.recorded, commit: head(), ...recorded } },
      records,
    }));
    const place = candidateFolder.replace('wasm', environment);
    writeCandidate(place, { pools, tests: goldenTests({ ...scope, claims }) });
    return place;
  };

  const report = (change: Partial<EvidenceReport> = {}): EvidenceReport => ({ ...evidenceReport(), ...change });

  const promote = (change: Partial<PromoteRequest> = {}) =>
    promoteGoldens({
      ...scope,
      claims: catalogue,
      folder,
      candidateFolder,
      author: 'A Person',
      reason: 'a reason',
      evidence: { report: report(), sha256: 'b'.repeat(64), path: 'report.json' },
      variables: {},
      now: () => Date.UTC(2026, 10, 26, 17),
      show: () => {},
      ...change,
    });

  return {
    root,
    folder,
    candidateFolder,
    git,
    write,
    head,
    candidate,
    report,
    promote,
    commit: () => {
      git('add', '.');
      git('commit', '--quiet', '--message', 'goldens');
    },
    load: (environment: string = scope.environment) =>
      loadFrom(readGoldenFiles(folder), { ...scope, environment, claims: catalogue }),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
