// The scripts of a submission: their text, and that any folder and any option reach the program and sbatch as they were.
import { fc, test } from '@fast-check/vitest';
import { execa, execaSync } from 'execa';
import { describe, expect, it } from 'vitest';
import {
  directive,
  type JobScriptsRequest,
  jobScripts,
  parseSlurmOption,
  refuseJobFolder,
} from '../../../src/execution/slurm/job-scripts.ts';

const request: JobScriptsRequest = {
  nodePath: '/usr/bin/node',
  script: '/home/me/iml-verify/bin/iml.mjs',
  name: 'iml-2026-11-23T10-40-12Z-quick',
  planPath: '/scratch/me/jobs of mine/plan.json',
  tasks: 164,
  tasksAtOnce: null,
  options: [],
};

describe('the scripts of a submission', () => {
  it('train in an array and judge after it', () => {
    const options = ['partition=short', '--time=02:00:00', 'comment=two words', 'exclusive'].map(parseSlurmOption);
    const { train, judge } = jobScripts({ ...request, tasksAtOnce: 8, options });
    expect(train).toMatchInlineSnapshot(`
      "#!/bin/bash
      # Trains what the plan beside this file lists. A task that is killed loses the cohort at which it is; requeued, it goes on.
      #SBATCH --job-name=iml-2026-11-23T10-40-12Z-quick
      #SBATCH --array=0-163%8
      #SBATCH --output=logs/train-%a.log
      #SBATCH --open-mode=append
      #SBATCH --nodes=1
      #SBATCH --ntasks=1
      #SBATCH --cpus-per-task=1
      #SBATCH --requeue
      #SBATCH --partition=short
      #SBATCH --time=02:00:00
      #SBATCH --comment="two words"
      #SBATCH --exclusive

      exec /usr/bin/node /home/me/iml-verify/bin/iml.mjs train-cohorts --plan '/scratch/me/jobs of mine/plan.json' --task "$SLURM_ARRAY_TASK_ID"
      "
    `);
    expect(judge).toMatchInlineSnapshot(`
      "#!/bin/bash
      # Judges what is in the ledger. It trains nothing: it submits the next round where claims are undecided, or writes the report.
      #SBATCH --job-name=iml-2026-11-23T10-40-12Z-quick
      #SBATCH --output=logs/judge.log
      #SBATCH --open-mode=append
      #SBATCH --nodes=1
      #SBATCH --ntasks=1
      #SBATCH --cpus-per-task=1
      #SBATCH --requeue
      #SBATCH --partition=short
      #SBATCH --time=02:00:00
      #SBATCH --comment="two words"
      #SBATCH --exclusive

      exec /usr/bin/node /home/me/iml-verify/bin/iml.mjs judge-plan --plan '/scratch/me/jobs of mine/plan.json'
      "
    `);
  });

  it('have no array where nothing is missing', () => {
    expect(jobScripts({ ...request, tasks: 0 }).train).toBeNull();
  });

  // No control characters: a path may hold them, but Slurm refuses such a folder before (below).
  const word = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/\p{Cc}/u.test(text));
  test.prop([word, word, word], { numRuns: 25 })('hand any path over to the program as it is', (node, script, plan) => {
    const { train, judge } = jobScripts({ ...request, nodePath: node, script, planPath: plan });
    for (const [text, expected] of [
      [train ?? '', [node, script, 'train-cohorts', '--plan', plan, '--task', '7']],
      [judge, [node, script, 'judge-plan', '--plan', plan]],
    ] as const) {
      // Bash reads it in full, and instead of starting the program prints the words that it would start.
      const said = execaSync('bash', ['-c', text.replace(/^exec /m, `printf '%s\\0' `)], {
        env: { SLURM_ARRAY_TASK_ID: '7' },
        stripFinalNewline: false,
      });
      expect(said.stdout.split('\0').slice(0, -1)).toEqual(expected);
    }
  });

  it('are valid for bash as a whole', async () => {
    const { train, judge } = jobScripts({ ...request, planPath: `it's "odd" $HOME \`x\` # ! * here` });
    for (const text of [train, judge]) expect((await execa('bash', ['-n'], { input: text ?? '' })).stderr).toBe('');
  });

  it.each(['/home/100%a/jobs', '/home/a\\b/jobs', '/home/a\nb'])(
    'are not put into %j, where Slurm loses logs',
    (folder) => {
      expect(() => refuseJobFolder(folder)).toThrow(/Slurm could not write logs/);
      expect(() => refuseJobFolder(`it's "odd" $HOME # here`)).not.toThrow();
    },
  );
});

describe('an option for sbatch', () => {
  test.prop([fc.string({ unit: 'grapheme' }).filter((text) => !/\p{Cc}/u.test(text))])(
    'survives the rules by which sbatch reads a line',
    (value) => {
      const line = directive(parseSlurmOption(`comment=${value}`));
      expect(wordsOfSbatch(line)).toEqual([`--comment=${value}`]);
    },
  );

  it('is known by its long name, with or without dashes, with a value or none', () => {
    expect(parseSlurmOption('--gres=gpu:1')).toEqual({ name: 'gres', value: 'gpu:1' });
    expect(parseSlurmOption('exclusive')).toEqual({ name: 'exclusive', value: null });
    expect(parseSlurmOption('comment=')).toEqual({ name: 'comment', value: '' });
    expect(directive({ name: 'mem', value: '2G' })).toBe('#SBATCH --mem=2G');
    expect(directive({ name: 'exclusive', value: null })).toBe('#SBATCH --exclusive');
  });

  it.each([
    '',
    '-p',
    '-p short',
    'p=short',
    '--',
    'Partition=a',
    'a b=c',
    'comment=two\nlines',
    'array=0-3',
    '--output=x',
    'wrap=rm',
    'dependency=1',
  ])('is not %j', (word) => {
    expect(() => parseSlurmOption(word)).toThrow(/cannot be passed on to sbatch/);
  });
});

/** As sbatch 22.05 was seen to read a directive: quotes group, a backslash keeps the next character, # ends outside quotes. */
function wordsOfSbatch(line: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  let quote: string | null = null;
  const characters = [...line.replace(/^#SBATCH /, '')];
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] as string;
    if (character === '\\') word = (word ?? '') + (characters[++at] ?? '');
    else if (quote !== null && character === quote) quote = null;
    else if (quote === null && (character === '"' || character === "'")) {
      quote = character;
      word ??= '';
    } else if (quote === null && character === '#') break;
    else if (quote === null && /\s/.test(character)) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? '') + character;
  }
  return word === null ? words : [...words, word];
}
