// `npm test`, `npm run test:exhaustive`, both with `--both`, and `npm run test:nightly`: runs vitest on the projects of a tier
// (vitest.config.ts), then says on a line of its own how many tests passed and failed. Other words go to vitest: `npm test -- NAME` runs the
// files with NAME in their path. Nothing run is a failure. Spec files that took long and do not say why in their first comment are named;
// that fails nothing.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

const TIERS = {
  quick: ['unit', 'own-process', 'statistical'],
  exhaustive: ['exhaustive', 'exhaustive-statistical'],
  nightly: ['nightly'],
};
const OPTIONS = { '--both': ['quick', 'exhaustive'], '--exhaustive': ['exhaustive'], '--nightly': ['nightly'] };
const LONG_SECONDS = 20;

const words = process.argv.slice(2);
const asked = Object.keys(OPTIONS).find((word) => words.includes(word));
const tiers = OPTIONS[asked] ?? ['quick'];
const forVitest = words.filter((word) => word !== asked);

const results = tiers.map((tier) => run(tier, forVitest));
const passed = sum(results.map((result) => result.passed));
const failed = sum(results.map((result) => result.failed));
for (const [index, { files }] of results.entries()) sayLongFiles(tiers[index], files);
console.log(`${passed} passed, ${failed} failed`);
// A suite that fails to load counts no failed test, but vitest's own status tells.
process.exit(results.every(({ status, passed: some }) => status === 0 && some > 0) && failed === 0 ? 0 : 1);

function run(tier, words) {
  const require = createRequire(import.meta.url);
  const vitest = join(dirname(require.resolve('vitest/package.json')), 'vitest.mjs');
  const folder = mkdtempSync(join(tmpdir(), 'iml-test-'));
  const file = join(folder, 'results.json');
  const projects = TIERS[tier].map((project) => `--project=${project}`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { status } = spawnSync(process.execPath, [vitest, 'run', ...projects, ...reporters, ...words], {
    stdio: 'inherit',
  });
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(file, 'utf8'));
    const files = testResults.map(({ name, startTime, endTime }) => ({ name, seconds: (endTime - startTime) / 1000 }));
    return { status, passed: numPassedTests, failed: numFailedTests, files };
  } catch {
    console.error('vitest left no results: it ended before it ran a test.');
    return { status, passed: 0, failed: 0, files: [] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function sayLongFiles(tier, files) {
  const longest = files.toSorted((left, right) => right.seconds - left.seconds).slice(0, 5);
  const said = longest.map(({ name, seconds }) => `${relative(process.cwd(), name)} ${seconds.toFixed(1)} s`);
  if (files.length > 5) console.log(`longest of the ${tier} tier: ${said.join(', ')}`);
  for (const { name, seconds } of files) {
    if (seconds > LONG_SECONDS && !saysWhy(name)) {
      console.log(
        `${relative(process.cwd(), name)} took ${seconds.toFixed(0)} s, and its first comment does not say why`,
      );
    }
  }
}

/** Its first comment speaks of seconds or minutes. */
function saysWhy(file) {
  const [comment] = /^(?:\/\/.*\n)*/.exec(readFileSync(file, 'utf8'));
  return /\b(?:minutes?|\d+ s)\b/i.test(comment);
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
