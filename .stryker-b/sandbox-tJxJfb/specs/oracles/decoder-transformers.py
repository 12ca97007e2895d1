# Makes decoder-transformers.json: logits, losses and gradients of small decoders, in double precision, for
# specs/oracles/decoder.spec.ts. GPT-NeoX and GPT-2 are Hugging Face's own classes; the two forms of the prototypes
# (experiments.md 2A and 2E) are written here from PyTorch's modules.
#   python3 -m venv /tmp/oracles && /tmp/oracles/bin/pip install torch==2.15.0 transformers==5.24.0
#   /tmp/oracles/bin/python specs/oracles/decoder-transformers.py > specs/oracles/decoder-transformers.json
#   npx biome format --write specs/oracles/decoder-transformers.json
import json
import math
import platform
import random

import torch
import transformers
from torch import nn
from torch.nn import functional as F
from transformers import GPT2Config, GPT2LMHeadModel, GPTNeoXConfig, GPTNeoXForCausalLM
from transformers.models.gpt_neox import modeling_gpt_neox

torch.set_default_dtype(torch.float64)
chance = random.Random(20241)

WORDS = 11
# Whole documents of different lengths; the last token of each is the answer, and is never shown.
DOCUMENTS = [[3, 7, 7, 1, 10, 4], [5, 2, 9, 6], [8, 1, 3, 0, 2]]
SHOWN = max(map(len, DOCUMENTS)) - 1
POSITIONS = SHOWN + 3


def rounded(shape, scale):
    size = math.prod(shape)
    return torch.tensor([round(chance.uniform(-scale, scale), 2) for _ in range(size)]).reshape(shape)


def fill(model):
    """Everything random, gains about 1: so that no gradient vanishes."""
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            norm = "norm" in name or "ln_" in name
            embedding = any(word in name for word in ("embed", "wte", "wpe", "positions", "head"))
            scale = 0.8 if embedding else 0.45
            parameter.copy_(rounded(parameter.shape, scale) + (1.0 if norm and name.endswith("weight") else 0.0))
    return model


# The two forms of the prototypes.


class RootMeanSquareNorm(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, x):
        return self.weight * x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-6)


class Attention(nn.Module):
    def __init__(self, width, heads, biases):
        super().__init__()
        self.heads = heads
        self.into = nn.Linear(width, 3 * width, bias=biases)
        self.out = nn.Linear(width, width, bias=biases)

    def forward(self, x):
        documents, length, width = x.shape
        queries, keys, values = (
            part.view(documents, length, self.heads, -1).transpose(1, 2) for part in self.into(x).split(width, -1)
        )
        mixed = F.scaled_dot_product_attention(queries, keys, values, is_causal=True)
        return self.out(mixed.transpose(1, 2).reshape(x.shape))


class Block(nn.Module):
    def __init__(self, width, heads, norm, biases):
        super().__init__()
        self.attention_norm = norm(width)
        self.attention = Attention(width, heads, biases)
        self.mlp_norm = norm(width)
        self.up = nn.Linear(width, 4 * width, bias=biases)
        self.down = nn.Linear(4 * width, width, bias=biases)

    def forward(self, x, masks):
        x = x + masks[0] * self.attention(self.attention_norm(x))
        return x + masks[1] * self.down(F.gelu(self.up(self.mlp_norm(x))))


class Prototype(nn.Module):
    def __init__(self, width, layers, heads, norm, biases, tied):
        super().__init__()
        self.embedding = nn.Embedding(WORDS, width)
        self.positions = nn.Parameter(torch.zeros(POSITIONS, width))
        self.blocks = nn.ModuleList(Block(width, heads, norm, biases) for _ in range(layers))
        self.final_norm = norm(width)
        self.head = None if tied else nn.Linear(width, WORDS, bias=False)

    def forward(self, tokens, masks):
        x = self.embedding(tokens) + self.positions[: tokens.shape[1]]
        for index, block in enumerate(self.blocks):
            x = block(x, masks[2 * index : 2 * index + 2])
        x = self.final_norm(x)
        return x @ self.embedding.weight.T / math.sqrt(x.shape[-1]) if self.head is None else self.head(x)


# Names and shapes in the words of src/models/decoder.ts: its matrices are [in, out].


def renamed(name, table):
    for theirs, ours in table:
        name = name.replace(theirs, ours)
    return name


def neox_name(name):
    name = renamed(name, [
        ("gpt_neox.", ""), ("embed_in.weight", "embedding"), ("embed_out.weight", "head"), ("lm_head.weight", "head"),
        ("final_layer_norm", "final norm"), ("input_layernorm", "attention norm"), ("post_attention_layernorm", "mlp norm"),
        ("attention.query_key_value", "attention.in"), ("attention.dense", "attention.out"),
        ("mlp.dense_h_to_4h", "mlp.up"), ("mlp.dense_4h_to_h", "mlp.down"), ("norm.weight", "norm.gain"),
    ])
    return block_name(name, "layers.")


def gpt2_name(name):
    name = renamed(name, [
        ("transformer.", ""), ("wte.weight", "embedding"), ("wpe.weight", "positions"), ("ln_f", "final norm"),
        ("ln_1", "attention norm"), ("ln_2", "mlp norm"), ("attn.c_attn", "attention.in"), ("attn.c_proj", "attention.out"),
        ("mlp.c_fc", "mlp.up"), ("mlp.c_proj", "mlp.down"), ("norm.weight", "norm.gain"),
    ])
    return block_name(name, "h.")


def prototype_name(name):
    name = renamed(name, [
        ("embedding.weight", "embedding"), ("head.weight", "head"), ("final_norm", "final norm"), ("attention.into", "attention.in"),
        ("attention_norm", "attention norm"), ("mlp_norm", "mlp norm"), (".up.", ".mlp.up."), (".down.", ".mlp.down."),
        ("norm.weight", "norm.gain"),
    ])
    return block_name(name, "blocks.")


def block_name(name, prefix):
    if not name.startswith(prefix):
        return name
    index, rest = name[len(prefix) :].split(".", 1)
    return f"block {int(index) + 1}.{rest}"


def is_matrix(name):
    return (name.endswith(".weight") and "norm" not in name) or name == "head"


def neox_array(heads):
    def ours(name, tensor):
        """GPT-NeoX holds each head's query, key and value together; ours holds all queries, all keys, all values."""
        if "attention.in" in name:
            tensor = tensor.reshape(heads, 3, -1, *tensor.shape[1:]).transpose(0, 1).reshape(tensor.shape)
        return tensor.T if is_matrix(name) else tensor

    return ours


def gpt2_array(name, tensor):
    """Its own Conv1D holds [in, out]."""
    return tensor


def prototype_array(name, tensor):
    return tensor.T if is_matrix(name) else tensor


# What is frozen.


def shown():
    return torch.tensor([(document[:-1] + [0] * SHOWN)[:SHOWN] for document in DOCUMENTS])


def losses_of(logits):
    logs = logits.log_softmax(-1)
    by_document = [
        [-logs[row, place, token] for place, token in enumerate(document[1:])] for row, document in enumerate(DOCUMENTS)
    ]
    every = [loss for document in by_document for loss in document]
    return {
        "answers": sum(document[-1] for document in by_document) / len(DOCUMENTS),
        "all-tokens": sum(every) / len(every),
    }


def digits(tensor, count=7):
    return [float(f"{value:.{count}g}") for value in tensor.detach().reshape(-1).tolist()]


def case(config, model, logits_of, name_of, array_of, gradients_of=("answers", "all-tokens"), **more):
    logits = logits_of()
    losses = losses_of(logits)
    gradients = {}
    for loss in gradients_of:
        model.zero_grad()
        losses[loss].backward(retain_graph=True)
        gradients[loss] = {
            name_of(name): digits(array_of(name_of(name), parameter.grad)) for name, parameter in model.named_parameters()
        }
    frozen = {loss: float(f"{value.item():.9g}") for loss, value in losses.items()}
    parameters = {name_of(name): digits(array_of(name_of(name), p)) for name, p in model.named_parameters()}
    return {
        "config": config, **more, "parameters": parameters, "logits": digits(logits, 9), "losses": frozen,
        "gradients": gradients,
    }


# No number here is an initial value: all parameters are given.
INITIALISATION = {
    "linear": 0, "residual": 0,
    "embeddings": {kind: 0 for kind in ("special", "attribute", "value", "symbol", "alias", "entity")},
}
LEARNED = {"kind": "learned", "deviation": 0}


def config(**form):
    return {"kind": "decoder", **form, "initialisation": INITIALISATION}


def gpt_neox(share, base, parallel, gradients_of, defect):
    width, layers, heads = 16, 2, 2
    model = fill(GPTNeoXForCausalLM(GPTNeoXConfig(
        vocab_size=WORDS, hidden_size=width, num_hidden_layers=layers, num_attention_heads=heads, intermediate_size=4 * width,
        hidden_act="gelu", max_position_embeddings=64, use_parallel_residual=parallel, tie_word_embeddings=False,
        rope_parameters={"rope_type": "default", "rope_theta": base, "partial_rotary_factor": share},
        hidden_dropout=0.0, attention_dropout=0.0, attn_implementation="eager",
    )).double().eval())
    logits_of = lambda: model(input_ids=shown()).logits
    return case(
        config(width=width, layers=layers, heads=heads, positions={"kind": "rotary", "share": share, "base": base},
               residual="parallel" if parallel else "sequential", norm="layer", biases=True, tiedOutput=False),
        model, logits_of, neox_name, neox_array(heads), gradients_of, defect=defect(model),
    )


def unmasked(model):
    everything = torch.zeros(len(DOCUMENTS), 1, SHOWN, SHOWN)
    return {"name": "nothing is masked", "logits": digits(model(input_ids=shown(), attention_mask=everything).logits, 6)}


def turned_by_neighbours(model):
    """The form of GPT-J, on the same angles: numbers 2i and 2i + 1 are turned together."""
    halves = modeling_gpt_neox.apply_rotary_pos_emb

    def neighbours(queries, keys, cos, sin, unsqueeze_dim=1):
        size = cos.shape[-1]
        order = [place for index in range(size // 2) for place in (index, index + size // 2)]
        back = [order.index(place) for place in range(size)]
        apart = lambda x, places: torch.cat([x[..., places], x[..., size:]], -1)
        turned = halves(apart(queries, back), apart(keys, back), cos, sin, unsqueeze_dim)
        return tuple(apart(x, order) for x in turned)

    modeling_gpt_neox.apply_rotary_pos_emb = neighbours
    logits = model(input_ids=shown()).logits
    modeling_gpt_neox.apply_rotary_pos_emb = halves
    return {"name": "neighbours are turned together, not halves", "logits": digits(logits, 6)}


def gpt2():
    width, layers, heads = 8, 2, 2
    model = fill(GPT2LMHeadModel(GPT2Config(
        vocab_size=WORDS, n_positions=POSITIONS, n_embd=width, n_layer=layers, n_head=heads, activation_function="gelu",
        resid_pdrop=0.0, embd_pdrop=0.0, attn_pdrop=0.0, attn_implementation="eager", bos_token_id=None, eos_token_id=None,
    )).double().eval())
    # Ours divides the logits of a tied output by the root of the width.
    logits_of = lambda: model(input_ids=shown()).logits / math.sqrt(width)
    return case(
        config(width=width, layers=layers, heads=heads, positions=LEARNED, residual="sequential", norm="layer", biases=True,
               tiedOutput=True),
        model, logits_of, gpt2_name, gpt2_array,
    )


def prototype(norm, biases, tied, heads, dropout):
    width, layers = 8, 2
    model = fill(Prototype(width, layers, heads, nn.LayerNorm if norm == "layer" else RootMeanSquareNorm, biases, tied))
    numbers = len(DOCUMENTS) * SHOWN * width
    share = 0.2
    kept = ["".join(str(int(chance.random() >= share)) for _ in range(numbers)) for _ in range(2 * layers)]
    masks = [
        torch.tensor([int(bit) / (1 - share) for bit in write]).reshape(len(DOCUMENTS), SHOWN, width) for write in kept
    ] if dropout else [1.0] * (2 * layers)
    return case(
        config(width=width, layers=layers, heads=heads, positions=LEARNED, residual="sequential", norm=norm, biases=biases,
               tiedOutput=tied),
        model, lambda: model(shown(), masks), prototype_name, prototype_array,
        **({"dropout": {"share": share, "kept": kept}} if dropout else {}),
    )


print(json.dumps({
    "madeWith": {
        "torch": torch.__version__, "transformers": transformers.__version__, "python": platform.python_version(),
    },
    "words": WORDS,
    "positions": POSITIONS,
    "documents": DOCUMENTS,
    "cases": {
        "GPT-NeoX": gpt_neox(0.25, 10000.0, True, ("answers",), unmasked),
        "GPT-NeoX, one after the other": gpt_neox(0.5, 100.0, False, ("all-tokens",), turned_by_neighbours),
        "GPT-2": gpt2(),
        "the form of 2A": prototype("layer", True, False, 4, False),
        "the form of 2E": prototype("root-mean-square", False, True, 2, True),
    },
}))
