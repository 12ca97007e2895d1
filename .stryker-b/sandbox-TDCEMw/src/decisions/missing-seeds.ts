// Seeds without a run are never replaced (decisions.md B0, promise 5): a verdict stands only if at one look every value that the missing could
// have had decides it, and at no look before does any value decide otherwise. If some would and some would not it is INVALID.
// Nothing filled in is ever shown: effect and estimates are of the seeds that ran, and tests state their bounds.
function stryNS_9fa48() {
  var g = typeof globalThis === 'object' && globalThis && globalThis.Math === Math && globalThis || new Function("return this")();
  var ns = g.__stryker__ || (g.__stryker__ = {});
  if (ns.activeMutant === undefined && g.process && g.process.env && g.process.env.__STRYKER_ACTIVE_MUTANT__) {
    ns.activeMutant = g.process.env.__STRYKER_ACTIVE_MUTANT__;
  }
  function retrieveNS() {
    return ns;
  }
  stryNS_9fa48 = retrieveNS;
  return retrieveNS();
}
stryNS_9fa48();
function stryCov_9fa48() {
  var ns = stryNS_9fa48();
  var cov = ns.mutantCoverage || (ns.mutantCoverage = {
    static: {},
    perTest: {}
  });
  function cover() {
    var c = cov.static;
    if (ns.currentTestId) {
      c = cov.perTest[ns.currentTestId] = cov.perTest[ns.currentTestId] || {};
    }
    var a = arguments;
    for (var i = 0; i < a.length; i++) {
      c[a[i]] = (c[a[i]] || 0) + 1;
    }
  }
  stryCov_9fa48 = cover;
  cover.apply(null, arguments);
}
function stryMutAct_9fa48(id) {
  var ns = stryNS_9fa48();
  function isActive(id) {
    if (ns.activeMutant === id) {
      if (ns.hitCount !== void 0 && ++ns.hitCount > ns.hitLimit) {
        throw new Error('Stryker: Hit count limit reached (' + ns.hitCount + ')');
      }
      return true;
    }
    return false;
  }
  stryMutAct_9fa48 = isActive;
  return isActive(id);
}
import { clampToFinite } from '../statistics/paired-t.ts';
import { type Bounds, isKnown, known } from '../statistics/t-bounds.ts';
import { type BoundedLook, boundedLook, type Level } from './bounded-look.ts';
import type { BoundedRows } from './bounded-questions.ts';
import { chanceOfReproduced, mostSeedsOf } from './chances.ts';
import { decide } from './decide.ts';
import { type Decision, type DecisionRule, type Estimates, levelsOf, type Outcome, type Samples } from './decision.ts';
import { type Design, FIXED, THREE_LOOKS_AT } from './design.ts';
import { besideMean, effectOf, intervalOf, inWordsOfEstimate } from './effect.ts';
import { foundDecision, invalidDecision, invalidSample, silenceOf } from './judgement.ts';
import { interactions } from './pattern.ts';
import { looksOf, sequenceOf } from './sequence.ts';
import { nominalLevels } from './three-looks.ts';
import { ends } from './trend.ts';

/** One number a seed, or a row of levels or cells; what is missing lies between two ends, which may be infinite. */
export type BoundedSamples = readonly (number | Bounds | readonly (number | Bounds)[])[];

/** Beyond this many seeds with something missing no verdict could be trusted, and the combinations grow as a power of them. */
const MOST_MISSING = 3;

/** @throws HarnessError `invalid-argument` as `decide` does */
export function decideWithMissing(rule: DecisionRule, samples: BoundedSamples): Decision {
  if (stryMutAct_9fa48("201")) {
    {}
  } else {
    stryCov_9fa48("201");
    const rows = samples.map(stryMutAct_9fa48("202") ? () => undefined : (stryCov_9fa48("202"), sample => (isRow(sample) ? sample : stryMutAct_9fa48("203") ? [] : (stryCov_9fa48("203"), [sample])).map(value => {
      if (stryMutAct_9fa48("204")) {
        {}
      } else {
        stryCov_9fa48("204");
        const bounds = boundsOf(value);
        // A value counts as one beyond the margin or as one within it, so nothing need bound it.
        if (stryMutAct_9fa48("207") ? rule.kind !== 'dispersion' && isKnown(bounds) : stryMutAct_9fa48("206") ? false : stryMutAct_9fa48("205") ? true : (stryCov_9fa48("205", "206", "207"), (stryMutAct_9fa48("209") ? rule.kind === 'dispersion' : stryMutAct_9fa48("208") ? false : (stryCov_9fa48("208", "209"), rule.kind !== 'dispersion')) || isKnown(bounds))) return bounds;
        return stryMutAct_9fa48("211") ? {} : (stryCov_9fa48("211"), {
          low: clampToFinite(bounds.low),
          high: clampToFinite(bounds.high)
        });
      }
    })));
    const holes = rows.flatMap(stryMutAct_9fa48("212") ? () => undefined : (stryCov_9fa48("212"), (row, index) => (stryMutAct_9fa48("213") ? row.some(isNumber) : (stryCov_9fa48("213"), row.every(isNumber))) ? stryMutAct_9fa48("214") ? ["Stryker was here"] : (stryCov_9fa48("214"), []) : stryMutAct_9fa48("215") ? [] : (stryCov_9fa48("215"), [index])));
    const [firstHole] = holes;
    const plain = stryMutAct_9fa48("216") ? () => undefined : (stryCov_9fa48("216"), (() => {
      const plain = (from: readonly (readonly Bounds[])[]) => samplesOf(from, samples);
      return plain;
    })());
    if (stryMutAct_9fa48("219") ? firstHole !== undefined : stryMutAct_9fa48("218") ? false : stryMutAct_9fa48("217") ? true : (stryCov_9fa48("217", "218", "219"), firstHole === undefined)) return decide(rule, plain(rows));
    const {
      design = FIXED
    } = rule;
    // A design of several looks may have stopped before it came to the hole; those behind the stop are nobody's business.
    const before = decide(rule, plain(stryMutAct_9fa48("220") ? rows : (stryCov_9fa48("220"), rows.slice(0, firstHole))));
    if (stryMutAct_9fa48("223") ? before.sequence?.isDecided !== true : stryMutAct_9fa48("222") ? false : stryMutAct_9fa48("221") ? true : (stryCov_9fa48("221", "222", "223"), (stryMutAct_9fa48("224") ? before.sequence.isDecided : (stryCov_9fa48("224"), before.sequence?.isDecided)) === (stryMutAct_9fa48("225") ? false : (stryCov_9fa48("225"), true)))) return before;
    const barrier = barrierIn(design, rows, holes);
    const looked = walk(rule, stryMutAct_9fa48("226") ? {} : (stryCov_9fa48("226"), {
      rows,
      firstHole,
      end: stryMutAct_9fa48("227") ? barrier?.at && rows.length : (stryCov_9fa48("227"), (stryMutAct_9fa48("228") ? barrier.at : (stryCov_9fa48("228"), barrier?.at)) ?? rows.length)
    }));
    if (stryMutAct_9fa48("231") ? barrier === null && looked.isDecided : stryMutAct_9fa48("230") ? false : stryMutAct_9fa48("229") ? true : (stryCov_9fa48("229", "230", "231"), (stryMutAct_9fa48("233") ? barrier !== null : stryMutAct_9fa48("232") ? false : (stryCov_9fa48("232", "233"), barrier === null)) || looked.isDecided)) return inWords(rule, stryMutAct_9fa48("234") ? {} : (stryCov_9fa48("234"), {
      rows,
      ...looked
    }));
    const {
      reason,
      at
    } = barrier;
    return undecidable(rule, stryMutAct_9fa48("235") ? {} : (stryCov_9fa48("235"), {
      reason,
      rows: stryMutAct_9fa48("236") ? rows : (stryCov_9fa48("236"), rows.slice(0, stryMutAct_9fa48("237") ? at - 1 : (stryCov_9fa48("237"), at + 1))),
      look: looked.look
    }));
  }
}
function isRow(sample: BoundedSamples[number]): sample is readonly (number | Bounds)[] {
  if (stryMutAct_9fa48("238")) {
    {}
  } else {
    stryCov_9fa48("238");
    return Array.isArray(sample);
  }
}

/** Rows in which all is known, in the form in which their samples were given. */
function samplesOf(rows: BoundedRows, given: BoundedSamples): Samples {
  if (stryMutAct_9fa48("239")) {
    {}
  } else {
    stryCov_9fa48("239");
    const numbers = rows.map(stryMutAct_9fa48("240") ? () => undefined : (stryCov_9fa48("240"), row => row.map(stryMutAct_9fa48("241") ? () => undefined : (stryCov_9fa48("241"), ({
      low
    }) => low))));
    return numbers.map((row, index) => isRow(given[index] ?? 0) ? row : row[0]) as Samples;
  }
}
function boundsOf(value: number | Bounds): Bounds {
  if (stryMutAct_9fa48("242")) {
    {}
  } else {
    stryCov_9fa48("242");
    return (stryMutAct_9fa48("245") ? typeof value !== 'number' : stryMutAct_9fa48("244") ? false : stryMutAct_9fa48("243") ? true : (stryCov_9fa48("243", "244", "245"), typeof value === 'number')) ? known(value) : value;
  }
}

/** Known, be it NaN. */
function isNumber(bounds: Bounds): boolean {
  if (stryMutAct_9fa48("247")) {
    {}
  } else {
    stryCov_9fa48("247");
    return stryMutAct_9fa48("250") ? isKnown(bounds) && Number.isNaN(bounds.low) : stryMutAct_9fa48("249") ? false : stryMutAct_9fa48("248") ? true : (stryCov_9fa48("248", "249", "250"), isKnown(bounds) || Number.isNaN(bounds.low));
  }
}
function isBounded({
  low,
  high
}: Bounds): boolean {
  if (stryMutAct_9fa48("251")) {
    {}
  } else {
    stryCov_9fa48("251");
    return stryMutAct_9fa48("254") ? Number.isFinite(low) || Number.isFinite(high) : stryMutAct_9fa48("253") ? false : stryMutAct_9fa48("252") ? true : (stryCov_9fa48("252", "253", "254"), Number.isFinite(low) && Number.isFinite(high));
  }
}

/** The first seed that nothing can be said beyond, and why; null if there is none. */
function barrierIn(design: Design, rows: BoundedRows, holes: readonly number[]) {
  if (stryMutAct_9fa48("255")) {
    {}
  } else {
    stryCov_9fa48("255");
    const isBySigns = stryMutAct_9fa48("258") ? design.kind === 'sequential' || design.evidence === 'sign-symmetry' : stryMutAct_9fa48("257") ? false : stryMutAct_9fa48("256") ? true : (stryCov_9fa48("256", "257", "258"), (stryMutAct_9fa48("260") ? design.kind !== 'sequential' : stryMutAct_9fa48("259") ? true : (stryCov_9fa48("259", "260"), design.kind === 'sequential')) && (stryMutAct_9fa48("263") ? design.evidence !== 'sign-symmetry' : stryMutAct_9fa48("262") ? true : (stryCov_9fa48("262", "263"), design.evidence === 'sign-symmetry')));
    for (const [index, at] of holes.entries()) {
      if (stryMutAct_9fa48("265")) {
        {}
      } else {
        stryCov_9fa48("265");
        if (stryMutAct_9fa48("268") ? index !== MOST_MISSING : stryMutAct_9fa48("267") ? false : stryMutAct_9fa48("266") ? true : (stryCov_9fa48("266", "267", "268"), index === MOST_MISSING)) {
          if (stryMutAct_9fa48("269")) {
            {}
          } else {
            stryCov_9fa48("269");
            return stryMutAct_9fa48("270") ? {} : (stryCov_9fa48("270"), {
              at,
              reason: `${stryMutAct_9fa48("272") ? index - 1 : (stryCov_9fa48("272"), index + 1)} of ${stryMutAct_9fa48("273") ? at - 1 : (stryCov_9fa48("273"), at + 1)} seeds have no run, too many to bound.`
            });
          }
        }
        if (stryMutAct_9fa48("275") ? false : stryMutAct_9fa48("274") ? true : (stryCov_9fa48("274", "275"), isBySigns)) {
          if (stryMutAct_9fa48("276")) {
            {}
          } else {
            stryCov_9fa48("276");
            return stryMutAct_9fa48("277") ? {} : (stryCov_9fa48("277"), {
              at,
              reason: 'A seed has no run, and evidence by signs weighs each seed by those before it.'
            });
          }
        }
        if (stryMutAct_9fa48("281") ? false : stryMutAct_9fa48("280") ? true : stryMutAct_9fa48("279") ? (rows[at] ?? []).every(isBounded) : (stryCov_9fa48("279", "280", "281"), !(stryMutAct_9fa48("282") ? (rows[at] ?? []).some(isBounded) : (stryCov_9fa48("282"), (stryMutAct_9fa48("283") ? rows[at] && [] : (stryCov_9fa48("283"), rows[at] ?? (stryMutAct_9fa48("284") ? ["Stryker was here"] : (stryCov_9fa48("284"), [])))).every(isBounded))))) {
          if (stryMutAct_9fa48("285")) {
            {}
          } else {
            stryCov_9fa48("285");
            return stryMutAct_9fa48("286") ? {} : (stryCov_9fa48("286"), {
              at,
              reason: 'A seed has no run, and nothing bounds what it could have shown.'
            });
          }
        }
      }
    }
    return null;
  }
}
interface Walked {
  /** Whether no seed that follows can change the outcomes that are possible. */
  readonly isDecided: boolean;
  /** What some filling comes to. */
  readonly possible: ReadonlySet<Outcome>;
  /** Looks taken, and seeds at the last of them. */
  readonly look: number;
  readonly seeds: number;
  readonly found: BoundedLook | null;
}
function walk(rule: DecisionRule, {
  rows,
  firstHole,
  end
}: {
  readonly rows: BoundedRows;
  readonly firstHole: number;
  readonly end: number;
}): Walked {
  if (stryMutAct_9fa48("288")) {
    {}
  } else {
    stryCov_9fa48("288");
    const possible = new Set<Outcome>();
    const looks = scheduleOf(rule, rows.length);
    let latest: Omit<Walked, 'isDecided' | 'possible'> = stryMutAct_9fa48("289") ? {} : (stryCov_9fa48("289"), {
      look: 0,
      seeds: end,
      found: null
    });
    for (const [index, seeds] of looks.entries()) {
      if (stryMutAct_9fa48("290")) {
        {}
      } else {
        stryCov_9fa48("290");
        if (stryMutAct_9fa48("294") ? seeds <= end : stryMutAct_9fa48("293") ? seeds >= end : stryMutAct_9fa48("292") ? false : stryMutAct_9fa48("291") ? true : (stryCov_9fa48("291", "292", "293", "294"), seeds > end)) break;
        latest = stryMutAct_9fa48("295") ? {} : (stryCov_9fa48("295"), {
          ...latest,
          look: stryMutAct_9fa48("296") ? index - 1 : (stryCov_9fa48("296"), index + 1),
          seeds
        });
        const seen = stryMutAct_9fa48("297") ? rows : (stryCov_9fa48("297"), rows.slice(0, seeds));
        if (stryMutAct_9fa48("300") ? seeds <= firstHole && !seen.flat().every(isBounded) : stryMutAct_9fa48("299") ? false : stryMutAct_9fa48("298") ? true : (stryCov_9fa48("298", "299", "300"), (stryMutAct_9fa48("303") ? seeds > firstHole : stryMutAct_9fa48("302") ? seeds < firstHole : stryMutAct_9fa48("301") ? false : (stryCov_9fa48("301", "302", "303"), seeds <= firstHole)) || (stryMutAct_9fa48("304") ? seen.flat().every(isBounded) : (stryCov_9fa48("304"), !(stryMutAct_9fa48("305") ? seen.flat().some(isBounded) : (stryCov_9fa48("305"), seen.flat().every(isBounded))))))) continue;
        const found = boundedLook(rule, stryMutAct_9fa48("306") ? {} : (stryCov_9fa48("306"), {
          rows: seen,
          level: levelOf(rule, index)
        }));
        latest = stryMutAct_9fa48("307") ? {} : (stryCov_9fa48("307"), {
          ...latest,
          found
        });
        // As the rule asks: what every filling comes to first, none comes to anything else.
        const reached = [['invalid', found.breaks], ['not-reproduced', found.refutes], ['reproduced', found.passes], ['inconclusive', found.givesUp]] as const;
        for (const [outcome, reach] of reached) {
          if (stryMutAct_9fa48("308")) {
            {}
          } else {
            stryCov_9fa48("308");
            if (stryMutAct_9fa48("311") ? reach === 'none' : stryMutAct_9fa48("310") ? false : stryMutAct_9fa48("309") ? true : (stryCov_9fa48("309", "310", "311"), reach !== 'none')) possible.add(outcome);
            if (stryMutAct_9fa48("315") ? reach !== 'every' : stryMutAct_9fa48("314") ? false : stryMutAct_9fa48("313") ? true : (stryCov_9fa48("313", "314", "315"), reach === 'every')) break;
          }
        }
        // All that were still open end here, whichever way; and what differs once can never agree.
        if (stryMutAct_9fa48("319") ? reached.some(([, reach]) => reach === 'every') && possible.size > 1 : stryMutAct_9fa48("318") ? false : stryMutAct_9fa48("317") ? true : (stryCov_9fa48("317", "318", "319"), (stryMutAct_9fa48("320") ? reached.every(([, reach]) => reach === 'every') : (stryCov_9fa48("320"), reached.some(stryMutAct_9fa48("321") ? () => undefined : (stryCov_9fa48("321"), ([, reach]) => stryMutAct_9fa48("324") ? reach !== 'every' : stryMutAct_9fa48("323") ? false : stryMutAct_9fa48("322") ? true : (stryCov_9fa48("322", "323", "324"), reach === 'every'))))) || (stryMutAct_9fa48("328") ? possible.size <= 1 : stryMutAct_9fa48("327") ? possible.size >= 1 : stryMutAct_9fa48("326") ? false : (stryCov_9fa48("326", "327", "328"), possible.size > 1)))) {
          if (stryMutAct_9fa48("329")) {
            {}
          } else {
            stryCov_9fa48("329");
            return stryMutAct_9fa48("330") ? {} : (stryCov_9fa48("330"), {
              isDecided: stryMutAct_9fa48("331") ? false : (stryCov_9fa48("331"), true),
              possible,
              ...latest
            });
          }
        }
      }
    }
    const isOver = stryMutAct_9fa48("334") ? latest.look !== looks.length : stryMutAct_9fa48("333") ? false : stryMutAct_9fa48("332") ? true : (stryCov_9fa48("332", "333", "334"), latest.look === looks.length);
    if (stryMutAct_9fa48("336") ? false : stryMutAct_9fa48("335") ? true : (stryCov_9fa48("335", "336"), isOver)) possible.add('inconclusive');
    return stryMutAct_9fa48("338") ? {} : (stryCov_9fa48("338"), {
      isDecided: isOver,
      possible,
      ...latest
    });
  }
}

/** Numbers of seeds at which a rule looks. */
function scheduleOf({
  design = FIXED
}: DecisionRule, given: number): readonly number[] {
  if (stryMutAct_9fa48("339")) {
    {}
  } else {
    stryCov_9fa48("339");
    if (stryMutAct_9fa48("342") ? design.kind !== 'sequential' : stryMutAct_9fa48("341") ? false : stryMutAct_9fa48("340") ? true : (stryCov_9fa48("340", "341", "342"), design.kind === 'sequential')) return looksOf(design);
    return (stryMutAct_9fa48("346") ? design.kind !== 'three-looks' : stryMutAct_9fa48("345") ? false : stryMutAct_9fa48("344") ? true : (stryCov_9fa48("344", "345", "346"), design.kind === 'three-looks')) ? THREE_LOOKS_AT : stryMutAct_9fa48("348") ? [] : (stryCov_9fa48("348"), [given]);
  }
}
function levelOf(rule: DecisionRule, look: number): Level {
  if (stryMutAct_9fa48("349")) {
    {}
  } else {
    stryCov_9fa48("349");
    const {
      alpha,
      design = FIXED
    } = rule;
    if (stryMutAct_9fa48("352") ? design.kind !== 'sequential' : stryMutAct_9fa48("351") ? false : stryMutAct_9fa48("350") ? true : (stryCov_9fa48("350", "351", "352"), design.kind === 'sequential')) return stryMutAct_9fa48("354") ? {} : (stryCov_9fa48("354"), {
      ...levelsOf(rule),
      signFlipAlpha: alpha,
      design
    });
    const level = (stryMutAct_9fa48("357") ? design.kind !== 'three-looks' : stryMutAct_9fa48("356") ? false : stryMutAct_9fa48("355") ? true : (stryCov_9fa48("355", "356", "357"), design.kind === 'three-looks')) ? stryMutAct_9fa48("359") ? nominalLevels(alpha)[look] && alpha : (stryCov_9fa48("359"), nominalLevels(alpha)[look] ?? alpha) : alpha;
    return stryMutAct_9fa48("360") ? {} : (stryCov_9fa48("360"), {
      ...levelsOf(stryMutAct_9fa48("361") ? {} : (stryCov_9fa48("361"), {
        ...rule,
        alpha: level
      })),
      signFlipAlpha: alpha,
      design: null
    });
  }
}
function inWords(rule: DecisionRule, walked: Walked & {
  readonly rows: BoundedRows;
}): Decision {
  if (stryMutAct_9fa48("362")) {
    {}
  } else {
    stryCov_9fa48("362");
    const {
      rows,
      possible,
      look,
      seeds,
      found,
      isDecided
    } = walked;
    const {
      alpha,
      design = FIXED
    } = rule;
    const seen = stryMutAct_9fa48("363") ? rows : (stryCov_9fa48("363"), rows.slice(0, seeds));
    const values = headlineValues(rule, seen);
    const missing = stryMutAct_9fa48("364") ? seeds + values.length : (stryCov_9fa48("364"), seeds - values.length);
    const note = `${missing} of ${seeds} seeds ${(stryMutAct_9fa48("368") ? missing !== 1 : stryMutAct_9fa48("367") ? false : stryMutAct_9fa48("366") ? true : (stryCov_9fa48("366", "367", "368"), missing === 1)) ? 'has' : 'have'} no run`;
    if (stryMutAct_9fa48("374") ? possible.size <= 1 : stryMutAct_9fa48("373") ? possible.size >= 1 : stryMutAct_9fa48("372") ? false : stryMutAct_9fa48("371") ? true : (stryCov_9fa48("371", "372", "373", "374"), possible.size > 1)) {
      if (stryMutAct_9fa48("375")) {
        {}
      } else {
        stryCov_9fa48("375");
        const outcomes = stryMutAct_9fa48("376") ? [...possible].join(' or ') : (stryCov_9fa48("376"), (stryMutAct_9fa48("377") ? [] : (stryCov_9fa48("377"), [...possible])).sort().join(' or '));
        const reason = `${note}, and with the values they could have had the verdict would be ${outcomes}.`;
        return undecidable(rule, stryMutAct_9fa48("380") ? {} : (stryCov_9fa48("380"), {
          reason,
          rows: seen,
          look
        }));
      }
    }
    const unsound = invalidSample(values, alpha);
    if (stryMutAct_9fa48("383") ? unsound === null : stryMutAct_9fa48("382") ? false : stryMutAct_9fa48("381") ? true : (stryCov_9fa48("381", "382", "383"), unsound !== null)) {
      if (stryMutAct_9fa48("384")) {
        {}
      } else {
        stryCov_9fa48("384");
        // Too few seeds may still be mended by more of them; a value that is no number may not.
        const isOpen = stryMutAct_9fa48("387") ? !isDecided || values.every(Number.isFinite) : stryMutAct_9fa48("386") ? false : stryMutAct_9fa48("385") ? true : (stryCov_9fa48("385", "386", "387"), (stryMutAct_9fa48("388") ? isDecided : (stryCov_9fa48("388"), !isDecided)) && (stryMutAct_9fa48("389") ? values.some(Number.isFinite) : (stryCov_9fa48("389"), values.every(Number.isFinite))));
        return undecidable(rule, stryMutAct_9fa48("390") ? {} : (stryCov_9fa48("390"), {
          reason: unsound.reason,
          rows: seen,
          look,
          isOpen
        }));
      }
    }
    const silence = silenceOf(values, rule.planned);
    if (stryMutAct_9fa48("393") ? silence === null : stryMutAct_9fa48("392") ? false : stryMutAct_9fa48("391") ? true : (stryCov_9fa48("391", "392", "393"), silence !== null)) return undecidable(rule, stryMutAct_9fa48("394") ? {} : (stryCov_9fa48("394"), {
      reason: `No answer: ${silence}.`,
      rows: seen,
      look,
      isOpen: stryMutAct_9fa48("396") ? isDecided : (stryCov_9fa48("396"), !isDecided)
    }));
    const [outcome = 'inconclusive'] = isDecided ? possible : stryMutAct_9fa48("398") ? ["Stryker was here"] : (stryCov_9fa48("398"), []);
    const whatever = `${note}; with any value that they could have had`;
    if (stryMutAct_9fa48("402") ? outcome !== 'invalid' : stryMutAct_9fa48("401") ? false : stryMutAct_9fa48("400") ? true : (stryCov_9fa48("400", "401", "402"), outcome === 'invalid')) {
      if (stryMutAct_9fa48("404")) {
        {}
      } else {
        stryCov_9fa48("404");
        const reason = `The control ${stryMutAct_9fa48("406") ? found.broken.join(', ') : (stryCov_9fa48("406"), found?.broken.join(', '))} is not at chance. ${whatever} it is not.`;
        return undecidable(rule, stryMutAct_9fa48("408") ? {} : (stryCov_9fa48("408"), {
          reason,
          rows: seen,
          look
        }));
      }
    }
    const asked = intervalOf(rule, (stryMutAct_9fa48("411") ? design.kind !== 'sequential' : stryMutAct_9fa48("410") ? false : stryMutAct_9fa48("409") ? true : (stryCov_9fa48("409", "410", "411"), design.kind === 'sequential')) ? design : null);
    const effect = effectOf(values, asked);
    const standing = `Over the ${values.length} seeds that ran ${inWordsOfEstimate(values, asked, stryMutAct_9fa48("414") ? {} : (stryCov_9fa48("414"), {
      effect,
      name: 'interval',
      none: ''
    }))}`;
    const reason = (stryMutAct_9fa48("417") ? {} : (stryCov_9fa48("417"), {
      reproduced: `${standing}. ${whatever} every test passes.`,
      'not-reproduced': `${standing}. ${whatever} it is shown not to hold (${stryMutAct_9fa48("420") ? found.refuted.join(', ') : (stryCov_9fa48("420"), found?.refuted.join(', '))}).`,
      inconclusive: `${standing}. ${whatever} it is ${isDecided ? 'neither shown nor refuted' : 'undecided so far'}.`
    }))[outcome];
    const words = stryMutAct_9fa48("425") ? {} : (stryCov_9fa48("425"), {
      reason,
      effect,
      tests: stryMutAct_9fa48("426") ? found?.tests && [] : (stryCov_9fa48("426"), (stryMutAct_9fa48("427") ? found.tests : (stryCov_9fa48("427"), found?.tests)) ?? (stryMutAct_9fa48("428") ? ["Stryker was here"] : (stryCov_9fa48("428"), []))),
      seeds,
      alpha,
      power: chanceOfReproduced(stryMutAct_9fa48("429") ? {} : (stryCov_9fa48("429"), {
        rule,
        truth: rule.planned,
        seeds: mostSeedsOf(rule, seeds)
      })),
      ...((stryMutAct_9fa48("432") ? rule.kind !== 'trend' : stryMutAct_9fa48("431") ? false : stryMutAct_9fa48("430") ? true : (stryCov_9fa48("430", "431", "432"), rule.kind === 'trend')) ? stryMutAct_9fa48("434") ? {} : (stryCov_9fa48("434"), {
        trendOnly: stryMutAct_9fa48("437") ? found?.isRising === true || outcome !== 'reproduced' : stryMutAct_9fa48("436") ? false : stryMutAct_9fa48("435") ? true : (stryCov_9fa48("435", "436", "437"), (stryMutAct_9fa48("439") ? found?.isRising !== true : stryMutAct_9fa48("438") ? true : (stryCov_9fa48("438", "439"), (stryMutAct_9fa48("440") ? found.isRising : (stryCov_9fa48("440"), found?.isRising)) === (stryMutAct_9fa48("441") ? false : (stryCov_9fa48("441"), true)))) && (stryMutAct_9fa48("443") ? outcome === 'reproduced' : stryMutAct_9fa48("442") ? true : (stryCov_9fa48("442", "443"), outcome !== 'reproduced')))
      }) : {}),
      ...((stryMutAct_9fa48("447") ? rule.kind === 'pattern' || found !== null : stryMutAct_9fa48("446") ? false : stryMutAct_9fa48("445") ? true : (stryCov_9fa48("445", "446", "447"), (stryMutAct_9fa48("449") ? rule.kind !== 'pattern' : stryMutAct_9fa48("448") ? true : (stryCov_9fa48("448", "449"), rule.kind === 'pattern')) && (stryMutAct_9fa48("452") ? found === null : stryMutAct_9fa48("451") ? true : (stryCov_9fa48("451", "452"), found !== null)))) ? stryMutAct_9fa48("453") ? {} : (stryCov_9fa48("453"), {
        cells: stryMutAct_9fa48("454") ? [] : (stryCov_9fa48("454"), [...found.cells()])
      }) : {})
    });
    const shown = foundDecision(outcome, words);
    return (stryMutAct_9fa48("457") ? design.kind !== 'fixed' : stryMutAct_9fa48("456") ? false : stryMutAct_9fa48("455") ? true : (stryCov_9fa48("455", "456", "457"), design.kind === 'fixed')) ? shown : stryMutAct_9fa48("459") ? {} : (stryCov_9fa48("459"), {
      ...shown,
      ...comeSoFar(rule, stryMutAct_9fa48("460") ? {} : (stryCov_9fa48("460"), {
        ...walked,
        outcome,
        values
      }))
    });
  }
}

/** What a design of several looks says beside. */
function comeSoFar(rule: DecisionRule, walked: Walked & {
  readonly rows: BoundedRows;
  readonly outcome: Exclude<Outcome, 'invalid'>;
  readonly values: readonly number[];
}): Pick<Decision, 'sequence'> & {
  readonly estimates?: Estimates;
} {
  if (stryMutAct_9fa48("461")) {
    {}
  } else {
    stryCov_9fa48("461");
    const {
      rows,
      look,
      seeds,
      found,
      isDecided,
      outcome,
      values
    } = walked;
    const isGivenUp = stryMutAct_9fa48("464") ? found?.givesUp !== 'every' : stryMutAct_9fa48("463") ? false : stryMutAct_9fa48("462") ? true : (stryCov_9fa48("462", "463", "464"), (stryMutAct_9fa48("465") ? found.givesUp : (stryCov_9fa48("465"), found?.givesUp)) === 'every');
    const stops = {
      reproduced: 'evidence-for',
      'not-reproduced': 'evidence-against',
      inconclusive: isGivenUp ? 'given-up' : 'maximum'
    } as const;
    const sequence = sequenceOf(stryMutAct_9fa48("467") ? {} : (stryCov_9fa48("467"), {
      look,
      seeds,
      stoppedBy: isDecided ? stops[outcome] : null,
      finding: null
    }), stryMutAct_9fa48("468") ? {} : (stryCov_9fa48("468"), {
      looks: scheduleOf(rule, rows.length),
      given: rows.length,
      evidence: stryMutAct_9fa48("469") ? [] : (stryCov_9fa48("469"), [...(stryMutAct_9fa48("470") ? found?.evidence && [] : (stryCov_9fa48("470"), (stryMutAct_9fa48("471") ? found.evidence : (stryCov_9fa48("471"), found?.evidence)) ?? (stryMutAct_9fa48("472") ? ["Stryker was here"] : (stryCov_9fa48("472"), []))))])
    }));
    if (stryMutAct_9fa48("475") ? rule.design?.kind === 'sequential' : stryMutAct_9fa48("474") ? false : stryMutAct_9fa48("473") ? true : (stryCov_9fa48("473", "474", "475"), (stryMutAct_9fa48("476") ? rule.design.kind : (stryCov_9fa48("476"), rule.design?.kind)) !== 'sequential')) return stryMutAct_9fa48("478") ? {} : (stryCov_9fa48("478"), {
      sequence
    });
    const asked = intervalOf(rule, rule.design);
    return stryMutAct_9fa48("479") ? {} : (stryCov_9fa48("479"), {
      sequence,
      ...besideMean(values, asked)
    });
  }
}

/** @param isOpen left out: invalid for good, no seed that follows could mend it, only a run in the place of the missing one */
function undecidable(rule: DecisionRule, asked: {
  readonly reason: string;
  readonly rows: BoundedRows;
  readonly look: number;
  readonly isOpen?: boolean;
}): Decision {
  if (stryMutAct_9fa48("480")) {
    {}
  } else {
    stryCov_9fa48("480");
    const {
      reason,
      rows,
      look,
      isOpen = stryMutAct_9fa48("481") ? true : (stryCov_9fa48("481"), false)
    } = asked;
    const seeds = rows.length;
    const invalid = invalidDecision(reason, stryMutAct_9fa48("482") ? {} : (stryCov_9fa48("482"), {
      seeds,
      alpha: rule.alpha
    }));
    if (stryMutAct_9fa48("485") ? (rule.design ?? FIXED).kind !== 'fixed' : stryMutAct_9fa48("484") ? false : stryMutAct_9fa48("483") ? true : (stryCov_9fa48("483", "484", "485"), (stryMutAct_9fa48("486") ? rule.design && FIXED : (stryCov_9fa48("486"), rule.design ?? FIXED)).kind === 'fixed')) return invalid;
    const sequence = sequenceOf(stryMutAct_9fa48("488") ? {} : (stryCov_9fa48("488"), {
      look,
      seeds,
      stoppedBy: isOpen ? null : 'invalid',
      finding: null
    }), stryMutAct_9fa48("490") ? {} : (stryCov_9fa48("490"), {
      looks: scheduleOf(rule, seeds),
      given: seeds,
      evidence: stryMutAct_9fa48("491") ? ["Stryker was here"] : (stryCov_9fa48("491"), [])
    }));
    return stryMutAct_9fa48("492") ? {} : (stryCov_9fa48("492"), {
      ...invalid,
      sequence
    });
  }
}

/** Of the seeds that miss nothing, the number that the effect is the mean of. */
function headlineValues(rule: DecisionRule, rows: BoundedRows): number[] {
  if (stryMutAct_9fa48("493")) {
    {}
  } else {
    stryCov_9fa48("493");
    const complete = stryMutAct_9fa48("494") ? rows.map(row => row.map(({
      low
    }) => low)) : (stryCov_9fa48("494"), rows.filter(stryMutAct_9fa48("495") ? () => undefined : (stryCov_9fa48("495"), row => stryMutAct_9fa48("496") ? row.some(isNumber) : (stryCov_9fa48("496"), row.every(isNumber)))).map(stryMutAct_9fa48("497") ? () => undefined : (stryCov_9fa48("497"), row => row.map(stryMutAct_9fa48("498") ? () => undefined : (stryCov_9fa48("498"), ({
      low
    }) => low)))));
    return complete.map(row => {
      if (stryMutAct_9fa48("499")) {
        {}
      } else {
        stryCov_9fa48("499");
        if (stryMutAct_9fa48("502") ? false : stryMutAct_9fa48("501") ? true : stryMutAct_9fa48("500") ? row.every(Number.isFinite) : (stryCov_9fa48("500", "501", "502"), !(stryMutAct_9fa48("503") ? row.some(Number.isFinite) : (stryCov_9fa48("503"), row.every(Number.isFinite))))) return Number.NaN;
        const [value = Number.NaN] = (stryMutAct_9fa48("506") ? rule.kind !== 'trend' : stryMutAct_9fa48("505") ? false : stryMutAct_9fa48("504") ? true : (stryCov_9fa48("504", "505", "506"), rule.kind === 'trend')) ? ends(stryMutAct_9fa48("508") ? [] : (stryCov_9fa48("508"), [row]), rule) : (stryMutAct_9fa48("511") ? rule.kind !== 'pattern' : stryMutAct_9fa48("510") ? false : stryMutAct_9fa48("509") ? true : (stryCov_9fa48("509", "510", "511"), rule.kind === 'pattern')) ? interactions(rule, stryMutAct_9fa48("513") ? [] : (stryCov_9fa48("513"), [row])) : row;
        return value;
      }
    });
  }
}