// What the paper says, statement by statement (paper.md 5, in words of ours): sentences with several halves are split, each with the
// side that it predicts and what it is about. Which part of which test speaks to a statement stands at the part (claim.ts); statements
// that none speaks to stay in the table with the reason (decisions.md promise 19).
import type { TaskName } from '../arms/arm.ts';

/** What the paper predicts of the difference that the statement names. */
export const PREDICTIONS = ['above', 'no difference', 'rises', 'none published'] as const;

interface Modality {
  /** The kind of model and task in the paper. */
  readonly about: string;
  /** Tasks here that are of this kind, or declared to stand in for it: a test on any other credits no statement about it. */
  readonly tasks: readonly TaskName[];
}

const TEXT_AND_GRIDS = [
  'named-entities',
  'alias-entity',
  'alias-text',
  'digit-grid/symbols',
  'digit-grid/handwriting',
] as const;

/**
 * On named-entities the model is a pretrained one, though small (rung R3). All other tasks stand in for it with tiny models (R2), so what
 * they show is shown of the design and not of the paper's models. Who an alias is can be asked only where definitions name an entity, on
 * named-entities and alias-entity. No task stands in for the convnet: the model behind handwriting is a residual MLP with a patch encoder,
 * and its pictures are 8 x 8 digits of UCI unless a folder with MNIST is given.
 */
const MODALITIES = {
  questions: { about: 'pretrained language model, questions about facts (CVDB)', tasks: TEXT_AND_GRIDS },
  attribution: { about: 'pretrained language model, asked who an alias is', tasks: ['named-entities', 'alias-entity'] },
  'what definitions say': {
    about: 'pretrained language model, answers held against the definition',
    // Where definitions state the answers themselves, following one is what attribution to its entity is in the paper.
    tasks: ['alias-text', 'digit-grid/symbols'],
  },
  probes: { about: 'linear probe of a pretrained language model', tasks: ['alias-text', 'digit-grid/symbols'] },
  gradients: { about: 'gradients of a pretrained language model', tasks: ['alias-text', 'digit-grid/symbols'] },
  'in context': { about: 'language model with definitions in the context', tasks: ['alias-entity'] },
  'set inclusion': { about: 'language model from scratch on set inclusion', tasks: ['set-inclusion'] },
  convnet: { about: 'convnet on MNIST question-answer', tasks: [] },
  'creative works': { about: 'pretrained language model, questions about creative works (T-REx)', tasks: [] },
  'encoder-decoder': { about: 'pretrained encoder-decoder (T5-3B)', tasks: [] },
  'natural tags': { about: 'pretrained language model with natural-language tags', tasks: [] },
} as const satisfies Readonly<Record<string, Modality>>;

interface Said {
  readonly modality: keyof typeof MODALITIES;
  readonly predicted: (typeof PREDICTIONS)[number];
  readonly says: string;
  /** Why a test of it decides nothing about the paper; left out: it may. */
  readonly exploratoryBecause?: string;
  /** Why no part speaks to it; left out: one does. */
  readonly untestedBecause?: string;
}

const said = (
  modality: Said['modality'],
  predicted: (typeof PREDICTIONS)[number],
  says: string,
  why: Pick<Said, 'exploratoryBecause' | 'untestedBecause'> = {},
): Said => ({ modality, predicted, says, ...why });

const NO_RESULT = 'the paper gives no result that we could read';
const untested = (untestedBecause: string) => ({ untestedBecause });

const SAID = {
  C1a: said('questions', 'above', 'After Stage 1, D1QA1 is answered better than QA3, which has no definitions'),
  C1b: said('questions', 'above', 'After Stage 1, D1QA1 is answered better than D2QA2'),
  C2: said('questions', 'above', 'After Stage 1, QA3 is answered slightly better than D2QA2', {
    exploratoryBecause: 'which design the test is about was narrowed after the grid had been seen',
  }),
  C3: said(
    'questions',
    'above',
    'Real names are answered better than any alias',
    untested(
      'in tiny models names are known perfectly from Stage 0, so it holds by design; in the pretrained one the difference is small against its spread over 24 names and one held-out question each',
    ),
  ),
  C4: said('questions', 'above', 'After Stage 2, D5 is answered better than D6 (IML)'),
  C5a: said('questions', 'above', 'After Stage 2, D5 is answered better than aliases never defined'),
  C5b: said('questions', 'above', 'After Stage 2, D6 is answered better than aliases never defined'),
  C5c: said(
    'questions',
    'above',
    'After Stage 2, aliases under a third tag are answered better than those never defined',
    untested('no test compares the two'),
  ),
  C6a: said('questions', 'no difference', 'Before Stage 2, D5 and D6 are answered alike'),
  C6b: said('attribution', 'no difference', 'Before Stage 2, who D5 and D6 are is answered alike'),
  C7a: said('attribution', 'above', 'After Stage 2, who an alias is is answered better for D5 than for D6'),
  C7b: said('attribution', 'above', 'IML is larger on attribution than on questions about facts'),
  C8a: said('questions', 'above', 'A third, unseen tag lies between D5 and D6 on questions'),
  C8b: said('attribution', 'above', 'On attribution the third tag is above D5'),
  C8c: said('attribution', 'above', 'On attribution the third tag is above D6'),
  C9: said('what definitions say', 'above', 'D2QA2 gets what its inconsistent definition says more often than chance'),
  C10: said(
    'creative works',
    'above',
    'IML shows on T-REx, more weakly',
    untested('needs the T-REx data and a pretrained language model'),
  ),
  C11: said('encoder-decoder', 'above', 'IML shows in T5-3B', untested('needs an encoder-decoder language model')),
  C12a: said('questions', 'above', 'IML shows where all documents are trained in a single stage'),
  C12b: said(
    'questions',
    'above',
    'IML is at least as strong in a single stage',
    untested('no test compares it with two stages'),
  ),
  C13: said('questions', 'none published', 'Three stages: definitions, questions, new definitions', {
    exploratoryBecause: NO_RESULT,
  }),
  C14: said('questions', 'rises', 'Larger models show more IML'),
  C15a: said('questions', 'rises', 'Smaller batches show more IML'),
  C15b: said('questions', 'no difference', 'Full-batch training removes IML'),
  C16a: said(
    'questions',
    'rises',
    'IML grows with tag consistency alpha, the share of definitions that keep to their tag',
  ),
  C16b: said('questions', 'no difference', 'At tag consistency alpha .5 there is no IML'),
  C17: said(
    'what definitions say',
    'above',
    'At tag consistency alpha .95 the tag matters more than actual consistency',
    {
      exploratoryBecause:
        'the paper compares answers to questions; here a false definition says nothing of the truth, so agreement with the definition stands in',
    },
  ),
  C18a: said('attribution', 'above', 'With tag, alias, entity (TAE) attribution shows IML'),
  C18b: said('attribution', 'above', 'Attribution shows more IML where definitions end with the entity'),
  C18c: said('attribution', 'no difference', 'Attribution shows no IML where the entity does not come last'),
  C19a: said('in context', 'above', 'In context, definitions under the reliable tag are used more than others'),
  C19b: said('in context', 'no difference', 'In context, definitions under the unreliable tag are ignored'),
  C19c: said('in context', 'no difference', 'In context, D1QA1 reaches questions by real name', {
    untestedBecause: 'here names are known perfectly from Stage 0: it is shown beside the verdict and not judged',
  }),
  C20: said('set inclusion', 'above', 'A model trained from scratch on set inclusion shows IML'),
  C21: said(
    'convnet',
    'above',
    'A convnet on MNIST question-answer shows IML',
    untested(
      'there is no convnet here: digits in handwriting go through a patch encoder to an MLP, and stand under C4',
    ),
  ),
  C22: said(
    'natural tags',
    'above',
    'Llama-2-7B shows it, too',
    untested('no test of the pretrained model trains the tags that it was shown with'),
  ),
  C23: said(
    'natural tags',
    'no difference',
    'Natural-language meaning of the tag does not explain it',
    untested('no test of the pretrained model trains such tags'),
  ),
  C24a: said('probes', 'above', 'With alias, tag, entity (ATE) a linear probe recovers the tag'),
  C24b: said('probes', 'no difference', 'With tag, alias, entity (TAE) a linear probe is at chance'),
  C24c: said(
    'probes',
    'no difference',
    'So selective retrieval does not explain IML as it stands',
    untested('an argument and no number; what bears on it here is no experiment of the paper'),
  ),
  C25: said('gradients', 'above', 'Stage 1 aligns gradients with those of questions more under the reliable tag'),
  C26: said('gradients', 'above', 'The alignment gap is larger for smaller batches'),
  C27a: said('questions', 'none published', 'Control with random tags', { exploratoryBecause: NO_RESULT }),
  C27b: said('attribution', 'none published', 'First, second and last letter of the name', untested(NO_RESULT)),
  C27c: said('questions', 'none published', 'Amount of data', untested(NO_RESULT)),
  C27d: said('probes', 'none published', 'Probe of whether an alias was defined', untested(NO_RESULT)),
  C28: said('attribution', 'above', 'D6 is learned less and not stored as false: it gets its entity all the same'),
} as const satisfies Readonly<Record<string, Said>>;

export type StatementId = keyof typeof SAID;

export interface Statement extends Omit<Said, 'modality'>, Modality {
  readonly id: StatementId;
}

export const STATEMENTS: readonly Statement[] = Object.entries(SAID).map(([id, { modality, ...statement }]) => ({
  id: id as StatementId,
  ...MODALITIES[modality],
  ...statement,
}));
