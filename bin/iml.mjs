#!/usr/bin/env node
// Starts the command line: from the build in dist/, or where there are sources of which it isn't made (or with IML_SOURCE=1), from
// those through tsx. Nothing is imported before Node's version is known to do, so that a wrong version gets a sentence and not a
// stack.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// From src/cli/exit-codes.ts, which cannot be read yet.
const ENVIRONMENT = 16;
const INTERNAL = 17;
const place = (path) => fileURLToPath(new URL(path, import.meta.url));

function refuse(code, message) {
  process.stderr.write(`iml: ${message}\n`);
  process.exit(code);
}

async function mustRunSource() {
  if (!existsSync(place('../src/cli/main.ts'))) return false;
  if ((process.env.IML_SOURCE ?? '') !== '') return true;
  const { isBuildFresh } = await import('./source-digest.mjs');
  return !isBuildFresh(place('..'));
}

// The same range stands in package.json.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  refuse(ENVIRONMENT, `this needs Node.js 20.19 or newer, and this is Node.js ${process.versions.node}.`);
}

const fromSource = await mustRunSource();
if (fromSource) {
  // A tsconfig.json of the folder that someone calls from is none of ours. The variable carries this to worker processes, too.
  process.env.TSX_TSCONFIG_PATH = place('../tsconfig.json');
  try {
    const { register } = await import('tsx/esm/api');
    register({ tsconfig: process.env.TSX_TSCONFIG_PATH });
    const { makeGradients } = await import('../scripts/gradients/make-gradients.mjs');
    await makeGradients();
  } catch (error) {
    refuse(ENVIRONMENT, `the sources cannot be run (${error.message}). Run \`npm ci\` in ${place('..')} first.`);
  }
} else if (existsSync(place('../dist/cli/main.js'))) {
  // Node 22 and newer keep what they compiled.
  const { enableCompileCache } = await import('node:module');
  enableCompileCache?.();
} else {
  refuse(ENVIRONMENT, `this copy is incomplete: neither src/cli/main.ts nor dist/cli/main.js is in ${place('..')}.`);
}

try {
  await import(fromSource ? '../src/cli/main.ts' : '../dist/cli/main.js');
} catch (error) {
  if (error.code === 'ERR_MODULE_NOT_FOUND' && error.message.startsWith('Cannot find package')) {
    refuse(ENVIRONMENT, `a package is missing (${error.message}). Run \`npm ci\` in ${place('..')} first.`);
  }
  refuse(INTERNAL, `the command line cannot be loaded, which is a defect: please open an issue.\n${error.stack}`);
}
