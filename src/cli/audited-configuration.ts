// The claims of a report about someone's own configuration, derived again from its file: if that changed, or is not what the report
// says it was, the recomputation shows it.
import { loadConfigurations } from '../configurations/load-configurations.ts';
import { loadProject } from '../configurations/load-project.ts';
import { HarnessError } from '../errors/harness-error.ts';
import { loadImages } from '../execution/load-images.ts';
import type { ReportDocument } from '../execution/report-document.ts';
import type { VerifyRequest } from '../execution/verify-request.ts';
import { parseBackendName } from '../tensors/backend.ts';
import { activationsOf } from './activations-of.ts';
import { askedWords } from './asked-words.ts';
import { NOT_SELECTED, ownRequest } from './own-request.ts';

type Own = Pick<VerifyRequest, 'catalogue' | 'configuration' | 'asked'>;

export interface AuditedPlace {
  readonly currentFolder: string;
  /** The file, where it is not where the report says; null: there. */
  readonly file: string | null;
}

/** Nothing for a report about the registry. @throws HarnessError where the configuration cannot be found or is none */
export async function auditedConfiguration(
  document: ReportDocument,
  { currentFolder, file }: AuditedPlace,
): Promise<Own> {
  const { request, configuration } = document;
  if (request?.catalogue !== 'own' || configuration === undefined) return {};
  const { imagesDigest, imagesFolder, profile, claims, seeds, firstSeed, backend } = request;
  const isOfProject = file === null && document.replay.includes(' verify --config ');
  const project = await loadProject({ currentFolder, file: null });
  const files = isOfProject ? [] : [file ?? configuration.file];
  const all = await loadConfigurations(files, { currentFolder, project, imagesDigest });
  const found = all.find(({ name }) => name === configuration.name) ?? (isOfProject ? undefined : all[0]);
  if (found === undefined) throw notInProject(configuration.name);
  const words = {
    profile,
    // Where no claim was named on the command line, the file says which are asked, and words it otherwise.
    claims: configuration.unasked.some(({ reason }) => reason === NOT_SELECTED) ? claims : [],
    firstSeed,
    ...(seeds === null ? {} : { seeds }),
    ...(backend === null ? {} : { backend: parseBackendName(backend) }),
  };
  // What can be probed in a model of one's own, only that model says; nothing is trained.
  const asked = { images: loadImages(imagesFolder), backend: words.backend ?? null };
  const activations = await activationsOf(found, asked);
  const { catalogue, shown } = ownRequest(found, { words, project: {}, imagesDigest, activations });
  return { catalogue, configuration: shown, asked: askedWords(found) };
}

function notInProject(name: string): HarnessError {
  return new HarnessError('invalid-configuration', {
    what: `The project has no configuration named "${name}" any more.`,
    next: 'run the audit in the folder of the project, or name the file with --configuration',
  });
}
