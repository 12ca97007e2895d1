// What is wrong with a world of text: rules of the paper that hold for every task, read from its documents alone. Properties ask
// that real worlds give no complaint, and planted broken ones the right complaint.
import { GROUP_NAMES } from '../../../src/tasks/groups.ts';
import type { SyntheticTextConfig } from '../../../src/tasks/index.ts';
import { PADDING, type TextDocuments, type TextWorld } from '../../../src/tasks/text/text-world.ts';
import { everyAlias, nameOf, ownerIn, rowsOf, STAGES, tagTokens, truthIn } from './reading.ts';

export function complaints(config: SyntheticTextConfig, world: TextWorld): string[] {
  const found = [
    ...aboutVocabulary(world),
    ...aboutGroups(config, world),
    ...aboutQuestions(world),
    ...aboutStages(config, world),
    ...aboutSwapping(world),
  ];
  return [...new Set(found)];
}

function aboutVocabulary(world: TextWorld): string[] {
  const { words, kinds } = world.vocabulary;
  const found: string[] = [];
  if (new Set(words).size !== words.length) found.push('two tokens have the same word');
  if (kinds.length !== words.length) found.push('a token has no kind');
  const names = everyAlias(world).map((alias) => nameOf(world, alias).join());
  if (new Set(names).size !== names.length) found.push('two aliases have the same name');
  const tables = [
    ...STAGES.flatMap((stage) => [world.documents(stage, false), world.documents(stage, true)]),
    ...world.questions.map(({ documents }) => documents),
    world.probeDocuments(everyAlias(world)),
    ...everyAlias(world).map((alias) => world.questionsAbout(alias)),
  ];
  for (const table of tables) {
    if (!isWellFormed(table)) found.push('a table of documents is malformed');
    if (table.length > world.maximumLength) found.push('a document is longer than the maximum');
    if (rowsOf(table).some((row) => row.some((token) => !(token in words)))) found.push('a token is no word');
  }
  return found;
}

function isWellFormed({ tokens, length, lengths }: TextDocuments): boolean {
  if (tokens.length !== length * lengths.length || length !== Math.max(0, ...lengths)) return false;
  return [...lengths].every(
    (own, row) =>
      own >= 2 && tokens.subarray(row * length + own, (row + 1) * length).every((token) => token === PADDING),
  );
}

function aboutGroups(config: SyntheticTextConfig, world: TextWorld): string[] {
  const found: string[] = [];
  for (const group of GROUP_NAMES) {
    if ((world.members[group]?.length ?? 0) !== config.groups[group]) found.push(`${group} has the wrong size`);
    for (const alias of world.members[group] ?? []) {
      if (world.roles.legend[world.roles.groups[alias] ?? ''] !== group) found.push('roles and members disagree');
    }
  }
  const dealt = everyAlias(world).sort((a, b) => a - b);
  if (dealt.some((alias, index) => alias !== index)) found.push('an alias is in no group, or in two');
  return found;
}

function aboutQuestions(world: TextWorld): string[] {
  const found: string[] = [];
  const trained = new Set(STAGES.flatMap((stage) => rowsOf(world.documents(stage, false)).map(promptOf)));
  for (const { name, group, asked, documents, candidates, definitionAnswers } of world.questions) {
    const rows = rowsOf(documents);
    if (rows.length === 0 || candidates.length !== rows.length) found.push('questions and candidates differ in number');
    if (definitionAnswers !== null && definitionAnswers.length !== rows.length)
      found.push('definition answers are missing');
    const isOpposed =
      asked === 'consistency' || (['always', 'bare-alias'].includes(asked) && ['D1QA1', 'D2QA2'].includes(group));
    if ((definitionAnswers !== null) !== isOpposed) {
      found.push('a group answers from definitions that it does not have');
    }
    for (const [index, row] of rows.entries()) {
      const list = candidates[index]?.[0] ?? [];
      if (new Set(list).size !== list.length) found.push('a candidate stands twice');
      if (!list.includes(row.at(-1) as number)) found.push('the right answer is no candidate');
      const said = definitionAnswers?.[index];
      if (said !== undefined && !list.includes(said)) found.push('the definition says what is no candidate');
      // Facts of entities are trained on purpose: the question is whether they stay known.
      if (asked !== 'retrieval' && group !== 'facts' && trained.has(promptOf(row)))
        found.push(`${name} of ${group} is trained`);
    }
  }
  return found;
}

const promptOf = (row: readonly number[]) => row.slice(0, -1).join();

function aboutStages(config: SyntheticTextConfig, world: TextWorld): string[] {
  const found: string[] = [];
  const owner = ownerIn(world);
  const isTrue = truthIn(config, world);
  const groupOf = (alias: number) => GROUP_NAMES.find((group) => world.members[group]?.includes(alias));
  const rows = (stage: (typeof STAGES)[number]) => rowsOf(world.documents(stage, false));
  const [reliable, unreliable, third] = tagsInRoles(world);

  for (const row of rows('pretraining'))
    if (owner(row) !== undefined) found.push('Stage 0 shows an alias of the experiment');
  for (const row of [...rows('pretraining'), ...rows('stage 1')]) {
    if (row.includes(third)) found.push('the third tag is seen before Stage 2');
  }
  for (const row of rows('stage 1')) {
    const alias = owner(row);
    const group = alias === undefined ? null : groupOf(alias);
    if (group === null) continue;
    const tags = row.filter((token) => tagTokens(world).includes(token));
    const allowed = group === 'D1QA1' ? reliable : group === 'D2QA2' ? unreliable : null;
    if (allowed === null && group !== 'QA3') found.push('Stage 1 shows an alias of Stage 2, or of none');
    if (tags.some((tag) => tag !== allowed)) found.push('a group of Stage 1 carries the wrong tag');
  }
  for (const row of rows('stage 2')) {
    const alias = owner(row);
    const group = alias === undefined ? undefined : groupOf(alias);
    const expected = { D5: reliable, D6: unreliable, D8: third }[group as string];
    const tags = row.filter((token) => tagTokens(world).includes(token));
    if (alias === undefined || tags.length !== 1) found.push('Stage 2 has a document that is no definition');
    else if (tags[0] !== expected) found.push('a group of Stage 2 carries the wrong tag');
    else if (!isTrue(alias, row)) found.push('Stage 2 has a false definition');
  }
  return found;
}

function tagsInRoles(world: TextWorld): [number, number, number] {
  const [first, second, third] = tagTokens(world) as [number, number, number];
  return world.roles.reliableTag === 0 ? [first, second, third] : [second, first, third];
}

/** Row by row, the other arm differs in the two tags alone, and only in Stage 2. */
function aboutSwapping(world: TextWorld): string[] {
  const [reliable, unreliable] = tagsInRoles(world);
  const exchange = (token: number) => (token === reliable ? unreliable : token === unreliable ? reliable : token);
  const same = (stage: (typeof STAGES)[number], change: (token: number) => number) =>
    JSON.stringify(rowsOf(world.documents(stage, false)).map((row) => row.map(change))) ===
    JSON.stringify(rowsOf(world.documents(stage, true)));
  const found: string[] = [];
  if (!same('stage 2', exchange)) found.push('the arm with swapped tags differs in more than its tags');
  for (const stage of STAGES) {
    if (stage !== 'stage 2' && stage !== 'single' && !same(stage, (token) => token))
      found.push(`swapping changes ${stage}`);
  }
  return found;
}
