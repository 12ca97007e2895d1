# Makes adamw-pytorch.json: five steps of PyTorch's AdamW in double precision, for specs/oracles/adamw.spec.ts.
#   python3 -m venv /tmp/oracles && /tmp/oracles/bin/pip install torch==2.15.0
#   /tmp/oracles/bin/python specs/oracles/adamw-pytorch.py > specs/oracles/adamw-pytorch.json
#   npx biome format --write specs/oracles/adamw-pytorch.json
import json
import platform

import torch

START = [0.5, -1.25, 2.0, 0.0, -0.03125, 1e-3]
# One gradient a step; the last number of each is tiny, so that epsilon matters.
GRADIENTS = [
    [0.1, -0.2, 0.3, 0.0, 1.5, 1e-8],
    [0.05, 0.4, -0.3, 1e-3, -1.25, 2e-8],
    [-0.2, 0.1, 0.6, -2e-3, 1.0, -1e-8],
    [0.0, 0.0, -0.9, 5e-4, -0.75, 3e-8],
    [0.3, -0.7, 0.2, 1e-3, 0.5, 1e-8],
]
CASES = [
    {"learningRates": [0.01] * 5, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "weightDecay": 0.0},
    {"learningRates": [0.01] * 5, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "weightDecay": 0.1},
    {"learningRates": [0.002, 0.004, 0.006, 0.006, 0.006], "beta1": 0.8, "beta2": 0.95, "epsilon": 1e-4, "weightDecay": 0.1},
]


def trajectory(case):
    parameter = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.AdamW([parameter], lr=1.0, betas=(case["beta1"], case["beta2"]), eps=case["epsilon"],
                                  weight_decay=case["weightDecay"])
    steps = []
    for rate, gradient in zip(case["learningRates"], GRADIENTS):
        optimizer.param_groups[0]["lr"] = rate
        parameter.grad = torch.tensor(gradient, dtype=torch.float64)
        optimizer.step()
        steps.append(parameter.detach().tolist())
    return {**case, "parametersByStep": steps}


print(json.dumps({
    "madeWith": {"torch": torch.__version__, "python": platform.python_version()},
    "start": START,
    "gradients": GRADIENTS,
    "cases": [trajectory(case) for case in CASES],
}))
