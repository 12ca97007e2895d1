// Whose goldens: those of the registered claims, or of the claims around a configuration of someone's own, which has a folder of goldens beside
// its file and candidates under its name.
import { basename, dirname, join, resolve } from 'node:path';
import type { ProfileName } from '../claims/claim.ts';
import { CLAIMS } from '../claims/registry/registry.ts';
import { loadConfigurations } from '../configurations/load-configurations.ts';
import { loadImages } from '../execution/inputs/load-images.ts';
import { one, path } from '../execution/inputs/option.ts';
import { shellQuote } from '../execution/inputs/replay-command.ts';
import { goldenConfiguration } from '../goldens/golden-configuration.ts';
import type { BackendName } from '../tensors/backend-name.ts';
import type { Surroundings } from './command.ts';
import { activationsOf, ownRequest } from './own-request.ts';

export const CONFIGURATION = one(
  '--configuration <file>',
  'goldens of this configuration of your own (default: of the registered claims)',
  path,
);

export type GoldenSubject = Awaited<ReturnType<typeof goldenSubject>>;

interface SubjectOptions {
  /** Null: the registered claims. */
  readonly configuration: string | null;
  readonly profile: ProfileName;
  readonly goldens: string | null;
  readonly backend?: BackendName | null;
  readonly imagesFolder?: string | null;
}

/** @param usual folder of the registered claims' goldens where no other is named. @throws HarnessError for a configuration that is none */
export async function goldenSubject(
  { configuration: file, profile, goldens, backend = null, imagesFolder = null }: SubjectOptions,
  { terminal: { currentFolder }, claims = CLAIMS }: Pick<Surroundings, 'terminal' | 'claims'>,
  usual = 'golden',
) {
  const images = loadImages(imagesFolder);
  const { digest: imagesDigest } = images;
  const folder = resolve(currentFolder, goldens ?? (file === null ? usual : besideOf(file)));
  if (file === null) {
    const registered = { own: null, backend, asked: {}, pathsByDigest: {}, words: '' };
    return { ...registered, claims, imagesDigest, folder, candidatesIn: (candidates: string) => candidates };
  }
  const nothing = { configurations: [], file: null, folder: currentFolder };
  const [configuration] = await loadConfigurations([file], { currentFolder, project: nothing, imagesDigest });
  const usualBackend = backend ?? configuration.defaults.backend ?? null;
  const activations = await activationsOf(configuration, { images, backend: usualBackend });
  const said = { profile, claims: [], seeds: null, firstSeed: null, backend: usualBackend, processes: null };
  const request = ownRequest(configuration, { said, project: {}, imagesDigest, activations });
  const { catalogue } = request.asked;
  const ids = new Set(request.plan.tests.map(({ claim }) => claim.id));
  const { shown } = request;
  const { pathsByDigest } = configuration;
  return {
    own: { configuration: goldenConfiguration(configuration), asked: [...ids] },
    backend: usualBackend,
    /** What a verification is asked besides. */
    asked: { catalogue, claims: request.asked.claims, configuration: shown, asked: shown.asked, pathsByDigest },
    pathsByDigest,
    /** That name it again. */
    words: ` --configuration ${shellQuote(file)}`,
    claims: catalogue,
    imagesDigest,
    folder,
    candidatesIn: (candidates: string) => join(candidates, configuration.name),
  };
}

/** `my-model.json` has its goldens in `my-model.goldens`, in the same folder. */
function besideOf(file: string): string {
  return join(dirname(file), `${basename(file).replace(/(?:\.iml)?\.json$/i, '')}.goldens`);
}
