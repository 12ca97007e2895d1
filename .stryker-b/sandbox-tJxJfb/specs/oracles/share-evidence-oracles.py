# Oracles for share-evidence.spec.ts: exact fractions, and SciPy for tails and roots. Python 3, SciPy 1.17.
# python specs/oracles/share-evidence-oracles.py > specs/oracles/share-evidence-oracles.json
import json
from fractions import Fraction as F
from math import comb

from scipy.optimize import brentq
from scipy.stats import binom, norm

PARTS = [F(0), F(1, 3), F(2, 3)]


def less(yes, of, share):
    no = of - yes
    return sum((c**yes) * ((1 - c * share) / (1 - share)) ** no for c in PARTS) / 3


def more(yes, of, share):
    q = [share + (1 - share) * c for c in [F(1, 3), F(2, 3), F(1)]]
    return sum((one / share) ** yes * ((1 - one) / (1 - share)) ** (of - yes) for one in q) / 3


def process(share, bar_less, bar_more, true, fewest, most):
    """Of all paths of yes and no, by the count so far: those that cross 'less', that cross 'more', that stay open."""
    paths, shown, refuted = {0: F(1)}, F(0), F(0)
    for of in range(1, most + 1):
        after = {}
        for yes, chance in paths.items():
            after[yes] = after.get(yes, F(0)) + chance * (1 - true)
            after[yes + 1] = after.get(yes + 1, F(0)) + chance * true
        paths = after
        if of < fewest:
            continue
        for yes in list(paths):
            if less(yes, of, share) >= bar_less:
                shown += paths.pop(yes)
            elif more(yes, of, share) >= bar_more:
                refuted += paths.pop(yes)
    return float(shown), float(refuted)


def interval(yes, of, alpha_less, alpha_more):
    def root(f, level):
        g = lambda s: float(f(yes, of, F(s).limit_denominator(10**12))) * level - 1
        return brentq(g, 1e-9, 1 - 1e-9, xtol=1e-13)
    high = 1.0 if yes == of else root(less, alpha_less)
    low = 0.0 if yes == 0 else root(more, alpha_more)
    return [low, high]


points = [(0, 1, F(3, 10)), (0, 15, F(3, 10)), (0, 16, F(3, 10)), (1, 28, F(3, 10)), (2, 32, F(3, 10)), (0, 19, F(1, 4)),
          (0, 20, F(1, 4)), (0, 25, F(1, 5)), (5, 9, F(1, 2)), (30, 40, F(9, 10)), (8, 8, F(3, 10)), (12, 16, F(3, 10))]
designs = [(F(3, 10), 100, 100, 8, 32), (F(3, 10), 100, 500, 8, 32), (F(1, 5), 100, 100, 8, 40), (F(1, 2), 20, 20, 2, 24)]
truths = [F(0), F(1, 100), F(1, 20), F(3, 10), F(1, 2), F(3, 5), F(4, 5)]
print(json.dumps({
    'evidence': [{'yes': y, 'of': n, 'share': float(s), 'less': float(less(y, n, s)), 'more': float(more(y, n, s))}
                 for y, n, s in points],
    'intervals': [{'yes': y, 'of': n, 'less': .01, 'more': a, 'interval': interval(y, n, F(1, 100), F(a).limit_denominator(1000))}
                  for y, n, a in [(0, 16, .01), (1, 28, .002), (2, 16, .01), (12, 16, .01), (16, 16, .01)]],
    'processes': [{'share': float(s), 'barLess': bl, 'barMore': bm, 'fewest': lo, 'most': hi, 'truth': float(t),
                   'chances': process(s, bl, bm, t, lo, hi)}
                  for s, bl, bm, lo, hi in designs for t in sorted({*truths, s})],
    'fixed': [{'beyond': float(2 * norm.cdf(-r)), 'marginInSd': r, 'of': n,
               'atMostOne': float(binom.cdf(1, n, 2 * norm.cdf(-r)))} for r, n in [(1.5, 28), (2, 28), (2.5, 28), (3, 28)]],
}, indent=1))
