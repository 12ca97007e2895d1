// `iml train-cohorts` (hidden): what a task of a Slurm array runs. It says what it does on stderr, which Slurm keeps as a log.
import { absolutePath, required, wholeNumber } from '../../execution/inputs/option.ts';
import { trainTask } from '../../execution/slurm/train-task.ts';
import { defineCommand } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';

export const command = defineCommand({
  options: {
    planPath: required('--plan <file>', 'plan.json', absolutePath),
    task: required('--task <number>', 'index in the array', wholeNumber(0, 10_000_000)),
  },
  async run({ planPath, task }, { terminal: { stderr, signal } }) {
    const say = (line: string) => stderr.write(`${line}\n`);
    const { failed } = await trainTask({ planPath, task, signal, say });
    // So that squeue and sacct show it; the report says why.
    return failed === 0 ? EXIT_CODES.success : EXIT_CODES.invalid;
  },
});
