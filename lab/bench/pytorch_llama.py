# The child process that trains a pretrained Llama in PyTorch: takes the steps of the work in a folder, and prints a line of JSON.
# Arguments: folder, threads. Needs PyTorch and nothing else. Documents are padded to the longest of their batch; attention, norm and AdamW
# are PyTorch's own, fused where it has that for the CPU.
import json
import resource
import sys
import time

import torch
from torch.nn import functional as F

FOLDER, THREADS = sys.argv[1], int(sys.argv[2])
torch.set_num_threads(THREADS)
torch.set_flush_denormal(True)

with open(f"{FOLDER}/work.json", encoding="utf-8") as file:
    work = json.load(file)
A = work["architecture"]
sizes = [torch.Size(entry["shape"]).numel() for entry in work["layout"]]
flat = torch.from_file(f"{FOLDER}/parameters.bin", shared=False, size=sum(sizes), dtype=torch.float32)
P = {
    entry["name"]: torch.nn.Parameter(part.reshape(entry["shape"]).clone())
    for entry, part in zip(work["layout"], flat.split(sizes))
}
del flat
HEADS, KEYS, SIZE = A["heads"], A["keyValueHeads"], A["headSize"]


def norm(name, x):
    return F.rms_norm(x, (A["width"],), P[name + ".gain"].reshape(-1), A["normEpsilon"])


def turned(x, cosines, sines):
    first, second = x.chunk(2, -1)
    return x * cosines + torch.cat((-second, first), -1) * sines


def logits_of(tokens):
    documents, length = tokens.shape
    x = F.embedding(tokens, P["embedding"])
    angles = torch.arange(length)[:, None] / A["rotary"]["base"] ** (torch.arange(0, SIZE, 2) / SIZE)
    cosines, sines = (read(angles).repeat(1, 2) for read in (torch.cos, torch.sin))
    for index in range(1, A["layers"] + 1):
        block = f"block {index}"
        projected = F.linear(norm(f"{block}.attention norm", x), P[f"{block}.attention.in.weight"])
        queries, keys, values = (
            part.reshape(documents, length, -1, SIZE).transpose(1, 2)
            for part in projected.split([HEADS * SIZE, KEYS * SIZE, KEYS * SIZE], -1)
        )
        mixed = F.scaled_dot_product_attention(
            turned(queries, cosines, sines), turned(keys, cosines, sines), values, is_causal=True, enable_gqa=True
        )
        x = x + F.linear(mixed.transpose(1, 2).reshape(documents, length, -1), P[f"{block}.attention.out.weight"])
        gate, up = F.linear(norm(f"{block}.mlp norm", x), P[f"{block}.mlp.up.weight"]).chunk(2, -1)
        x = x + F.linear(F.silu(gate) * up, P[f"{block}.mlp.down.weight"])
    return F.linear(norm("final norm", x), P["embedding"])


optimizer = work["optimizer"]
adamw = torch.optim.AdamW(
    P.values(),
    betas=(optimizer["beta1"], optimizer["beta2"]),
    eps=optimizer["epsilon"],
    weight_decay=optimizer["weightDecay"],
    fused=True,
)
seconds, losses = [], []
for documents, rate in zip(work["batches"], work["learningRates"]):
    began = time.perf_counter()
    longest = max(map(len, documents))
    rows = torch.tensor([document + [-1] * (longest - len(document)) for document in documents])
    logits = logits_of(rows[:, :-1].clamp(min=0))
    loss = F.cross_entropy(logits.flatten(0, 1), rows[:, 1:].flatten(), ignore_index=-1)
    adamw.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(P.values(), optimizer["gradientClip"])
    for group in adamw.param_groups:
        group["lr"] = rate
    adamw.step()
    losses.append(loss.item())
    seconds.append(time.perf_counter() - began)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9
print(json.dumps({"seconds": seconds, "losses": losses, "peakGigabytes": peak}))
