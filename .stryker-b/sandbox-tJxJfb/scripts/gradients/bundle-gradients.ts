// The gradients and the chained ops (`x.add(y)`) of tfjs-core as one module. The package holds them as modules that only bundlers
// can load, and leaves them out of the one that Node loads; @tensorflow/tfjs and tfjs-layers hold them within 30 and more megabytes
// of what nothing here uses. Whatever they import is taken from tfjs-core's public names, so that there is one tfjs-core.
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import * as core from '@tensorflow/tfjs-core';
import { build, type Plugin } from 'esbuild';

const publicly: Readonly<Record<string, unknown>> = core;
const folder = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-core'));

/** What is bundled: the gradients, and those of their ops that have no public name. */
const BUNDLED =
  /^(register_all_gradients|gradients\/\w+|public\/chained_ops\/\w+|tensor_util_env|types|ops\/(?!gather)\w*(_grad|_backprop|_backprop_filter|_backprop_input))$/;

/** Where tfjs-core's public names hold a module's; those of all others are names of its own. */
const NAMESPACES: Readonly<Record<string, string>> = {
  util: 'util',
  util_base: 'util',
  'ops/broadcast_util': 'broadcast_util',
  'ops/conv_util': 'backend_util',
  'ops/axis_util': 'backend_util',
  'ops/selu_util': 'backend_util',
  'ops/slice_util': 'slice_util',
  'ops/image/resize_bilinear': 'image',
  'ops/image/resize_nearest_neighbor': 'image',
};

/** Names that tfjs-core keeps to itself, in its public words. */
const PRIVATE = { ENGINE: 'core.engine()', getGlobalTensorClass: '() => core.Tensor' };

const HEADING = `// @ts-nocheck
// The gradients and chained ops of @tensorflow/tfjs-core ${core.version_core}, gathered by \`npm run gradients\` (scripts/gradients says why);
// git holds no copy. Copyright Google LLC, Apache License 2.0:
// http://www.apache.org/licenses/LICENSE-2.0
`;

const ALL = "import './register_all_gradients'; import './public/chained_ops/register_all_chained_ops';";

/** The module's text. A name that is neither public nor bundled is an error of the bundler. */
export async function bundleGradients(contents = ALL): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: folder },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    legalComments: 'none',
    logLevel: 'silent',
    plugins: [publicNames],
  });
  const text = outputFiles[0]?.text ?? '';
  // Names of files are paths of this machine; and the calls have done their work.
  return (
    HEADING + text.replaceAll(/^ *\/\/ .*\n/gm, '').replaceAll(/\/\* @__PURE__ \*\/ \(\(\) => (.*)\)\(\);$/gm, '$1;')
  );
}

const publicNames: Plugin = {
  name: 'public names of tfjs-core',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\./ }, ({ resolveDir, path }) => {
      const module = relative(folder, join(resolveDir, path)).replaceAll('\\', '/');
      return BUNDLED.test(module)
        ? { path: join(folder, `${module}.js`) }
        : { path: NAMESPACES[module] ?? 'core', namespace: 'public' };
    });
    onResolve({ filter: /^@tensorflow\/tfjs-core$/ }, ({ path }) => ({ path, external: true }));
    onLoad({ filter: /.*/, namespace: 'public' }, ({ path }) => ({
      contents: publicModule(path),
    }));
  },
};

function publicModule(namespace: string): string {
  const isCore = namespace === 'core';
  const values = Object.keys((isCore ? core : publicly[namespace]) ?? {})
    .filter((name) => /^\w+$/.test(name) && name !== 'default')
    .map((name): [string, string] => [name, isCore ? `core.${name}` : `core.${namespace}.${name}`]);
  const lines = [...values, ...(isCore ? Object.entries(PRIVATE) : [])].map(
    // What a call without effects gives can be left out where it isn't used.
    ([name, value]) => `export const ${name} = /* @__PURE__ */ (() => ${value})();`,
  );
  return ["import * as core from '@tensorflow/tfjs-core';", ...lines].join('\n');
}
