# Makes adafactor-transformers.json: ten steps of transformers' Adafactor with a learning rate from outside (as its Trainer's `adafactor`) in
# double precision, on a matrix, on another one that is two matrices one below the other, and on a vector, with and without weight decay, for
# specs/oracles/adafactor.spec.ts.
#   python3 -m venv /tmp/oracles && /tmp/oracles/bin/pip install torch==2.15.0 transformers==5.24.0
#   /tmp/oracles/bin/python specs/oracles/adafactor-transformers.py > specs/oracles/adafactor-transformers.json
#   npx biome format --write specs/oracles/adafactor-transformers.json
import json
import platform

import torch
import transformers
from transformers import Adafactor

SHAPES = {"matrix": [(3, 4)], "two": [(2, 3), (4, 3)], "vector": [(5,)]}
RATES = [0.01, 0.02, 0.03, 0.03, 0.025, 0.02, 0.015, 0.01, 0.005, 0.002]
generator = torch.Generator().manual_seed(17)


def numbers(shape, scale):
    return scale * torch.randn(shape, generator=generator, dtype=torch.float64)


starts = {name: [numbers(shape, 1.0) for shape in shapes] for name, shapes in SHAPES.items()}
# Tiny, usual and huge ones, and a row of zeros in the matrix.
gradients = [
    {name: [numbers(shape, 10.0 ** ((step % 4) - 2)) for shape in shapes] for name, shapes in SHAPES.items()}
    for step in range(len(RATES))
]
for step in gradients:
    step["matrix"][0][1] = 0


def flat(parts):
    return torch.cat([part.detach().reshape(-1) for part in parts]).tolist()


def trajectory(weight_decay):
    parameters = {name: [part.clone().requires_grad_() for part in parts] for name, parts in starts.items()}
    groups = [
        {"params": [*parameters["matrix"], *parameters["two"]], "weight_decay": weight_decay},
        {"params": parameters["vector"], "weight_decay": 0.0},
    ]
    optimizer = Adafactor(groups, lr=1.0, scale_parameter=False, relative_step=False, warmup_init=False)
    steps = []
    for rate, now in zip(RATES, gradients):
        for name, parts in parameters.items():
            for part, gradient in zip(parts, now[name]):
                part.grad = gradient.clone()
        for group in optimizer.param_groups:
            group["lr"] = rate
        optimizer.step()
        steps.append({name: flat(parts) for name, parts in parameters.items()})
    return steps


print(
    json.dumps(
        {
            "made": f"torch {torch.__version__}, transformers {transformers.__version__}, Python {platform.python_version()}",
            "shapes": {name: [list(shape) for shape in shapes] for name, shapes in SHAPES.items()},
            "learningRates": RATES,
            "starts": {name: flat(parts) for name, parts in starts.items()},
            "gradients": [{name: flat(parts) for name, parts in now.items()} for now in gradients],
            "cases": [{"weightDecay": decay, "parametersByStep": trajectory(decay)} for decay in (0.0, 0.2)],
        }
    )
)
