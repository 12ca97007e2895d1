// A test whose rules are changed, and nothing else: at the level of its family, or looking once.
import type { DecisionRule } from '../decisions/decision.ts';
import type { ClaimTest } from './claim.ts';

export function withRules(test: ClaimTest, change: (rule: DecisionRule) => DecisionRule): ClaimTest {
  const [first, ...others] = test.parts;
  const changed = (part: typeof first) => ({ ...part, rule: change(part.rule) });
  return { ...test, parts: [changed(first), ...others.map(changed)] };
}
