// `iml run`: its options; the work is in run-here.ts and run-on-slurm.ts, loaded when one of them is called.
import { flag, oneOf, usually, valuesOf } from '../../execution/inputs/option.ts';
import { RUN_OPTIONS } from '../../execution/inputs/run-request.ts';
import { defineCommand } from '../command.ts';
import { refuseSlurmOptions, SLURM_OPTIONS } from '../slurm-options.ts';

export const command = defineCommand({
  options: {
    ...RUN_OPTIONS,
    json: flag('--json', 'print the report document, and nothing else, on stdout'),
    executor: usually(
      '--executor <name>',
      'who trains: local (this machine) or slurm (job arrays, each with a job after it that judges)',
      oneOf(['local', 'slurm']),
      'local',
    ),
    ...SLURM_OPTIONS,
  },
  async run(options, surroundings) {
    if (options.executor === 'slurm') {
      const { runOnSlurm } = await import('../run-on-slurm.ts');
      return await runOnSlurm(options, surroundings);
    }
    refuseSlurmOptions(options);
    const { runHere } = await import('../run-here.ts');
    return await runHere({ ...valuesOf(RUN_OPTIONS, options), json: options.json }, surroundings);
  },
});
