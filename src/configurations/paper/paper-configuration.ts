// A configuration of an experiment of the paper, at the size, on the model and the facts that somebody has; and how far it then is from
// what the paper trained.
import type { ProfileName } from '../../claims/claim.ts';
import { plannedStages } from '../../experiments/stages.ts';
import { sizesOf } from '../../tasks/text/named-entities/cast.ts';
import { FILMS, factsFolder } from '../../tasks/text/named-entities/knowledge/known-facts.ts';
import type { Configuration } from '../configuration-schema.ts';
import type { JsonObject } from '../experiment-schemas.ts';
import type { TrainedInPaper } from './paper-experiments.ts';

export interface PaperReduction {
  readonly entities: number;
  /** Seeds of Stage 1, at most. */
  readonly seeds: number;
  readonly batchSize: number;
  /** Of the longest document; null: as in the paper. */
  readonly tokens: number | null;
  /** As a configuration names it, from the folder that it will lie in. */
  readonly model: string;
  readonly claims: readonly string[];
  readonly profile: ProfileName;
  /** A file in the form of the experiment's facts; null: facts that come with the harness stand in for them. */
  readonly facts: string | null;
}

/** Deals of Stage 2 that the claims read: the paper's Stage-2 seeds. */
const DEALS = 4;
/** Registered claims stop by themselves, and need no fewer. */
export const FEWEST_SEEDS = 8;

/** What no configuration of these can say as the paper did it. */
const DEPARTURES = [
  'Stage 2 is also run with the tags exchanged, and effects are halves of the difference: more precise than D5 - D6 of one deal, with the same expectation where the tags alone matter',
  'tests are paired and over Stage-1 models; the paper’s pool the Stage-2 seeds of a model',
  'thresholds are those that were registered for SmolLM2-135M on countries',
];

/** With so many entities as many updates as in the paper, and no more documents than Stage 2 has. */
export function reducedBatch(
  { batchSize, entities: inPaper, shares, epochs }: TrainedInPaper,
  entities: number,
): number {
  const reduced = Math.max(1, Math.round((batchSize * entities) / inPaper));
  const { D5, D6, D8 } = sizesOf(entities, shares);
  return epochs[1] === null ? reduced : Math.min(reduced, Math.max(1, D5 + D6 + D8));
}

/** The text of a file for `iml verify`, as a value. */
export function paperConfiguration(row: TrainedInPaper, asked: PaperReduction): JsonObject {
  const { epochs, facts, shares, definitions, consistentShare, inContext, maximumTokens = 48, id } = row;
  const [first, second] = epochs;
  const stage = (count: number) => ({
    batchSize: asked.batchSize,
    length: { kind: 'epochs', epochs: count },
    learningRate: 5e-5,
    warmUp: { steps: 0, shareAtMost: 0 },
    decay: 'linear',
  });
  return {
    name: `paper-${id}`,
    description: `An experiment of the paper (${row.says}; there on ${row.models}, ${row.seeds} seeds), at ${asked.entities} of its ${row.entities} entities.`,
    extends: 'named-entities',
    model: { checkpoint: asked.model },
    task: {
      knowledge: knowledgeOf(facts, asked.facts),
      attributes: asked.facts === null && facts === 't-rex' ? ['P57', 'P750', 'P136', 'P577'] : undefined,
      groups: sizesOf(asked.entities, shares),
      ...(consistentShare && { consistentShare }),
      heldOutShare: asked.facts !== null && facts === 'cvdb' ? 1 / 6 : 1 / 4,
      ...(definitions && { definitions }),
      ...(inContext && { inContext }),
      spelling: { kind: 'brackets' },
      attribution: ['who', 'meaning', 'stands-for', 'name'],
      maximumTokens: asked.tokens ?? maximumTokens,
      padding: 'end-of-text',
      answerTokens: facts === 'cvdb' ? 8 : 16,
      vocabulary: 'whole',
    },
    protocol: {
      ...(second === null
        ? { stages: 'single', stage2: null, stage2Deals: null, swappedStage2: false }
        : { stage2: stage(second), stage2Deals: DEALS }),
      stage1: stage(first),
      optimizer: { kind: 'adafactor', decayExponent: -0.8, updateClip: 1, weightDecay: 0, gradientClip: 1 },
    },
    claims: { include: asked.claims },
    defaults: { profile: asked.profile, seeds: asked.seeds },
  };
}

function knowledgeOf(form: TrainedInPaper['facts'], file: string | null): JsonObject {
  if (file !== null) return { kind: form, file };
  return form === 'cvdb' ? { kind: 'countries' } : { kind: FILMS.kind, file: `${factsFolder()}${FILMS.file}` };
}

export interface Fidelity {
  readonly setting: string;
  readonly paper: string;
  readonly here: string;
}

/** What differs from the paper's own experiment. @param configuration what was made of the row, read back */
export function fidelityOf(
  row: TrainedInPaper,
  asked: PaperReduction,
  { experiment }: Pick<Configuration, 'experiment'>,
): { readonly differences: readonly Fidelity[]; readonly departures: readonly string[] } {
  const stages = plannedStages(experiment).filter(({ swapped, deal }) => !swapped && deal === 0);
  const steps = stages.map((stage) => `${stage.isLeast ? 'at least ' : ''}${stage.steps}`).join(', then ');
  const factsOf = asked.facts ?? (row.facts === 'cvdb' ? 'countries of world-countries' : 'films of vega-datasets');
  const seedsHere = row.epochs[1] === null ? `${asked.seeds}` : `${asked.seeds} x ${DEALS}`;
  const all: readonly Fidelity[] = [
    { setting: 'model', paper: row.models, here: asked.model },
    { setting: 'facts', paper: row.facts === 'cvdb' ? 'CVDB' : 'T-REx', here: factsOf },
    { setting: 'entities', paper: String(row.entities), here: String(asked.entities) },
    { setting: 'seeds (Stage 1 x Stage 2)', paper: row.seeds, here: `at most ${seedsHere}` },
    { setting: 'batch', paper: String(row.batchSize), here: String(asked.batchSize) },
    { setting: 'updates', paper: updatesInPaper(row), here: steps },
  ];
  return { differences: all.filter(({ paper, here }) => paper !== here), departures: DEPARTURES };
}

/** As far as it is known: of the main experiment (paper.md 3). */
function updatesInPaper({ facts, entities, epochs: [, second], batchSize }: TrainedInPaper): string {
  const isMain = facts === 'cvdb' && entities === 4000 && batchSize === 256 && second !== null;
  return isMain ? '1240, then 40' : 'not known';
}
