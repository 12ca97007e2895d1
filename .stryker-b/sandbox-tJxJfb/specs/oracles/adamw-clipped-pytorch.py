# Makes adamw-clipped-pytorch.json: six steps of PyTorch's AdamW in double precision, with the gradient clipped to a norm
# (clip_grad_norm_) and with two groups of parameters, of which only the first decays, for specs/oracles/adamw-clipped.spec.ts.
#   python3 -m venv /tmp/oracles && /tmp/oracles/bin/pip install torch==2.15.0
#   /tmp/oracles/bin/python specs/oracles/adamw-clipped-pytorch.py > specs/oracles/adamw-clipped-pytorch.json
#   npx biome format --write specs/oracles/adamw-clipped-pytorch.json
import json
import platform

import torch

# Two seeds side by side, each a model of its own: its gradient has its own norm.
STARTS = [[0.5, -1.25, 2.0, 0.0, -0.03125, 1e-3, 0.75], [1.5, 0.25, -2.0, 1.0, 0.5, -0.125, 0.0]]
# By step and seed. Norms lie above and below 1; the first seed's second is tiny.
GRADIENTS = [
    [[0.1, -0.2, 0.3, 0.0, 1.5, 1e-8, -2.0], [0.05, 0.1, -0.1, 0.2, 0.0, 0.3, 0.1]],
    [[1e-3, 4e-3, -3e-3, 1e-3, -1e-3, 2e-3, 0.0], [5.0, -4.0, 3.0, 2.0, -1.0, 0.5, 7.0]],
    [[-0.2, 0.1, 0.6, -2e-3, 0.5, -1e-8, 0.1], [0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3]],
    [[30.0, 0.0, -90.0, 5e-4, -75.0, 3e-8, 10.0], [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]],
    [[0.3, -0.7, 0.2, 1e-3, 0.5, 1e-8, 0.4], [-2.0, 1.0, 0.0, 0.0, 1.0, -1.0, 0.5]],
    [[0.0, 0.1, 0.0, -0.1, 0.0, 0.1, 0.0], [0.6, 0.0, 0.8, 0.0, 0.0, 0.0, 1e-3]],
]
RATES = [0.002, 0.004, 0.006, 0.006, 0.006, 0.006]
# `decayed`: the first so many of each seed's parameters.
CASES = [
    {"gradientClip": 1.0, "weightDecay": 0.0, "decayed": 7},
    {"gradientClip": 0.25, "weightDecay": 0.1, "decayed": 7},
    {"gradientClip": None, "weightDecay": 0.1, "decayed": 4},
    {"gradientClip": 1.0, "weightDecay": 0.3, "decayed": 4},
    {"gradientClip": 1.0, "weightDecay": 0.3, "decayed": 0},
]
BETAS, EPSILON = (0.9, 0.99), 1e-8


def trajectory(case, seed):
    size = case["decayed"]
    start = torch.tensor(STARTS[seed], dtype=torch.float64)
    matrices = start[:size].clone().requires_grad_()
    vectors = start[size:].clone().requires_grad_()
    groups = [{"params": [matrices], "weight_decay": case["weightDecay"]}, {"params": [vectors], "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=1.0, betas=BETAS, eps=EPSILON)
    steps = []
    for rate, gradients in zip(RATES, GRADIENTS):
        gradient = torch.tensor(gradients[seed], dtype=torch.float64)
        matrices.grad, vectors.grad = gradient[:size].clone(), gradient[size:].clone()
        if case["gradientClip"] is not None:
            torch.nn.utils.clip_grad_norm_([matrices, vectors], case["gradientClip"])
        for group in optimizer.param_groups:
            group["lr"] = rate
        optimizer.step()
        steps.append(torch.cat([matrices, vectors]).detach().tolist())
    return steps


def frozen(case):
    by_seed = [trajectory(case, seed) for seed in range(len(STARTS))]
    return {**case, "parametersByStep": [list(seeds) for seeds in zip(*by_seed)]}


print(json.dumps({
    "madeWith": {"torch": torch.__version__, "python": platform.python_version()},
    "starts": STARTS,
    "gradients": GRADIENTS,
    "learningRates": RATES,
    "optimizer": {"beta1": BETAS[0], "beta2": BETAS[1], "epsilon": EPSILON},
    "cases": [frozen(case) for case in CASES],
}))
