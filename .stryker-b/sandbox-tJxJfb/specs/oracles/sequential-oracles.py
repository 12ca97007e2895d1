# Makes sequential-oracles.json, the outside values that specs/oracles/sequential.spec.ts compares against:
#   python3 -m venv /tmp/oracles && /tmp/oracles/bin/pip install scipy==1.17.1 mpmath==1.3.0
#   /tmp/oracles/bin/python specs/oracles/sequential-oracles.py > specs/oracles/sequential-oracles.json
#   npx biome format --write specs/oracles/sequential-oracles.json
import json
import warnings

import mpmath as mp
import numpy as np
import scipy
from scipy import integrate, optimize, stats

warnings.simplefilter("ignore")
mp.mp.dps = 40
out = {"scipy": scipy.__version__, "mpmath": mp.__version__}


def log_ratio(t, df, nc):
    """ln of the noncentral over the central t density, by parabolic cylinder functions (Gradshteyn & Ryzhik 3.462.1)."""
    t, df, nc = mp.mpf(t), mp.mpf(df), mp.mpf(nc)
    a = nc * t / mp.sqrt(df + t * t)
    integral = mp.loggamma(df + 1) + a * a / 4 + mp.log(mp.pcfd(-df - 1, -a))
    return integral - nc * nc / 2 - (df - 1) / 2 * mp.log(2) - mp.loggamma((df + 1) / 2)


rows = []
for n in (2, 3, 8, 12, 32, 40):
    for delta in (0.5, 1.0, 2.0, 4.0):
        for t in (-30.0, -4.0, -0.5, 0.0, 0.3, 1.0, 2.5, 6.0, 30.0, 1000.0):
            df, nc = n - 1, delta * np.sqrt(n)
            pdf = stats.nct.logpdf(t, df, nc) - stats.t.logpdf(t, df)
            rows.append({"statistic": t, "degreesOfFreedom": df, "noncentrality": nc, "logRatio": float(log_ratio(t, df, nc)),
                         "scipy": float(pdf) if np.isfinite(pdf) else None})  # SciPy has no value far in a tail
out["ratio"] = rows

rng = np.random.default_rng(11)
out["evidence"] = []
for n, centre in ((8, 0.0), (8, 1.0), (12, 0.5), (20, 1.0), (32, -0.3)):
    d = np.round(rng.normal(centre, 1, n), 3)
    t = stats.ttest_1samp(d, 0).statistic
    above, below = ([float(mp.exp(log_ratio(side * t, n - 1, m * np.sqrt(n)))) for m in (0.5, 1, 2, 4)] for side in (1, -1))
    out["evidence"].append({"differences": d.tolist(), "statistic": t, "above": float(np.mean(above)), "ratioAbove": above[1],
                            "below": float(np.mean(below)), "ratioBelow": below[1]})

out["standardised"] = []
for n, centre in ((5, 0.4), (8, 2.0), (12, 0.0), (20, 1.0), (32, 8.0)):
    d = np.round(rng.normal(centre, 1, n), 3)
    t = stats.ttest_1samp(d, 0).statistic
    for confidence in (0.9, 0.98):
        tail = (1 - confidence) / 2
        ends = [optimize.brentq(lambda nc: f(t, n - 1, nc) - tail, t - 12 - abs(t), t + 12 + abs(t), xtol=1e-13, rtol=1e-14)
                for f in (stats.nct.sf, stats.nct.cdf)]
        out["standardised"].append({"differences": d.tolist(), "confidence": confidence,
                                    "estimate": t / np.sqrt(n), "low": ends[0] / np.sqrt(n), "high": ends[1] / np.sqrt(n)})


def turning(n, level):
    """The t statistic at which the mixture of a half, 1, 2 and 4 SDs reaches 1 / level."""
    log_mixture = lambda t: float(mp.log(mp.fsum(mp.exp(log_ratio(t, n - 1, m * np.sqrt(n))) for m in (0.5, 1, 2, 4)) / 4))
    return optimize.brentq(lambda t: log_mixture(t) + np.log(level), 0, 40, xtol=1e-12)


mp.mp.dps = 20
out["interval"] = []
for n, alpha, refutation in ((8, 0.01, 0.01), (12, 0.05, 0.0125), (20, 0.0056, 0.0028)):
    d = np.round(rng.normal(0.5, 1, n), 3)
    se = d.std(ddof=1) / np.sqrt(n)
    out["interval"].append({"values": d.tolist(), "alpha": alpha, "refutationAlpha": refutation,
                            "low": d.mean() - turning(n, alpha) * se, "high": d.mean() + turning(n, refutation) * se})

out["wilcoxon"] = []
for n in (6, 11, 18):
    d = rng.normal(0.4, 1, n)
    ranks = (np.sign(d) * stats.rankdata(np.abs(d))).tolist()
    out["wilcoxon"].append({"signedRanks": ranks, "pGreater": stats.wilcoxon(d, alternative="greater", method="exact").pvalue})

e = np.exp(rng.normal(1.5, 2.5, 24)).round(3)
out["eBenjaminiHochberg"] = [
    {"eValues": e.tolist(), "rate": rate,
     "found": (stats.false_discovery_control(np.minimum(1, 1 / e), method="bh") <= rate).tolist()}
    for rate in (0.02, 0.1, 0.25)
]

mp.mp.dps = 40
out["signSymmetry"] = []
for n, centre, first in ((6, 1.0, []), (12, 0.4, [0.0, 0.0]), (20, -0.5, []), (9, 2.0, [0.0])):
    d = first + np.round(rng.normal(centre, 1, n), 2).tolist()
    for smallest in (0.5, 1.0, 2.0):
        # The bet on a seed, by sums over the seeds before it (decisions.md B1, "strict"): with one seed's weight on an effect of
        # `smallest` SDs, whose SD is that of the mean square if that were the effect.
        e = mp.mpf(1)
        for i, value in enumerate(d):
            before = [mp.mpf(v) for v in d[:i]]
            if not any(before):
                continue
            variance = mp.fsum(v * v for v in before) / i / (1 + mp.mpf(smallest) ** 2)
            guess = (mp.fsum(before) + smallest * mp.sqrt(variance)) / (i + 1)
            mean = mp.fsum(before) / i
            spread = (mp.fsum((v - mean) ** 2 for v in before) + variance) / i
            e *= 1 + mp.tanh(max(guess, 0) / spread * mp.mpf(value))
        out["signSymmetry"].append({"differences": d, "smallestEffect": smallest, "logEvidence": float(mp.log(e))})

print(json.dumps(out, allow_nan=False))
