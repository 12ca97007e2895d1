# Recomputes every number of a report of the quick profile from the values of its seeds and the rules that it states, with nothing of this
# harness: written from the decision rules (decisions.md B1) and docs/guides/reports.md. The values of seeds, gates, context and maps come from the runs of
# the ledger, by what golden/registrations.json says that each claim computes. A report with rules of patterns, which only
# the standard and full profiles have, is refused: they are not written here.
#   python3 -m venv /tmp/oracles && /tmp/oracles/bin/pip install numpy==2.4.6 scipy==1.17.1 mpmath==1.4.1
#   /tmp/oracles/bin/python specs/oracles/recompute-report.py reports/latest/report.json .iml/ledger
# prints a line a kind of number, and ends with 1 if one differs by more than 1e-9 or is neither recomputed nor listed (OTHER_NUMBERS).
#
# With --freeze behind it the same command replaces what specs/oracles/recompute-report.spec.ts judges: the report, what was read of its
# runs, and all numbers found here, in specs/oracles/frozen-report. Without arguments it recomputes that one.
import argparse
import collections
import functools
import gzip
import hashlib
import itertools
import json
import math
import pathlib
import re
import sys

import mpmath as mp
import numpy as np
import scipy
from scipy import integrate, optimize, special, stats

TOLERANCE = 1e-9
HERE = pathlib.Path(__file__).resolve().parent
REGISTRATIONS = HERE.parent.parent / "golden" / "registrations.json"
FROZEN = HERE / "frozen-report"

# Every number that is not recomputed, by where it stands, and why. One that is in neither place is a fault.
OTHER_NUMBERS = [
    (r"schemaVersion|environment\.(cores|cohortSize)", "of the program and the machine"),
    (r"request\.(firstSeed|seeds)|outOfTime\.minutes", "what was asked"),
    (r"runs\.(trained|found|failed|retried)|absent\..*", "book-keeping of the run"),
    (r"verdicts\.\d+\.(version|registration\.version)", "version of the declaration"),
    (r"verdicts\.\d+\.budget\.(fewest|most|fixed)", "declared: seeds that a test may spend"),
    (r"verdicts\.\d+\.gates\.\d+\.(minimum|maximum)", "declared: what a gate asks for"),
    (r"verdicts\.\d+\.parts\.\d+\.rule\..*", "declared: the rule, from which all else is recomputed"),
    (
        r"verdicts\.\d+\.parts\.\d+\.size\.(reference\.(estimate|standardDeviation|seeds)|margin)",
        "found by another implementation, or declared for it: golden/pytorch-prototype-effects.json",
    ),
    (r"verdicts\.\d+\.(seeds\.\d+|parts\.\d+\.perSeed\.\d+\.seed)", "number of a seed"),
    (r"verdicts\.\d+\.plots\..*\.seed", "number of a seed"),
    (r"verdicts\.\d+\.plots\.\d+\.domain\.\d+", "ends of a scale of colours"),
    (r"verdicts\.\d+\.parts\.\d+\.operatingCurve\.points\.\d+\.effect", "where an operating curve is drawn"),
    (
        r"verdicts\.\d+\.parts\.\d+\.operatingCurve\.points\.\d+\.(reproduced|notReproduced|inconclusive|meanSeeds|ninetiethSeeds|campaigns)",
        "simulated campaigns, which no other code repeats to 1e-9; that they add up is checked, and what is bounded by them is recomputed",
    ),
]

# ---------------------------------------------------------------------------------------------------------------------
# Evidence: the mean of noncentral over central t densities, at 1/2, 1, 2 and 4 smallest effects (decisions.md B1).
WEIGHTS = (0.5, 1.0, 2.0, 4.0)
NODES = np.polynomial.legendre.leggauss(240)


def log_ratio(t, n, effect):
    """ln f(t) of the noncentral t with noncentrality effect * sqrt(n), over that of the central one; n - 1 degrees of freedom.

    What is left of the noncentral density is the integral over w > 0 of w^df exp(a w - w^2 / 2): by Gauss and Legendre about its peak.
    """
    df, nc = n - 1, effect * math.sqrt(n)
    a = nc * t / math.sqrt(df + t * t)
    peak = 2 * df / (math.sqrt(a * a + 4 * df) - a)
    low, high = max(0.0, peak - 11), peak + 11
    w = low + (high - low) * (NODES[0] + 1) / 2
    height = df * math.log(peak) + a * peak - peak * peak / 2
    area = (high - low) / 2 * float(NODES[1] @ np.exp(df * np.log(w) + a * w - w * w / 2 - height))
    return height + math.log(area) - nc * nc / 2 - (df - 1) / 2 * math.log(2) - math.lgamma((df + 1) / 2)


def ratio_by_kummer(t, n, effect):
    """The same at 40 digits, as a sum of Kummer's functions or one of Tricomi's (Abramowitz & Stegun 13.2)."""
    t, df = mp.mpf(t), mp.mpf(n - 1)
    nc = mp.mpf(effect) * mp.sqrt(n)
    a = nc * t / mp.sqrt(df + t * t)
    x, half = a * a / 2, (df + 1) / 2
    if a < 0:
        return mp.exp(-nc * nc / 2) * mp.gamma(df + 1) / (2**df * mp.gamma(half)) * mp.hyperu(half, 0.5, x)
    odd = mp.sqrt(2) * a * mp.gamma(half + 0.5) / mp.gamma(half) * mp.hyp1f1(half + 0.5, 1.5, x)
    return mp.exp(-nc * nc / 2) * (mp.hyp1f1(half, 0.5, x) + odd)


def check_evidence():
    """Two ways to one number, before any is believed."""
    mp.mp.dps = 40
    for t, n, effect in itertools.product((-30, -3.3, -0.2, 0, 1.7, 6, 40), (8, 13, 32), (0.5, 1, 4)):
        other = ratio_by_kummer(t, n, effect)
        assert abs(log_ratio(t, n, effect) - mp.log(other)) < 1e-11 * max(1, abs(mp.log(other))), (t, n, effect)


@functools.lru_cache(maxsize=None)
def log_e_value(t, n, smallest):
    return float(special.logsumexp([log_ratio(t, n, weight * smallest) for weight in WEIGHTS])) - math.log(len(WEIGHTS))


def e_value(t, n, smallest):
    return math.exp(log_e_value(t, n, smallest))


def ratio_at_smallest(t, n, smallest):
    return math.exp(log_ratio(t, n, smallest))


@functools.lru_cache(maxsize=None)
def critical_t(level, n, smallest):
    """The t statistic whose e-value is 1 / level; None where none is."""
    short = lambda t: log_e_value(t, n, smallest) + math.log(level)
    return None if short(1e6) < 0 else optimize.brentq(short, -20, 50 if short(50) > 0 else 1e6, xtol=1e-13, rtol=1e-14, maxiter=500)


# ---------------------------------------------------------------------------------------------------------------------
# What else is known of one number a seed.


def moments(values):
    mean = math.fsum(values) / len(values)
    return mean, math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1))


def t_about(values, threshold):
    mean, sd = moments(values)
    return (mean - threshold) / (sd / math.sqrt(len(values)))


def sign_flip(values):
    """Share of the 2^n patterns of signs whose sum reaches that of the values: by halves, where all are too many; ties count."""
    slack = 1e-9 * sum(map(abs, values))

    def sums(half):
        return np.array([0.0]) if not half else np.concatenate([sums(half[1:]) + half[0], sums(half[1:]) - half[0]])

    left, right = sums(values[: len(values) // 2]), np.sort(sums(values[len(values) // 2 :]))
    reached = len(right) - np.searchsorted(right, sum(values) - slack - left, side="left")
    return float(reached.sum()) / 2.0 ** len(values)


def page(rows):
    """Page's L and the exact share of orders within seeds that reach it, each row's own ranks with their ties being permuted."""
    ranks = [stats.rankdata(row) for row in rows]
    levels = np.arange(1, len(rows[0]) + 1)
    observed = sum(float(levels @ row) for row in ranks)
    chance = {0.0: 1.0}
    for row in ranks:
        orders = collections.Counter(float(levels @ np.array(order)) for order in itertools.permutations(row))
        total, after = sum(orders.values()), collections.defaultdict(float)
        for so_far, p in chance.items():
            for value, count in orders.items():
                after[so_far + value] += p * count / total
        chance = after
    p_value = math.fsum(p for value, p in chance.items() if value >= observed - 1e-9)
    if all(len(set(row)) == len(row) for row in rows):  # SciPy knows no ties
        known = stats.page_trend_test(np.array(rows), predicted_ranks=levels, method="exact")
        assert known.statistic == observed and abs(known.pvalue - p_value) < 1e-12
    return observed, p_value


def noncentral_tail(t, df, nc):
    """P(T > t), by the law of the chi variable under the root."""
    middle = math.sqrt(df)
    constant = math.log(2) * (1 - df / 2) - math.lgamma(df / 2)
    density = lambda w: special.ndtr(nc - t * w / middle) * math.exp(constant + (df - 1) * math.log(w) - w * w / 2) if w > 0 else 0.0
    ends = (max(0.0, middle - 12), middle + 12)
    cuts = [nc * middle / t] if t != 0 and ends[0] < nc * middle / t < ends[1] else None
    return integrate.quad(density, *ends, points=cuts, epsabs=1e-15, epsrel=1e-13, limit=500)[0]


def standardised_interval(values, confidence):
    """Cumming & Finch: the effects at which the t statistic about 0 is in neither tail."""
    n, t = len(values), t_about(values, 0)
    reach = 10 + abs(t) * 1.5

    def end(tail):
        root = optimize.brentq(lambda nc: noncentral_tail(t, n - 1, nc) - tail, t - reach, t + reach, xtol=1e-13, rtol=1e-14)
        return root / math.sqrt(n)

    return end((1 - confidence) / 2), end((1 + confidence) / 2)


def share_interval(successes, n, confidence):
    """Clopper & Pearson."""
    tail = (1 - confidence) / 2
    low = 0.0 if successes == 0 else stats.beta.ppf(tail, successes, n - successes + 1)
    return float(low), 1.0 if successes == n else float(stats.beta.isf(tail, successes + 1, n - successes))


def welch_interval(ours, theirs, confidence):
    """Of the difference of two means, each given as mean, SD and count. SciPy's own test of its ends must find the error that is left."""
    (mean, sd, n), (other_mean, other_sd, m) = ours, theirs
    squares = sd**2 / n, other_sd**2 / m
    df = sum(squares) ** 2 / (squares[0] ** 2 / (n - 1) + squares[1] ** 2 / (m - 1))
    difference, reach = mean - other_mean, float(stats.t.isf((1 - confidence) / 2, df)) * math.sqrt(sum(squares))
    for end in (difference - reach, difference + reach):
        known = stats.ttest_ind_from_stats(mean - end, sd, n, other_mean, other_sd, m, equal_var=False)
        assert abs(known.pvalue - (1 - confidence)) < 1e-9
    return difference, difference - reach, difference + reach


# ---------------------------------------------------------------------------------------------------------------------
# Rules at one look. Each gives tests, evidence, whether it is shown, refuted or given up, and whether all but its effect holds (`rest`).


class Question:
    """Does the mean lie beyond a threshold, in a direction: both sides of the evidence at n seeds."""

    def __init__(self, values, threshold, sign, design):
        self.statistic = t_about(values, threshold)
        n, smallest = len(values), design["smallestEffect"]
        self.e = e_value(sign * self.statistic, n, smallest)
        self.against = e_value(-sign * self.statistic, n, smallest)
        self.ratio = ratio_at_smallest(sign * self.statistic, n, smallest)
        self.ratio_short = ratio_at_smallest(-sign * self.statistic, n, smallest)
        self.given_up = max(self.ratio, self.ratio_short) <= design["beta"]

    def test(self):
        return {"statistic": self.statistic, "pValue": min(1.0, 1 / self.e)}


def existence_look(values, rule, levels, threshold, sign):
    """Tests, the evidence and what it comes to (B1)."""
    alpha, refuting = levels
    question = Question(values, threshold, sign, rule["design"])
    suffices = question.e >= 1 / alpha
    flip = sign_flip([sign * value for value in values]) if suffices else None
    evidence = {"eValue": question.e, "against": question.against, "ratioAtSmallestEffect": question.ratio}
    tests = [question.test(), {"statistic": None, "pValue": flip}]
    return tests, evidence, suffices and flip <= alpha, question.against >= 1 / refuting, question.given_up


def look_of_existence(rows, rule, levels):
    sign = 1 if rule["direction"] == "greater" else -1
    tests, evidence, shown, refuted, given_up = existence_look(rows, rule, levels, rule["threshold"], sign)
    return {"tests": tests, "evidence": [evidence], "shown": shown, "refuted": refuted, "givenUp": given_up, "rest": True}


def look_of_equivalence(rows, rule, levels):
    """Above -margin and below +margin, both shown; beyond either, refuted; nothing is given up (B3)."""
    alpha, refuting = levels
    margin, design = rule["margin"], rule["design"]
    above, below = Question(rows, -margin, 1, design), Question(rows, margin, -1, design)
    mean = moments(rows)[0]
    # Only a mean beyond a margin speaks of lying there; else 1 is reported.
    against = below.against if mean > margin else above.against if mean < -margin else 1.0
    e = min(above.e, below.e)
    return {
        "tests": [above.test(), below.test()],
        "evidence": [{"eValue": e, "against": against, "ratioAtSmallestEffect": None}],
        "shown": e >= 1 / alpha,
        "refuted": against >= 1 / refuting,
        "givenUp": False,
        "rest": True,
    }


def look_of_trend(rows, rule, levels):
    """Contrast, Page's L, no reversal, ends (B2)."""
    alpha, refuting = levels
    k, margin = len(rule["levels"]), rule["reversalMargin"]
    contrast = [sum((level - (k - 1) / 2) * value for level, value in enumerate(row)) for row in rows]
    rising, rising_evidence, is_rising, is_falling, no_contrast = existence_look(contrast, rule, levels, 0, 1)
    statistic, p_value = page(rows)
    steps = []
    for level in range(k - 1):
        step = [row[level + 1] - row[level] for row in rows]
        if len(set(step)) == 1:
            raise SystemExit("A step without any spread: this script knows no rule for it.")
        steps.append(Question(step, -margin, 1, rule["design"]))
    ends = [row[-1] - row[0] for row in rows]
    far, far_evidence, is_far, is_near, no_ends = existence_look(ends, rule, levels, rule["endpointThreshold"], 1)
    of_step = lambda step: {"eValue": step.e, "against": step.against, "ratioAtSmallestEffect": None}
    rest = is_rising and p_value <= alpha and all(step.e >= 1 / alpha for step in steps)
    return {
        "tests": [*rising, {"statistic": statistic, "pValue": p_value}, *[step.test() for step in steps], *far],
        "evidence": [rising_evidence, *map(of_step, steps), far_evidence],
        "shown": rest and is_far,
        "refuted": is_falling or is_near or any(step.against >= 1 / refuting for step in steps),
        "givenUp": no_contrast or no_ends,
        "rest": rest,
    }


# Single models: bets that the share beyond is none, a third or two thirds of what is given, as a product over the models (decisions.md B3).
BETS = (mp.mpf(0), mp.mpf(1) / 3, mp.mpf(2) / 3)


def share_evidence(beyond, n, share):
    """That the share of models beyond lies below `share`: k of n beyond. Real numbers of models are asked for seeds that are not there yet."""
    share = mp.mpf(share)
    return mp.fsum(bet**beyond * ((1 - bet * share) / (1 - share)) ** (n - beyond) for bet in BETS) / 3


def share_evidence_against(beyond, n, share):
    return share_evidence(n - beyond, n, 1 - mp.mpf(share))


def share_outcome(beyond, n, rule, levels):
    """Shown, refuted, given up or none of it, after n seeds: given up where neither could come, whatever the seeds that are left show."""
    share, most = rule["shareBelow"], rule["design"]["mostSeeds"]
    is_shown = lambda k, of: share_evidence(k, of, share) >= 1 / mp.mpf(levels[0])
    is_refuted = lambda k, of: share_evidence_against(k, of, share) >= 1 / mp.mpf(levels[1])
    if is_shown(beyond, n):
        return "shown"
    if is_refuted(beyond, n):
        return "refuted"
    left = most - n
    return "givenUp" if left > 0 and not is_shown(beyond, most) and not is_refuted(beyond + left, most) else None


def count_beyond(values, margin):
    return sum(abs(value) > margin for value in values)


def look_of_dispersion(rows, rule, levels):
    n, beyond = len(rows), count_beyond(rows, rule["margin"])
    e, against = (float(of(beyond, n, rule["shareBelow"])) for of in (share_evidence, share_evidence_against))
    outcome = share_outcome(beyond, n, rule, levels)
    return {
        "tests": [{"statistic": beyond / n, "pValue": min(1.0, 1 / e)}],
        "evidence": [{"eValue": e, "against": against, "ratioAtSmallestEffect": None}],
        **{word: word == outcome for word in ("shown", "refuted", "givenUp")},
        "rest": True,
    }


def share_interval_by_bets(beyond, n, levels):
    """All shares that neither side rejects, each at its level."""

    def least_rejected(k, level):
        if k == n:
            return 1.0
        reached = lambda share: float(mp.log(share_evidence(k, n, share)) + mp.log(level))
        return optimize.brentq(reached, 1e-12, 1 - 1e-12, xtol=1e-15, rtol=1e-14)

    return 1 - least_rejected(n - beyond, levels[1]), least_rejected(beyond, levels[0])


def power_of_dispersion(rule):
    """Of normal values as planned: counts of models beyond are binomial, and are followed from look to look while they are open."""
    design, margin = rule["design"], rule["margin"]
    effect, sd = rule["planned"]["effect"], rule["planned"]["standardDeviation"]
    share = stats.norm.cdf(-margin, effect, sd) + stats.norm.sf(margin, effect, sd)
    levels = rule["alpha"], rule["alpha"] / rule.get("refutable", 1)
    looks = {*range(design["fewestSeeds"], design["mostSeeds"] + 1, design["seedsPerLook"]), design["mostSeeds"]}
    open_counts, shown = np.array([1.0]), 0.0
    for n in range(1, design["mostSeeds"] + 1):
        open_counts = np.append(open_counts * (1 - share), 0) + np.append(0, open_counts * share)
        if n not in looks:
            continue
        for beyond, chance in enumerate(open_counts):
            outcome = share_outcome(beyond, n, rule, levels)
            shown += chance if outcome == "shown" else 0
            open_counts[beyond] = 0 if outcome else chance
    return min(1.0, shown)


LOOKS = {
    "existence": look_of_existence,
    "equivalence": look_of_equivalence,
    "trend": look_of_trend,
    "dispersion": look_of_dispersion,
}


def refutable_in(rule):
    """Questions any one of which could refute a rule (B0)."""
    questions = {"existence": 1, "equivalence": 2, "dispersion": 1}
    return len(rule["levels"]) + 1 if rule["kind"] == "trend" else questions[rule["kind"]]


def effects_in(rows, rule):
    return [row[-1] - row[0] for row in rows] if rule["kind"] == "trend" else rows


def threshold_of(rule):
    return {"existence": "threshold", "equivalence": "margin", "trend": "endpointThreshold", "dispersion": "shareBelow"}[rule["kind"]]


# ---------------------------------------------------------------------------------------------------------------------
# A part: its sequence of looks, and what is said at the one where it stands.


def interval(values, rule, levels):
    """All means that the tests do not reject, each at its level: what refutes the claim on one side, what shows it on the other (B0)."""
    mean, sd = moments(values)
    error, n, smallest = sd / math.sqrt(len(values)), len(values), rule["design"]["smallestEffect"]
    shown, refuted = (critical_t(level, n, smallest) * error for level in levels)
    if rule["kind"] != "equivalence":
        is_less = rule.get("direction") == "less"
        return (mean - refuted, mean + shown) if is_less else (mean - shown, mean + refuted)
    margin = rule["margin"]

    # A mean inside the margin is rejected by what refutes equivalence, one beyond it by what shows it: an end may lie on the margin.
    def lowest(centre):
        return centre - shown if centre - shown <= -margin else max(centre - refuted, -margin)

    return lowest(mean), -lowest(-mean)


def power(rule):
    """Chance that the evidence is there at the last look, at the planned effect and spread (for a trend: of its ends)."""
    if rule["kind"] == "dispersion":
        return power_of_dispersion(rule)
    n, smallest = rule["design"]["mostSeeds"], rule["design"]["smallestEffect"]
    effect, sd = rule["planned"]["effect"], rule["planned"]["standardDeviation"]
    bar = critical_t(rule["alpha"], n, smallest)
    chance = lambda beyond: noncentral_tail(bar, n - 1, beyond / sd * math.sqrt(n))
    if rule["kind"] == "equivalence":
        return max(0.0, chance(rule["margin"] - effect) + chance(rule["margin"] + effect) - 1)
    beyond = effect - rule[threshold_of(rule)]
    return chance(-beyond if rule.get("direction") == "less" else beyond)


def seeds_needed(values, rule):
    """Seeds in all at which the evidence would suffice if mean and SD stay as they are (B0); of a trend for its ends."""
    mean, sd = moments(values)
    log_e = lambda n: log_e_value(beyond / sd * math.sqrt(n), n, rule["design"]["smallestEffect"])
    if rule["kind"] == "dispersion":
        share, beyond, fewest = count_beyond(values, rule["margin"]) / len(values), 1, 1
        log_e = lambda n: float(mp.log(share_evidence(share * n, n, rule["shareBelow"])))
    elif rule["kind"] == "equivalence":
        beyond, fewest = rule["margin"] - abs(mean), 1
    else:
        beyond = (mean - rule[threshold_of(rule)]) * (-1 if rule.get("direction") == "less" else 1)
        fewest = math.ceil(math.log2(1 / rule["alpha"]))  # with fewer no pattern of signs is rare enough
    suffices = lambda n: log_e(n) >= -math.log(rule["alpha"])
    # More than 10,000 are never suggested; and the evidence for an effect that is there only rises.
    high = next((n for n in [*(2**power for power in range(1, 14)), 10_000] if suffices(n)), None) if beyond > 0 else None
    if high is None:
        return None
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if suffices(middle) else (middle, high)
    return max(high, fewest, rule["design"]["fewestSeeds"])


def decision_of(rule, rows):
    """The whole of a decision, from the rule and the values of its seeds."""
    design = rule.get("design", {"kind": "fixed"})
    if design["kind"] != "sequential" or design["evidence"] != "t-mixture" or rule["kind"] not in LOOKS:
        raise SystemExit(
            "This script recomputes reports of the quick profile: sequential rules by t-mixture about means and trends, and of single models. Rules of"
            f" patterns, as in the standard profile, it does not know: {rule}"
        )
    levels = rule["alpha"], rule["alpha"] / rule.get("refutable", refutable_in(rule))
    fewest, most = design["fewestSeeds"], design["mostSeeds"]
    looks = sorted({*range(fewest, most + 1, design["seedsPerLook"]), most})
    for look, n in enumerate(looks, 1):
        found = LOOKS[rule["kind"]](rows[:n], rule, levels)
        stopped = [word for word in ("shown", "refuted", "givenUp") if found[word]]
        if stopped or n == most or looks[look] > len(rows):
            break
    ends = {"shown": "evidence-for", "refuted": "evidence-against", "givenUp": "given-up"}
    if stopped or n == most:
        end = {"isDecided": True, "stoppedBy": ends[stopped[0]] if stopped else "maximum"}
    else:  # of a claim that waits for another, or of a run that is not whole
        end = {"isDecided": False, "nextLookAt": looks[look], "moreSeedsAtMost": most - n}
    outcome = {"shown": "reproduced", "refuted": "not-reproduced"}.get(stopped[0] if stopped else "", "inconclusive")
    ended = outcome, n, {**end, "look": look, "fewestSeeds": fewest, "mostSeeds": most}
    if rule["kind"] == "dispersion":
        return decision_of_dispersion(rule, rows[:n], levels, found, ended)
    values = effects_in(rows[:n], rule)
    mean, sd = moments(values)
    low, high = interval(values, rule, levels)
    confidence = 1 - sum(levels)
    sign = -1 if rule.get("direction") == "less" else 1
    in_direction = sum(sign * value > 0 for value in values)
    share = share_interval(in_direction, n, confidence)
    spread = standardised_interval(values, confidence)
    decision = {
        "outcome": outcome,
        "effect": {"estimate": mean, "low": low, "high": high, "confidence": confidence, "standardised": mean / sd, "standardDeviation": sd},
        "tests": found["tests"],
        "seeds": n,
        "alpha": rule["alpha"],
        "power": power(rule),
        "estimates": {
            "standardised": {"estimate": mean / sd, "low": spread[0], "high": spread[1]},
            "inDirection": {"seeds": in_direction, "of": n, "low": share[0], "high": share[1]},
        },
        "sequence": {
            **end,
            "look": look,
            "fewestSeeds": fewest,
            "mostSeeds": most,
            "eValue": min(one["eValue"] for one in found["evidence"]),
            "evidence": found["evidence"],
        },
    }
    if outcome == "inconclusive":
        reach = critical_t(rule["alpha"], n, design["smallestEffect"]) * sd / math.sqrt(n)
        shown = abs(mean) + reach if rule["kind"] == "equivalence" else rule[threshold_of(rule)] + sign * reach
        decision |= {"seedsNeeded": seeds_needed(values, rule) if found["rest"] else None, "smallestShown": shown}
    return decision


def decision_of_dispersion(rule, values, levels, found, ended):
    """Of a share: nothing is said of a mean."""
    outcome, n, sequence = ended
    beyond = count_beyond(values, rule["margin"])
    low, high = share_interval_by_bets(beyond, n, levels)
    ends = {"low": low, "high": high, "confidence": 1 - sum(levels), "standardised": None, "standardDeviation": None}
    decision = {
        "outcome": outcome,
        "effect": {"estimate": beyond / n, **ends},
        "tests": found["tests"],
        "seeds": n,
        "alpha": rule["alpha"],
        "power": power(rule),
        "sequence": {**sequence, "eValue": found["evidence"][0]["eValue"], "evidence": found["evidence"]},
    }
    if outcome == "inconclusive":
        decision |= {"seedsNeeded": seeds_needed(values, rule), "smallestShown": None if high == 1 else high}
    return decision


# ---------------------------------------------------------------------------------------------------------------------
# Verdicts, and what the report says of all of them together.


class Runs:
    """Records by experiment and seed. Remembers what was read of them, so that no more need be kept."""

    def __init__(self, records):
        self.records, self.read = records, {}

    def get(self, experiment, seed, *path):
        value = self.records.get(experiment, {}).get(str(seed))
        for step in path:
            value = None if value is None else value.get(step)
        if value is not None:
            kept = self.read.setdefault(experiment, {}).setdefault(str(seed), {})
            for step in path[:-1]:
                kept = kept.setdefault(step, {})
            kept[path[-1]] = value
        return value


def records_of(ledger, fingerprint):
    """All records of a ledger's folder that were made by the code of the report."""
    records = collections.defaultdict(dict)
    for file in sorted(ledger.glob("*/cohort-*.json")):
        cohort = json.loads(file.read_text())["payload"]
        if cohort["fingerprint"] == fingerprint:
            for record in cohort["records"]:
                records[cohort["experimentHash"]][str(record["seed"])] = record
    return dict(records)


def evaluate(estimand, read):
    """One number of a seed by what is registered."""
    if isinstance(estimand, (int, float)):
        return estimand
    if estimand["kind"] == "measured":
        return read(estimand["arm"], "values", estimand["measurement"], estimand["group"])
    if estimand["kind"] == "final-loss":
        return read(estimand["arm"], "training", estimand["stage"], "finalLoss")
    operands = [evaluate(one, read) for one in estimand["of"]]
    if estimand["kind"] == "minus":
        return operands[0] - operands[1]
    return operands[0] / 2 if estimand["kind"] == "half" else math.fsum(operands) / len(operands)


def verdict_numbers(verdict, registered, runs):
    # In the order of the arms; those registered are without the pictures of handwriting, which a report's hash is of as well.
    experiments, seeds = dict(zip(registered["arms"], verdict["experimentHashes"], strict=True)), verdict["seeds"]

    def read(arm, seed, *path):
        return runs.get(experiments[arm], seed, *path)

    def number(estimand, seed):
        return evaluate(estimand, lambda arm, *path: read(arm, seed, *path))

    numbers = {"parts": [], "gates": [], "context": [], "plots": []}
    declared = {part["name"]: part for part in registered["parts"]}
    for part in verdict["parts"]:
        rows = [[number(one, seed) for one in declared[part["name"]]["estimands"]] for seed in seeds]
        samples = rows if part["rule"]["kind"] == "trend" else [row[0] for row in rows]
        decision = decision_of(part["rule"], samples)
        found = {"decision": decision, "perSeed": [{"values": row} for row in rows], **curve_numbers(part)}
        if "size" in part:
            found["size"] = size_of(part["rule"], samples[: decision["seeds"]], part["size"]["reference"], part["size"]["margin"])
        numbers["parts"].append(found)
    for gate, asked in zip(verdict["gates"], registered["gates"], strict=True):
        mean = math.fsum(number(asked["estimand"], seed) for seed in seeds) / len(seeds)
        numbers["gates"].append({"mean": mean, "passed": mean >= gate["minimum"] if "minimum" in gate else mean <= gate["maximum"]})
    for item in verdict["context"]:
        mean, sd = moments([context_value(item["name"], lambda arm, *path: read(arm, seed, *path)) for seed in seeds])
        numbers["context"].append({"mean": mean, "standardDeviation": sd})
    for plot in verdict["plots"]:
        numbers["plots"].append(plot_numbers(plot, verdict, numbers["parts"], experiments, read))
    first, rule = numbers["parts"][0]["decision"], verdict["parts"][0]["rule"]
    weakest = min(part["decision"]["sequence"]["eValue"] for part in numbers["parts"])
    return numbers | {
        "verdict": word_of(verdict, numbers),
        "effect": {key: first["effect"][key] for key in ("estimate", "low", "high", "standardised")},
        "power": first["power"],
        "threshold": rule[threshold_of(rule)],
        "family": {"pValue": min(1.0, 1 / weakest) if verdict["family"]["role"] == "primary" else None},
    }


def curve_numbers(part):
    """What can be told of an operating curve without a simulation: where it is drawn, and that its rates add up."""
    if "operatingCurve" not in part:
        return {}
    rule = part["rule"]
    sd, smallest = rule["planned"]["standardDeviation"], rule[threshold_of(rule)]
    if rule["kind"] in ("existence", "trend"):
        smallest += (-1 if rule.get("direction") == "less" else 1) * rule["design"]["smallestEffect"] * sd
    smallest = float(f"{smallest:.6g}")
    points = part["operatingCurve"]["points"]
    for point in points:
        rates = point["reproduced"] + point["notReproduced"] + point["inconclusive"]
        assert abs(rates - 1) < 2e-4, f"{part['name']}: rates at {point['effect']} add up to {rates}"
    assert {0, smallest} <= {point["effect"] for point in points}, f"{part['name']}: no rates at 0 or the smallest effect"
    return {"operatingCurve": {"standardDeviation": sd, "mostSeeds": rule["design"]["mostSeeds"], "smallestEffect": smallest}}


# Of the difference from another implementation (decisions.md B8): .01 a side.
SIZE_CONFIDENCE = 0.98


def size_of(rule, rows, reference, margin):
    """How large the effect is beside that of another implementation, over the seeds that decided the part (B8)."""
    effects = effects_in(rows, rule)
    theirs = reference["estimate"], reference["standardDeviation"], reference["seeds"]
    estimate, low, high = welch_interval((*moments(effects), len(effects)), theirs, SIZE_CONFIDENCE)
    if -margin <= low and high <= margin:
        outcome = "equivalent"
    elif low <= 0 <= high:
        outcome = "undecided"
    elif rule["kind"] == "equivalence" or reference["estimate"] == 0:
        outcome = "differs"
    else:
        outcome = "larger" if (low > 0) == (reference["estimate"] > 0) else "smaller"
    return {"outcome": outcome, "difference": {"estimate": estimate, "low": low, "high": high, "confidence": SIZE_CONFIDENCE}}


def planned_chance(part):
    """Of `reproduced` at the planned effect. Of a trend, whose ends alone say too much, the lower bound of what its campaigns came to."""
    rule = part["rule"]
    ends = min(1.0, power(rule))  # by quadrature, which may end a rounding above
    if rule["kind"] != "trend":
        return ends
    (point,) = [one for one in part["operatingCurve"]["points"] if one["effect"] == rule["planned"]["effect"]]
    trials = point["campaigns"]
    # One-sided, .95. Rates are rounded to four places, and fewer campaigns than that are counted back.
    bound = point["reproduced"] if trials is None else share_interval(round(point["reproduced"] * trials), trials, 0.9)[0]
    return min(ends, bound)


def least_power(verdict, verdicts):
    """Failures of all parts added up, with those of what the verdict leans on and of what that leans on (a bound, however they depend)."""
    whole = [verdict]
    for one in whole:
        gate = one["family"]["gate"]
        for claim in [leaned["claim"] for leaned in (*one["assay"], *([] if gate is None else [gate]))]:
            leaned = next(other for other in verdicts if (other["claim"], other["task"]) == (claim, verdict["task"]))
            whole += [] if leaned in whole else [leaned]
    failures = math.fsum(1 - planned_chance(part) for one in whole for part in one["parts"])
    return {"atLeast": max(0.0, 1 - failures), "parts": len(verdict["parts"]), "leansOn": [one["claim"] for one in whole[1:]]}


# Of context and plots the words say what is measured.
CONTEXT = {
    "held-out accuracy of D1QA1": ("values", "before-stage-2/qa/accuracy", "D1QA1"),
    "held-out exact match of D1QA1": ("values", "before-stage-2/qa/exact-match", "D1QA1"),
    "exact match of D6 definitions by their tag": ("values", "after-stage-2/unreliable-tag/exact-match", "D6"),
    "Stage-1 loss (nats)": ("training", "stage 1", "finalLoss"),
}
SINGLE_STAGE = "singleStage", "held-out accuracy of D1QA1"
QUERIES = {"question": "qa", "reliable tag": "reliable-tag", "unreliable tag": "unreliable-tag", "third tag": "third-tag"}
PROBED = {
    "D1 | D2, Stage 1": ("before-stage-2", "D1QA1-D2QA2"),
    "D5 | D6, before": ("before-stage-2", "D5-D6"),
    "D5 | D6, after": ("after-stage-2", "D5-D6"),
    "transfer, before": ("before-stage-2", "transfer"),
    "transfer, after": ("after-stage-2", "transfer"),
}
CURVES = {
    "D5, reliable tag": "stage 2/accuracy of D5 by step",
    "D6, unreliable tag": "stage 2/accuracy of D6 by step",
}


def context_value(name, read):
    arm, _, what = name.partition(": ")
    if (arm, what) == SINGLE_STAGE:
        return read(arm, "values", "after-single-stage/qa/accuracy", "D1QA1")
    if what in CONTEXT:
        return read(arm, *CONTEXT[what])
    return read("base", "values", "before-stage-2/gradient-cosine", name.removeprefix("cosine, "))


def plot_numbers(plot, verdict, parts, arms, read):
    """Dots and lines are those of the parts; curves are as recorded, maps are means over seeds."""
    seeds = verdict["seeds"]
    if plot["kind"] in ("seeds", "levels"):
        index = [part["name"] for part in verdict["parts"]].index(plot["title"])
        rule, found = verdict["parts"][index]["rule"], parts[index]
        if plot["kind"] == "levels":
            return {"seeds": found["perSeed"]}
        effect, margin = found["decision"]["effect"], rule.get("margin")
        series = {"values": [{"value": row["values"][0]} for row in found["perSeed"]], "mean": effect["estimate"]}
        if rule["kind"] == "dispersion":
            # Dots are models, and so is the line among them; what is said of the share has no place on their scale.
            values = [row["values"][0] for row in found["perSeed"]][: found["decision"]["seeds"]]
            effect, series["mean"] = {"low": None, "high": None}, moments(values)[0]
        line = {"threshold": rule["threshold"]} if margin is None else {"band": [-margin, margin]}
        return {"series": [series | {"low": effect["low"], "high": effect["high"]}], **line}
    # Which arm is drawn is said of curves of several; else it is the one that has these numbers.
    drawn = curves if plot["kind"] == "curves" else heatmap
    candidates = [drawn(plot, arm, seeds, read) for arm in arms]
    return min(candidates, key=lambda one: sum(not same for _, _, _, same in compared(one, plot)))


def curves(plot, arm, seeds, read):
    def series(label):
        by_label = (label, "stage 1/loss by epoch") if plot["title"] == "Stage-1 training loss" else (arm, CURVES[label])
        of = lambda seed, axis: read(by_label[0], seed, "curves", by_label[1], axis)
        return {"x": of(seeds[0], "x"), "seeds": [{"values": of(seed, "y")} for seed in seeds]}

    return {"series": [series(one["label"]) for one in plot["series"]]}


def heatmap(plot, arm, seeds, read):
    def cell(row, column):
        if plot["rowAxis"] == "aliases":
            path = f"after-stage-2/{QUERIES[column]}/accuracy", row
        else:
            moment, group = PROBED[column]
            path = f"{moment}/probe-excess/{row}", group
        values = [value for seed in seeds if (value := read(arm, seed, "values", *path)) is not None]
        return math.fsum(values) / len(values) if values else None

    return {"values": [[cell(row, column) for column in plot["columns"]] for row in plot["rows"]]}


def word_of(verdict, numbers):
    """Gates first, then the parts, of which the worst decides (B0, B3, B6)."""
    gate = verdict["family"]["gate"]
    if gate is not None and gate["verdict"] != "reproduced":
        return "not-run"
    if not all(one["passed"] for one in numbers["gates"]) or not all(one["verdict"] == "reproduced" for one in verdict["assay"]):
        return "invalid"
    outcomes = [part["decision"]["outcome"] for part in numbers["parts"]]
    return next((word for word in ("not-reproduced", "inconclusive") if word in outcomes), "reproduced")


def report_numbers(report, registrations, runs):
    """The document with the numbers that are found here, and the counts and sums of its headline."""
    verdicts = []
    for verdict in report["verdicts"]:
        (declaration,) = [one["declaration"] for one in registrations[verdict["claim"]] if one["hash"] == verdict["registration"]["hash"]]
        (test,) = [one for one in declaration["tests"] if (one["task"], one["design"]) == (verdict["task"], verdict["design"])]
        verdicts.append(verdict_numbers(verdict, test, runs))
        if "leastPower" in verdict:
            verdicts[-1]["leastPower"] = least_power(verdict, report["verdicts"])
        check_levels(verdict, test, report)
    apply_holm(report["verdicts"], verdicts)
    for verdict, found in zip(report["verdicts"], verdicts):
        members = [one for one in report["verdicts"] if one["task"] == verdict["task"] and one["family"]["role"] == "primary"]
        found |= {"alpha": verdict["parts"][0]["rule"]["alpha"]}
        found["family"] |= {"members": len(members)}
        if found["verdict"] in ("invalid", "not-run"):
            del found["effect"], found["power"]
    statements = statements_of(report, verdicts)
    tested = sum(row["status"] in ("reproduced", "contradicted", "design-dependent") for row in statements)
    return {"verdicts": verdicts, "coverage": {"tested": tested, "statements": statements}}


def check_levels(verdict, test, report):
    """The rules are those registered, at alpha, or at .05 over the primary claims of the task where that is less (B6)."""
    members = sum(one["task"] == verdict["task"] and one["family"]["role"] == "primary" for one in report["verdicts"])
    questions = sum(refutable_in(part["rule"]) for part in verdict["parts"])
    for part, declared in zip(verdict["parts"], test["parts"], strict=True):
        alpha = declared["rule"]["alpha"]
        if verdict["family"]["role"] == "primary":
            alpha = min(alpha, 0.05 / members)
        assert part["rule"] == declared["rule"] | {"alpha": alpha, "refutable": questions}, f"{verdict['claim']}: not the rule declared"


def apply_holm(verdicts, numbers):
    """Holm over the primary claims of each task (B6): what it does not reject is inconclusive."""
    for task in {verdict["task"] for verdict in verdicts}:
        family = [found for one, found in zip(verdicts, numbers) if one["task"] == task and one["family"]["role"] == "primary"]
        ranked = sorted(family, key=lambda found: found["family"]["pValue"])
        is_open = False
        for rank, found in enumerate(ranked):
            is_open = is_open or found["family"]["pValue"] > 0.05 / (len(ranked) - rank) or found["verdict"] != "reproduced"
            if is_open and found["verdict"] == "reproduced":
                found["verdict"] = "inconclusive"


def statements_of(report, verdicts):
    """How each statement of the paper stands, by the parts that speak to it (promise 19). What tests there are is told by the report."""
    found = {(one["claim"], one["task"], one["design"]): (one, numbers) for one, numbers in zip(report["verdicts"], verdicts)}
    rows = []
    for row in report["coverage"]["statements"]:
        tests = [{"status": status_in_test(row["id"], *found[test["claim"], test["task"], test["design"]])} for test in row["tests"]]
        required = [new["status"] for new, test in zip(tests, row["tests"]) if test["required"]]
        deciding = required or [test["status"] for test in tests]
        decided = {status for status in deciding if status in ("reproduced", "contradicted")}
        if not tests:
            status = "untested"
        elif row["status"] == "exploratory" or (not required and row["reason"] is not None):
            status = row["status"]  # by the form of the paper's claim or of the profile, which no number here decides
        elif decided:
            others = {test["status"] for test in tests if test["status"] in ("reproduced", "contradicted")}
            status = "design-dependent" if len(decided | others) > 1 else decided.pop()
        else:
            status = "undecided" if "undecided" in deciding else "invalid"
        rows.append({"status": status, "tests": tests})
    return rows


def status_in_test(statement, verdict, numbers):
    if numbers["verdict"] == "invalid":
        return "invalid"
    said = []
    for part, found in zip(verdict["parts"], numbers["parts"]):
        if part["bearing"]["statement"] == statement:
            words = {"reproduced": "reproduced", "not-reproduced": "contradicted", "inconclusive": "undecided"}
            if part["bearing"]["prediction"] == "opposed":
                words = {"reproduced": "contradicted", "not-reproduced": "undecided", "inconclusive": "undecided"}
            said.append(words[found["decision"]["outcome"]])
    is_held_back = numbers["verdict"] == "inconclusive" and all(one["decision"]["outcome"] == "reproduced" for one in numbers["parts"])
    return "undecided" if is_held_back else next((word for word in ("contradicted", "undecided") if word in said), "reproduced")


def headline_of(report, numbers):
    """Counts and sums that stand in no field, but in the sentences of report.md and report.html."""
    both = list(zip(report["verdicts"], numbers["verdicts"]))
    reproduced = lambda chosen: [sum(found["verdict"] == "reproduced" for _, found in chosen), len(chosen)]
    statuses = collections.Counter(row["status"] for row in numbers["coverage"]["statements"])
    error = math.fsum(verdict["alpha"] for verdict in report["verdicts"])
    return {
        "findings": reproduced([one for one in both if one[0]["kind"] == "finding"]),
        "harnessChecks": reproduced([one for one in both if one[0]["kind"] == "harness-check"]),
        "required": reproduced([one for one in both if one[0]["required"]]),
        "statements": {"all": len(numbers["coverage"]["statements"]), "tested": numbers["coverage"]["tested"], **statuses},
        "seedsLookedAt": sum(len(verdict["seeds"]) for verdict in report["verdicts"]),
        "seedsIfFixed": sum(verdict["budget"]["fixed"] for verdict in report["verdicts"]),
        # At most: all questions of a claim together have its level, in either direction.
        "falselyReproduced": error,
        "falselyNotReproduced": error,
    }


def drawn_cases(report):
    """Decisions that a report of things as they should be does not hold: rules of each kind on seeds about their thresholds."""
    rng, cases = np.random.default_rng(16), []
    rules = [part["rule"] for verdict in report["verdicts"] for part in verdict["parts"]]
    for kind in sorted({(rule["kind"], rule.get("direction", "")) for rule in rules}):
        rule = next(rule for rule in rules if (rule["kind"], rule.get("direction", "")) == kind)
        threshold, sd, most = rule[threshold_of(rule)], rule["planned"]["standardDeviation"], rule["design"]["mostSeeds"]
        sign = -1 if kind[1] == "less" else 1
        for beyond in (-3, -1.2, -0.8, -0.4, 0, 0, 0.4, 0.6, 0.8, 1.2):
            if kind[0] == "trend":
                rise = (threshold + beyond * sd) * np.linspace(0, 1, len(rule["levels"]))
                samples = rise + rng.normal(0, sd / math.sqrt(2), (most, len(rise)))
            elif kind[0] == "dispersion":
                # Spread from far within the margin to beyond it, so that the share is none, about the bound, and most.
                samples = rng.normal(0, rule["margin"] * 10 ** (beyond / 2 + 0.1), most)
            elif kind[0] == "equivalence":
                # With seeds a margin apart, truths on either side of both margins: also intervals that end on the margin.
                samples = (beyond + 1.2) * threshold + rng.normal(0, threshold * rng.choice([0.6, 1, 1.6]), most)
            else:
                samples = threshold + sign * beyond * sd + rng.normal(0, sd, most)
            samples = np.round(samples, 3).tolist()  # so that there are ties
            decision = decision_of(rule, samples)
            # Of a share no other implementation is asked.
            size = {} if kind[0] == "dispersion" else drawn_size(rule, samples[: decision["seeds"]], rng)
            cases.append({"rule": rule, "samples": samples, "decision": decision, **size})
    return cases


def drawn_size(rule, rows, rng):
    """Beside another implementation that found about the same, more, less, or the other sign."""
    mean, sd = moments(effects_in(rows, rule))
    estimate = round(rng.choice([1, 1, 0.5, 2, -1]) * mean, 4)
    reference = {"estimate": estimate, "standardDeviation": round(sd * rng.choice([0.5, 1]), 4), "seeds": int(rng.choice([2, 8, 32]))}
    margin = round(sd * rng.choice([0.5, 1.5]), 4)
    return {"reference": reference | {"margin": margin}, "size": size_of(rule, rows, reference, margin)}


# ---------------------------------------------------------------------------------------------------------------------
# The comparison.


def leaves(value, path=""):
    """Every leaf with the path to it."""
    if isinstance(value, (dict, list)):
        for key, one in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(one, f"{path}.{key}" if path else str(key))
    else:
        yield path, value


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def difference(mine, theirs):
    """Relative; 0 where both are as good as the same rounding of 0. None where they are no two numbers."""
    if not (is_number(mine) and is_number(theirs)):
        return None
    return 0.0 if abs(mine - theirs) < 1e-13 else abs(mine - theirs) / max(abs(mine), abs(theirs))


def compared(mine, theirs):
    """(path, mine, theirs, whether they agree) of each leaf found here."""
    known = dict(leaves(theirs))
    for path, value in leaves(mine):
        other = known.get(path, "missing")
        apart = difference(value, other)
        yield path, value, other, value == other if apart is None else apart <= TOLERANCE


def main():
    parser = argparse.ArgumentParser(
        description="Recomputes every number of a report of the quick profile. One with rules of patterns (standard, full) is refused."
    )
    parser.add_argument("report", nargs="?", type=pathlib.Path, default=FROZEN / "report.json.gz")
    parser.add_argument("ledger", nargs="?", type=pathlib.Path, default=FROZEN / "runs.json.gz")
    parser.add_argument("--freeze", action="store_true", help="keep it in specs/oracles/frozen-report")
    asked = parser.parse_args()
    check_evidence()
    report = read_json(asked.report)
    records = records_of(asked.ledger, report["environment"]["fingerprint"]) if asked.ledger.is_dir() else read_json(asked.ledger)
    runs = Runs(records)
    numbers = report_numbers(report, json.loads(REGISTRATIONS.read_text()), runs)
    faults = tell(report, numbers)
    if asked.freeze:
        freeze(report, runs, numbers)
    sys.exit(1 if faults else 0)


def read_json(path):
    return json.loads(gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_text())


def tell(report, numbers):
    """The table, and what is wrong."""
    kinds, faults = collections.defaultdict(list), []
    for path, mine, theirs, same in compared(numbers, report):
        if not same:
            faults.append(f"{path}: {theirs} in the report, {mine} here")
        kind = re.sub(r"\.\d+(?=\.|$)", "", path)
        kinds[kind].append(difference(mine, theirs))
    found = {path for path, _ in leaves(numbers)}
    listed = collections.Counter()
    for path, value in leaves(report):
        if not is_number(value) or path in found:
            continue
        reason = next((why for pattern, why in OTHER_NUMBERS if re.fullmatch(pattern, path)), None)
        if reason is None:
            faults.append(f"{path}: {value} is neither recomputed nor listed")
        listed[reason] += 1
    for kind, differences in kinds.items():
        apart = [one for one in differences if one is not None]
        words = f"{max(apart):9.1e}" if apart else "    words"
        print(f"{len(differences):6} {words}  {kind}")
    print("Not recomputed:")
    for reason, count in listed.items():
        print(f"{count:6}            {reason}")
    for fault in faults:
        print("WRONG", fault)
    checked = sum(is_number(value) for _, value in leaves(numbers))
    print(f"{checked} numbers recomputed to {TOLERANCE:g}, {len(faults)} wrong; headline {json.dumps(headline_of(report, numbers))}")
    return faults


def freeze(report, runs, numbers):
    FROZEN.mkdir(exist_ok=True)

    def write(name, value):
        text = json.dumps(value, separators=(",", ":"), sort_keys=name != "report.json.gz").encode()
        (FROZEN / name).write_bytes(gzip.compress(text, mtime=0))
        return hashlib.sha256((FROZEN / name).read_bytes()).hexdigest()

    made = {
        "versions": {"numpy": np.__version__, "scipy": scipy.__version__, "mpmath": mp.__version__},
        "sha256": {"report": write("report.json.gz", report), "runs": write("runs.json.gz", runs.read)},
        "headline": headline_of(report, numbers),
        "otherNumbers": OTHER_NUMBERS,
        "numbers": dict(leaves(numbers)),
        "leastPowers": [least_power(verdict, report["verdicts"]) for verdict in report["verdicts"]],
        "cases": drawn_cases(report),
    }
    write("recomputed.json.gz", made)
    print(f"Kept in {FROZEN}")


if __name__ == "__main__":
    main()
