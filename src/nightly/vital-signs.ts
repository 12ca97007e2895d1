// Numbers that no claim is about, and that a changed trainer moves first: the loss at which each training of each experiment ended. Seed
// by seed they hardly vary between two runs of like code, so golden seeds trained again show a slower optimizer in one night, long before
// accuracies of 150 questions do. With the numbers of the claims they are all that a night watches.
import { type RunsOf, type WatchedNumber, watchedNumbers } from '../claims/watched-numbers.ts';
import { type GoldenTest, goldenExperiments } from '../goldens/golden-tests.ts';

export function watchedTonight(tests: readonly GoldenTest[], runsOf: RunsOf): WatchedNumber[] {
  return [...watchedNumbers(tests, runsOf), ...vitalSigns(tests, runsOf)];
}

function vitalSigns(tests: readonly GoldenTest[], runsOf: RunsOf): WatchedNumber[] {
  return goldenExperiments(tests).flatMap(({ hash, task, label }): WatchedNumber[] => {
    const runs = [...runsOf(hash).values()].sort((a, b) => a.seed - b.seed);
    const trainings = Object.keys(runs[0]?.training ?? {}).sort();
    return trainings.map((training) => ({
      id: `${task}/training/${training} of ${hash.slice(0, 12)}`,
      claim: label.split('/')[0] as string,
      task,
      name: `${label}: loss at the end of ${training}`,
      unit: 'nats a question',
      kind: 'training',
      experimentHashes: [hash],
      claimedEffect: null,
      values: runs.flatMap(({ seed, training: facts }) => {
        const value = facts[training]?.finalLoss;
        return value === undefined ? [] : [{ seed, value }];
      }),
    }));
  });
}
