// `npm run upstream-specs -- tensorflow|tensorflow-gpu|wasm|cpu`: TensorFlow.js's own specs of its operations (they come inside
// @tensorflow/tfjs-core 4.22) against a backend as this project starts it: our native build, our kernels on WebAssembly. The
// specs that tfjs-node leaves out are left out of every backend's run, so that the counts compare.
// Options: --grep TEXT runs the specs whose name has the text; --failures lists the failing ones.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { runProgram } from '../../lab/shared/run-program.ts';
import { EXIT_CODES, type ExitCode } from '../../src/cli/exit-codes.ts';
import { HarnessError } from '../../src/errors/harness-error.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import { parseBackendName } from '../../src/tensors/backend-name.ts';

/** The parts of jasmine 4 that are used here; it comes without types. */
interface Spec {
  readonly fullName: string;
  readonly status: string;
  readonly failedExpectations: readonly { readonly message: string }[];
}
interface Runner {
  exitOnCompletion: boolean;
  readonly env: { configure: (settings: { specFilter: (spec: { getFullName: () => string }) => boolean }) => void };
  loadConfig: (settings: object) => void;
  clearReporters: () => void;
  addReporter: (reporter: { specDone: (spec: Spec) => void }) => void;
  execute: () => Promise<{ readonly overallStatus: string }>;
}

/** What fails with upstream's kernels as well; measured, with tfjs 4.22 and TensorFlow 2.21. */
const KNOWN_FAILURES: Readonly<Record<string, number>> = { tensorflow: 1, 'tensorflow-gpu': 1, wasm: 245, cpu: 0 };

const require = createRequire(import.meta.url);
await runProgram({ usage: '', parse: () => ({ help: false }), main });

/** Fails where more specs fail than are known to. */
async function main(): Promise<ExitCode> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { grep: { type: 'string', default: '' }, failures: { type: 'boolean', default: false } },
  });
  const name = parseBackendName(positionals[0] ?? '');
  const { device } = await startBackend(name);
  const engineName = name === 'tensorflow-gpu' ? 'tensorflow' : name;

  const Jasmine = require('jasmine') as new () => Runner;
  const runner = new Jasmine();
  runner.loadConfig({ random: false, spec_files: [] });
  runner.exitOnCompletion = false;
  // The specs are modules apart from the package's bundle; operators and gradients register once more for them.
  require('@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops');
  require('@tensorflow/tfjs-core/dist/register_all_gradients');
  const { setTestEnvs } = require('@tensorflow/tfjs-core/dist/jasmine_util') as {
    setTestEnvs: (list: object[]) => void;
  };
  setTestEnvs([{ name: `test-${engineName}`, backendName: engineName, flags: {}, isDataSync: true }]);
  require('@tensorflow/tfjs-core/dist/tests');

  const left = leftOutByUpstream().map((words) => words.replaceAll('test-tensorflow', `test-${engineName}`));
  runner.env.configure({
    specFilter: (spec) => {
      const fullName = spec.getFullName();
      return fullName.includes(values.grep) && !left.some((words) => fullName.includes(words));
    },
  });
  const counts = { passed: 0, failed: 0 };
  runner.clearReporters();
  runner.addReporter({
    specDone: ({ fullName, status, failedExpectations }) => {
      if (status === 'passed') counts.passed++;
      if (status !== 'failed') return;
      counts.failed++;
      if (values.failures)
        process.stdout.write(`${fullName}\n  ${failedExpectations[0]?.message.split('\n')[0] ?? ''}\n`);
    },
  });
  await runner.execute();
  const known = KNOWN_FAILURES[name] ?? 0;
  process.stdout.write(`${counts.passed} passed, ${counts.failed} failed (${known} are known) on ${device}\n`);
  return counts.passed > 0 && counts.failed <= known ? EXIT_CODES.success : EXIT_CODES.notReproduced;
}

/** The list stands in tfjs-node's runner, as the strings of an array, each on a line of its own. */
function leftOutByUpstream(): string[] {
  const source = readFileSync(require.resolve('@tensorflow/tfjs-node-gpu/dist/run_tests.js'), 'utf8');
  const list = /IGNORE_LIST = \[([\s\S]*?)\n\];/.exec(source)?.[1] ?? '';
  const words = [...list.matchAll(/^ {4}'(.*)',?$/gm)].map((match) => match[1] ?? '');
  if (words.length < 50)
    throw new HarnessError('internal', {
      what: "tfjs-node's list of specs that it leaves out was not found.",
      got: `${words.length} specs`,
    });
  return words;
}
