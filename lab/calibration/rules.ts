// All rules of ours that the suite judges, and all that is stated about them.
import type { Procedure } from './procedure.ts';
import { EQUIVALENCE_RULES, equivalenceStatements } from './rules/equivalence.ts';
import { EXISTENCE_RULES, existenceStatements } from './rules/existence.ts';
import { FAMILY_RULES, familyStatements } from './rules/family.ts';
import { PATTERN_RULES, patternStatements } from './rules/pattern.ts';
import { TREND_RULES, trendStatements } from './rules/trend.ts';
import type { SuitePlan } from './suite.ts';

export const RULES: readonly Procedure[] = [
  ...EXISTENCE_RULES,
  ...EQUIVALENCE_RULES,
  ...TREND_RULES,
  ...PATTERN_RULES,
  ...FAMILY_RULES,
];

export function ruleStatements(): SuitePlan {
  const plans = [
    existenceStatements(),
    equivalenceStatements(),
    trendStatements(),
    patternStatements(),
    familyStatements(),
  ];
  return {
    statements: plans.flatMap(({ statements }) => statements),
    cells: plans.flatMap(({ cells }) => cells),
  };
}
