// What a rule finds at one look where some values lie anywhere between two ends: of each of its questions, whether every filling passes,
// some filling, or none, and likewise whether it is shown false. A question is about one mean, and both answers are half-lines of its
// t statistic, so the bounds of that (t-bounds.ts) answer for all fillings; sign-flip and Page's L fall as values fall, so their ends do.
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
import { pageTrend } from '../statistics/page-trend.ts';
import { clampToFinite, studentTSurvival } from '../statistics/paired-t.ts';
import { criticalTOfRatio, evidenceOfT } from '../statistics/sequential-t.ts';
import { signFlip } from '../statistics/sign-flip.ts';
import { type Bounds, boundsOfT, isKnown, negated, whereAllAgree } from '../statistics/t-bounds.ts';
import { type BoundedRows, columnOf, type MeanQuestion, makersOf, type Part, partsOf, RISING } from './bounded-questions.ts';
import type { CellColour, DecisionRule, DispersionRule, Evidence, Levels, Outcome, PatternRule, TestResult } from './decision.ts';
import type { SequentialDesign } from './design.ts';
import { askedOfShare, shareAt } from './dispersion.ts';
import { criticalTAt } from './effect.ts';
import { NEAR } from './glance.ts';
import { colours } from './pattern.ts';
import { eValueOf, type MeanFinding } from './sequence.ts';
import { inDigits, inWordsOfEvidence, inWordsOfP } from './wording.ts';

/** In how many of the fillings something holds. */
export type Reach = 'every' | 'some' | 'none';
export interface BoundedLook {
  readonly passes: Reach;
  readonly refutes: Reach;
  /** A question that lies too near to its threshold for the seeds that are left. */
  readonly givesUp: Reach;
  /** A control that is not at chance: then nothing is judged. */
  readonly breaks: Reach;
  /** Whether every filling passes what a trend is called by alone, contrast and Page's L. */
  readonly isRising: boolean;
  readonly tests: readonly TestResult[];
  /** Of each part: that of the filling with the least. Empty at a fixed number of seeds. */
  readonly evidence: readonly Evidence[];
  /** Parts that every filling refutes, and controls that every filling leaves off chance. */
  readonly refuted: readonly string[];
  readonly broken: readonly string[];
  readonly cells: () => readonly CellColour[];
}

/** At which level a look is judged. */
export interface Level extends Levels {
  readonly signFlipAlpha: number;
  /** Null: once, by the rule of a fixed number of seeds. */
  readonly design: SequentialDesign | null;
}
export function boundedLook(rule: DecisionRule, {
  rows,
  level
}: {
  readonly rows: BoundedRows;
  readonly level: Level;
}) {
  if (stryMutAct_9fa48("0")) {
    {}
  } else {
    stryCov_9fa48("0");
    const parts = (stryMutAct_9fa48("3") ? rule.kind !== 'dispersion' : stryMutAct_9fa48("2") ? false : stryMutAct_9fa48("1") ? true : (stryCov_9fa48("1", "2", "3"), rule.kind === 'dispersion')) ? stryMutAct_9fa48("5") ? [] : (stryCov_9fa48("5"), [judgeShare(rule, columnOf(rows, 0), level)]) : partsOf(rule, rows, stryMutAct_9fa48("8") ? level.design === null : stryMutAct_9fa48("7") ? false : stryMutAct_9fa48("6") ? true : (stryCov_9fa48("6", "7", "8"), level.design !== null)).map(stryMutAct_9fa48("9") ? () => undefined : (stryCov_9fa48("9"), part => judgePart(part, level)));
    const page = (stryMutAct_9fa48("12") ? rule.kind !== 'trend' : stryMutAct_9fa48("11") ? false : stryMutAct_9fa48("10") ? true : (stryCov_9fa48("10", "11", "12"), rule.kind === 'trend')) ? stryMutAct_9fa48("14") ? [] : (stryCov_9fa48("14"), [pageTest(rows, level)]) : stryMutAct_9fa48("15") ? ["Stryker was here"] : (stryCov_9fa48("15"), []);
    const judged = stryMutAct_9fa48("16") ? parts : (stryCov_9fa48("16"), parts.filter(stryMutAct_9fa48("17") ? () => undefined : (stryCov_9fa48("17"), ({
      isControl
    }) => stryMutAct_9fa48("18") ? isControl : (stryCov_9fa48("18"), !isControl))));
    const controls = stryMutAct_9fa48("19") ? parts : (stryCov_9fa48("19"), parts.filter(stryMutAct_9fa48("20") ? () => undefined : (stryCov_9fa48("20"), ({
      isControl
    }) => isControl)));
    const rising = stryMutAct_9fa48("21") ? [] : (stryCov_9fa48("21"), [...(stryMutAct_9fa48("22") ? parts : (stryCov_9fa48("22"), parts.filter(stryMutAct_9fa48("23") ? () => undefined : (stryCov_9fa48("23"), ({
      name
    }) => stryMutAct_9fa48("26") ? name !== RISING : stryMutAct_9fa48("25") ? false : stryMutAct_9fa48("24") ? true : (stryCov_9fa48("24", "25", "26"), name === RISING))))), ...page]);
    const look: BoundedLook = stryMutAct_9fa48("27") ? {} : (stryCov_9fa48("27"), {
      passes: all((stryMutAct_9fa48("28") ? [] : (stryCov_9fa48("28"), [...parts, ...page])).map(stryMutAct_9fa48("29") ? () => undefined : (stryCov_9fa48("29"), ({
        passes
      }) => passes))),
      refutes: any(judged.map(stryMutAct_9fa48("30") ? () => undefined : (stryCov_9fa48("30"), ({
        refutes
      }) => refutes))),
      givesUp: any(parts.map(stryMutAct_9fa48("31") ? () => undefined : (stryCov_9fa48("31"), ({
        givesUp
      }) => givesUp))),
      breaks: any(controls.map(stryMutAct_9fa48("32") ? () => undefined : (stryCov_9fa48("32"), ({
        refutes
      }) => refutes))),
      isRising: stryMutAct_9fa48("35") ? rule.kind === 'trend' || rising.every(({
        passes
      }) => passes === 'every') : stryMutAct_9fa48("34") ? false : stryMutAct_9fa48("33") ? true : (stryCov_9fa48("33", "34", "35"), (stryMutAct_9fa48("37") ? rule.kind !== 'trend' : stryMutAct_9fa48("36") ? true : (stryCov_9fa48("36", "37"), rule.kind === 'trend')) && (stryMutAct_9fa48("39") ? rising.some(({
        passes
      }) => passes === 'every') : (stryCov_9fa48("39"), rising.every(stryMutAct_9fa48("40") ? () => undefined : (stryCov_9fa48("40"), ({
        passes
      }) => stryMutAct_9fa48("43") ? passes !== 'every' : stryMutAct_9fa48("42") ? false : stryMutAct_9fa48("41") ? true : (stryCov_9fa48("41", "42", "43"), passes === 'every')))))),
      tests: (stryMutAct_9fa48("45") ? [] : (stryCov_9fa48("45"), [...parts, ...page])).flatMap(stryMutAct_9fa48("46") ? () => undefined : (stryCov_9fa48("46"), ({
        tests
      }) => tests)),
      evidence: parts.flatMap(stryMutAct_9fa48("47") ? () => undefined : (stryCov_9fa48("47"), ({
        evidence
      }) => evidence)),
      refuted: stryMutAct_9fa48("48") ? judged.map(({
        name
      }) => name) : (stryCov_9fa48("48"), judged.filter(stryMutAct_9fa48("49") ? () => undefined : (stryCov_9fa48("49"), ({
        refutes
      }) => stryMutAct_9fa48("52") ? refutes !== 'every' : stryMutAct_9fa48("51") ? false : stryMutAct_9fa48("50") ? true : (stryCov_9fa48("50", "51", "52"), refutes === 'every'))).map(stryMutAct_9fa48("54") ? () => undefined : (stryCov_9fa48("54"), ({
        name
      }) => name))),
      broken: stryMutAct_9fa48("55") ? controls.map(({
        name
      }) => name) : (stryCov_9fa48("55"), controls.filter(stryMutAct_9fa48("56") ? () => undefined : (stryCov_9fa48("56"), ({
        refutes
      }) => stryMutAct_9fa48("59") ? refutes !== 'every' : stryMutAct_9fa48("58") ? false : stryMutAct_9fa48("57") ? true : (stryCov_9fa48("57", "58", "59"), refutes === 'every'))).map(stryMutAct_9fa48("61") ? () => undefined : (stryCov_9fa48("61"), ({
        name
      }) => name))),
      cells: stryMutAct_9fa48("62") ? () => undefined : (stryCov_9fa48("62"), () => (stryMutAct_9fa48("65") ? rule.kind !== 'pattern' : stryMutAct_9fa48("64") ? false : stryMutAct_9fa48("63") ? true : (stryCov_9fa48("63", "64", "65"), rule.kind === 'pattern')) ? cellsOf(rule, stryMutAct_9fa48("67") ? {} : (stryCov_9fa48("67"), {
        rows,
        level
      })) : stryMutAct_9fa48("68") ? ["Stryker was here"] : (stryCov_9fa48("68"), []))
    });
    return look;
  }
}

// The answers to the questions of a rule.

function judgePart({
  name,
  isControl,
  questions
}: Part, level: Level) {
  if (stryMutAct_9fa48("69")) {
    {}
  } else {
    stryCov_9fa48("69");
    const answers = questions.map(stryMutAct_9fa48("70") ? () => undefined : (stryCov_9fa48("70"), question => answer(question, level)));
    const eValue = eValueOf(stryMutAct_9fa48("71") ? Math.max(...answers.map(one => one.logEvidence)) : (stryCov_9fa48("71"), Math.min(...answers.map(stryMutAct_9fa48("72") ? () => undefined : (stryCov_9fa48("72"), one => one.logEvidence)))));
    const against = eValueOf(stryMutAct_9fa48("73") ? Math.min(...answers.map(one => one.logAgainst)) : (stryCov_9fa48("73"), Math.max(...answers.map(stryMutAct_9fa48("74") ? () => undefined : (stryCov_9fa48("74"), one => one.logAgainst)))));
    const ratio = stryMutAct_9fa48("75") ? answers[0]?.logAtSmallest && null : (stryCov_9fa48("75"), (stryMutAct_9fa48("76") ? answers[0].logAtSmallest : (stryCov_9fa48("76"), answers[0]?.logAtSmallest)) ?? null);
    const ratioAtSmallestEffect = (stryMutAct_9fa48("79") ? ratio !== null : stryMutAct_9fa48("78") ? false : stryMutAct_9fa48("77") ? true : (stryCov_9fa48("77", "78", "79"), ratio === null)) ? null : eValueOf(ratio);
    const evidence: Evidence[] = (stryMutAct_9fa48("82") ? level.design !== null : stryMutAct_9fa48("81") ? false : stryMutAct_9fa48("80") ? true : (stryCov_9fa48("80", "81", "82"), level.design === null)) ? stryMutAct_9fa48("83") ? ["Stryker was here"] : (stryCov_9fa48("83"), []) : stryMutAct_9fa48("84") ? [] : (stryCov_9fa48("84"), [stryMutAct_9fa48("85") ? {} : (stryCov_9fa48("85"), {
      name,
      eValue,
      against,
      ratioAtSmallestEffect
    })]);
    return stryMutAct_9fa48("86") ? {} : (stryCov_9fa48("86"), {
      name,
      isControl,
      passes: all(answers.map(stryMutAct_9fa48("87") ? () => undefined : (stryCov_9fa48("87"), ({
        passes
      }) => passes))),
      refutes: any(answers.map(stryMutAct_9fa48("88") ? () => undefined : (stryCov_9fa48("88"), ({
        refutes
      }) => refutes))),
      givesUp: any(answers.map(stryMutAct_9fa48("89") ? () => undefined : (stryCov_9fa48("89"), ({
        givesUp
      }) => givesUp))),
      tests: answers.flatMap(stryMutAct_9fa48("90") ? () => undefined : (stryCov_9fa48("90"), ({
        tests
      }) => tests)),
      evidence
    });
  }
}

/** Of values that may count either way: a filling is as good as the number of them that lie beyond the margin. */
function judgeShare(rule: DispersionRule, values: readonly Bounds[], level: Level) {
  if (stryMutAct_9fa48("91")) {
    {}
  } else {
    stryCov_9fa48("91");
    const {
      margin
    } = rule;
    const surely = stryMutAct_9fa48("92") ? values.length : (stryCov_9fa48("92"), values.filter(stryMutAct_9fa48("93") ? () => undefined : (stryCov_9fa48("93"), ({
      low,
      high
    }) => stryMutAct_9fa48("96") ? low > margin && high < -margin : stryMutAct_9fa48("95") ? false : stryMutAct_9fa48("94") ? true : (stryCov_9fa48("94", "95", "96"), (stryMutAct_9fa48("99") ? low <= margin : stryMutAct_9fa48("98") ? low >= margin : stryMutAct_9fa48("97") ? false : (stryCov_9fa48("97", "98", "99"), low > margin)) || (stryMutAct_9fa48("102") ? high >= -margin : stryMutAct_9fa48("101") ? high <= -margin : stryMutAct_9fa48("100") ? false : (stryCov_9fa48("100", "101", "102"), high < (stryMutAct_9fa48("103") ? +margin : (stryCov_9fa48("103"), -margin))))))).length);
    const perhaps = stryMutAct_9fa48("104") ? values.length : (stryCov_9fa48("104"), values.filter(stryMutAct_9fa48("105") ? () => undefined : (stryCov_9fa48("105"), ({
      low,
      high
    }) => stryMutAct_9fa48("108") ? high > margin && low < -margin : stryMutAct_9fa48("107") ? false : stryMutAct_9fa48("106") ? true : (stryCov_9fa48("106", "107", "108"), (stryMutAct_9fa48("111") ? high <= margin : stryMutAct_9fa48("110") ? high >= margin : stryMutAct_9fa48("109") ? false : (stryCov_9fa48("109", "110", "111"), high > margin)) || (stryMutAct_9fa48("114") ? low >= -margin : stryMutAct_9fa48("113") ? low <= -margin : stryMutAct_9fa48("112") ? false : (stryCov_9fa48("112", "113", "114"), low < (stryMutAct_9fa48("115") ? +margin : (stryCov_9fa48("115"), -margin))))))).length);
    const question = stryMutAct_9fa48("116") ? {} : (stryCov_9fa48("116"), {
      ...askedOfShare(rule, level.design),
      ...level
    });
    const found = Array.from(stryMutAct_9fa48("117") ? {} : (stryCov_9fa48("117"), {
      length: stryMutAct_9fa48("118") ? perhaps - surely - 1 : (stryCov_9fa48("118"), (stryMutAct_9fa48("119") ? perhaps + surely : (stryCov_9fa48("119"), perhaps - surely)) + 1)
    }), stryMutAct_9fa48("120") ? () => undefined : (stryCov_9fa48("120"), (_, more) => shareAt(question, stryMutAct_9fa48("121") ? {} : (stryCov_9fa48("121"), {
      yes: stryMutAct_9fa48("122") ? surely - more : (stryCov_9fa48("122"), surely + more),
      of: values.length
    }))));
    const varies: Reach = (stryMutAct_9fa48("125") ? whereAllAgree(values) !== null : stryMutAct_9fa48("124") ? false : stryMutAct_9fa48("123") ? true : (stryCov_9fa48("123", "124", "125"), whereAllAgree(values) === null)) ? 'every' : 'some';
    const reachOf = (outcome: Outcome, isGivenUp = stryMutAct_9fa48("128") ? true : (stryCov_9fa48("128"), false)) => {
      if (stryMutAct_9fa48("129")) {
        {}
      } else {
        stryCov_9fa48("129");
        const holds = found.map(stryMutAct_9fa48("130") ? () => undefined : (stryCov_9fa48("130"), one => stryMutAct_9fa48("133") ? one.outcome === outcome || one.isGivenUp === isGivenUp : stryMutAct_9fa48("132") ? false : stryMutAct_9fa48("131") ? true : (stryCov_9fa48("131", "132", "133"), (stryMutAct_9fa48("135") ? one.outcome !== outcome : stryMutAct_9fa48("134") ? true : (stryCov_9fa48("134", "135"), one.outcome === outcome)) && (stryMutAct_9fa48("137") ? one.isGivenUp !== isGivenUp : stryMutAct_9fa48("136") ? true : (stryCov_9fa48("136", "137"), one.isGivenUp === isGivenUp)))));
        return all(stryMutAct_9fa48("138") ? [] : (stryCov_9fa48("138"), [(stryMutAct_9fa48("139") ? holds.some(Boolean) : (stryCov_9fa48("139"), holds.every(Boolean))) ? 'every' : (stryMutAct_9fa48("141") ? holds.every(Boolean) : (stryCov_9fa48("141"), holds.some(Boolean))) ? 'some' : 'none', varies]));
      }
    };
    // The more lie beyond, the less speaks for the claim.
    const [best, worst] = [found[0], found.at(-1)] as [MeanFinding, MeanFinding];
    const [{
      against = 1
    }, least] = stryMutAct_9fa48("144") ? [] : (stryCov_9fa48("144"), [best.evidence[0], worst.evidence[0]]);
    return stryMutAct_9fa48("145") ? {} : (stryCov_9fa48("145"), {
      name: least.name,
      isControl: stryMutAct_9fa48("146") ? true : (stryCov_9fa48("146"), false),
      passes: reachOf('reproduced'),
      refutes: reachOf('not-reproduced'),
      givesUp: reachOf('inconclusive', stryMutAct_9fa48("150") ? false : (stryCov_9fa48("150"), true)),
      tests: worst.tests.map(stryMutAct_9fa48("151") ? () => undefined : (stryCov_9fa48("151"), test => stryMutAct_9fa48("152") ? {} : (stryCov_9fa48("152"), {
        ...test,
        statistic: null,
        passed: stryMutAct_9fa48("155") ? test.passed || varies === 'every' : stryMutAct_9fa48("154") ? false : stryMutAct_9fa48("153") ? true : (stryCov_9fa48("153", "154", "155"), test.passed && (stryMutAct_9fa48("157") ? varies !== 'every' : stryMutAct_9fa48("156") ? true : (stryCov_9fa48("156", "157"), varies === 'every')))
      }))),
      evidence: (stryMutAct_9fa48("161") ? level.design !== null : stryMutAct_9fa48("160") ? false : stryMutAct_9fa48("159") ? true : (stryCov_9fa48("159", "160", "161"), level.design === null)) ? stryMutAct_9fa48("162") ? ["Stryker was here"] : (stryCov_9fa48("162"), []) : stryMutAct_9fa48("163") ? [] : (stryCov_9fa48("163"), [stryMutAct_9fa48("164") ? {} : (stryCov_9fa48("164"), {
        ...least,
        against
      })])
    });
  }
}
function answer(question: MeanQuestion, level: Level) {
  if (stryMutAct_9fa48("165")) {
    {}
  } else {
    stryCov_9fa48("165");
    const {
      name,
      values,
      threshold,
      asksSignFlip,
      mustVary
    } = question;
    const {
      alpha,
      refutationAlpha,
      signFlipAlpha,
      design
    } = level;
    const seeds = values.length;
    const t = boundsOfT(values, threshold);
    const barAt = stryMutAct_9fa48("166") ? () => undefined : (stryCov_9fa48("166"), (() => {
      const barAt = (asked: number) => criticalTAt(asked, stryMutAct_9fa48("167") ? {} : (stryCov_9fa48("167"), {
        seeds,
        design
      }));
      return barAt;
    })());
    const least = clampToFinite(t.low);
    const ratios = stryMutAct_9fa48("168") ? () => undefined : (stryCov_9fa48("168"), (() => {
      const ratios = (statistic: number) => (stryMutAct_9fa48("171") ? design !== null : stryMutAct_9fa48("170") ? false : stryMutAct_9fa48("169") ? true : (stryCov_9fa48("169", "170", "171"), design === null)) ? null : evidenceOfT(statistic, stryMutAct_9fa48("172") ? {} : (stryCov_9fa48("172"), {
        seeds,
        smallestEffect: design.smallestEffect
      }));
      return ratios;
    })());
    // Values that all agree show nothing.
    const isMute = stryMutAct_9fa48("175") ? mustVary || t.canAgree : stryMutAct_9fa48("174") ? false : stryMutAct_9fa48("173") ? true : (stryCov_9fa48("173", "174", "175"), mustVary && t.canAgree);
    const ofLeast = ratios(least);
    const logEvidence = stryMutAct_9fa48("176") ? Math.max(ofLeast?.logEvidence ?? 0, isMute ? 0 : Number.POSITIVE_INFINITY) : (stryCov_9fa48("176"), Math.min(stryMutAct_9fa48("177") ? ofLeast?.logEvidence && 0 : (stryCov_9fa48("177"), (stryMutAct_9fa48("178") ? ofLeast.logEvidence : (stryCov_9fa48("178"), ofLeast?.logEvidence)) ?? 0), isMute ? 0 : Number.POSITIVE_INFINITY));
    const pAtMost = (stryMutAct_9fa48("181") ? design !== null : stryMutAct_9fa48("180") ? false : stryMutAct_9fa48("179") ? true : (stryCov_9fa48("179", "180", "181"), design === null)) ? studentTSurvival(least, stryMutAct_9fa48("182") ? seeds + 1 : (stryCov_9fa48("182"), seeds - 1)) : stryMutAct_9fa48("183") ? Math.max(1, 1 / eValueOf(logEvidence)) : (stryCov_9fa48("183"), Math.min(1, stryMutAct_9fa48("184") ? 1 * eValueOf(logEvidence) : (stryCov_9fa48("184"), 1 / eValueOf(logEvidence))));
    const varies: Reach = isMute ? 'some' : 'every';
    const beyond = all(stryMutAct_9fa48("187") ? [] : (stryCov_9fa48("187"), [reachBeyond(t, barAt(alpha)), varies]));
    // Enumerating 2^n patterns is the dearest part, and where no filling has the evidence it decides nothing.
    const pOfSigns = (stryMutAct_9fa48("190") ? asksSignFlip || beyond !== 'none' : stryMutAct_9fa48("189") ? false : stryMutAct_9fa48("188") ? true : (stryCov_9fa48("188", "189", "190"), asksSignFlip && (stryMutAct_9fa48("192") ? beyond === 'none' : stryMutAct_9fa48("191") ? true : (stryCov_9fa48("191", "192"), beyond !== 'none')))) ? signFlip(values.map(stryMutAct_9fa48("194") ? () => undefined : (stryCov_9fa48("194"), ({
      low
    }) => low))).pGreater : null;
    const flipped = asksSignFlip ? reachOfSigns(values, stryMutAct_9fa48("195") ? {} : (stryCov_9fa48("195"), {
      pAtMost: pOfSigns,
      signFlipAlpha
    })) : 'every';
    const words = (stryMutAct_9fa48("199") ? design !== null : stryMutAct_9fa48("198") ? false : stryMutAct_9fa48("197") ? true : (stryCov_9fa48("197", "198", "199"), design === null)) ? inWordsOfP(pAtMost) : `evidence of ${inWordsOfEvidence(eValueOf(logEvidence))} to 1`;
    const tests: TestResult[] = stryMutAct_9fa48("201") ? [] : (stryCov_9fa48("201"), [stryMutAct_9fa48("202") ? {} : (stryCov_9fa48("202"), {
      name,
      statistic: null,
      pValue: pAtMost,
      passed: stryMutAct_9fa48("205") ? beyond !== 'every' : stryMutAct_9fa48("204") ? false : stryMutAct_9fa48("203") ? true : (stryCov_9fa48("203", "204", "205"), beyond === 'every'),
      detail: `${name}: ${words} with the least favourable values, to pass at ${inDigits((stryMutAct_9fa48("210") ? design !== null : stryMutAct_9fa48("209") ? false : stryMutAct_9fa48("208") ? true : (stryCov_9fa48("208", "209", "210"), design === null)) ? alpha : stryMutAct_9fa48("211") ? 1 * alpha : (stryCov_9fa48("211"), 1 / alpha))}.`
    })]);
    if (stryMutAct_9fa48("213") ? false : stryMutAct_9fa48("212") ? true : (stryCov_9fa48("212", "213"), asksSignFlip)) {
      if (stryMutAct_9fa48("214")) {
        {}
      } else {
        stryCov_9fa48("214");
        tests.push(stryMutAct_9fa48("215") ? {} : (stryCov_9fa48("215"), {
          name: `${name} (exact sign-flip about 0)`,
          statistic: null,
          pValue: pOfSigns,
          passed: stryMutAct_9fa48("219") ? flipped !== 'every' : stryMutAct_9fa48("218") ? false : stryMutAct_9fa48("217") ? true : (stryCov_9fa48("217", "218", "219"), flipped === 'every'),
          detail: (stryMutAct_9fa48("223") ? pOfSigns !== null : stryMutAct_9fa48("222") ? false : stryMutAct_9fa48("221") ? true : (stryCov_9fa48("221", "222", "223"), pOfSigns === null)) ? 'The sign-flip test is asked once the evidence could suffice.' : `Sign-flip over 2^${seeds} patterns: ${inWordsOfP(pOfSigns)} with the least favourable values, to pass at ${inDigits(signFlipAlpha)}.`
        }));
      }
    }
    const isShownFalse = question.refutes ? all(stryMutAct_9fa48("226") ? [] : (stryCov_9fa48("226"), [reachBeyond(negated(t), barAt(refutationAlpha)), varies])) : 'none';
    return stryMutAct_9fa48("228") ? {} : (stryCov_9fa48("228"), {
      passes: all(stryMutAct_9fa48("229") ? [] : (stryCov_9fa48("229"), [beyond, flipped])),
      refutes: isShownFalse,
      givesUp: (stryMutAct_9fa48("232") ? question.givesUp || design !== null : stryMutAct_9fa48("231") ? false : stryMutAct_9fa48("230") ? true : (stryCov_9fa48("230", "231", "232"), question.givesUp && (stryMutAct_9fa48("234") ? design === null : stryMutAct_9fa48("233") ? true : (stryCov_9fa48("233", "234"), design !== null)))) ? all(stryMutAct_9fa48("235") ? [] : (stryCov_9fa48("235"), [reachOfNear(t, stryMutAct_9fa48("236") ? {} : (stryCov_9fa48("236"), {
        seeds,
        design
      })), varies])) : 'none',
      tests,
      logEvidence,
      logAgainst: stryMutAct_9fa48("238") ? ratios(-clampToFinite(t.high))?.logEvidence && 0 : (stryCov_9fa48("238"), (stryMutAct_9fa48("239") ? ratios(-clampToFinite(t.high)).logEvidence : (stryCov_9fa48("239"), ratios(stryMutAct_9fa48("240") ? +clampToFinite(t.high) : (stryCov_9fa48("240"), -clampToFinite(t.high)))?.logEvidence)) ?? 0),
      logAtSmallest: question.givesUp ? stryMutAct_9fa48("241") ? ofLeast?.logAtSmallest && null : (stryCov_9fa48("241"), (stryMutAct_9fa48("242") ? ofLeast.logAtSmallest : (stryCov_9fa48("242"), ofLeast?.logAtSmallest)) ?? null) : null
    });
  }
}

/** The more a value rises, the fewer sign patterns do as well. @param pAtMost with all open values at their least; null: not asked */
function reachOfSigns(values: readonly Bounds[], {
  pAtMost,
  signFlipAlpha
}: {
  readonly pAtMost: number | null;
  readonly signFlipAlpha: number;
}): Reach {
  if (stryMutAct_9fa48("243")) {
    {}
  } else {
    stryCov_9fa48("243");
    if (stryMutAct_9fa48("246") ? pAtMost !== null : stryMutAct_9fa48("245") ? false : stryMutAct_9fa48("244") ? true : (stryCov_9fa48("244", "245", "246"), pAtMost === null)) return 'none';
    if (stryMutAct_9fa48("251") ? pAtMost > signFlipAlpha : stryMutAct_9fa48("250") ? pAtMost < signFlipAlpha : stryMutAct_9fa48("249") ? false : stryMutAct_9fa48("248") ? true : (stryCov_9fa48("248", "249", "250", "251"), pAtMost <= signFlipAlpha)) return 'every';
    return (stryMutAct_9fa48("256") ? signFlip(values.map(({
      high
    }) => high)).pGreater > signFlipAlpha : stryMutAct_9fa48("255") ? signFlip(values.map(({
      high
    }) => high)).pGreater < signFlipAlpha : stryMutAct_9fa48("254") ? false : stryMutAct_9fa48("253") ? true : (stryCov_9fa48("253", "254", "255", "256"), signFlip(values.map(stryMutAct_9fa48("257") ? () => undefined : (stryCov_9fa48("257"), ({
      high
    }) => high))).pGreater <= signFlipAlpha)) ? 'some' : 'none';
  }
}

/** With a way to go to the bar, so that no rounding decides. */
function reachBeyond({
  low,
  high
}: Bounds, bar: number): Reach {
  if (stryMutAct_9fa48("260")) {
    {}
  } else {
    stryCov_9fa48("260");
    const slack = stryMutAct_9fa48("261") ? NEAR / (1 + Math.abs(bar)) : (stryCov_9fa48("261"), NEAR * (stryMutAct_9fa48("262") ? 1 - Math.abs(bar) : (stryCov_9fa48("262"), 1 + Math.abs(bar))));
    if (stryMutAct_9fa48("266") ? low < bar + slack : stryMutAct_9fa48("265") ? low > bar + slack : stryMutAct_9fa48("264") ? false : stryMutAct_9fa48("263") ? true : (stryCov_9fa48("263", "264", "265", "266"), low >= (stryMutAct_9fa48("267") ? bar - slack : (stryCov_9fa48("267"), bar + slack)))) return 'every';
    return (stryMutAct_9fa48("272") ? high < bar - slack : stryMutAct_9fa48("271") ? high > bar - slack : stryMutAct_9fa48("270") ? false : stryMutAct_9fa48("269") ? true : (stryCov_9fa48("269", "270", "271", "272"), high >= (stryMutAct_9fa48("273") ? bar + slack : (stryCov_9fa48("273"), bar - slack)))) ? 'some' : 'none';
  }
}

/** Whether the statistic is so near to 0 that neither one smallest effect beyond nor one short is likely any more. */
function reachOfNear({
  low,
  high
}: Bounds, {
  seeds,
  design
}: {
  readonly seeds: number;
  readonly design: SequentialDesign;
}): Reach {
  if (stryMutAct_9fa48("276")) {
    {}
  } else {
    stryCov_9fa48("276");
    const bar = criticalTOfRatio(stryMutAct_9fa48("277") ? {} : (stryCov_9fa48("277"), {
      seeds,
      smallestEffect: design.smallestEffect,
      bar: Math.log(design.beta)
    }));
    const slack = stryMutAct_9fa48("278") ? NEAR / (1 + Math.abs(bar)) : (stryCov_9fa48("278"), NEAR * (stryMutAct_9fa48("279") ? 1 - Math.abs(bar) : (stryCov_9fa48("279"), 1 + Math.abs(bar))));
    if (stryMutAct_9fa48("282") ? low >= slack - bar || high <= bar - slack : stryMutAct_9fa48("281") ? false : stryMutAct_9fa48("280") ? true : (stryCov_9fa48("280", "281", "282"), (stryMutAct_9fa48("285") ? low < slack - bar : stryMutAct_9fa48("284") ? low > slack - bar : stryMutAct_9fa48("283") ? true : (stryCov_9fa48("283", "284", "285"), low >= (stryMutAct_9fa48("286") ? slack + bar : (stryCov_9fa48("286"), slack - bar)))) && (stryMutAct_9fa48("289") ? high > bar - slack : stryMutAct_9fa48("288") ? high < bar - slack : stryMutAct_9fa48("287") ? true : (stryCov_9fa48("287", "288", "289"), high <= (stryMutAct_9fa48("290") ? bar + slack : (stryCov_9fa48("290"), bar - slack)))))) return 'every';
    return (stryMutAct_9fa48("294") ? bar + slack > 0 && low <= bar + slack || high >= -bar - slack : stryMutAct_9fa48("293") ? false : stryMutAct_9fa48("292") ? true : (stryCov_9fa48("292", "293", "294"), (stryMutAct_9fa48("296") ? bar + slack > 0 || low <= bar + slack : stryMutAct_9fa48("295") ? true : (stryCov_9fa48("295", "296"), (stryMutAct_9fa48("299") ? bar + slack <= 0 : stryMutAct_9fa48("298") ? bar + slack >= 0 : stryMutAct_9fa48("297") ? true : (stryCov_9fa48("297", "298", "299"), (stryMutAct_9fa48("300") ? bar - slack : (stryCov_9fa48("300"), bar + slack)) > 0)) && (stryMutAct_9fa48("303") ? low > bar + slack : stryMutAct_9fa48("302") ? low < bar + slack : stryMutAct_9fa48("301") ? true : (stryCov_9fa48("301", "302", "303"), low <= (stryMutAct_9fa48("304") ? bar - slack : (stryCov_9fa48("304"), bar + slack)))))) && (stryMutAct_9fa48("307") ? high < -bar - slack : stryMutAct_9fa48("306") ? high > -bar - slack : stryMutAct_9fa48("305") ? true : (stryCov_9fa48("305", "306", "307"), high >= (stryMutAct_9fa48("308") ? -bar + slack : (stryCov_9fa48("308"), (stryMutAct_9fa48("309") ? +bar : (stryCov_9fa48("309"), -bar)) - slack)))))) ? 'some' : 'none';
  }
}

/** A row with an open value counts from its worst order of levels to its best. */
function pageTest(rows: BoundedRows, {
  alpha
}: Level) {
  if (stryMutAct_9fa48("312")) {
    {}
  } else {
    stryCov_9fa48("312");
    const ordered = stryMutAct_9fa48("313") ? () => undefined : (stryCov_9fa48("313"), (() => {
      const ordered = (worst: boolean) => rows.map(row => {
        if (stryMutAct_9fa48("314")) {
          {}
        } else {
          stryCov_9fa48("314");
          if (stryMutAct_9fa48("317") ? row.some(isKnown) : stryMutAct_9fa48("316") ? false : stryMutAct_9fa48("315") ? true : (stryCov_9fa48("315", "316", "317"), row.every(isKnown))) return row.map(stryMutAct_9fa48("318") ? () => undefined : (stryCov_9fa48("318"), ({
            low
          }) => low));
          return row.map(stryMutAct_9fa48("319") ? () => undefined : (stryCov_9fa48("319"), (_, level) => worst ? stryMutAct_9fa48("320") ? +level : (stryCov_9fa48("320"), -level) : level));
        }
      });
      return ordered;
    })());
    const [{
      pValue,
      method
    }, best] = stryMutAct_9fa48("321") ? [] : (stryCov_9fa48("321"), [pageTrend(ordered(stryMutAct_9fa48("322") ? false : (stryCov_9fa48("322"), true))), pageTrend(ordered(stryMutAct_9fa48("323") ? true : (stryCov_9fa48("323"), false)))]);
    const passes: Reach = (stryMutAct_9fa48("327") ? pValue > alpha : stryMutAct_9fa48("326") ? pValue < alpha : stryMutAct_9fa48("325") ? false : stryMutAct_9fa48("324") ? true : (stryCov_9fa48("324", "325", "326", "327"), pValue <= alpha)) ? 'every' : (stryMutAct_9fa48("332") ? best.pValue > alpha : stryMutAct_9fa48("331") ? best.pValue < alpha : stryMutAct_9fa48("330") ? false : stryMutAct_9fa48("329") ? true : (stryCov_9fa48("329", "330", "331", "332"), best.pValue <= alpha)) ? 'some' : 'none';
    const test: TestResult = stryMutAct_9fa48("335") ? {} : (stryCov_9fa48("335"), {
      name: `Page's L (${(stryMutAct_9fa48("339") ? method !== 'exact' : stryMutAct_9fa48("338") ? false : stryMutAct_9fa48("337") ? true : (stryCov_9fa48("337", "338", "339"), method === 'exact')) ? 'exact' : 'normal approximation'})`,
      statistic: null,
      pValue,
      passed: stryMutAct_9fa48("345") ? passes !== 'every' : stryMutAct_9fa48("344") ? false : stryMutAct_9fa48("343") ? true : (stryCov_9fa48("343", "344", "345"), passes === 'every'),
      detail: `Page's L: ${inWordsOfP(pValue)} with the least favourable order, to pass at ${inDigits(alpha)}.`
    });
    return stryMutAct_9fa48("348") ? {} : (stryCov_9fa48("348"), {
      passes,
      tests: stryMutAct_9fa48("349") ? [] : (stryCov_9fa48("349"), [test])
    });
  }
}
function cellsOf(rule: PatternRule, {
  rows,
  level
}: {
  readonly rows: BoundedRows;
  readonly level: Level;
}): readonly CellColour[] {
  if (stryMutAct_9fa48("350")) {
    {}
  } else {
    stryCov_9fa48("350");
    // Only their tests are read, not whether they are given up.
    const {
      above,
      within
    } = makersOf(stryMutAct_9fa48("351") ? true : (stryCov_9fa48("351"), false));
    const sureOf = stryMutAct_9fa48("352") ? () => undefined : (stryCov_9fa48("352"), (() => {
      const sureOf = (part: Part) => stryMutAct_9fa48("353") ? {} : (stryCov_9fa48("353"), {
        pValue: stryMutAct_9fa48("354") ? Math.min(...judgePart(part, level).tests.map(({
          pValue
        }) => pValue ?? 1)) : (stryCov_9fa48("354"), Math.max(...judgePart(part, level).tests.map(stryMutAct_9fa48("355") ? () => undefined : (stryCov_9fa48("355"), ({
          pValue
        }) => stryMutAct_9fa48("356") ? pValue && 1 : (stryCov_9fa48("356"), pValue ?? 1)))))
      });
      return sureOf;
    })());
    const judged = rule.cells.flatMap(({
      name,
      expected
    }, index) => {
      if (stryMutAct_9fa48("357")) {
        {}
      } else {
        stryCov_9fa48("357");
        const values = columnOf(rows, index);
        if (stryMutAct_9fa48("360") ? expected !== 'control' : stryMutAct_9fa48("359") ? false : stryMutAct_9fa48("358") ? true : (stryCov_9fa48("358", "359", "360"), expected === 'control')) return stryMutAct_9fa48("362") ? ["Stryker was here"] : (stryCov_9fa48("362"), []);
        return stryMutAct_9fa48("363") ? [] : (stryCov_9fa48("363"), [stryMutAct_9fa48("364") ? {} : (stryCov_9fa48("364"), {
          name,
          above: sureOf(above(name, values, rule.threshold)),
          within: sureOf(within(name, values, rule.margin))
        })]);
      }
    });
    return colours(rule, judged);
  }
}

/** Of a conjunction. Each of them for every filling is all of them for every filling. */
function all(reaches: readonly Reach[]): Reach {
  if (stryMutAct_9fa48("365")) {
    {}
  } else {
    stryCov_9fa48("365");
    if (stryMutAct_9fa48("368") ? reaches.some(reach => reach === 'every') : stryMutAct_9fa48("367") ? false : stryMutAct_9fa48("366") ? true : (stryCov_9fa48("366", "367", "368"), reaches.every(stryMutAct_9fa48("369") ? () => undefined : (stryCov_9fa48("369"), reach => stryMutAct_9fa48("372") ? reach !== 'every' : stryMutAct_9fa48("371") ? false : stryMutAct_9fa48("370") ? true : (stryCov_9fa48("370", "371", "372"), reach === 'every'))))) return 'every';
    return reaches.includes('none') ? 'none' : 'some';
  }
}

/** Of a disjunction. It may hold for every filling though no one part does: that is not looked for, and only makes the answer more careful. */
function any(reaches: readonly Reach[]): Reach {
  if (stryMutAct_9fa48("378")) {
    {}
  } else {
    stryCov_9fa48("378");
    if (stryMutAct_9fa48("380") ? false : stryMutAct_9fa48("379") ? true : (stryCov_9fa48("379", "380"), reaches.includes('every'))) return 'every';
    return reaches.includes('some') ? 'some' : 'none';
  }
}