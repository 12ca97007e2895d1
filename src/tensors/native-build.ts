// What `npm run native` leaves in .native/cpu or .native/cuda and the loader checks: TensorFlow's libraries, the addon linked to
// them, and build.json, which says what they are. The form is one TypeBox schema for the one who writes and the one who reads.
import { type Static, Type } from 'typebox';
import { checked } from '../schemas/checked.ts';

export const NATIVE_KINDS = ['cuda', 'cpu'] as const;
export type NativeKind = (typeof NATIVE_KINDS)[number];

export const BUILD_FILE = 'build.json';
export const ADDON_FILE = 'tfjs_binding.node';
/** Loads the library without its greeting (scripts/native/quiet.cc). */
export const QUIET_FILE = 'quiet.node';
export const LIBRARY_FILE = 'tensorflow/libtensorflow_cc.so.2';

/** Counts up whenever the way of building changes, so that an older build is built anew. */
export const NATIVE_RECIPE = 2;

const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });

export const NativeBuildSchema = Type.Object(
  {
    format: Type.Literal('iml-native-build-1'),
    recipe: Type.Integer({ minimum: 1 }),
    kind: Type.Union([Type.Literal('cpu'), Type.Literal('cuda')]),
    tensorflow: Type.String({ pattern: '^\\d+\\.\\d+\\.\\d+$' }),
    /** Version of @tensorflow/tfjs-node-gpu, whose two C++ files are the addon. */
    tfjsNode: Type.String(),
    compiler: Type.String(),
    wheels: Type.Array(Type.Object({ file: Type.String(), sha256: Sha256 }), { minItems: 1 }),
    /** Everything that is loaded, the addon among it; paths are relative to the folder, so that it may move. */
    files: Type.Array(Type.Object({ path: Type.String(), sizeBytes: Type.Integer({ minimum: 0 }), sha256: Sha256 }), {
      minItems: 1,
    }),
  },
  { additionalProperties: false },
);
export type NativeBuild = Static<typeof NativeBuildSchema>;

const isNativeBuild = checked<NativeBuild>(NativeBuildSchema);

/** @returns null where the text is no build.json of ours */
export function parseNativeBuild(text: string): NativeBuild | null {
  try {
    const value: unknown = JSON.parse(text);
    return isNativeBuild(value) ? value : null;
  } catch {
    return null;
  }
}
