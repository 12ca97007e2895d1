// A configuration as it is meant: the file with what it extends filled in, checked in every way that is possible before training.
import type { SizeSetting } from '../claims/arms/size-setting.ts';
import type { ProfileName, TaskName } from '../claims/claim.ts';
import type { Experiment } from '../experiments/experiment.ts';
import type { BackendName } from '../tensors/backend-name.ts';

export interface ConfigurationDefaults {
  readonly profile?: ProfileName;
  readonly seeds?: number;
  readonly backend?: BackendName;
  readonly processes?: number;
}

export interface Configuration {
  /** Names reports and their folder. */
  readonly name: string;
  readonly description: string | null;
  /** As it was named by whoever asked; verdicts are replayed with it. */
  readonly file: string;
  /** The iml.config that it stands in; null for a file of its own. */
  readonly project: string | null;
  /** Folders of models of one's own, by the digest that the experiment names. */
  readonly modelFolders: Readonly<Record<string, string>>;
  readonly extends: TaskName | null;
  /** Around which the arms of every claim are derived. */
  readonly experiment: Experiment;
  /** What claims about size compare; null for a ladder around the model. */
  readonly sizes: { readonly setting: SizeSetting; readonly levels: readonly number[] } | null;
  /** What claims about batch size compare; null for a ladder around Stage 1's. */
  readonly batches: readonly (number | 'full')[] | null;
  /** Null: all. */
  readonly include: readonly string[] | null;
  readonly exclude: readonly string[];
  readonly defaults: ConfigurationDefaults;
}
