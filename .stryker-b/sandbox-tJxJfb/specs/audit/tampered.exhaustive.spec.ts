// Any single change of a report's document is found, but for a closed list of what no ledger knows (decisions.md promise 15): each
// leaf changed or removed in turn, and rows removed, swapped or doubled anywhere. Half a minute: more than a thousand reports, each judged
// again. `npm test` has a dozen such changes (specs/defects/report.spec.ts).
import { fc, test as law } from '@fast-check/vitest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HarnessError } from '../../src/errors/harness-error.ts';
import { type Recomputed, recomputeReport } from '../../src/execution/campaign/recompute-report.ts';
import type { ReportDocument } from '../../src/execution/campaign/report-document.ts';
import { compareReports } from '../../src/report/compare-reports.ts';
import { validateReport } from '../../src/report/read-report.ts';
import { type AuditedRun, auditedRun } from './audited-run.ts';

let run: AuditedRun;
beforeAll(async () => {
  run = await auditedRun();
}, 240_000);
afterAll(() => run.remove());

/** A recomputation sees nothing of the verdicts, so what differs only there has the same one. */
const known = new Map<string, Promise<Recomputed>>();

async function isFound(document: unknown): Promise<boolean> {
  try {
    const reported = validateReport(document, 'tampered');
    const { verdicts, coverage, ...basis } = reported;
    const key = JSON.stringify(basis);
    const recomputation = known.get(key) ?? recomputeReport(basis, { ledger: run.ledger });
    known.set(key, recomputation);
    const recomputed = await recomputation;
    return recomputed.lacking.length > 0 || compareReports(reported, recomputed.document).length > 0;
  } catch (error) {
    if (error instanceof HarnessError) return true;
    throw error;
  }
}

type Tree = Record<string, unknown>;
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

/** Every place of the document: its parent and its key. */
function placesIn(node: unknown, path: readonly string[] = []): { readonly path: readonly string[] }[] {
  if (!isTree(node)) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    const at = [...path, key];
    return [{ path: at }, ...placesIn(value, at)];
  });
}

function parentOf(document: unknown, path: readonly string[]): Tree {
  return path.slice(0, -1).reduce((node, key) => (node as Tree)[key] as Tree, document as Tree);
}

function changed(value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? value + 1 : value * (1 + 1e-12) + 1e-300;
  if (typeof value === 'string') return /^\d{4}-.*Z$/.test(value) ? value.replace('2030', '2031') : `${value} `;
  return typeof value === 'boolean' ? !value : 0;
}

const UNKNOWN_TO_A_LEDGER = [
  'startedAt',
  'environment.device',
  'environment.node',
  'environment.platform',
  'environment.cores',
  'environment.harnessVersion',
  'environment.commit',
  'runs.trained',
  'runs.found',
];

/** Told as well, and reports of earlier versions have none: the pages beside a report say that they are gone. */
const MAY_BE_MISSING = ['environment.commit', 'environment.uncommitted'];

describe('a report', () => {
  it('is what its ledger says', async () => {
    const copy = structuredClone(run.document);
    const { document, lacking } = await recomputeReport(copy, { ledger: run.ledger });
    expect([document, lacking]).toEqual([run.document, []]);
    expect(JSON.stringify(document)).toBe(JSON.stringify(run.document));
  });

  it('is found out wherever one leaf is changed, but for the closed list', async () => {
    const copy = structuredClone(run.document) as unknown;
    const leaves = placesIn(copy).filter(({ path }) => !isTree(parentOf(copy, path)[path.at(-1) as string]));
    expect(leaves.length).toBeGreaterThan(900);
    const missed: string[] = [];
    for (const { path } of leaves) {
      const parent = parentOf(copy, path);
      const key = path.at(-1) as string;
      const before = parent[key];
      parent[key] = changed(before);
      if (!(await isFound(copy))) missed.push(path.join('.'));
      parent[key] = before;
    }
    // A later end is taken as told, too; here both are the same instant.
    expect(missed.filter((path) => path !== 'finishedAt').sort()).toEqual([...UNKNOWN_TO_A_LEDGER].sort());
  }, 240_000);

  law.prop([fc.nat(), fc.constantFrom('remove', 'double', 'swap'), fc.nat()], { numRuns: 300 })(
    'is found out where something is removed, doubled or swapped',
    async (place, deed, other) => {
      const copy = structuredClone(run.document) as ReportDocument;
      const places = placesIn(copy);
      const { path } = places[place % places.length] as { path: readonly string[] };
      fc.pre(!MAY_BE_MISSING.includes(path.join('.')));
      const parent = parentOf(copy, path);
      const key = path.at(-1) as string;
      if (Array.isArray(parent)) {
        const index = Number(key);
        if (deed === 'remove') parent.splice(index, 1);
        else if (deed === 'double') parent.splice(index, 0, structuredClone(parent[index]));
        else {
          const second = other % parent.length;
          [parent[index], parent[second]] = [parent[second], parent[index]];
        }
      } else Reflect.deleteProperty(parent, key);
      fc.pre(JSON.stringify(copy) !== JSON.stringify(run.document));
      expect(await isFound(copy)).toBe(true);
    },
    240_000,
  );
});
