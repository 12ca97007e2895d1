# The decoder of src/models/decoder.ts in PyTorch, for pytorch-child.py: `StackedDecoder` has the parameters of all seeds in one
# program, `SingleDecoder` is one seed's as one would write it. Learned positions, one block after another, no dropout.
# Axes: S seeds, B documents, T positions, D width, V words, Q asked rows, R = B T rows.
import functools
import math
import time

import torch
from torch import nn
from torch.nn import functional as F

RMS_EPSILON = 1e-6


def decoder_batch(arrays):
    """tokens [S, B, T], asked [S, Q]: numbers of rows, answers [S, Q]."""
    return tuple(arrays[name].long() for name in ("tokens", "asked", "answers"))


def sdpa(projected, documents, heads):
    """Queries, keys and values beside each other [documents T, 3 D] -> [documents T, D]; so are those below."""
    rows, triple = projected.shape
    parts = projected.view(documents, -1, 3, heads, triple // 3 // heads).permute(2, 0, 3, 1, 4)
    mixed = F.scaled_dot_product_attention(*parts.unbind(0), is_causal=True)
    return mixed.transpose(1, 2).reshape(rows, triple // 3)


def heads_last(projected, documents, heads):
    """Products of numbers: batched products of such small matrices are slow."""
    rows, triple = projected.shape
    size = triple // 3 // heads
    queries, keys, values = projected.view(documents, -1, 3, heads, size).unbind(2)  # [documents, T, heads, size]
    scores = (queries.unsqueeze(2) * keys.unsqueeze(1)).sum(-1) * size**-0.5
    weights = (scores + causal_mask(scores.shape[1], scores.device)[:, :, None]).softmax(2)
    return (weights.unsqueeze(-1) * values.unsqueeze(1)).sum(2).reshape(rows, triple // 3)


def documents_last(projected, documents, heads):
    """Likewise, in long vectors."""
    rows, triple = projected.shape
    size = triple // 3 // heads
    parts = projected.view(documents, -1, 3, heads, size).permute(2, 3, 1, 4, 0)
    queries, keys, values = (part.contiguous() for part in parts.unbind(0))  # [heads, T, size, documents]
    scores = (queries.unsqueeze(2) * keys.unsqueeze(1)).sum(3) * size**-0.5
    weights = (scores + causal_mask(scores.shape[1], scores.device)[:, :, None]).softmax(2)
    mixed = (weights.unsqueeze(3) * values.unsqueeze(1)).sum(2)
    return mixed.permute(3, 1, 0, 2).reshape(rows, triple // 3)


@functools.cache
def causal_mask(length, device):
    return torch.full((length, length), float("-inf"), device=device).triu(1)


def fastest_attention(training, device):
    """Which of the three takes least time here, forward and back."""
    (seeds, documents, length), config = training["inputs"][0]["shape"], training["architecture"]
    projected = torch.randn(seeds * documents * length, 3 * config["width"], device=device, requires_grad=True)
    slopes = torch.ones(projected.shape[0], config["width"], device=device)
    best = {}
    for _ in range(12):
        for form in (sdpa, heads_last, documents_last):
            start = time.perf_counter()
            for _ in range(4):
                form(projected, seeds * documents, config["heads"]).backward(slopes)
            float(projected.grad[0, 0])
            best[form] = min(best.get(form, math.inf), time.perf_counter() - start)
    return min(best, key=best.get)


class StackedDecoder(nn.Module):
    """Parameters [S, ...], products in batches. They lie in one leaf [S, P], or in two where weight decay is for the first alone, so
    that clipping and AdamW are few calls."""

    def __init__(self, training, initial, device):
        super().__init__()
        self.config, self.seeds = training["architecture"], training["seeds"]
        self.clip = training["optimizer"].get("gradientClip")
        self.shapes = [(entry["name"], entry["shape"]) for entry in training["layout"]]
        self.sizes = [math.prod(shape) for _, shape in self.shapes]
        decayed = training["decayed"] if training["optimizer"]["weightDecay"] > 0 else sum(self.sizes)
        self.matrices = next(count for count in range(len(self.sizes) + 1) if sum(self.sizes[:count]) == decayed)
        flat = torch.cat([initial[name].reshape(self.seeds, -1) for name, _ in self.shapes], 1)
        self.initial = [part for part in flat.split([decayed, flat.shape[1] - decayed], 1) if part.shape[1] > 0]
        self.parts = nn.ParameterList(nn.Parameter(part.clone().to(device)) for part in self.initial)
        words = initial["embedding"].shape[1]
        self.attention = fastest_attention(training, device)
        self.words_before = (torch.arange(self.seeds, device=device) * words).reshape(-1, 1, 1)

    def groups(self, decay):
        return [{"params": [part], "weight_decay": decay if place == 0 else 0.0} for place, part in enumerate(self.parts)]

    def restart(self):
        with torch.no_grad():
            for part, value in zip(self.parts, self.initial):
                part.copy_(value)

    def clip_gradients(self):
        gradients = [part.grad for part in self.parts]
        sizes = [torch.linalg.vector_norm(gradient, dim=1, keepdim=True) for gradient in gradients]
        size = sizes[0] if len(sizes) == 1 else torch.linalg.vector_norm(torch.cat(sizes, 1), dim=1, keepdim=True)
        factor = (self.clip / (size + 1e-6)).clamp_(max=1.0)
        for gradient in gradients:
            gradient.mul_(factor)

    def weights(self):
        sizes = [self.sizes[: self.matrices], self.sizes[self.matrices :]]
        pieces = [piece for part, own in zip(self.parts, sizes) for piece in part.split(own, 1)]
        return {name: piece.view(self.seeds, *shape) for piece, (name, shape) in zip(pieces, self.shapes)}

    def losses(self, tokens, asked, answers):
        seeds, documents, length = tokens.shape
        weights = self.weights()
        width, heads = self.config["width"], self.config["heads"]

        def linear(name, x):
            if self.config["biases"]:
                return torch.baddbmm(weights[name + ".bias"], x, weights[name + ".weight"])
            return torch.bmm(x, weights[name + ".weight"])

        def norm(name, x):
            if self.config["norm"] == "layer":
                return F.layer_norm(x, (width,)) * weights[name + ".gain"] + weights[name + ".bias"]
            return F.rms_norm(x, (width,), eps=RMS_EPSILON) * weights[name + ".gain"]

        table = weights["embedding"]
        x = F.embedding(tokens + self.words_before, table.reshape(-1, width))  # [S, B, T, D]
        x = (x + weights["positions"][:, None, :length]).view(seeds, documents * length, width)
        for block in range(1, self.config["layers"] + 1):
            name = f"block {block}"
            projected = linear(f"{name}.attention.in", norm(f"{name}.attention norm", x))
            mixed = self.attention(projected.view(-1, 3 * width), seeds * documents, heads).view(x.shape)
            if block == self.config["layers"]:
                # The rest of the last block is for those that are asked.
                x, mixed = (every.gather(1, asked.unsqueeze(-1).expand(-1, -1, width)) for every in (x, mixed))
            x = x + linear(f"{name}.attention.out", mixed)
            x = x + linear(f"{name}.mlp.down", F.gelu(linear(f"{name}.mlp.up", norm(f"{name}.mlp norm", x))))
        x = norm("final norm", x)
        if self.config["tiedOutput"]:
            logits = torch.bmm(x * width**-0.5, table.transpose(1, 2))
        else:
            logits = torch.bmm(x, weights["head"])
        return F.cross_entropy(logits.view(-1, logits.shape[-1]), answers.reshape(-1), reduction="none").view(seeds, -1).mean(1)


class Block(nn.Module):
    def __init__(self, config):
        super().__init__()
        width, biases = config["width"], config["biases"]
        self.heads = config["heads"]
        self.attention_norm = norm_of(config)
        self.attention_in = nn.Linear(width, 3 * width, bias=biases)
        self.attention_out = nn.Linear(width, width, bias=biases)
        self.mlp_norm = norm_of(config)
        self.mlp_up = nn.Linear(width, 4 * width, bias=biases)
        self.mlp_down = nn.Linear(4 * width, width, bias=biases)

    def forward(self, x, attention, asked=None):
        mixed = attention(self.attention_in(self.attention_norm(x)), self.heads)
        if asked is not None:
            x, mixed = x[asked], mixed[asked]
        x = x + self.attention_out(mixed)
        return x + self.mlp_down(F.gelu(self.mlp_up(self.mlp_norm(x))))


def norm_of(config):
    return nn.LayerNorm(config["width"]) if config["norm"] == "layer" else nn.RMSNorm(config["width"], eps=RMS_EPSILON)


class SingleDecoder(nn.Module):
    """One seed, as one would write it in PyTorch."""

    def __init__(self, training, initial, device):
        super().__init__()
        config = self.config = training["architecture"]
        self.clip = training["optimizer"].get("gradientClip")
        self.initial = {name: value[0] for name, value in initial.items()}
        self.attention = fastest_attention(training, device)
        self.embedding = nn.Embedding(*self.initial["embedding"].shape)
        self.positions = nn.Embedding(*self.initial["positions"].shape)
        self.blocks = nn.ModuleList(Block(config) for _ in range(config["layers"]))
        self.final_norm = norm_of(config)
        if not config["tiedOutput"]:
            self.head = nn.Linear(*self.initial["head"].shape, bias=False)
        self.restart()
        self.to(device)

    def groups(self, decay):
        parameters = list(self.parameters())
        if decay == 0:
            return [{"params": parameters}]
        return [
            {"params": [one for one in parameters if one.dim() > 1], "weight_decay": decay},
            {"params": [one for one in parameters if one.dim() == 1], "weight_decay": 0.0},
        ]

    def restart(self):
        with torch.no_grad():
            for name, parameter in self.named_parameters():
                value = self.initial[our_name(name)]
                # nn.Linear has outputs first.
                if parameter.dim() == 2 and name not in ("embedding.weight", "positions.weight"):
                    value = value.T
                parameter.copy_(value.reshape(parameter.shape))

    def clip_gradients(self):
        nn.utils.clip_grad_norm_(self.parameters(), self.clip, foreach=True)

    def losses(self, tokens, asked, answers):
        _, documents, length = tokens.shape
        width = self.config["width"]
        x = (self.embedding(tokens[0]) + self.positions.weight[:length]).view(-1, width)
        for place, block in enumerate(self.blocks):
            # The rest of the last block is for those that are asked.
            rows = asked[0] if place == len(self.blocks) - 1 else None
            x = block(x, lambda projected, heads: self.attention(projected, documents, heads), rows)
        x = self.final_norm(x)
        logits = F.linear(x * width**-0.5, self.embedding.weight) if self.config["tiedOutput"] else self.head(x)
        return F.cross_entropy(logits, answers[0]).reshape(1)


def our_name(name):
    """PyTorch's name of a parameter in the words of src/models/decoder.ts."""
    if name in ("embedding.weight", "positions.weight", "head.weight"):
        return name.removesuffix(".weight")
    if name.startswith("blocks."):
        _, index, rest = name.split(".", 2)
        rest = rest.replace("_norm", " norm").replace("_", ".")
        name = f"block {int(index) + 1}.{rest}"
    return name.replace("final_norm", "final norm").replace("norm.weight", "norm.gain")
