// Which tests are judged, and what the others still need: a test is judged once its seeds decide it, in their order, and the
// claims it leans on are judged.
import type { SeedRuns } from '../claims/claim.ts';
import { judge } from '../claims/judge.ts';
import { type SeedState, type Standing, standingOf } from '../claims/stopping.ts';
import type { Verdict, VerdictWord } from '../claims/verdict.ts';
import { HarnessError } from '../errors/harness-error.ts';
import type { Plan, PlannedCohort, PlannedTest } from './plan.ts';
import { replayCommand } from './replay-command.ts';
import type { RunStore } from './run-store.ts';
import type { VerifyRequest } from './verify-request.ts';

/** Judges each test as soon as its runs are settled and the claims it leans on are judged. */
export class VerdictBoard {
  readonly #plan: Plan;
  readonly #runs: RunStore;
  readonly #request: VerifyRequest;
  readonly #verdicts = new Map<PlannedTest, Verdict>();

  constructor(plan: Plan, runs: RunStore, request: VerifyRequest) {
    this.#plan = plan;
    this.#runs = runs;
    this.#request = request;
  }

  decideWhatIsComplete(onEvent: VerifyRequest['onEvent']): void {
    this.#decide((planned) => this.#standing(planned).isDecided, onEvent);
  }

  /** No more runs come: a test that is still open is judged by those there are. */
  decideTheRest(onEvent: VerifyRequest['onEvent']): void {
    this.decideWhatIsComplete(onEvent);
    this.#decide(() => true, onEvent);
  }

  #decide(isDue: (planned: PlannedTest) => boolean, onEvent: VerifyRequest['onEvent']): void {
    for (let progress = true; progress; ) {
      progress = false;
      for (const planned of this.#plan.tests) {
        if (this.#verdicts.has(planned) || !this.#hasAssays(planned) || !isDue(planned)) continue;
        const verdict = this.#judge(planned);
        this.#verdicts.set(planned, verdict);
        onEvent({ kind: 'claim-decided', claim: verdict.claim, task: verdict.task, verdict: verdict.verdict });
        progress = true;
      }
    }
  }

  all(): Verdict[] {
    return this.#plan.tests.map((planned) => {
      const verdict = this.#verdicts.get(planned);
      if (verdict !== undefined) return verdict;
      throw new HarnessError('internal', { what: 'A planned test was never judged.', got: planned.claim.id });
    });
  }

  /** Tests whose seeds do not decide them yet; one that only waits for the claim it leans on is not among them. */
  undecided(): PlannedTest[] {
    return this.#plan.tests.filter((planned) => !this.#verdicts.has(planned) && !this.#standing(planned).isDecided);
  }

  /** Cohorts that the undecided tests need: up to their fewest seeds, or to the next `more` beyond those they have. */
  cohortsDue(more: number): PlannedCohort[] {
    const wanted = new Set<string>();
    const tests = more === 0 ? this.#plan.tests : this.undecided();
    for (const planned of tests) {
      const { hashes, seeds, fewestSeeds } = planned;
      // In whole steps from the fewest on: a run that went on after an interruption asks for what it would have asked for anyway.
      const steps = more === 0 ? 0 : Math.ceil((this.#standing(planned).seeds.length + 1 - fewestSeeds) / more);
      const count = fewestSeeds + Math.max(0, steps) * more;
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
      if (lacking.length === 0) return Object.fromEntries(records) as SeedRuns;
      return lacking.every(([, hash]) => this.#runs.hasFailed(hash, seed)) ? 'failed' : 'open';
    };
    return standingOf(test, { seeds, stateOf });
  }

  #hasAssays({ test }: PlannedTest): boolean {
    return test.assay.every((id) => this.#assayOf(id, test.task) !== undefined);
  }

  #judge(planned: PlannedTest): Verdict {
    const { claim, test, arms, hashes } = planned;
    const { seeds } = this.#standing(planned);
    return judge({
      claim,
      test,
      arms,
      seeds,
      runOf: (arm, seed) => this.#runs.recordOf(hashes[arm] as string, seed),
      verdictOf: (id) => this.#assayOf(id, test.task) ?? 'not-run',
      replay: replayCommand(this.#request, [claim.id]),
    });
  }

  /** Verdict of the first test of a claim on the task; `not-run` if the plan has none. */
  #assayOf(id: string, task: string): VerdictWord | undefined {
    const leaned = this.#plan.tests.find(({ claim, test }) => claim.id === id && test.task === task);
    return leaned === undefined ? 'not-run' : this.#verdicts.get(leaned)?.verdict;
  }
}
