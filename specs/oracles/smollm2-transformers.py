# Makes smollm2-transformers.json: logits, a greedy continuation, loss and gradients of the real SmolLM2 that `npm run model -- smollm2`
# fetches, read and computed by transformers, for specs/oracles/smollm2.exhaustive.spec.ts.
#   python3 -m venv /tmp/oracles && /tmp/oracles/bin/pip install torch==2.15.0 transformers==5.24.0 gguf==0.19.0 accelerate==1.15.0
#   /tmp/oracles/bin/python specs/oracles/smollm2-transformers.py .models/smollm2 > specs/oracles/smollm2-transformers.json
#   npx biome format --write specs/oracles/smollm2-transformers.json
import json
import platform
import sys

import torch
import transformers
from torch.nn import functional as F
from transformers import AutoModelForCausalLM

# "The capital of France is"; transformers' own tokenizer of this file is not asked, since it splits digits otherwise.
PROMPT = [504, 3575, 282, 4649, 314]
COUNT = 12
LOGITS = 97
PLACES = 6

torch.set_num_threads(1)
model = AutoModelForCausalLM.from_pretrained(
    sys.argv[1], gguf_file="SmolLM2-135M-Instruct.Q4_1.gguf", dtype=torch.float32, attn_implementation="eager"
).eval()


def digits(values, count):
    return [float(f"{value:.{count}g}") for value in values]


tokens = list(PROMPT)
with torch.no_grad():
    while len(tokens) < len(PROMPT) + COUNT:
        logits = model(input_ids=torch.tensor([tokens])).logits[0, -1]
        if len(tokens) == len(PROMPT):
            top = logits.log_softmax(-1).topk(10)
        tokens.append(int(logits.argmax()))

logits = model(input_ids=torch.tensor([tokens])).logits[0]
loss = F.cross_entropy(logits[:-1], torch.tensor(tokens[1:]))
loss.backward()


def gradient_of(parameter):
    """A few numbers at equal distances, and the size of the largest."""
    flat = parameter.grad.reshape(-1)
    places = [(place + 1) * flat.numel() // (PLACES + 1) for place in range(PLACES)]
    return {"largest": float(f"{flat.abs().max().item():.6g}"), "numbers": digits(flat[places].tolist(), 6)}


print(json.dumps({
    "madeWith": {
        "torch": torch.__version__, "transformers": transformers.__version__, "python": platform.python_version(),
    },
    "prompt": PROMPT,
    "next": [
        {"token": token, "logProbability": float(f"{value:.6g}")}
        for token, value in zip(top.indices.tolist(), top.values.tolist(), strict=True)
    ],
    "tokens": tokens,
    # Every so many words of the vocabulary, after each token.
    "stride": model.config.vocab_size // LOGITS,
    "logits": [digits(row[:: model.config.vocab_size // LOGITS].tolist(), 7) for row in logits.detach()],
    "loss": float(f"{loss.item():.7g}"),
    "gradients": {name: gradient_of(parameter) for name, parameter in model.named_parameters()},
}))
