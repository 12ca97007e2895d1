// A process of its own for memory.spec.ts: records a step with a state of 320 MB, takes it twice, lets go of all, and says how much of that
// it still holds.
import { startBackend } from '../../src/tensors/backend.ts';
import { recordStep } from '../../src/tensors/native/recorded-step.ts';
import { add, dispose, sum, tensor, tensorOf, tidy } from '../../src/tensors/tensorflow.ts';

const SIZE = 2_000_000;
const names = Array.from({ length: 40 }, (_, index) => `array ${index}`);
const inputs = () => ({ one: { shape: [], values: Float32Array.of(1) } });

await startBackend('tensorflow');
const before = process.memoryUsage.rss();
const initial = Object.fromEntries(names.map((name) => [name, tidy(() => add(tensor(new Float32Array(SIZE)), 1))]));
const recorded = recordStep(
  {
    key: 'adds one',
    step: (state, given) => {
      const next = names.map((name) => [name, add(tensorOf(state, name), tensorOf(given, 'one'))] as const);
      return { state: Object.fromEntries(next), outputs: { sum: sum(tensorOf(state, names[0] as string)) } };
    },
  },
  initial,
  inputs(),
);
recorded.load(initial);
dispose(Object.values(initial));
for (let step = 0; step < 2; step += 1) dispose(Object.values(recorded.step(inputs())));
const during = process.memoryUsage.rss();
recorded.dispose();
process.send?.({ taken: during - before, left: process.memoryUsage.rss() - before });
process.disconnect?.();
