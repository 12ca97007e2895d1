# Makes model-pytorch.json: loss and gradients of the residual MLP built from PyTorch's own modules, in double precision,
# for specs/oracles/model.spec.ts.
#   python3 -m venv /tmp/oracles && /tmp/oracles/bin/pip install torch==2.15.0
#   /tmp/oracles/bin/python specs/oracles/model-pytorch.py > specs/oracles/model-pytorch.json
#   npx biome format --write specs/oracles/model-pytorch.json
import json
import platform
import random

import torch
from torch import nn
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)
chance = random.Random(20240)


class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.up = nn.Linear(width, 2 * width)
        self.down = nn.Linear(2 * width, width)

    def forward(self, x):
        return x + self.down(F.gelu(self.up(self.norm(x))))


class ResidualMlp(nn.Module):
    def __init__(self, features, patches, tokens, outputs, width, layers, encoder):
        super().__init__()
        self.patches = patches
        if encoder is not None:
            self.patch_in = nn.Linear(patches["pixels"], encoder["hidden"])
            self.patch_out = nn.Linear(encoder["hidden"], encoder["output"])
            features = patches["count"] * encoder["output"]
        self.input = nn.Linear(features, width)
        self.embedding = nn.Embedding(tokens, width) if tokens > 0 else None
        self.blocks = nn.ModuleList(Block(width) for _ in range(layers))
        self.final_norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, 2 * outputs)

    def forward(self, x, tokens):
        if self.patches is not None:
            x = x.reshape(len(x), self.patches["count"], self.patches["pixels"])
            x = self.patch_out(F.gelu(self.patch_in(x))).flatten(1)
        x = self.input(x)
        if self.embedding is not None:
            x = x + self.embedding(tokens)
        for block in self.blocks:
            x = block(x)
        return self.head(self.final_norm(x)).reshape(len(x), -1, 2)


def our_name(name):
    """PyTorch's name of a parameter in the words of src/models/residual-mlp.ts."""
    if name == "embedding.weight":
        return "embedding"
    name = name.replace("patch_", "patch.").replace("final_norm", "final norm")
    if name.startswith("blocks."):
        _, index, rest = name.split(".", 2)
        name = f"block {int(index) + 1}.{rest}"
    return name.replace("norm.weight", "norm.gain")


def ours(name, tensor):
    """Linear layers of PyTorch hold [out, in]; ours hold [in, out]."""
    linear = name.endswith("weight") and "norm" not in name and name != "embedding.weight"
    return (tensor.T if linear else tensor).reshape(-1).tolist()


def rounded(shape, scale):
    size = 1
    for length in shape:
        size *= length
    return torch.tensor([round(chance.uniform(-scale, scale), 3) for _ in range(size)]).reshape(shape)


def case(features, patches, tokens, outputs, width, layers, encoder, documents):
    model = ResidualMlp(features, patches, tokens, outputs, width, layers, encoder)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            parameter.copy_(rounded(parameter.shape, 0.8) + (1.0 if name.endswith("norm.weight") else 0.0))
    inputs = rounded((documents, features), 1.0)
    token_list = [chance.randrange(tokens) for _ in range(documents)] if tokens > 0 else None
    # Each document asks one output, the last asks all.
    asked = [(row, chance.randrange(outputs), chance.randrange(2)) for row in range(documents - 1)]
    asked += [(documents - 1, output, chance.randrange(2)) for output in range(outputs)]
    rows, places, answers = (torch.tensor(column) for column in zip(*asked))
    logits = model(inputs, None if token_list is None else torch.tensor(token_list))
    loss = F.cross_entropy(logits[rows, places], answers)
    loss.backward()
    return {
        "config": {"kind": "residual-mlp", "width": width, "layers": layers, "patchEncoder": encoder},
        "interface": {"features": features, "patches": patches, "tokens": tokens, "outputs": outputs},
        "inputs": inputs.tolist(),
        "tokens": token_list,
        "asked": [{"row": row, "output": output, "answer": answer} for row, output, answer in asked],
        "parameters": {our_name(name): ours(name, p.detach()) for name, p in model.named_parameters()},
        "logits": logits.detach().reshape(-1).tolist(),
        "loss": loss.item(),
        "gradients": {our_name(name): ours(name, p.grad) for name, p in model.named_parameters()},
    }


print(json.dumps({
    "madeWith": {"torch": torch.__version__, "python": platform.python_version()},
    "symbols": case(6, None, 5, 3, 4, 2, None, 5),
    "pixels": case(9, {"count": 3, "pixels": 3}, 0, 2, 3, 1, {"hidden": 4, "output": 2}, 4),
}))
