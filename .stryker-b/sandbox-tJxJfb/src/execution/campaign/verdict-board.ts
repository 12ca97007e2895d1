// Which tests are judged, and what the others still need: a test is judged once its seeds decide it, in their order, and the
// claims it leans on are judged: the gate that it stands behind, the positive claims of a negative control. Beyond its first look
// no seed is spent on a test until they are reproduced, and none at all if they are not (decisions.md B6).

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type History, parseHistory, type RegisteredVersion } from '../../claims/registry/registration-history.ts';
import { registrationOf } from '../../claims/registry/registration-of.ts';
import { REGISTRATIONS } from '../../claims/registry/registrations.ts';
import { claimsLeanedOn, withFamilyEvidence } from '../../claims/verdicts/family.ts';
import { judge } from '../../claims/verdicts/judge.ts';
import { type SeedState, type Standing, standingOf } from '../../claims/verdicts/stopping.ts';
import {
  isExploratory,
  type RegistrationVerdict,
  type Verdict,
  type VerdictWord,
} from '../../claims/verdicts/verdict.ts';
import { HarnessError } from '../../errors/harness-error.ts';
import { type Replayed, replayCommand } from '../inputs/replay-command.ts';
import type { Plan, PlannedCohort, PlannedTest } from '../planning/plan.ts';
import type { RunStore } from './run-store.ts';
import type { VerifyRequest } from './verify-request.ts';

type BoardRequest = Replayed & Pick<VerifyRequest, 'catalogue'>;

export class VerdictBoard {
  readonly #plan: Plan;
  readonly #runs: RunStore;
  readonly #request: BoardRequest;
  readonly #verdicts = new Map<PlannedTest, Verdict>();
  readonly #outOfTime = new Set<PlannedTest>();
  readonly #versionsOf = registeredVersions();

  constructor(plan: Plan, runs: RunStore, request: BoardRequest) {
    this.#plan = plan;
    this.#runs = runs;
    this.#request = request;
  }

  decideWhatIsComplete(onEvent: VerifyRequest['onEvent']): void {
    this.#decide((planned) => this.#isComplete(planned), onEvent);
  }

  /**
   * No more runs come: a test that is still open is judged by those there are, and none is told as decided.
   * @returns whether one is open because time ran out
   */
  decideTheRest(outOfTime: boolean): boolean {
    for (const planned of this.#plan.tests) {
      if (outOfTime && !this.#verdicts.has(planned) && !this.#isComplete(planned)) this.#outOfTime.add(planned);
    }
    this.#decide(
      () => true,
      () => {},
    );
    return this.#outOfTime.size > 0;
  }

  #decide(isDue: (planned: PlannedTest) => boolean, onEvent: VerifyRequest['onEvent']): void {
    for (let progress = true; progress; ) {
      progress = false;
      for (const planned of this.#plan.tests) {
        if (this.#verdicts.has(planned) || this.#ground(planned) === 'open' || !isDue(planned)) continue;
        const verdict = this.#judge(planned);
        this.#verdicts.set(planned, verdict);
        const { claim, task, verdict: word } = verdict;
        onEvent({ kind: 'claim-decided', claim, task, verdict: word, isExploratory: isExploratory(verdict) });
        progress = true;
      }
    }
  }

  all(): Verdict[] {
    const verdicts = this.#plan.tests.map((planned) => {
      const verdict = this.#verdicts.get(planned);
      if (verdict !== undefined) return verdict;
      throw new HarnessError('internal', { what: 'A planned test was never judged.', got: planned.claim.id });
    });
    return withFamilyEvidence(verdicts);
  }

  /** Tests that need more seeds now; one that only waits for the claims it leans on is not among them. */
  undecided(): PlannedTest[] {
    return this.#plan.tests.filter(
      (planned) =>
        !this.#verdicts.has(planned) && this.#ground(planned) === 'firm' && !this.#standing(planned).isDecided,
    );
  }

  /** Cohorts that the undecided tests need: up to their fewest seeds, or to the next `more` beyond those they have. */
  cohortsDue(more: number): PlannedCohort[] {
    const wanted = new Set<string>();
    const tests = more === 0 ? this.#plan.tests : this.undecided();
    for (const planned of tests) {
      const { hashes, seeds, budget } = planned;
      // In whole steps from the fewest on: a run that went on after an interruption asks for what it would have asked for anyway.
      const steps = more === 0 ? 0 : Math.ceil((this.#standing(planned).seeds.length + 1 - budget.fewest) / more);
      const count = budget.fewest + Math.max(0, steps) * more;
      for (const hash of Object.values(hashes)) {
        for (const seed of seeds.slice(0, count)) wanted.add(`${hash}/${seed}`);
      }
    }
    return this.#plan.cohorts.filter(({ hash, seeds }) => seeds.some((seed) => wanted.has(`${hash}/${seed}`)));
  }

  #standing({ hashes: byArm, seeds, test }: PlannedTest): Standing {
    const hashes = Object.entries(byArm);
    const stateOf = (seed: number): SeedState => {
      const records = hashes.map(([arm, hash]) => [arm, this.#runs.recordOf(hash, seed)] as const);
      const lacking = hashes.filter((_, index) => records[index]?.[1] === null);
      const isOpen = lacking.some(([, hash]) => !this.#runs.hasFailed(hash, seed));
      return isOpen ? 'open' : Object.fromEntries(records);
    };
    return standingOf(test, { seeds, stateOf });
  }

  #isComplete(planned: PlannedTest): boolean {
    return this.#ground(planned) === 'firm' ? this.#standing(planned).isDecided : this.#hasFirstLook(planned);
  }

  /** Whether the claims that a test leans on are reproduced. `open`: one is not judged yet. */
  #ground({ test, place }: PlannedTest): 'firm' | 'open' | 'gone' {
    const words = claimsLeanedOn(test, place).map((id) => this.#verdictOf(id, test.task));
    if (words.some((word) => word !== undefined && word !== 'reproduced')) return 'gone';
    return words.includes(undefined) ? 'open' : 'firm';
  }

  #hasFirstLook({ hashes, seeds, budget }: PlannedTest): boolean {
    const isSettled = (hash: string, seed: number) =>
      this.#runs.recordOf(hash, seed) !== null || this.#runs.hasFailed(hash, seed);
    const firstLook = seeds.slice(0, budget.fewest);
    return firstLook.every((seed) => Object.values(hashes).every((hash) => isSettled(hash, seed)));
  }

  #judge(planned: PlannedTest): Verdict {
    const { claim, test, hashes, budget } = planned;
    // Without ground to stand on the seeds of the first look are shown, however many the ledger has.
    const isGrounded = this.#ground(planned) === 'firm';
    const seeds = isGrounded ? this.#standing(planned).seeds : planned.seeds.slice(0, budget.fewest);
    const registration = this.#registration(planned, seeds);
    return judge({
      ...planned,
      version: registration.version,
      registration,
      outOfTime: this.#isOutOfTime(planned),
      seeds,
      runOf: (arm, seed) => this.#runs.recordOf(hashes[arm] as string, seed),
      verdictOf: (id) => this.#verdictOf(id, test.task) ?? 'not-run',
      replay: replayCommand(this.#request, [claim.id]),
    });
  }

  #registration({ claim, test, hashes, seeds: all }: PlannedTest, seeds: readonly number[]): RegistrationVerdict {
    const isOwn = this.#request.catalogue !== undefined;
    return registrationOf({
      claim,
      task: test.task,
      // A catalogue of one's own is registered nowhere.
      version: isOwn ? null : (REGISTRATIONS[claim.id]?.version ?? null),
      isOwn,
      settings: this.#request,
      seeds: all,
      declared: Object.values(hashes).flatMap((hash) => seeds.map((seed) => this.#runs.declaredOf(hash, seed))),
      versions: () => this.#versionsOf(claim.id),
    });
  }

  /** A test that leans on one for which time ran out is as undecided as that. */
  #isOutOfTime(planned: PlannedTest): boolean {
    if (this.#outOfTime.has(planned)) return true;
    const { test, place } = planned;
    const leaned = claimsLeanedOn(test, place);
    return this.#plan.tests.some((one) => {
      const verdict = this.#verdicts.get(one);
      const ranOut = verdict?.verdict === 'inconclusive' && verdict.outOfTime;
      return ranOut && leaned.includes(one.claim.id) && one.test.task === test.task;
    });
  }

  /** Verdict of the first test of a claim on the task; `not-run` if the plan has none. */
  #verdictOf(id: string, task: string): VerdictWord | undefined {
    const leaned = this.#plan.tests.find(({ claim, test }) => claim.id === id && test.task === task);
    return leaned === undefined ? 'not-run' : this.#verdicts.get(leaned)?.verdict;
  }
}

const FILE = fileURLToPath(new URL('../../../golden/registrations.json', import.meta.url));

/**
 * The versions of a claim. The history comes with the package and is read when it is first asked for: only a claim that changed needs it.
 * @returns a function that throws HarnessError `invalid-fixture` where the file is damaged
 */
export function registeredVersions(): (claim: string) => readonly RegisteredVersion[] {
  let history: History | null = null;
  return (claim) => {
    history ??= parseHistory(readFileSync(FILE, 'utf8'), FILE);
    return history[claim] ?? [];
  };
}
