// What a run is asked for: a table of its options, and from that its schema, its type and its defaults. The command line, plans, Slurm's
// jobs, reports, audits and the line that repeats a run speak of nothing else, so an option of a run is a line here.
import { type Static, Type } from 'typebox';
import { DESIGN_NAMES, PROFILE_NAMES, TASK_NAMES } from '../../claims/claim.ts';
import { beaconSeed, CONFIRM_POOL } from '../../claims/registry/seed-pools.ts';
import { HarnessError } from '../../errors/harness-error.ts';
import { withSuggestion } from '../../schemas/nearest-name.ts';
import { BACKEND_NAMES, parseBackendName } from '../../tensors/backend-name.ts';
import {
  absolutePath,
  defaultsOf,
  many,
  one,
  oneOf,
  schemasOf,
  text,
  usually,
  type ValuesOf,
  wholeNumber,
} from './option.ts';

const profileName = {
  ...oneOf(PROFILE_NAMES),
  parse: (word: string) => {
    const profile = PROFILE_NAMES.find((known) => known === word);
    if (profile !== undefined) return profile;
    throw new HarnessError('unknown-profile', {
      what: `There is no profile named ${JSON.stringify(word)}.`,
      where: '--profile',
      expected: withSuggestion(PROFILE_NAMES.join(', '), word, PROFILE_NAMES),
      next: '`iml list` shows which claims each profile tests',
    });
  },
};

const BEACON = 'beacon:';
const anySeed = wholeNumber(0, 1_000_000_000);

/** A number, or the text that draws it: all else, the line that asks again among it, speaks of the number. */
const firstSeedWord: typeof anySeed = {
  schema: anySeed.schema,
  parse: (word, place) => {
    if (!word.startsWith(BEACON)) return anySeed.parse(word, place);
    const publicText = word.slice(BEACON.length);
    if (publicText.trim() !== '') return beaconSeed(publicText);
    throw new HarnessError('invalid-option', {
      what: 'A beacon without a text draws no seed.',
      where: place.where,
      got: JSON.stringify(word),
      expected: 'a public text that nobody could choose, as in beacon:2026-12-01 Euromillions 4 8 15 16 23',
    });
  },
};
/** What has a say in the verdicts. Upper limits are far above any sensible request, and far below what would overflow something. */
const ASKED = {
  profile: {
    ...usually(
      '--profile <name>',
      'quick (minutes on two cores), standard (hours), full (for a GPU) or pretrained (a real language model, hours)',
      profileName,
      'quick',
    ),
    isAlwaysSaid: true,
  },
  claims: many('--claim <id...>', 'only these claims, with the claims that they lean on', text),
  tasks: many('--task <name...>', 'only tests on these tasks', oneOf(TASK_NAMES)),
  design: usually(
    '--design <name>',
    'declared: stop each claim when it is decided; fixed: one look at a fixed number of seeds',
    oneOf(DESIGN_NAMES),
    'declared',
  ),
  seeds: one(
    '--seeds <number>',
    'seeds a claim; with a design that stops by itself, at most (default: as declared)',
    wholeNumber(1, 100_000),
  ),
  firstSeed: usually(
    '--first-seed <number>',
    'first seed; the pool for confirming starts at 28000, the one for development at 0; beacon:TEXT draws fresh seeds from a public text',
    firstSeedWord,
    CONFIRM_POOL,
  ),
  backend: one(
    '--backend <name>',
    'tensorflow, tensorflow-gpu, webgpu, wasm or cpu (default: the best of tensorflow, wasm, cpu)',
    { ...oneOf(BACKEND_NAMES), parse: parseBackendName },
  ),
} as const;

/** What runs read besides their experiments: where a new kind of it begins. The loading is in load-assets.ts. */
const ASSETS = {
  imagesFolder: one(
    '--images <folder>',
    "MNIST's four files (default: the pictures that come with the package)",
    absolutePath,
  ),
} as const;

/** Folders of users' models, and files of pretrained ones and of facts, by their digests. Configurations name them, no option does. */
const pathsByDigest = Type.Record(Type.String({ pattern: '^[0-9a-f]{64}$' }), Type.String({ minLength: 1 }));

/** How it is done and where things lie, which has no say in the verdicts. */
const MEANS = {
  processes: one('--processes <number>', 'worker processes (default: one a core)', wholeNumber(1, 1024)),
  minutes: one(
    '--minutes <number>',
    'start no training after so many minutes (0: judge what the ledger has); what is undecided then is inconclusive, and the same command goes on',
    wholeNumber(0, 100_000),
  ),
  ledgerFolder: usually('--ledger <folder>', 'where runs are kept', absolutePath, '.iml/ledger'),
  reportsFolder: usually('--reports <folder>', 'where reports are written', absolutePath, 'reports'),
} as const;

/** All options of a run; those before `processes` say what is asked. */
export const ASKED_OPTIONS = { ...ASKED, ...ASSETS };
export const RUN_OPTIONS = { ...ASKED_OPTIONS, ...MEANS };

export type Assets = ValuesOf<typeof ASSETS> & { readonly pathsByDigest?: Readonly<Static<typeof pathsByDigest>> };
/** What was asked, as files keep it: enough to judge again. */
export type AskedRequest = ValuesOf<typeof ASKED> & Assets;
export type RunRequest = AskedRequest & ValuesOf<typeof MEANS>;

export const AskedRequestSchema = Type.Object(
  { ...schemasOf(ASKED_OPTIONS), pathsByDigest: Type.Optional(pathsByDigest) },
  { additionalProperties: false },
);

/** With the defaults for what is not said. */
export function runRequest<Said extends Partial<RunRequest>>(said: Said): Said & RunRequest {
  return { ...defaultsOf(RUN_OPTIONS), ...said };
}

/** Whether all claims of the profile are asked, on all tasks. */
export function asksForAll({ claims, tasks }: { readonly [Field in 'claims' | 'tasks']: readonly string[] }): boolean {
  return claims.length + tasks.length === 0;
}

export function askedOf(request: RunRequest): AskedRequest {
  return picked(request, Object.keys(AskedRequestSchema.properties)) as AskedRequest;
}

export function assetsOf(request: Assets): Assets {
  return picked(request, [...Object.keys(ASSETS), 'pathsByDigest']) as Assets;
}

function picked(request: object, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(request).filter(([name]) => names.includes(name)));
}
