# Makes drift-oracles.json, the outside values that specs/oracles/drift.spec.ts compares against:
#   python3 -m venv /tmp/oracles && /tmp/oracles/bin/pip install scipy==1.17.1
#   /tmp/oracles/bin/python specs/oracles/drift-oracles.py > specs/oracles/drift-oracles.json
#   npx biome format --write specs/oracles/drift-oracles.json
import json

import numpy as np
import scipy
from scipy import special, stats

rng = np.random.default_rng(7)
out = {"scipy": scipy.__version__}


def log_mixture(t, df, precision, shifts):
    """ln of the mean ratio of noncentral to central t densities over shifts up and down."""
    logs = [stats.nct.logpdf(t, df, sign * s * precision) - stats.t.logpdf(t, df) for s in shifts for sign in (1, -1)]
    return special.logsumexp(logs) - np.log(len(logs))


out["twoSample"] = []
for n, m, shift in ((40, 8, 0.0), (40, 8, 1.5), (20, 16, -1.0), (12, 1, 2.0), (5, 30, 0.5), (40, 24, -1.2)):
    golden = np.round(rng.normal(0.6, 0.05, n), 4)
    fresh = np.round(rng.normal(0.6 + 0.05 * shift, 0.05, m), 4)
    rows = []
    for k in range(1, m + 1):
        df, precision = n + k - 2, np.sqrt(n * k / (n + k))
        if k == 1:
            t = (fresh[0] - golden.mean()) / golden.std(ddof=1) * precision
        else:
            t = stats.ttest_ind(fresh[:k], golden, equal_var=True).statistic
        rows.append({"statistic": float(t), "log": float(log_mixture(t, df, precision, (1, 2)))})
    out["twoSample"].append({"golden": golden.tolist(), "fresh": fresh.tolist(), "shifts": [1, 2], "after": rows})

out["paired"] = []
for n, shift in ((8, 0.0), (16, 0.8), (40, -0.4), (3, 1.0)):
    golden = np.round(rng.normal(2.0, 0.3, n), 4)
    now = np.round(golden + rng.normal(0.1 * shift, 0.1, n), 4)
    t = stats.ttest_rel(now, golden).statistic
    shifts = [np.sqrt(0.5), np.sqrt(2), 2 * np.sqrt(2)]
    out["paired"].append({"golden": golden.tolist(), "now": now.tolist(), "shifts": shifts, "statistic": float(t),
                          "log": float(log_mixture(t, n - 1, np.sqrt(n), shifts))})

out["welch"] = []
for n, m, shift, spread, margin in ((40, 8, 0.1, 1.0, 0.6), (20, 40, -0.3, 2.0, 0.5), (40, 200, 0.0, 0.5, 0.5), (6, 5, 0.2, 3.0, 2.0), (40, 60, 0.1, 1.0, 1.0)):
    golden = np.round(rng.normal(1.0, 1.0, n), 3)
    fresh = np.round(rng.normal(1.0 + shift, spread, m), 3)
    above = stats.ttest_ind(fresh + margin, golden, equal_var=False, alternative="greater").pvalue
    below = stats.ttest_ind(fresh - margin, golden, equal_var=False, alternative="less").pvalue
    interval = stats.ttest_ind(fresh, golden, equal_var=False).confidence_interval(0.95)
    out["welch"].append({"golden": golden.tolist(), "fresh": fresh.tolist(), "margin": margin, "level": 0.025,
                         "pValue": float(max(above, below)), "low": float(interval.low), "high": float(interval.high),
                         "pUp": float(stats.ttest_ind(fresh, golden, equal_var=False, alternative="greater").pvalue),
                         "pDown": float(stats.ttest_ind(fresh, golden, equal_var=False, alternative="less").pvalue)})

out["pairedEquivalence"] = []
for n, shift, margin in ((8, 0.1, 0.5), (20, -0.2, 0.3)):
    golden = np.round(rng.normal(0.0, 1.0, n), 3)
    now = np.round(golden + rng.normal(shift, 0.3, n), 3)
    above = stats.ttest_rel(now + margin, golden, alternative="greater").pvalue
    below = stats.ttest_rel(now - margin, golden, alternative="less").pvalue
    interval = stats.ttest_rel(now, golden).confidence_interval(0.95)
    out["pairedEquivalence"].append({"golden": golden.tolist(), "now": now.tolist(), "margin": margin, "level": 0.025,
                                     "pValue": float(max(above, below)), "low": float(interval.low), "high": float(interval.high),
                                     "pUp": float(stats.ttest_rel(now, golden, alternative="greater").pvalue)})

# Counts under shares drawn from Beta(1/2, 1/2) over their best common share, by the beta function; and Fisher's exact test.
out["differing"] = []
for n, m, k in ((40, 1, 1), (40, 8, 0), (40, 8, 2), (20, 16, 3), (40, 4, 4), (40, 24, 12)):
    golden = special.betaln(0.5, n + 0.5) - special.betaln(0.5, 0.5)
    fresh = special.betaln(k + 0.5, m - k + 0.5) - special.betaln(0.5, 0.5)
    common = k * np.log(k / (n + m)) + (n + m - k) * np.log1p(-k / (n + m)) if k else 0.0
    out["differing"].append({"golden": n, "fresh": m, "differing": k, "log": float(golden + fresh - common),
                             "fisher": float(stats.fisher_exact([[k, m - k], [0, n]], alternative="greater").pvalue)})

print(json.dumps(out, allow_nan=False))
