# Makes families-transformers.json: logits, loss and gradients of small language models of each family, Hugging Face's own classes in
# double precision, for specs/oracles/families.spec.ts. Their weights follow from a formula that the spec knows as well, so
# only names and shapes are frozen, in the layout of a folder's model.safetensors.
#   python3 -m venv /tmp/oracles && /tmp/oracles/bin/pip install torch==2.15.0 transformers==5.24.0
#   /tmp/oracles/bin/python specs/oracles/families-transformers.py > specs/oracles/families-transformers.json
#   npx biome format --write specs/oracles/families-transformers.json
import json
import math
import platform

import numpy
import torch
import transformers
from torch.nn import functional as F
from transformers import AutoModelForCausalLM, GPT2Config, GPTNeoXConfig, LlamaConfig

torch.set_default_dtype(torch.float64)

WORDS = 40
DOCUMENTS = [[3, 17, 17, 1, 39, 4, 25], [5, 2, 9, 36, 0, 30, 8]]


def noise(seed, size):
    """`size` numbers from -1 to 1 that 25 bits hold."""
    h = (numpy.arange(size, dtype=numpy.uint64) * 0x85EBCA77 + seed * 0x9E3779B1) & 0xFFFFFFFF
    for shift, factor in ((15, 0x2C1B3C6D), (12, 0x297A2D39)):
        h = ((h ^ (h >> numpy.uint64(shift))) * numpy.uint64(factor)) & 0xFFFFFFFF
    h ^= h >> numpy.uint64(15)
    return (h >> numpy.uint64(8)).astype(numpy.float64) / 2**23 - 1


def is_gain(name):
    return name.endswith(".weight") and ("norm" in name or ".ln_" in name)


def is_embedding(name):
    return any(part in name for part in ("embed_tokens", "embed_in", "wte", "wpe"))


def fill(model):
    """Embeddings as small as real ones, so that the epsilon of the norms is seen; gains about 1."""
    named = dict(model.named_parameters())
    for index, name in enumerate(sorted(named)):
        scale, centre = (0.02, 0) if is_embedding(name) else (0.4, 1 if is_gain(name) else 0)
        values = (noise(index + 1, named[name].numel()) * scale + centre).astype(numpy.float32)
        with torch.no_grad():
            named[name].copy_(torch.from_numpy(values.astype(numpy.float64)).reshape(named[name].shape))
    return named


def digits(tensor, count):
    return [float(f"{value:.{count}g}") for value in tensor.detach().reshape(-1).tolist()]


def case(config):
    model = AutoModelForCausalLM.from_config(config, attn_implementation="eager").double().eval()
    named = fill(model)
    tokens = torch.tensor(DOCUMENTS)
    logits = model(input_ids=tokens).logits
    loss = F.cross_entropy(logits[:, :-1].reshape(-1, WORDS), tokens[:, 1:].reshape(-1))
    loss.backward()
    return {
        "config": {**config.to_diff_dict(), "architectures": [type(model).__name__], "vocab_size": WORDS},
        "shapes": {name: list(named[name].shape) for name in sorted(named)},
        "logits": digits(logits, 8),
        "loss": float(f"{loss.item():.9g}"),
        "gradients": {name: digits(named[name].grad, 5) for name in sorted(named)},
    }


def rotary(base, share=1.0):
    return {"rope_type": "default", "rope_theta": base, "partial_rotary_factor": share}


def llama(**form):
    return LlamaConfig(vocab_size=WORDS, num_hidden_layers=2, max_position_embeddings=64, bos_token_id=None, eos_token_id=0, **form)


def gpt_neox(**form):
    return GPTNeoXConfig(
        vocab_size=WORDS, num_hidden_layers=2, max_position_embeddings=64, hidden_size=16, num_attention_heads=2,
        intermediate_size=32, hidden_dropout=0.0, attention_dropout=0.0, bos_token_id=0, eos_token_id=0, **form,
    )


print(json.dumps({
    "madeWith": {
        "torch": torch.__version__, "transformers": transformers.__version__, "python": platform.python_version(),
    },
    "documents": DOCUMENTS,
    "cases": {
        "SmolLM2's form": case(llama(
            hidden_size=16, num_attention_heads=4, num_key_value_heads=2, intermediate_size=24, rms_norm_eps=1e-5,
            tie_word_embeddings=True, rope_parameters=rotary(100000.0),
        )),
        "a Llama with a head of its own and wide heads": case(llama(
            hidden_size=12, num_attention_heads=3, num_key_value_heads=1, head_dim=8, intermediate_size=20, rms_norm_eps=1e-6,
            tie_word_embeddings=False, rope_parameters=rotary(10000.0),
        )),
        "Pythia's form": case(gpt_neox(
            hidden_act="gelu", use_parallel_residual=True, tie_word_embeddings=False, rope_parameters=rotary(10000.0, 0.25),
        )),
        "a GPT-NeoX one after the other": case(gpt_neox(
            hidden_act="gelu_new", use_parallel_residual=False, tie_word_embeddings=False, layer_norm_eps=1e-4,
            rope_parameters=rotary(100.0, 0.5),
        )),
        "GPT-2": case(GPT2Config(
            vocab_size=WORDS, n_positions=16, n_embd=16, n_layer=2, n_head=4, activation_function="gelu_new",
            resid_pdrop=0.0, embd_pdrop=0.0, attn_pdrop=0.0, bos_token_id=0, eos_token_id=0,
        )),
    },
}))
