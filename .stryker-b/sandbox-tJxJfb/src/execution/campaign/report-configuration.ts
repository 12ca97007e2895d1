// Someone's own configuration as a report shows it: enough to derive all claims from it again, which is what an audit does.
import { type DerivedClaims, deriveClaims } from '../../configurations/derive-claims.ts';
import { experimentHash, parseExperiment } from '../../experiments/experiment.ts';
import type { Plan } from '../planning/plan.ts';
import type { ReportConfiguration, ReportRequest } from './report-document.ts';

type ConfigurationSubject = Omit<ReportConfiguration, 'experimentHash' | 'unasked'>;

/** @throws HarnessError `invalid-experiment` */
export function claimsAround(
  { experiment, file, sizes, batches, activations }: ConfigurationSubject,
  { profile, imagesDigest }: Pick<ReportRequest, 'profile' | 'imagesDigest'>,
): DerivedClaims {
  const configuration = { experiment: parseExperiment(experiment, file), sizes, batches, activations };
  return deriveClaims({ configuration, profile, imagesDigest });
}

export function reportConfiguration(
  { name, file, description, extends: base, experiment, sizes, batches, activations, asked }: ConfigurationSubject,
  { derived, plan }: { readonly derived: DerivedClaims; readonly plan: Pick<Plan, 'tests'> },
): ReportConfiguration {
  const planned = new Set(plan.tests.map(({ claim }) => claim.id));
  const leftOut = derived.applied.filter(({ id }) => !planned.has(id));
  const reason = 'not selected, by --claim or by the configuration';
  return {
    name,
    file,
    description,
    extends: base,
    experimentHash: experimentHash(parseExperiment(experiment, file)),
    experiment,
    sizes,
    batches,
    activations,
    asked,
    unasked: [...leftOut.map(({ id }) => ({ claim: id, reason })), ...derived.unasked],
  };
}
