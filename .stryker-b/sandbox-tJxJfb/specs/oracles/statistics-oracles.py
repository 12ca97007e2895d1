# Makes statistics-oracles.json, the outside values that specs/oracles/statistics-*.spec.ts compare against:
#   python3 -m venv /tmp/oracles && /tmp/oracles/bin/pip install scipy==1.17.1 scikit-learn==1.9.1 mpmath==1.3.0
#   /tmp/oracles/bin/python specs/oracles/statistics-oracles.py > specs/oracles/statistics-oracles.json
#   npx biome format --write specs/oracles/statistics-oracles.json
import json
import warnings

import mpmath as mp
import numpy as np
import scipy
import sklearn
from scipy import integrate, stats
from sklearn.linear_model import LogisticRegression

warnings.simplefilter("ignore")
mp.mp.dps = 40
out = {"scipy": scipy.__version__, "sklearn": sklearn.__version__, "mpmath": mp.__version__}

out["studentT"] = [
    {"value": v, "df": df, "cdf": stats.t.cdf(v, df), "survival": stats.t.sf(v, df)}
    for df in (1, 2, 5, 9, 30, 200) for v in (-40.0, -3.0, -0.1, 0.0, 0.7, 2.5, 12.0)
]
out["studentTQuantile"] = [
    {"probability": p, "df": df, "quantile": stats.t.ppf(p, df)}
    for df in (1, 2, 5, 9, 30, 200) for p in (0.001, 0.01, 0.05, 0.5, 0.9, 0.975, 0.995)
]


def nct_sf(t, df, nc):
    """P(T > t) at 40 digits: average of Phi(nc - t s) over the density of s = chi / sqrt(df)."""
    t, df, nc = mp.mpf(t), mp.mpf(df), mp.mpf(nc)
    log_c = mp.log(2) + (df / 2) * mp.log(df / 2) - mp.loggamma(df / 2)
    f = lambda s: mp.exp(log_c + (df - 1) * mp.log(s) - df * s * s / 2) * mp.ncdf(nc - t * s) if s > 0 else mp.mpf(0)
    w = 1 / mp.sqrt(2 * df)
    cuts = sorted({mp.mpf(0), mp.mpf(1), *(max(mp.mpf(0), 1 + k * w) for k in (-12, -6, -3, -1, 1, 3, 6, 12, 25)),
                   *([nc / t * m for m in (0.5, 0.9, 1, 1.1, 2)] if t * nc > 0 else [])})
    return mp.quad(f, cuts)


rows = []
for df in (1, 2, 4, 9, 19, 39, 150):
    for nc in (-2.0, 0.0, 0.5, 3.0, 8.0):
        for v in (-3.0, 0.0, 1.5, 2.8, 9.0):
            sf, scipy_cdf = nct_sf(v, df, nc), float(stats.nct.cdf(v, df, nc))
            rows.append({"value": v, "df": df, "noncentrality": nc, "survival": float(sf), "cdf": float(1 - sf),
                         "scipyCdf": scipy_cdf if np.isfinite(scipy_cdf) else None})  # SciPy answers NaN far in a tail
out["noncentralT"] = rows

rng = np.random.default_rng(7)
out["pairedT"] = []
for n in (2, 3, 8, 20):
    d = np.round(rng.normal(0.3, 1, n), 3)
    for threshold in (0.0, 0.25):
        r = stats.ttest_1samp(d, threshold, alternative="greater")
        ci = stats.ttest_1samp(d, threshold).confidence_interval(0.9)
        out["pairedT"].append({"differences": d.tolist(), "threshold": threshold, "statistic": r.statistic,
                               "pGreater": r.pvalue, "low90": ci.low, "high90": ci.high})

out["signFlip"] = []
for d in ([0.5, -0.2, 0.9], np.round(rng.normal(0.4, 1, 10), 1).tolist(), np.round(rng.normal(0.4, 1, 13), 2).tolist(),
          [1.0, 0.0, 2.0, 1.0, 0.0, -1.0]):
    r = stats.permutation_test((np.array(d),), np.sum, permutation_type="samples", alternative="greater", n_resamples=np.inf)
    out["signFlip"].append({"differences": d, "pGreater": r.pvalue})

out["page"] = []
for n, k in ((2, 3), (5, 3), (7, 4), (10, 5), (6, 6), (12, 6)):
    table = np.round(rng.normal(0, 1, (n, k)) + 0.4 * np.arange(k), 3)
    r = stats.page_trend_test(table, method="exact")
    out["page"].append({"rows": table.tolist(), "statistic": r.statistic, "pValue": r.pvalue})
out["pageAsymptotic"] = []
for n, k in ((6, 7), (15, 8)):
    table = np.round(rng.normal(0, 1, (n, k)) + 0.15 * np.arange(k), 6)  # no ties: SciPy's variance ignores them
    r = stats.page_trend_test(table, method="asymptotic")
    out["pageAsymptotic"].append({"rows": table.tolist(), "statistic": r.statistic, "pValue": r.pvalue})

out["clopperPearson"] = []
for k, n in ((0, 10), (1, 10), (5, 10), (10, 10), (3, 8), (37, 200), (12, 20000)):
    for c in (0.9, 0.99, 1 - 2e-6):
        # By beta quantiles; binomtest(k, n).proportion_ci(c, "exact") solves to about 1e-12 only, too coarse near 0.
        tail = (1 - c) / 2
        out["clopperPearson"].append({"successes": k, "trials": n, "confidence": c,
                                      "low": 0.0 if k == 0 else stats.beta.ppf(tail, k, n - k + 1),
                                      "high": 1.0 if k == n else stats.beta.isf(tail, k + 1, n - k)})


def tost_power(effect, sd, margin, alpha, n):
    df = n - 1
    tc = stats.t.ppf(1 - alpha, df)
    reach, shift = margin / sd * np.sqrt(n), effect / sd * np.sqrt(n)
    f = lambda s: np.sqrt(df) * stats.chi.pdf(s * np.sqrt(df), df) * max(
        0.0, stats.norm.cdf(reach - tc * s - shift) - stats.norm.cdf(-reach + tc * s - shift))
    top = min(reach / tc, 1 + 15 / np.sqrt(2 * df))
    cuts = np.linspace(max(0, 1 - 15 / np.sqrt(2 * df)), top, 41) if top > 1 - 15 / np.sqrt(2 * df) else [0, 0]
    return sum(integrate.quad(f, a, b, epsabs=1e-14, epsrel=1e-13)[0] for a, b in zip(cuts[:-1], cuts[1:]))


out["tostPower"] = [
    {"effect": e, "standardDeviation": sd, "margin": 1.0, "alpha": a, "seeds": n, "power": tost_power(e, sd, 1.0, a, n)}
    for e in (0.0, 0.25, -1.0) for sd in (0.5, 1.0, 2.0) for a in (0.05, 0.01) for n in (2, 5, 13, 36, 120)
]
out["tPower"] = [
    {"effect": e, "standardDeviation": 0.8, "threshold": th, "alpha": a, "seeds": n,
     "power": float(nct_sf(stats.t.ppf(1 - a, n - 1), n - 1, (e - th) / 0.8 * np.sqrt(n)))}
    for e in (0.0, 0.5, 1.5) for th in (0.0, 0.2) for a in (0.05, 0.01) for n in (2, 8, 20)
]

n, p = 60, 5
x = np.round(rng.normal(0, 1, (n, p)) @ (np.eye(p) + 0.4), 3)
logits = x[:, 0] - 0.7 * x[:, 1] + 0.3
labelings = [(rng.random(n) < 1 / (1 + np.exp(-logits))).astype(int), (x[:, 0] > 0).astype(int), rng.integers(0, 2, n)]
fits = []
for lam in (0.01, 1.0, 25.0):
    for index, y in enumerate(labelings):
        m = LogisticRegression(C=1 / lam, tol=1e-12, max_iter=1000, solver="newton-cholesky").fit(x, y)
        fits.append({"lambda": lam, "labeling": index, "weights": m.coef_[0].tolist(), "intercept": m.intercept_[0]})
out["logistic"] = {"features": x.ravel().tolist(), "rows": n, "columns": p,
                   "labels": [y.tolist() for y in labelings], "fits": fits}

print(json.dumps(out, allow_nan=False))
