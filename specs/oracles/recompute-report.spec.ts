// Oracle: every number of a whole quick report, recomputed in Python with SciPy and mpmath from the values of its seeds alone. The report
// is frozen, and so is what the script found; both, and today's code judging the same seeds anew, must agree to 1e-9. Where Python has
// SciPy (`PYTHON=/tmp/oracles/bin/python npm test`) the script itself runs as well. Values and the command that made them: recompute-report.py, frozen-report/.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Declaration } from '../../src/claims/registry/declaration.ts';
import { parseHistory } from '../../src/claims/registry/registration-history.ts';
import { CONFIRM_POOL } from '../../src/claims/registry/seed-pools.ts';
import type { Status } from '../../src/claims/verdicts/coverage.ts';
import { type ReferenceEffect, sizeOf } from '../../src/claims/verdicts/effect-size.ts';
import { withFamilyEvidence } from '../../src/claims/verdicts/family.ts';
import { leastPower, plannedChance } from '../../src/claims/verdicts/least-power.ts';
import type { Verdict } from '../../src/claims/verdicts/verdict.ts';
import { decide } from '../../src/decisions/decide.ts';
import type { DecisionRule, Samples } from '../../src/decisions/decision.ts';
import { type CurvePoint, type OperatingCurve, pointAt } from '../../src/decisions/operating-curve.ts';
import { referenceEffects, withSizes } from '../../src/execution/campaign/reference-effects.ts';
import type { ReportDocument } from '../../src/execution/campaign/report-document.ts';
import { makePlan } from '../../src/execution/planning/plan.ts';
import { canonicalJson } from '../../src/experiments/content-hash.ts';
import { validateReport } from '../../src/report/read-report.ts';
import { renderMarkdown } from '../../src/report/render-markdown.ts';
import { ownFolder } from '../temporary-folder.ts';

interface Recomputed {
  readonly sha256: { readonly report: string; readonly runs: string };
  readonly headline: Readonly<Record<'findings' | 'harnessChecks' | 'required', readonly [number, number]>> &
    Readonly<Record<'seedsLookedAt' | 'seedsIfFixed' | 'falselyReproduced' | 'falselyNotReproduced', number>> & {
      readonly statements: Readonly<Record<'all' | 'tested', number> & Partial<Record<Status, number>>>;
    };
  /** Where numbers stand that are no statistics, as regular expressions, and why they are not. */
  readonly otherNumbers: readonly (readonly [string, string])[];
  /** Numbers, and the words that follow from them, by where they stand in the report. */
  readonly numbers: Readonly<Record<string, unknown>>;
  /** Of each verdict, by its rules and the rates of its simulated campaigns. */
  readonly leastPowers: readonly object[];
  readonly cases: readonly {
    readonly rule: DecisionRule;
    readonly samples: Samples;
    readonly decision: object;
    readonly reference: Reference;
    readonly size: object;
  }[];
}

type Reference = Pick<ReferenceEffect, 'estimate' | 'standardDeviation' | 'seeds' | 'margin'>;

const folder = fileURLToPath(new URL('frozen-report/', import.meta.url));
const bytesOf = (name: string) => readFileSync(folder + name);
const read = (name: string): unknown => JSON.parse(gunzipSync(bytesOf(name)).toString('utf8'));
const where = 'specs/oracles/frozen-report/report.json.gz';
const report = validateReport(read('report.json.gz'), where);
const recomputed = read('recomputed.json.gz') as Recomputed;

/** Parts that are not as in the frozen report, and why; empty once it is made anew. */
const KNOWN_TO_DIFFER: Readonly<Record<string, string>> = {};

/** Every number, word and null with the path to it. */
function leavesOf(value: unknown, path = ''): [path: string, leaf: unknown][] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, one]) => leavesOf(one, path === '' ? key : `${path}.${key}`));
}

function agree(left: unknown, right: unknown): boolean {
  if (typeof left !== 'number' || typeof right !== 'number') return left === right;
  const apart = Math.abs(left - right);
  // What is left of a sum that comes to 0 is rounding.
  return apart < 1e-13 || apart <= 1e-9 * Math.max(Math.abs(left), Math.abs(right));
}

/** Paths at which the value is not what Python found, and those of numbers that it neither found nor lists. */
function differences(value: unknown, found: Recomputed['numbers'], others: Recomputed['otherNumbers']): string[] {
  const leaves = new Map(leavesOf(value));
  const wrong = Object.entries(found).filter(([path, number]) => !agree(leaves.get(path), number));
  const listed = others.map(([pattern]) => new RegExp(`^(?:${pattern})$`));
  const unknown = [...leaves].filter(
    ([path, leaf]) => typeof leaf === 'number' && !(path in found) && !listed.some((one) => one.test(path)),
  );
  return [...wrong, ...unknown].map(([path]) => path);
}

/** The report as today's code would have it: rules and values of seeds taken as they stand, all else judged again. */
function judgedAnew(document: ReportDocument): ReportDocument {
  const powers = powersOf(document);
  const verdicts = document.verdicts.map((old, index): Verdict => {
    const verdict = old.leastPower === undefined ? old : { ...old, leastPower: powers[index] as Power };
    const parts = verdict.parts.map((part) => {
      const judged = { ...part, decision: decide(part.rule, samplesOf(part)) };
      return part.size === undefined
        ? judged
        : { ...judged, size: sizeBeside(judged, { ...part.size, ...part.size.reference }) };
    });
    const [first] = parts.map(({ decision }) => decision);
    if (!('effect' in verdict) || verdict.effect === null || first === undefined || !('effect' in first))
      return { ...verdict, parts } as Verdict;
    const { confidence: _, standardDeviation: __, ...effect } = first.effect ?? {};
    return { ...verdict, parts, power: first.power, effect: { ...verdict.effect, ...effect } } as Verdict;
  });
  return { ...document, verdicts: withFamilyEvidence(verdicts) };
}

function sizeBeside(judged: Parameters<typeof sizeOf>[0], { estimate, standardDeviation, seeds, margin }: Reference) {
  return sizeOf(judged, { claim: '', task: '', part: 0, estimate, standardDeviation, seeds, margin });
}

type Power = ReturnType<typeof leastPower>;

/** Rates of campaigns are not simulated again: they are those of the operating curves, on which the planned effects lie. */
function powersOf({ verdicts }: Pick<ReportDocument, 'verdicts'>): readonly Power[] {
  const planned = verdicts.map(({ claim, task, parts, budget, assay, family }) => ({
    claim,
    task,
    chances: parts.map(({ rule, operatingCurve }) =>
      plannedChance(
        rule,
        budget.most,
        (_, { effect }) => pointAt(operatingCurve as OperatingCurve, effect) as CurvePoint,
      ),
    ),
    leansOn: [...assay, ...(family.gate === null ? [] : [family.gate])].map((leaned) => leaned.claim),
  }));
  return planned.map((one) => leastPower(one, planned));
}

function samplesOf({ rule, perSeed }: Verdict['parts'][number]): Samples {
  const rows = perSeed.map(({ values }) => values);
  return rule.kind === 'trend' ? rows : rows.map(([value]) => value as number);
}

describe('the frozen report', () => {
  test('is the one that was recomputed, with a verdict for each test of the quick profile', () => {
    const digest = (name: string) => createHash('sha256').update(bytesOf(name)).digest('hex');
    expect(digest('report.json.gz')).toBe(recomputed.sha256.report);
    expect(digest('runs.json.gz')).toBe(recomputed.sha256.runs);
    expect(report.profile).toBe('quick');
    expect(report.verdicts.length).toBeGreaterThan(20);
  });

  test('has no number but those that Python finds as well, to 1e-9, and those listed as no statistics', () => {
    expect(Object.values(recomputed.numbers).filter((one) => typeof one === 'number').length).toBeGreaterThan(3000);
    expect(differences(report, recomputed.numbers, recomputed.otherNumbers)).toEqual([]);
  });

  test("is what today's code makes of the same seeds, to 1e-9", () => {
    expect(differences(judgedAnew(report), recomputed.numbers, recomputed.otherNumbers)).toEqual([]);
  });

  test('says the counts and sums that Python finds, in its headline and below its table', () => {
    const { findings, harnessChecks, required, statements, ...sums } = recomputed.headline;
    const page = renderMarkdown(judgedAnew(report));
    const inThousandths = (bound: number) => String(Math.ceil(Number((1000 * bound).toPrecision(9))) / 1000);
    expect(page).toContain(`${findings.join(' of ')} findings reproduced`);
    expect(page).toContain(`${harnessChecks.join(' of ')} harness checks hold`);
    expect(page).toContain(`Of all tests ${required.join(' of the ')} required ones are reproduced.`);
    expect(page).toContain(`Of the paper’s ${statements.all} statements ${statements.tested} are tested`);
    expect(page).toContain(`${statements.reproduced ?? 0} reproduced, ${statements.contradicted ?? 0} contradicted`);
    expect(page).toContain(`Seeds: ${sums.seedsLookedAt} looked at, ${sums.seedsIfFixed} if every test looked once`);
    expect(page).toContain(`falsely reproduced is at most ${inThousandths(sums.falselyReproduced)}`);
    expect(page).toContain(`falsely not reproduced at most ${inThousandths(sums.falselyNotReproduced)}`);
  });
});

test("the power of a whole test is what today's code makes of the same rules, to 1e-9", () => {
  const found = Object.fromEntries(leavesOf(recomputed.leastPowers));
  expect(differences(powersOf(report), found, [])).toEqual([]);
  const careless = powersOf(report).map((power) => ({ ...power, atLeast: (power.atLeast as number) * (1 - 1e-8) }));
  expect(differences(careless, found, [])).toHaveLength(report.verdicts.length);
});

// What the profile asks today is what was frozen: else the numbers above are of rules that nobody runs any more. Versions of a registration
// may change, and so may claims of other profiles.

/** By part: its rule at the level of its family, and what it computes, as canonical JSON. */
type Asked = ReadonlyMap<string, string>;
const nameOf = ({ id, task, design, name }: Readonly<Record<'id' | 'task' | 'design' | 'name', string>>) =>
  `${id} on ${task} (${design}): ${name}`;
const plain = (value: unknown) => canonicalJson(JSON.parse(JSON.stringify(value)));

function askedToday(): Asked {
  const imagesDigest = '0'.repeat(64); // of any pictures: no rule depends on them
  const request = {
    profile: 'quick',
    claims: [],
    seeds: null,
    firstSeed: CONFIRM_POOL,
    imagesDigest,
    cohortSize: 4,
  } as const;
  const parts = makePlan(request).tests.flatMap(({ claim: { id }, test: { task, design, parts } }) =>
    parts.map(({ name, rule, estimands }) => [nameOf({ id, task, design, name }), plain({ rule, estimands })] as const),
  );
  return new Map(parts);
}

const registrations = new URL('../../golden/registrations.json', import.meta.url);
const history = parseHistory(readFileSync(registrations, 'utf8'), 'golden/registrations.json');

/** What is computed stands in the registration that the report was made under. */
function askedIn({ verdicts }: Pick<ReportDocument, 'verdicts'>): Asked {
  const parts = verdicts.flatMap(({ claim: id, task, design, registration, parts }) => {
    const version = history[id]?.find(({ hash }) => hash === registration?.hash);
    const declaration = version?.declaration as Declaration | undefined;
    const test = declaration?.tests.find((one) => one.task === task && one.design === design);
    return parts.map(({ name, rule }) => {
      const estimands = test?.parts.find((one) => one.name === name)?.estimands;
      return [nameOf({ id, task, design, name }), plain({ rule, estimands })] as const;
    });
  });
  return new Map(parts);
}

function partsThatDiffer(frozen: Asked): string[] {
  const today = askedToday();
  const names = new Set([...frozen.keys(), ...today.keys()]);
  return [...names].filter((name) => frozen.get(name) !== today.get(name)).sort();
}

describe('the rules of the quick profile', () => {
  const next = `The quick profile asks other things than in the frozen report. Make a quick report anew, and freeze it (header of the script):
npm run iml -- run --profile quick --backend tensorflow
python specs/oracles/recompute-report.py reports/latest/report.json .iml/ledger --freeze
(a part with a reason in KNOWN_TO_DIFFER that does not differ any more is taken out there)`;
  const first =
    'iml-appears on digit-grid/symbols (two stages; D5 and D6 differ in nothing but the tag of their definition): D5 - D6 after Stage 2';

  test('are those of the frozen report', () => {
    expect(askedIn(report).size).toBe(report.verdicts.flatMap(({ parts }) => parts).length);
    expect(partsThatDiffer(askedIn(report)), next).toEqual(Object.keys(KNOWN_TO_DIFFER).sort());
  });

  test('are told from another alpha, another estimand, and a test that was not there; not from another version', () => {
    const altered = structuredClone(report);
    plant(altered, 'verdicts.0.parts.0.rule.alpha'.split('.'), (alpha) => alpha / 2);
    expect(partsThatDiffer(askedIn(altered))).toContain(first);
    const exchanged = [...askedIn(report)].map(([name, asked]) => [name, asked.replace('"D5"', '"D8"')] as const);
    expect(partsThatDiffer(new Map(exchanged))).toContain(first);
    expect(partsThatDiffer(askedIn({ verdicts: report.verdicts.slice(1) }))).toContain(first);
    const renumbered = report.verdicts.map((verdict) => ({ ...verdict, version: 99 }));
    expect(partsThatDiffer(askedIn({ verdicts: renumbered }))).not.toContain(first);
  });
});

describe('decisions on drawn seeds', () => {
  test('end in every way that a sequence can, and agree with Python to 1e-9', () => {
    const stops = recomputed.cases.map(
      ({ decision }) => leavesOf(decision).find(([path]) => path === 'sequence.stoppedBy')?.[1],
    );
    expect([...new Set(stops)].sort()).toEqual(['evidence-against', 'evidence-for', 'given-up', 'maximum']);
    const wrong = recomputed.cases.flatMap(({ rule, samples, decision }, index) => {
      const paths = differences(decide(rule, samples), Object.fromEntries(leavesOf(decision)), []);
      return paths.map((path) => `case ${index}, ${rule.kind}: ${path}`);
    });
    expect(wrong).toEqual([]);
  });

  test('say of their size, beside drawn references, what Python says to 1e-9', () => {
    const sized = recomputed.cases.filter(({ size }) => size !== undefined);
    const outcomes = new Set(sized.map(({ size }) => (size as { outcome: string }).outcome));
    expect([...outcomes].sort()).toEqual(['differs', 'equivalent', 'larger', 'smaller', 'undecided']);
    const wrong = sized.flatMap(({ rule, samples, reference, size }, index) => {
      const perSeed = samples.map((row) => ({ values: [row].flat() }));
      const ours = sizeBeside({ rule, decision: decide(rule, samples), perSeed }, reference);
      const others = [['(reference\\..*|margin)', 'handed in']] as const;
      return differences(ours, Object.fromEntries(leavesOf(size)), others).map((path) => `case ${index}: ${path}`);
    });
    expect(wrong).toEqual([]);
  });
});

// Each a change that a reader would not see: a digit far behind, a count by one, a number that is new.
describe('the comparison names a planted defect', () => {
  const planted: readonly (readonly [path: string, change: (number: number) => number])[] = [
    ['verdicts.0.parts.0.decision.effect.estimate', (mean) => mean * (1 + 2e-9)],
    ['verdicts.0.parts.0.decision.effect.low', (end) => end - 1e-8],
    ['verdicts.0.parts.0.decision.sequence.evidence.0.eValue', (evidence) => evidence * (1 + 1e-8)],
    ['verdicts.0.parts.0.decision.tests.1.pValue', (pValue) => pValue * 2],
    ['verdicts.0.parts.0.decision.seeds', (seeds) => seeds + 1],
    ['verdicts.0.gates.0.mean', (mean) => mean + 1e-8],
    ['verdicts.0.power', (power) => power - 1e-8],
    ['verdicts.0.parts.0.perSeed.0.values.0', (value) => value + 1e-8],
    ['verdicts.0.parts.0.size.difference.low', (end) => end + 1e-8],
    ['verdicts.3.leastPower.atLeast', (power) => power * (1 - 1e-8)],
    ['coverage.tested', (count) => count + 1],
  ];
  test.each(planted)('%s', (path, change) => {
    const copy = structuredClone(report);
    plant(copy, path.split('.'), change);
    expect(differences(copy, recomputed.numbers, recomputed.otherNumbers)).toContain(path);
  });

  test('a number that nobody recomputes', () => {
    const copy = { ...report, verdicts: report.verdicts.map((verdict) => ({ ...verdict, surprise: 0.5 })) };
    expect(differences(copy, recomputed.numbers, recomputed.otherNumbers)).toContain('verdicts.0.surprise');
  });

  test('a value of a seed, which moves what today’s code makes of it', () => {
    const copy = structuredClone(report);
    plant(copy, 'verdicts.0.parts.0.perSeed.0.values.0'.split('.'), (value) => value + 1e-6);
    const wrong = differences(judgedAnew(copy), recomputed.numbers, recomputed.otherNumbers);
    expect(wrong).toContain('verdicts.0.parts.0.decision.effect.estimate');
    expect(wrong).toContain('verdicts.0.effect.high');
    expect(wrong).toContain('verdicts.0.parts.0.decision.sequence.eValue');
  });
});

function plant(value: unknown, [key = '', ...rest]: readonly string[], change: (number: number) => number): void {
  const inside = value as Record<string, unknown>;
  if (rest.length > 0) plant(inside[key], rest, change);
  else inside[key] = change(inside[key] as number);
}

/** With sizes, powers of whole tests, and a gate that has a greatest value, whichever of them the frozen report has. */
function withTodaysFields(document: ReportDocument): ReportDocument {
  const powers = powersOf(document);
  const verdicts = withSizes(document.verdicts, referenceEffects()).map((verdict, index) => {
    const gates = verdict.gates.map(({ description, mean, passed }) => ({ description, mean, passed, maximum: 1 }));
    return { ...verdict, leastPower: powers[index] as Power, gates: index === 0 ? gates : verdict.gates };
  });
  return { ...document, verdicts };
}

const { PYTHON: python = 'python3' } = env;
const script = fileURLToPath(new URL('recompute-report.py', import.meta.url));
const runPython = (...words: readonly string[]) => spawnSync(python, ['-B', ...words], { encoding: 'utf8' });
const hasSciPy = runPython('-c', 'import mpmath, numpy, scipy').status === 0;

describe.skipIf(!hasSciPy)(
  `the script${hasSciPy ? '' : ' (skipped: no Python with SciPy)'}`,
  { timeout: 300_000 },
  () => {
    test('finds nothing wrong in the frozen report', () => {
      const { status, stdout } = runPython(script);
      expect(stdout).toMatch(/numbers recomputed to 1e-09, 0 wrong/);
      expect(status).toBe(0);
    });

    test('ends with 1 for numbers that were changed, and names where: sizes and powers of whole tests are among them', () => {
      const copy = structuredClone(withTodaysFields(report));
      const places = [
        'verdicts.0.parts.0.decision.effect.low',
        'verdicts.0.parts.0.size.difference.high',
        'verdicts.3.leastPower.atLeast',
      ];
      for (const place of places) plant(copy, place.split('.'), (number) => number * (1 + 1e-8));
      const file = join(ownFolder('recompute'), 'report.json');
      writeFileSync(file, JSON.stringify(copy));
      const { status, stdout } = runPython(script, file);
      const wrong = [...stdout.matchAll(/WRONG ([\w.]+):/g)].map(([, place]) => place);
      expect(wrong.sort()).toEqual(places.sort());
      expect(status).toBe(1);
    });
  },
);
