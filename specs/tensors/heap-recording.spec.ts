import { beforeAll, describe, expect, it, vi } from 'vitest';
import { startBackend } from '../../src/tensors/backend.ts';
import type { NamedNumbers } from '../../src/tensors/host-numbers.ts';
import { replayEngine } from '../../src/tensors/replay-engine.ts';
import { eagerEngine, type StepEngine, type StepProgram } from '../../src/tensors/step-engine.ts';
import { add, dispose, erf, mul, reshape, sum, type Tensor, tensor } from '../../src/tensors/tensorflow.ts';
import { recordHeapStep } from '../../src/tensors/wasm/heap-recording.ts';
import { wasmBackend } from '../../src/tensors/wasm/wasm-module.ts';
import { adamWStepInputs, initialAdamW } from '../../src/training/adamw.ts';
import { trainingProgram } from '../../src/training/training-form.ts';
import { refusal } from '../refusal.ts';
import { batchOf, example, MODEL, OPTIMIZER, stackedParameters } from '../training/training-examples.ts';
import { leavesNoTensors, tensorsAndBuffers } from './leaves-no-tensors.ts';

const heapReplayEngine = replayEngine({ recordStep: recordHeapStep, keptBytes: 0, unrecordable: 'refused' });
const optimizer = { ...OPTIMIZER, weightDecay: 0.01 };

/** Inputs of a training step of the given examples on some of their documents. */
function inputsOf(seeds: readonly number[], step: number, batch: number): NamedNumbers {
  return {
    ...batchOf(
      seeds.map((seed) => example(seed)),
      Array.from({ length: batch }, (_, index) => step + index),
    ),
    ...adamWStepInputs({ step, learningRates: seeds.map(() => 0.01), optimizer }),
  };
}

/** Losses of each step, and parameters and moments at the end. */
function trained(stepEngine: StepEngine, seeds: readonly number[], batches: readonly number[]): Float32Array[] {
  const start = stackedParameters(seeds.map((seed) => example(seed)));
  const initial = initialAdamW(start);
  const runner = stepEngine.start(trainingProgram(MODEL, optimizer), initial);
  const losses = batches.map((batch, index) => runner.step(inputsOf(seeds, index + 1, batch)).losses as Tensor);
  const state = Object.values(runner.state());
  runner.dispose();
  const numbers = [...losses, ...state, start].map((value) => value.dataSync<'float32'>());
  dispose([...losses, ...state, ...Object.values(initial)]);
  return numbers;
}

const plain = (step: StepProgram['step']): StepProgram => ({ key: 'a spec', step });
const numberOf = (value: number): NamedNumbers => ({ x: { shape: [2], values: Float32Array.of(value, 2 * value) } });

describe('a step replayed on wasm', () => {
  beforeAll(() => startBackend('wasm'));
  leavesNoTensors(tensorsAndBuffers);

  it.each([[[1]], [[1, 2, 3]]])('trains seeds %s to the same bits as op by op', (seeds) => {
    const batches = Array.from({ length: 12 }, () => 8);
    const [replayed, eager] = [trained(heapReplayEngine, seeds, batches), trained(eagerEngine, seeds, batches)];
    expect(replayed).toEqual(eager);
    expect(new Set(eager.slice(0, 12).map(([loss]) => loss)).size).toBe(12);
  });

  it('refuses an input of another shape, or none', () => {
    const initial = { total: tensor([1, 1]) };
    const program = plain(({ total }, { x }) => ({ state: { total: add(total as Tensor, x as Tensor) }, outputs: {} }));
    const runner = heapReplayEngine.start(program, initial);
    for (let step = 0; step < 3; step += 1) runner.step(numberOf(1));
    expect(() => runner.step({ x: { shape: [1], values: Float32Array.of(1) } })).toThrow(
      refusal('unrecordable-step', /\[1\][\s\S]*\[2\]/),
    );
    expect(() => runner.step({})).toThrow(expect.objectContaining({ code: 'unrecordable-step' }));
    runner.dispose();
    initial.total.dispose();
  });

  it('leaves the initial tensors as they are, and hands out tensors that later steps leave as they are', () => {
    const initial = { total: tensor([1, 1]) };
    const runner = heapReplayEngine.start(
      plain(({ total }, { x }) => {
        const next = add(total as Tensor, x as Tensor);
        return { state: { total: next }, outputs: { double: mul(next, 2) } };
      }),
      initial,
    );
    const first = runner.step(numberOf(1));
    const state = runner.state();
    const second = runner.step(numberOf(10));
    expect([...initial.total.dataSync()]).toEqual([1, 1]);
    expect([...(first.double as Tensor).dataSync()]).toEqual([4, 6]);
    expect([...(state.total as Tensor).dataSync()]).toEqual([2, 3]);
    expect([...(second.double as Tensor).dataSync()]).toEqual([24, 46]);
    runner.dispose();
    expect([...(second.double as Tensor).dataSync()]).toEqual([24, 46]);
    dispose([...Object.values(first), ...Object.values(state), ...Object.values(second), initial.total]);
  });

  it('lets two runners of one program go on by turns', () => {
    const program = plain(({ total }, { x }) => ({
      state: { total: add(total as Tensor, x as Tensor) },
      outputs: {},
    }));
    const initial = { total: tensor([0, 0]) };
    const runners = [1, 10].map((value) => ({ value, runner: heapReplayEngine.start(program, initial) }));
    for (let step = 0; step < 3; step += 1) for (const { value, runner } of runners) runner.step(numberOf(value));
    const totals = runners.map(({ runner }) => runner.state().total as Tensor);
    expect(totals.map((total) => [...total.dataSync()])).toEqual([
      [3, 6],
      [30, 60],
    ]);
    for (const { runner } of runners) runner.dispose();
    dispose([...totals, initial.total]);
  });

  it('keeps a state that a step hands on', () => {
    const initial = { kept: tensor([5, 6]) };
    const runner = heapReplayEngine.start(
      plain((state, { x }) => ({ state: { ...state }, outputs: { sum: add(state.kept as Tensor, x as Tensor) } })),
      initial,
    );
    const outputs = [1, 2, 3].map((value) => runner.step(numberOf(value)).sum as Tensor);
    expect(outputs.map((output) => [...output.dataSync()])).toEqual([
      [6, 8],
      [7, 10],
      [8, 12],
    ]);
    runner.dispose();
    dispose([...outputs, initial.kept]);
  });

  it('refuses an op of whose calls it knows nothing, and frees what it had', () => {
    const initial = { total: tensor([1, 1]) };
    const program = plain(({ total }, { x }) => ({
      state: { total: erf(add(total as Tensor, x as Tensor)) },
      outputs: {},
    }));
    const runner = heapReplayEngine.start(program, initial);
    expect(() => runner.step(numberOf(1))).toThrow(refusal('unrecordable-step', 'Erf'));
    runner.dispose();
    initial.total.dispose();
  });

  it('goes op by op where it may, to the same numbers, and then records nothing', () => {
    const initial = { total: tensor([1, 1]) };
    const program = plain(({ total }, { x }) => {
      const next = erf(add(total as Tensor, x as Tensor));
      return { state: { total: next }, outputs: { out: next.clone() } };
    });
    const recording = vi.fn(recordHeapStep);
    const engine = replayEngine({ recordStep: recording, keptBytes: 0, unrecordable: 'op by op' });
    const outputs = (asked: StepEngine) => {
      const runner = asked.start(program, initial);
      const steps = [1, 2, 3].map((value) => runner.step(numberOf(value)).out as Tensor);
      const numbers = steps.map((step) => [...step.dataSync<'float32'>()]);
      dispose(steps);
      runner.dispose();
      return numbers;
    };
    expect(outputs(engine)).toEqual(outputs(eagerEngine));
    expect(recording).toHaveBeenCalledTimes(1);
    initial.total.dispose();
  });

  it('refuses what a kernel of the harness leaves to the one of TensorFlow.js', () => {
    const initial = { total: tensor([1, 1]) };
    const rowSums = (x: Tensor) => sum(reshape(x, [2, 1]), 1);
    const runner = heapReplayEngine.start(
      plain(({ total }) => ({ state: { total: rowSums(total as Tensor) }, outputs: {} })),
      initial,
    );
    expect(() => runner.step(numberOf(1))).toThrow(refusal('unrecordable-step', 'Sum'));
    runner.dispose();
    initial.total.dispose();
  });

  it('takes thousands of steps in the memory of a few', () => {
    const runs = (steps: number) =>
      trained(
        heapReplayEngine,
        [1],
        Array.from({ length: steps }, () => 8),
      );
    const size = () => wasmBackend().wasm.asm.memory.buffer.byteLength;
    runs(20);
    const early = size();
    for (let run = 0; run < 100; run += 1) runs(20);
    expect(size()).toBe(early);
  });
});
