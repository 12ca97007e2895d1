// The words of `gpu-evidence`. What makes it shorter than the real thing is said in its document.
import { parseArgs } from 'node:util';
import { readWords, wholeNumberTo } from '../../lab/shared/read-words.ts';
import { imlAppears } from '../../src/claims/iml-appears.ts';

export interface EvidenceOptions {
  readonly output: string;
  /** Tasks of `iml-appears` in the quick profile. */
  readonly tasks: readonly string[];
  readonly seeds: number;
  /** Stacked seeds of the bench; empty: no bench. */
  readonly cohorts: readonly number[];
  /** No stage is longer; null: as declared. */
  readonly steps: number | null;
  readonly minutes: number;
  readonly python: string;
  readonly help: boolean;
  /** What was asked for that is less than the real thing, in words. */
  readonly reduced: readonly string[];
}

export const TASKS: readonly string[] = imlAppears.tests
  .filter(({ seeds }) => seeds.quick !== undefined)
  .map(({ task }) => task);
const WHOLE = { seeds: 8, cohorts: [1, 8, 32, 128], minutes: 10 };

export const USAGE = `gpu-evidence [OPTIONS]
  What this machine's GPU gives through WebGPU, in one JSON document, in at most ten minutes: doctor; two golden seeds
  of iml-appears on WebGPU against WebAssembly; eight seeds of iml-appears on WebGPU; training steps of 1, 8, 32 and 128
  stacked seeds, against PyTorch where python3 has it.
  --output FILE     where to write it (default gpu-evidence.json); written whole, at the end, or not at all
  --python PATH     a Python that may have PyTorch (default python3)
  --minutes N       parts that have not begun after so many minutes are left out, and the document says so; after twice
                    as many it stops and writes nothing (default ${WHOLE.minutes})
  Less than the real thing, for trying it out; the document says what was less:
  --task NAME       only this task; may be given several times (${TASKS.join(', ')})
  --seeds N         so many seeds of iml-appears
  --cohorts LIST    the bench with these numbers of stacked seeds, "1,8", or none
  --steps N         no stage of a training is longer; answers are measured and nothing else
  --help            this text
`;

/** @throws HarnessError `invalid-option` */
export function parseEvidenceOptions(words: readonly string[]): EvidenceOptions {
  const text = { type: 'string' } as const;
  return readWords('gpu-evidence', { next: '`gpu-evidence --help` explains them' }, () => {
    const { values } = parseArgs({
      args: [...words],
      options: {
        output: text,
        python: text,
        minutes: text,
        task: { type: 'string', multiple: true, default: [] as string[] },
        seeds: text,
        cohorts: text,
        steps: text,
        help: { type: 'boolean', default: false, short: 'h' },
      },
    });
    const unknown = values.task.find((task) => !TASKS.includes(task));
    if (unknown !== undefined) throw new Error(`--task is ${TASKS.join(', ')}, not "${unknown}"`);
    const tasks = values.task.length === 0 ? TASKS : TASKS.filter((task) => values.task.includes(task));
    const seeds = wholeNumber(values.seeds, '--seeds', 1000) ?? WHOLE.seeds;
    const cohorts = values.cohorts === undefined ? WHOLE.cohorts : cohortsOf(values.cohorts);
    const steps = wholeNumber(values.steps, '--steps', 1_000_000);
    return {
      output: values.output ?? 'gpu-evidence.json',
      python: values.python ?? 'python3',
      minutes: wholeNumber(values.minutes, '--minutes', 100_000) ?? WHOLE.minutes,
      tasks,
      seeds,
      cohorts,
      steps,
      help: values.help,
      reduced: [
        ...(tasks.length < TASKS.length ? [`only ${tasks.join(' and ')}, of ${TASKS.join(', ')}`] : []),
        ...(seeds < WHOLE.seeds ? [`${seeds} seeds of iml-appears in place of ${WHOLE.seeds}`] : []),
        ...(WHOLE.cohorts.every((cohort) => cohorts.includes(cohort))
          ? []
          : [`the bench with ${cohorts.join(', ') || 'no'} stacked seeds in place of ${WHOLE.cohorts.join(', ')}`]),
        ...(steps === null ? [] : [`no stage longer than ${steps} steps, and nothing measured but answers`]),
      ],
    };
  });
}

function cohortsOf(words: string): number[] {
  return words === 'none' ? [] : words.split(',').map((word) => wholeNumberTo(4096, '--cohorts', word));
}

function wholeNumber(word: string | undefined, option: string, maximum: number): number | null {
  return word === undefined ? null : wholeNumberTo(maximum, option, word);
}
