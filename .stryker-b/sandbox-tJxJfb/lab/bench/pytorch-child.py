# The child process that times PyTorch on the same work: obeys child-messages.ts. Arguments: threads, device (cpu or cuda), and
# `stacked` (all seeds in one program, batched products) or `single` (one seed, PyTorch's own modules).
# Needs PyTorch and nothing else. Here is the residual MLP; pytorch_decoder.py has the decoder.
import json
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

from pytorch_decoder import SingleDecoder, StackedDecoder, decoder_batch

THREADS, DEVICE, KIND = int(sys.argv[1]), sys.argv[2], sys.argv[3]
MOST_STEPS_OF_A_TRAINING = 2000  # as in child-messages.ts
UNTIMED_STEPS = 3

torch.set_num_threads(THREADS)
torch.set_num_interop_threads(1)
torch.set_flush_denormal(True)  # as TensorFlow does


def read_training(training):
    """Parameters by name [S, ...] and batches, each as the model's `losses` takes it."""
    seeds = training["seeds"]
    with open(training["path"], "rb") as file:
        numbers = torch.frombuffer(bytearray(file.read()), dtype=torch.float32)
    place = 0

    def take(*shape):
        nonlocal place
        size = 1
        for length in shape:
            size *= length
        taken = numbers[place:place + size].reshape(shape).clone()
        place += size
        return taken

    sizes = [torch.Size(entry["shape"]).numel() for entry in training["layout"]]
    rows = take(training["parameterRows"], sum(sizes))
    rows = rows[torch.arange(seeds) % training["parameterRows"]]
    parameters = {
        entry["name"]: part.reshape(seeds, *entry["shape"])
        for entry, part in zip(training["layout"], rows.split(sizes, dim=1))
    }
    batches = []
    for _ in range(training["batches"]):
        arrays = {entry["name"]: take(*entry["shape"]) for entry in training["inputs"]}
        batches.append(BATCHES[training["architecture"]["kind"]](arrays))
    return parameters, batches


def mlp_batch(arrays):
    """features [S, B, F], tokens (one-hot [S, B, Q] for stacked products, which is faster than looking up and its gradient; else
    [S, B]), outputs [S, B], answers [S, B]."""
    tokens = arrays["tokens"] if KIND == "stacked" else arrays["tokens"].argmax(-1)
    asked = arrays["targets"].flatten(2).argmax(-1)
    return arrays["features"], tokens, asked // 2, asked % 2


class StackedMlp(nn.Module):
    """Parameters [S, ...], products in batches."""

    def __init__(self, training, initial, device):
        super().__init__()
        architecture = training["architecture"]
        self.blocks = range(1, architecture["blocks"] + 1)
        self.outputs = architecture["outputs"]
        self.width = training["width"]
        self.initial = initial
        self.weights = {name: nn.Parameter(value.clone().to(device)) for name, value in initial.items()}

    def groups(self, _):
        return [{"params": list(self.weights.values())}]

    def restart(self):
        with torch.no_grad():
            for name, value in self.initial.items():
                self.weights[name].copy_(value)

    def linear(self, name, x):
        return torch.baddbmm(self.weights[name + ".bias"], x, self.weights[name + ".weight"])

    def norm(self, name, x):
        # Not torch.addcmul: its gradient takes three times as long.
        return F.layer_norm(x, (self.width,)) * self.weights[name + ".gain"] + self.weights[name + ".bias"]

    def losses(self, features, tokens, outputs, answers):
        x = torch.baddbmm(self.linear("input", features), tokens, self.weights["embedding"])
        for block in self.blocks:
            hidden = F.gelu(self.linear(f"block {block}.up", self.norm(f"block {block}.norm", x)))
            x = x + self.linear(f"block {block}.down", hidden)
        logits = self.linear("head", self.norm("final norm", x))
        seeds, batch = answers.shape
        logits = logits.reshape(seeds * batch, self.outputs, 2)
        asked = logits.gather(1, outputs.reshape(-1, 1, 1).expand(-1, 1, 2)).squeeze(1)
        return F.cross_entropy(asked, answers.reshape(-1), reduction="none").reshape(seeds, batch).mean(1)


class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.up = nn.Linear(width, 2 * width)
        self.down = nn.Linear(2 * width, width)

    def forward(self, x):
        return x + self.down(F.gelu(self.up(self.norm(x))))


class SingleMlp(nn.Module):
    """One seed, as one would write it in PyTorch."""

    def __init__(self, training, initial, device):
        super().__init__()
        width = training["width"]
        shapes = {name: value.shape[1:] for name, value in initial.items()}
        self.outputs = training["architecture"]["outputs"]
        self.initial = {name: value[0] for name, value in initial.items()}
        self.input = nn.Linear(shapes["input.weight"][0], width)
        self.embedding = nn.Embedding(shapes["embedding"][0], width)
        self.blocks = nn.Sequential(*(Block(width) for _ in range(training["architecture"]["blocks"])))
        self.final_norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, 2 * self.outputs)
        self.restart()
        self.to(device)

    def groups(self, _):
        return [{"params": list(self.parameters())}]

    def restart(self):
        with torch.no_grad():
            for name, parameter in self.named_parameters():
                value = self.initial[our_name(name)]
                if name.endswith("weight") and value.shape[0] != 1 and not name.startswith("embedding"):
                    value = value.T
                parameter.copy_(value.reshape(parameter.shape))

    def losses(self, features, tokens, outputs, answers):
        x = self.blocks(self.input(features[0]) + self.embedding(tokens[0]))
        logits = self.head(self.final_norm(x)).reshape(-1, self.outputs, 2)
        asked = logits.gather(1, outputs[0].reshape(-1, 1, 1).expand(-1, 1, 2)).squeeze(1)
        return F.cross_entropy(asked, answers[0]).reshape(1)


def our_name(name):
    """PyTorch's name of a parameter in the words of src/models/residual-mlp.ts."""
    if name == "embedding.weight":
        return "embedding"
    name = name.replace("final_norm", "final norm")
    if name.startswith("blocks."):
        _, index, rest = name.split(".", 2)
        name = f"block {int(index) + 1}.{rest}"
    return name.replace("norm.weight", "norm.gain")


BATCHES = {"residual-mlp": mlp_batch, "decoder": decoder_batch}
MODELS = {
    ("residual-mlp", "stacked"): StackedMlp,
    ("residual-mlp", "single"): SingleMlp,
    ("decoder", "stacked"): StackedDecoder,
    ("decoder", "single"): SingleDecoder,
}


class Training:
    def __init__(self, training):
        self.training = training
        initial, self.batches = read_training(training)
        self.model = MODELS[training["architecture"]["kind"], KIND](training, initial, DEVICE)
        self.clips = "gradientClip" in training["optimizer"]
        self.taken = None

    def begin(self):
        self.model.restart()
        optimizer = self.training["optimizer"]
        options = {
            "lr": self.training["learningRate"],
            "betas": (optimizer["beta1"], optimizer["beta2"]),
            "eps": optimizer["epsilon"],
            "weight_decay": 0.0,
        }
        groups = self.model.groups(optimizer["weightDecay"])
        try:
            self.optimizer = torch.optim.AdamW(groups, fused=True, **options)
        except (RuntimeError, TypeError):  # older than 2.4: no fused AdamW on a CPU
            self.optimizer = torch.optim.AdamW(groups, **options)
        self.taken = 0

    def steps(self, count):
        kept = []
        for _ in range(count):
            batch = (part.to(DEVICE, non_blocking=True) for part in self.batches[self.taken % len(self.batches)])
            self.taken += 1
            self.optimizer.zero_grad(set_to_none=True)
            losses = self.model.losses(*batch)
            losses.sum().backward()
            if self.clips:
                self.model.clip_gradients()
            self.optimizer.step()
            kept.append(losses.detach())
        values = torch.stack(kept).tolist()
        wait()
        return values

    def losses(self, count):
        self.begin()
        return self.steps(count)

    def run(self, count):
        if self.taken is None or self.taken + count > MOST_STEPS_OF_A_TRAINING:
            self.begin()
            self.steps(UNTIMED_STEPS)
        start = time.perf_counter()
        self.steps(count)
        return time.perf_counter() - start


def wait():
    if DEVICE == "cuda":
        torch.cuda.synchronize()


def best_gigaflops(side):
    products = 4
    matrix = torch.ones(side, side, device=DEVICE)
    product = torch.empty_like(matrix)
    best = 0.0
    for _ in range(8):
        start = time.perf_counter()
        for _ in range(products):
            torch.mm(matrix, matrix, out=product)
        wait()
        best = max(best, products * 2 * side**3 / (time.perf_counter() - start) / 1e9)
    return best


prepared = None


def obey(request):
    global prepared
    if request["do"] == "greet":
        device = torch.cuda.get_device_name() if DEVICE == "cuda" else "the CPU"
        return {"engine": f"PyTorch {torch.__version__}", "device": device}
    if request["do"] == "prepare":
        prepared = None
        prepared = Training(request["training"])
        return {"ready": True}
    if request["do"] == "losses":
        return {"losses": prepared.losses(request["steps"])}
    if request["do"] == "run":
        return {"seconds": prepared.run(request["steps"])}
    return {"gigaflops": best_gigaflops(request["side"])}


for line in sys.stdin:
    try:
        answer = obey(json.loads(line))
    except Exception as error:
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), flush=True)
