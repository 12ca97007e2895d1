// Someone's own configuration that goldens are of, in place of the registered experiments. Each pool keeps it whole: goldens of another one
// are refused, and of one that changed it can be said what differs.
import { type Static, Type } from 'typebox';
import { differencesBetween, inWords } from '../claims/registry/registration-history.ts';
import { contentHash } from '../experiments/content-hash.ts';
import { closed, Digest, Finite, orNull, Text } from '../schemas/parts.ts';

export const GoldenConfigurationSchema = closed({
  name: Text,
  /** Of all that follows. */
  hash: Digest,
  /** Around which the arms of all claims are derived. */
  experiment: Type.Unknown(),
  /** What claims about size and about batches compare; null: a ladder around the experiment's own. */
  sizes: orNull(closed({ setting: Text, levels: Type.Array(Finite) })),
  batches: orNull(Type.Array(Type.Union([Finite, Type.Literal('full')]))),
});
export type GoldenConfiguration = Static<typeof GoldenConfigurationSchema>;

/** Goldens of someone's own. */
export interface OwnGoldens {
  readonly configuration: GoldenConfiguration;
  /** Ids of the claims that the configuration asks, with those that they lean on. */
  readonly asked: readonly string[];
}

interface Described {
  readonly name: string;
  readonly experiment: unknown;
  readonly sizes: { readonly setting: string; readonly levels: readonly number[] } | null;
  readonly batches: readonly (number | 'full')[] | null;
}

export function goldenConfiguration({ name, experiment, sizes, batches }: Described): GoldenConfiguration {
  const content = {
    experiment,
    sizes: sizes === null ? null : { setting: sizes.setting, levels: [...sizes.levels] },
    batches: batches === null ? null : [...batches],
  };
  return { name, hash: contentHash(content), ...content };
}

const SHOWN = 8;

/** In words, why goldens of the one are none of the other; null where they are. Null or left out: of the registered claims. */
export function otherConfiguration(
  recorded: GoldenConfiguration | null | undefined,
  asked: GoldenConfiguration | null | undefined,
): string | null {
  if (recorded == null && asked == null) return null;
  if (recorded == null) return `they are of ${inWordsOf(null)}, and not of ${inWordsOf(asked)}`;
  if (goldenConfiguration(recorded).hash !== recorded.hash) {
    return `their configuration "${recorded.name}" is another one than its hash says`;
  }
  if (asked == null) return `they are of ${inWordsOf(recorded)}; --configuration names its file`;
  if (recorded.hash === asked.hash) return null;
  const differences = differencesBetween(contentOf(recorded), contentOf(asked)).map(inWords);
  const more = differences.length > SHOWN ? `; and ${differences.length - SHOWN} more` : '';
  return `they are of ${inWordsOf(recorded)}, and ${inWordsOf(asked)} was asked. What was recorded -> what is asked: ${differences.slice(0, SHOWN).join('; ')}${more}`;
}

function contentOf({ experiment, sizes, batches }: GoldenConfiguration) {
  return { experiment, sizes, batches };
}

/** 'the configuration "wide" (0123456789ab)'. */
export function inWordsOf(configuration: GoldenConfiguration | null | undefined): string {
  if (configuration == null) return 'the registered claims';
  return `the configuration "${configuration.name}" (${configuration.hash.slice(0, 12)})`;
}
