// All rules of ours that the suite judges, and all that is stated about them.
import type { Procedure } from './procedure.ts';
import { DISPERSION_RULES, dispersionStatements } from './rules/dispersion.ts';
import { EQUIVALENCE_RULES, equivalenceStatements } from './rules/equivalence.ts';
import { EXISTENCE_RULES } from './rules/existence.ts';
import { existenceChances } from './rules/existence-chances.ts';
import { existenceErrors } from './rules/existence-errors.ts';
import { FAMILY_RULES, familyStatements } from './rules/family.ts';
import { PATTERN_RULES, patternStatements } from './rules/pattern.ts';
import { TREND_RULES, trendStatements } from './rules/trend.ts';
import { type SuitePlan, together } from './suite-plan.ts';

export const RULES: readonly Procedure[] = [
  ...EXISTENCE_RULES,
  ...EQUIVALENCE_RULES,
  ...DISPERSION_RULES,
  ...TREND_RULES,
  ...PATTERN_RULES,
  ...FAMILY_RULES,
];

export function ruleStatements(): SuitePlan {
  const plans = [
    existenceErrors(),
    existenceChances(),
    equivalenceStatements(),
    dispersionStatements(),
    trendStatements(),
    patternStatements(),
    familyStatements(),
  ];
  return together(plans);
}
