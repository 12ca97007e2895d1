// Makes a candidate the goldens, on purpose: from a clean tree, with an author, a reason and a run on other seeds that says of each required
// claim what the pools say, whole profiles only, and into a history that only grows (decisions.md promise 8).

import type { Verdict } from '../claims/verdicts/verdict.ts';
import { diffGoldens, type GoldenDiff, summariseDiff } from './diff-goldens.ts';
import { commitTime, descendsFrom } from './git-tree.ts';
import { goldenConfiguration, inWordsOf, type OwnGoldens } from './golden-configuration.ts';
import type { WholeFolder } from './golden-files.ts';
import type { GoldenScope } from './golden-tests.ts';
import { canBeReference, type SpokenVerdict } from './golden-verdicts.ts';
import type { PromotionEntry } from './history.ts';
import { acceptedSet, type Goldens, loadGoldens, wholeFolder } from './load-goldens.ts';
import { type GoldenSet, type GoldenVerdict, keptVerdict, nameOfSet } from './manifest.ts';
import { encodeSet } from './pool-file.ts';
import { firstComplaints, refuseGolden } from './refuse-golden.ts';
import {
  type ChangeRequest,
  cannotFinish,
  newLine,
  noteOf,
  openGoldens,
  openOwnGoldens,
  refuseNobody,
  writePromotion,
} from './write-promotion.ts';

export interface PromoteRequest extends GoldenScope, ChangeRequest {
  readonly environment: string;
  readonly candidateFolder: string;
  readonly evidence: SupportingReport;
  /** Told before anything is written. */
  readonly show: (diff: GoldenDiff) => void;
}

export interface Promoted {
  readonly entry: PromotionEntry;
  /** True where an interrupted promotion was finished: author, reason and evidence are then that one's. */
  readonly finished: boolean;
}

/** @throws HarnessError `golden-refused`, or `invalid-golden` where the goldens of today are damaged */
export async function promoteGoldens(request: PromoteRequest): Promise<Promoted> {
  const { folder, own = null } = request;
  refuseNobody(request, 'Promoting goldens');
  const candidate = validCandidate(request);
  const { files, begun, tree } = own === null ? await openGoldens(folder) : openOwnGoldens(folder);
  if (begun !== null) {
    const { entry } = begun;
    if ('kind' in entry) throw cannotFinish(folder, 'what began is a restamp, which `iml golden restamp` finishes');
    writePromotion({ folder, files }, { promotion: begun, texts: encodeAccepted(candidate, entry).texts });
    return { entry, finished: true };
  }
  // Of runs around someone's own configuration the fingerprint says which code made them, in a clone or not.
  const since = tree === null ? 0 : await timeOfCode(candidate, tree.root);
  refuseOtherConfiguration(request.evidence, own);
  refuseWeakEvidence(request.evidence, { candidate, since });

  const whole = wholeFolder(files, folder);
  refuseOthersGoldens(whole, { folder, own });
  const before = acceptedSet(whole, { ...candidate, folder });
  const diff = diffGoldens(candidate, before);
  request.show(diff);
  const line = newLine(whole, request, tree?.commit ?? null);
  const { set, texts } = encodeAccepted(candidate, line);
  const { environment, profile, fingerprint } = candidate;
  const { sha256, report } = request.evidence;
  const { startedAt, replay, verdicts } = report;
  const entry: PromotionEntry = {
    ...line,
    environment,
    profile,
    fingerprint,
    evidence: { startedAt, sha256, replay, verdicts: verdicts.map(keptVerdict) },
    pools: replacedPools(set, before?.pools ?? []),
    change: summariseDiff(diff),
  };
  const others = (whole?.manifest.sets ?? []).filter((one) => nameOfSet(one) !== nameOfSet(set));
  writePromotion({ folder, files }, { promotion: noteOf(entry, whole, [...others, set]), texts });
  return { entry, finished: false };
}

/** The pools of a candidate with who accepted them, when and why. */
function encodeAccepted(
  { pools, verdicts }: Goldens,
  { date, author, reason }: Pick<PromotionEntry, 'date' | 'author' | 'reason'>,
) {
  const accepted = { date, author, reason };
  return encodeSet(
    pools.map(({ header, records }) => ({ header: { ...header, accepted }, records })),
    verdicts,
  );
}

/** Pools of the set alone: other environments and profiles stay as they are. */
function replacedPools(
  { pools }: GoldenSet,
  before: readonly { readonly path: string; readonly sha256: string }[],
): PromotionEntry['pools'] {
  const old = new Map(before.map(({ path, sha256 }) => [path, sha256]));
  const fresh = new Map(pools.map(({ path, sha256 }) => [path, sha256]));
  return [...new Set([...fresh.keys(), ...old.keys()])].map((path) => ({
    path,
    before: old.get(path) ?? null,
    after: fresh.get(path) ?? null,
  }));
}

function validCandidate({ candidateFolder, ...request }: PromoteRequest): Goldens {
  const loaded = loadGoldens({ ...request, folder: candidateFolder });
  if (loaded.kind === 'valid' && loaded.goldens.pools.every(({ header }) => header.accepted === null))
    return loaded.goldens;
  const complaints = loaded.kind === 'invalid' ? loaded.complaints : [];
  throw refuseGolden({
    what: 'The candidate cannot be accepted.',
    where: candidateFolder,
    got:
      complaints.length === 0
        ? 'goldens that are accepted already'
        : firstComplaints(complaints).join('\n            '),
    expected:
      'whole pools of the profile, as `iml golden record` writes them, with a verdict of sound runs on every required claim',
    next: '`iml golden record` makes a candidate; `iml golden diff` shows what it would change',
  });
}

/** When the commit of the runs was made. @throws HarnessError `golden-refused` where it is none of this history */
async function timeOfCode({ pools }: Goldens, root: string): Promise<number> {
  // All pools of a set were recorded at once.
  const { header } = pools[0] as Goldens['pools'][number];
  const { commit, clean } = header.recorded;
  if (clean && commit !== null && (await descendsFrom(root, commit))) return await commitTime(root, commit);
  throw refuseGolden({
    what: 'The candidate comes from code that this history does not have.',
    where: `golden runs of ${header.recorded.date}`,
    got: clean ? `commit ${commit}, which the tree does not descend from` : `commit ${commit} with changes on top`,
    expected: 'runs of a commit of this branch',
    next: 'commit the code, then `iml golden record` again: runs whose numerics did not change are found in the ledger',
  });
}

/** What of a report is looked at. */
export interface EvidenceReport {
  readonly profile: string;
  /** Left out: of the registered claims. */
  readonly configuration?: Parameters<typeof goldenConfiguration>[0] | undefined;
  readonly startedAt: string;
  readonly replay: string;
  readonly environment: { readonly backend: string; readonly fingerprint: string };
  readonly verdicts: readonly (SpokenVerdict & Pick<Verdict, 'design' | 'required' | 'seeds' | 'registration'>)[];
}

interface SupportingReport {
  readonly report: EvidenceReport;
  /** Of the file. */
  readonly sha256: string;
  /** For messages. */
  readonly path: string;
}

/** A report about other experiments says nothing of the candidate's, whatever the claims are called. */
function refuseOtherConfiguration({ report, path }: SupportingReport, own: OwnGoldens | null): void {
  const { configuration: told } = report;
  const [about, asked] = [told === undefined ? null : goldenConfiguration(told), own?.configuration ?? null];
  if (about?.hash === asked?.hash) return;
  throw refuseGolden({
    what: 'This report does not speak for the candidate: it is about other experiments.',
    where: path,
    got: inWordsOf(about),
    expected: inWordsOf(asked),
    next:
      own === null ? '`iml run` writes one that does' : '`iml verify FILE` on that configuration writes one that does',
  });
}

/** A configuration that changed may have new goldens in place of its old ones. Another one, by its name, has a folder of its own. */
function refuseOthersGoldens(
  whole: WholeFolder | null,
  { folder, own }: { readonly folder: string; readonly own: OwnGoldens | null },
): void {
  const configuration = own?.configuration ?? null;
  for (const set of whole?.manifest.sets ?? []) {
    const found = acceptedSet(whole, { ...set, folder })?.pools[0]?.header.configuration ?? null;
    if (found?.name === configuration?.name) continue;
    throw refuseGolden({
      what: 'The folder holds goldens of something else.',
      where: folder,
      got: `${nameOfSet(set)} of ${inWordsOf(found)}`,
      expected: inWordsOf(configuration),
      next: 'name another folder with --goldens',
    });
  }
}

/**
 * What speaks for a candidate: the report of a run of the same profile and numerics, on seeds of its own, in which each required claim comes
 * to what it comes to on the pools, or is decided where they leave it open (decisions.md promise 8).
 * @param since milliseconds since the epoch: when the candidate's commit was made
 */
function refuseWeakEvidence(
  { report, path }: SupportingReport,
  { candidate, since }: { readonly candidate: Goldens; readonly since: number },
): void {
  const refuse = (what: string, got: string, expected: string) => {
    throw refuseGolden({
      what: `This report does not speak for the candidate: ${what}.`,
      where: path,
      got,
      expected,
      next: `\`iml run --profile ${candidate.profile}\` on the same code and backend writes one that does, if the claims come to the same`,
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
  const claims = candidate.verdicts.filter(({ required }) => required);
  const standings = claims.map(
    (one) => [one, verdictOn(one, report)?.registration?.standing ?? 'confirmatory'] as const,
  );
  const undeclared = standings.filter(([, standing]) => standing !== 'confirmatory');
  if (undeclared.length > 0) {
    const got = undeclared.map(([{ claim, task }, standing]) => `${claim} on ${task}: ${standing}`);
    refuse('a required claim was not asked as it is declared', inRows(got), 'confirmatory');
  }
  const others = claims.flatMap((one) => otherVerdict(one, report) ?? []);
  if (others.length > 0) {
    refuse('required claims come to something else in it than on the pools', inRows(others), OWN_SEEDS_SAY_THE_SAME);
  }
}

const OWN_SEEDS_SAY_THE_SAME =
  'the same verdict on other seeds for each, reproduced or not; or any decision where the pools leave it open';

const inRows = (words: readonly string[]) => words.join('\n            ');

function verdictOn({ claim, task, design }: GoldenVerdict, { verdicts }: EvidenceReport) {
  return verdicts.find((one) => one.claim === claim && one.task === task && one.design === design);
}

const isDecided = (verdict: string | undefined) => verdict === 'reproduced' || verdict === 'not-reproduced';

/** In words, where the report does not say of a claim what the pools say. */
function otherVerdict(golden: GoldenVerdict, report: EvidenceReport): string | null {
  const told = verdictOn(golden, report);
  const name = `${golden.claim} on ${golden.task}`;
  // Pools of few seeds may leave open what a run that goes on decides; the two then say nothing against each other.
  const isLeftOpen = golden.verdict === 'inconclusive' && isDecided(told?.verdict);
  if (told === undefined || (told.verdict !== golden.verdict && !isLeftOpen)) {
    return `${name}: ${told?.verdict ?? 'not there'} in the report, ${golden.verdict} on the pools`;
  }
  // The same word for another reason: the pools lack an effect, and the report's runs are broken.
  return canBeReference(told, report.verdicts)
    ? null
    : `${name}: ${told.verdict} by runs that are broken: ${told.reason}`;
}
