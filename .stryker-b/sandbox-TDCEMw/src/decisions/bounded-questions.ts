// The questions that each rule asks where some values lie anywhere between two ends: about means of which the claim says that they lie
// above a threshold. What a row is judged by is linear in it, so its bounds follow from those of its values.
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
import { type Bounds, negated } from '../statistics/t-bounds.ts';
import { type DecisionRule, signOf, type TrendRule } from './decision.ts';
import { sideOf } from './existence.ts';
import { interactions } from './pattern.ts';
import { between, contrast, ends, inWordsOfStep, LAST_MINUS_FIRST } from './trend.ts';
import { inDigits } from './wording.ts';

/** A row a seed; of a rule of one mean with one value. */
export type BoundedRows = readonly (readonly Bounds[])[];
export interface MeanQuestion {
  readonly name: string;
  readonly values: readonly Bounds[];
  readonly threshold: number;
  /** Whether exact sign-flip about 0 must say so, too. */
  readonly asksSignFlip: boolean;
  /** Whether evidence of the other side refutes the claim. */
  readonly refutes: boolean;
  /** Whether it is given up where neither side is likely any more. */
  readonly givesUp: boolean;
  /** Whether values that all agree show nothing. */
  readonly mustVary: boolean;
}
export interface Part {
  readonly name: string;
  readonly isControl: boolean;
  readonly questions: readonly MeanQuestion[];
}
export const RISING = 'rising contrast';

/** Means of which the claim says that they lie above a threshold, or within a margin of 0. */
export function makersOf(isSequential: boolean) {
  if (stryMutAct_9fa48("1")) {
    {}
  } else {
    stryCov_9fa48("1");
    return stryMutAct_9fa48("2") ? {} : (stryCov_9fa48("2"), {
      above: stryMutAct_9fa48("3") ? () => undefined : (stryCov_9fa48("3"), (name: string, values: readonly Bounds[], threshold: number): Part => stryMutAct_9fa48("4") ? {} : (stryCov_9fa48("4"), {
        name,
        isControl: stryMutAct_9fa48("5") ? true : (stryCov_9fa48("5"), false),
        questions: stryMutAct_9fa48("6") ? [] : (stryCov_9fa48("6"), [stryMutAct_9fa48("7") ? {} : (stryCov_9fa48("7"), {
          name,
          values,
          threshold,
          asksSignFlip: stryMutAct_9fa48("8") ? false : (stryCov_9fa48("8"), true),
          refutes: stryMutAct_9fa48("9") ? false : (stryCov_9fa48("9"), true),
          givesUp: isSequential,
          mustVary: stryMutAct_9fa48("10") ? false : (stryCov_9fa48("10"), true)
        })])
      })),
      within: stryMutAct_9fa48("11") ? () => undefined : (stryCov_9fa48("11"), (name: string, values: readonly Bounds[], margin: number): Part => stryMutAct_9fa48("12") ? {} : (stryCov_9fa48("12"), {
        name,
        isControl: stryMutAct_9fa48("13") ? true : (stryCov_9fa48("13"), false),
        questions: (stryMutAct_9fa48("14") ? [] : (stryCov_9fa48("14"), [values, values.map(negated)])).map(stryMutAct_9fa48("15") ? () => undefined : (stryCov_9fa48("15"), (side, index) => stryMutAct_9fa48("16") ? {} : (stryCov_9fa48("16"), {
          name: (stryMutAct_9fa48("19") ? index !== 0 : stryMutAct_9fa48("18") ? false : stryMutAct_9fa48("17") ? true : (stryCov_9fa48("17", "18", "19"), index === 0)) ? `${name} above ${inDigits(stryMutAct_9fa48("21") ? +margin : (stryCov_9fa48("21"), -margin))}` : `${name} below ${inDigits(margin)}`,
          values: side,
          threshold: stryMutAct_9fa48("23") ? +margin : (stryCov_9fa48("23"), -margin),
          asksSignFlip: stryMutAct_9fa48("24") ? true : (stryCov_9fa48("24"), false),
          refutes: stryMutAct_9fa48("25") ? false : (stryCov_9fa48("25"), true),
          givesUp: stryMutAct_9fa48("26") ? true : (stryCov_9fa48("26"), false),
          mustVary: stryMutAct_9fa48("27") ? false : (stryCov_9fa48("27"), true)
        })))
      }))
    });
  }
}
export function partsOf(rule: Exclude<DecisionRule, {
  kind: 'dispersion';
}>, rows: BoundedRows, isSequential: boolean): Part[] {
  if (stryMutAct_9fa48("28")) {
    {}
  } else {
    stryCov_9fa48("28");
    const {
      above,
      within
    } = makersOf(isSequential);
    switch (rule.kind) {
      case 'existence':
        if (stryMutAct_9fa48("29")) {} else {
          stryCov_9fa48("29");
          {
            if (stryMutAct_9fa48("31")) {
              {}
            } else {
              stryCov_9fa48("31");
              const sign = signOf(rule);
              const values = columnOf(rows, 0).map(stryMutAct_9fa48("32") ? () => undefined : (stryCov_9fa48("32"), value => (stryMutAct_9fa48("35") ? sign !== 1 : stryMutAct_9fa48("34") ? false : stryMutAct_9fa48("33") ? true : (stryCov_9fa48("33", "34", "35"), sign === 1)) ? value : negated(value)));
              return stryMutAct_9fa48("36") ? [] : (stryCov_9fa48("36"), [above(`mean ${sideOf(rule)} ${inDigits(rule.threshold)}`, values, stryMutAct_9fa48("38") ? sign / rule.threshold : (stryCov_9fa48("38"), sign * rule.threshold))]);
            }
          }
        }
      case 'equivalence':
        if (stryMutAct_9fa48("39")) {} else {
          stryCov_9fa48("39");
          return stryMutAct_9fa48("41") ? [] : (stryCov_9fa48("41"), [within('mean', columnOf(rows, 0), rule.margin)]);
        }
      case 'trend':
        if (stryMutAct_9fa48("43")) {} else {
          stryCov_9fa48("43");
          return stryMutAct_9fa48("45") ? [] : (stryCov_9fa48("45"), [...trendParts(rule, rows, isSequential), above(LAST_MINUS_FIRST, boundsThrough(rows, stryMutAct_9fa48("46") ? () => undefined : (stryCov_9fa48("46"), row => ends(stryMutAct_9fa48("47") ? [] : (stryCov_9fa48("47"), [row]), rule)[0])), rule.endpointThreshold)]);
        }
      case 'pattern':
        if (stryMutAct_9fa48("48")) {} else {
          stryCov_9fa48("48");
          {
            if (stryMutAct_9fa48("50")) {
              {}
            } else {
              stryCov_9fa48("50");
              const cells = rule.cells.map(({
                name,
                expected
              }, index): Part => {
                if (stryMutAct_9fa48("51")) {
                  {}
                } else {
                  stryCov_9fa48("51");
                  const values = columnOf(rows, index);
                  if (stryMutAct_9fa48("54") ? expected !== 'above' : stryMutAct_9fa48("53") ? false : stryMutAct_9fa48("52") ? true : (stryCov_9fa48("52", "53", "54"), expected === 'above')) return above(name, values, rule.threshold);
                  return stryMutAct_9fa48("56") ? {} : (stryCov_9fa48("56"), {
                    ...within(name, values, rule.margin),
                    isControl: stryMutAct_9fa48("59") ? expected !== 'control' : stryMutAct_9fa48("58") ? false : stryMutAct_9fa48("57") ? true : (stryCov_9fa48("57", "58", "59"), expected === 'control')
                  });
                }
              });
              return stryMutAct_9fa48("61") ? [] : (stryCov_9fa48("61"), [...cells, above('interaction', boundsThrough(rows, stryMutAct_9fa48("63") ? () => undefined : (stryCov_9fa48("63"), row => interactions(rule, stryMutAct_9fa48("64") ? [] : (stryCov_9fa48("64"), [row]))[0])), 0)]);
            }
          }
        }
    }
  }
}

/** At a fixed number of seeds the contrast is confirmed by Page's L alone, and refutes nothing. */
function trendParts(rule: TrendRule, rows: BoundedRows, isSequential: boolean): Part[] {
  if (stryMutAct_9fa48("65")) {
    {}
  } else {
    stryCov_9fa48("65");
    const slope: MeanQuestion = stryMutAct_9fa48("66") ? {} : (stryCov_9fa48("66"), {
      name: RISING,
      values: boundsThrough(rows, contrast),
      threshold: 0,
      asksSignFlip: isSequential,
      refutes: isSequential,
      givesUp: isSequential,
      mustVary: stryMutAct_9fa48("67") ? false : (stryCov_9fa48("67"), true)
    });
    const steps = stryMutAct_9fa48("68") ? rule.levels.map((_, index): MeanQuestion => {
      const step = boundsThrough(rows, row => between([row], {
        from: index,
        to: index + 1
      })[0]);
      const {
        name
      } = inWordsOfStep(rule, index);
      const plain = {
        asksSignFlip: false,
        refutes: true,
        givesUp: false,
        mustVary: false
      };
      return {
        name,
        values: step,
        threshold: -rule.reversalMargin,
        ...plain
      };
    }) : (stryCov_9fa48("68"), rule.levels.slice(1).map((_, index): MeanQuestion => {
      if (stryMutAct_9fa48("69")) {
        {}
      } else {
        stryCov_9fa48("69");
        const step = boundsThrough(rows, stryMutAct_9fa48("70") ? () => undefined : (stryCov_9fa48("70"), row => between(stryMutAct_9fa48("71") ? [] : (stryCov_9fa48("71"), [row]), stryMutAct_9fa48("72") ? {} : (stryCov_9fa48("72"), {
          from: index,
          to: stryMutAct_9fa48("73") ? index - 1 : (stryCov_9fa48("73"), index + 1)
        }))[0]));
        const {
          name
        } = inWordsOfStep(rule, index);
        const plain = stryMutAct_9fa48("74") ? {} : (stryCov_9fa48("74"), {
          asksSignFlip: stryMutAct_9fa48("75") ? true : (stryCov_9fa48("75"), false),
          refutes: stryMutAct_9fa48("76") ? false : (stryCov_9fa48("76"), true),
          givesUp: stryMutAct_9fa48("77") ? true : (stryCov_9fa48("77"), false),
          mustVary: stryMutAct_9fa48("78") ? true : (stryCov_9fa48("78"), false)
        });
        return stryMutAct_9fa48("79") ? {} : (stryCov_9fa48("79"), {
          name,
          values: step,
          threshold: stryMutAct_9fa48("80") ? +rule.reversalMargin : (stryCov_9fa48("80"), -rule.reversalMargin),
          ...plain
        });
      }
    }));
    return (stryMutAct_9fa48("81") ? [] : (stryCov_9fa48("81"), [slope, ...steps])).map(stryMutAct_9fa48("82") ? () => undefined : (stryCov_9fa48("82"), question => stryMutAct_9fa48("83") ? {} : (stryCov_9fa48("83"), {
      name: question.name,
      isControl: stryMutAct_9fa48("84") ? true : (stryCov_9fa48("84"), false),
      questions: stryMutAct_9fa48("85") ? [] : (stryCov_9fa48("85"), [question])
    })));
  }
}
export function columnOf(rows: BoundedRows, index: number): Bounds[] {
  if (stryMutAct_9fa48("86")) {
    {}
  } else {
    stryCov_9fa48("86");
    return rows.map(stryMutAct_9fa48("87") ? () => undefined : (stryCov_9fa48("87"), row => row[index] as Bounds));
  }
}

/** Bounds of a linear function of each row, by the sign that each value has in it. */
function boundsThrough(rows: BoundedRows, linear: (row: readonly number[]) => number | undefined): Bounds[] {
  if (stryMutAct_9fa48("88")) {
    {}
  } else {
    stryCov_9fa48("88");
    const at = stryMutAct_9fa48("89") ? () => undefined : (stryCov_9fa48("89"), (() => {
      const at = (row: readonly number[]) => stryMutAct_9fa48("90") ? linear(row) && Number.NaN : (stryCov_9fa48("90"), linear(row) ?? Number.NaN);
      return at;
    })());
    const width = stryMutAct_9fa48("91") ? rows[0]?.length && 0 : (stryCov_9fa48("91"), (stryMutAct_9fa48("92") ? rows[0].length : (stryCov_9fa48("92"), rows[0]?.length)) ?? 0);
    const weights = Array.from(stryMutAct_9fa48("93") ? {} : (stryCov_9fa48("93"), {
      length: width
    }), stryMutAct_9fa48("94") ? () => undefined : (stryCov_9fa48("94"), (_, index) => at(Array.from(stryMutAct_9fa48("95") ? {} : (stryCov_9fa48("95"), {
      length: width
    }), stryMutAct_9fa48("96") ? () => undefined : (stryCov_9fa48("96"), (_, other) => (stryMutAct_9fa48("99") ? other !== index : stryMutAct_9fa48("98") ? false : stryMutAct_9fa48("97") ? true : (stryCov_9fa48("97", "98", "99"), other === index)) ? 1 : 0)))));
    const end = stryMutAct_9fa48("100") ? () => undefined : (stryCov_9fa48("100"), (() => {
      const end = (row: readonly Bounds[], sign: 1 | -1) => at(row.map(stryMutAct_9fa48("101") ? () => undefined : (stryCov_9fa48("101"), ({
        low,
        high
      }, index) => (stryMutAct_9fa48("105") ? sign * (weights[index] ?? 0) >= 0 : stryMutAct_9fa48("104") ? sign * (weights[index] ?? 0) <= 0 : stryMutAct_9fa48("103") ? false : stryMutAct_9fa48("102") ? true : (stryCov_9fa48("102", "103", "104", "105"), (stryMutAct_9fa48("106") ? sign / (weights[index] ?? 0) : (stryCov_9fa48("106"), sign * (stryMutAct_9fa48("107") ? weights[index] && 0 : (stryCov_9fa48("107"), weights[index] ?? 0)))) < 0)) ? low : high)));
      return end;
    })());
    return rows.map(stryMutAct_9fa48("108") ? () => undefined : (stryCov_9fa48("108"), row => stryMutAct_9fa48("109") ? {} : (stryCov_9fa48("109"), {
      low: end(row, stryMutAct_9fa48("110") ? +1 : (stryCov_9fa48("110"), -1)),
      high: end(row, 1)
    })));
  }
}