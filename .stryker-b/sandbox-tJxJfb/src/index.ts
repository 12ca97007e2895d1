// The public door: what a program that builds on the harness may rely on.

export { experimentsOf } from './claims/arms/experiments-of.ts';
export type { Claim, ClaimPart, ClaimTest, ProfileName } from './claims/claim.ts';
export { CLAIMS, claimById } from './claims/registry/registry.ts';
export { STATEMENTS, type Statement } from './claims/registry/statements.ts';
export type { PlotData, Verdict, VerdictWord } from './claims/verdicts/verdict.ts';
export { type ConfigurationFile, defineConfig, type ProjectConfig } from './configurations/define-config.ts';
export { loadModelFolder, type ModelFolder } from './configurations/load-model-folder.ts';
export { decide } from './decisions/decide.ts';
export type { Decision, DecisionRule, Samples, Sequence } from './decisions/decision.ts';
export { type Design, FIXED, SEQUENTIAL, STRICT, THREE_LOOKS } from './decisions/design.ts';
export { type FamilyMember, judgeFamily, transfersTo } from './decisions/families.ts';
export { type BoundedSamples, decideWithMissing } from './decisions/missing-seeds.ts';
export { HarnessError, type HarnessErrorCode } from './errors/harness-error.ts';
export type { ReportDocument } from './execution/campaign/report-document.ts';
export { verifyClaims } from './execution/campaign/verify-claims.ts';
export type { VerifyEvent, VerifyRequest } from './execution/campaign/verify-request.ts';
export {
  type Experiment,
  ExperimentSchema,
  experimentHash,
  type GridExperiment,
  parseExperiment,
  type TextExperiment,
} from './experiments/experiment.ts';
export { type CohortRequest, runCohort } from './experiments/run-cohort.ts';
export { type RunRecord, RunRecordSchema } from './experiments/run-record.ts';
export type { CreateModel, ModelRequest, UserForward, UserModel, UserParameter } from './models/user-model.ts';
export type { ModelTask } from './tasks/world.ts';
export { type Backend, startBackend } from './tensors/backend.ts';
export type { BackendName } from './tensors/backend-name.ts';
