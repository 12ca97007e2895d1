// What a person writes where an experiment has a digest: paths, relative to the configuration's file.
import { Type } from 'typebox';
import { closed } from '../schemas/parts.ts';

const path = (description: string) => Type.String({ minLength: 1, description });

/** A model of one's own: code in a folder. */
export const ModelFolderSchema = closed({
  folder: path('Folder with the code of a model of your own, relative to this file.'),
  options: Type.Optional(
    Type.Record(Type.String(), Type.Unknown(), { description: 'Handed to the code as they are.' }),
  ),
});

/** A model that was pretrained. */
export const CheckpointSchema = closed({
  checkpoint: path(
    "A pretrained model: a GGUF file or a folder of Hugging Face's, relative to this file, or the name of a known one (smollm2).",
  ),
});

const file = Type.String({ minLength: 1 });

/** Facts about named entities. */
export const KnowledgeSchema = Type.Union([
  closed({ kind: Type.Literal('countries') }),
  closed({ kind: Type.Literal('cvdb'), file }),
  closed({ kind: Type.Literal('t-rex'), file }),
]);
