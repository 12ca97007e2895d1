#!/usr/bin/env node
// Starts the command line: from source through tsx where there is source, else from a build. Nothing is imported before Node's
// version is known to do, so that a wrong version gets a sentence and not a stack.
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

// The same range stands in package.json.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  refuse(ENVIRONMENT, `this needs Node.js 20.19 or newer, and this is Node.js ${process.versions.node}.`);
}

const fromSource = existsSync(place('../src/cli/main.ts'));
if (fromSource) {
  // A tsconfig.json of the folder that someone calls from is none of ours. The variable carries this to worker processes, too.
  process.env.TSX_TSCONFIG_PATH = place('../tsconfig.json');
  try {
    const { register } = await import('tsx/esm/api');
    register({ tsconfig: process.env.TSX_TSCONFIG_PATH });
  } catch (error) {
    refuse(ENVIRONMENT, `the package tsx cannot be loaded (${error.message}). Run \`npm ci\` in ${place('..')} first.`);
  }
} else if (!existsSync(place('../dist/cli/main.js'))) {
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
