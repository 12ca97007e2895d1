"""Weights as ggml's and Hugging Face's own Python packages read and write them: each number format, whole small files, and tensors of the
real SmolLM2.

    npm run model -- smollm2
    pip install numpy==2.4.6 gguf==0.19.0 safetensors==0.8.0
    python specs/checkpoints/formats-oracle.py > specs/checkpoints/formats-oracle.json
"""

import base64
import glob
import hashlib
import json
import os
import sys
import tempfile
from importlib.metadata import version

import numpy as np
import safetensors
from gguf import GGMLQuantizationType as Type
from gguf import GGUFReader, GGUFWriter
from gguf.quants import dequantize, quantize

random = np.random.default_rng(17)
text = lambda values: base64.b64encode(values if isinstance(values, bytes) else np.ascontiguousarray(values).tobytes()).decode()
digest = lambda values: hashlib.sha256(np.ascontiguousarray(values, dtype="<f4").tobytes()).hexdigest()


def formats():
    """Three rows of 64 numbers; of each block also the nibbles and scales that no quantiser writes."""
    numbers = (random.standard_normal((3, 64)) * [[1e-3], [1], [300]]).astype(np.float32)
    cases = {}
    for type in [Type.F32, Type.F16, Type.BF16, Type.Q8_0, Type.Q4_0, Type.Q4_1]:
        stored = quantize(numbers, type)
        if type.name.startswith("Q"):
            noise = random.integers(0, 256, stored.shape, dtype=np.uint8)
            halves = 4 if type == Type.Q4_1 else 2
            for block in range(2):
                at = block * stored.shape[1] // 2
                noise[:, at : at + halves] = random.standard_normal((3, halves // 2)).astype("<f2").view(np.uint8)
            stored = np.concatenate([stored, noise])
        cases[type.name] = {"stored": text(stored), "numbers": text(dequantize(stored, type).astype("<f4"))}
    return cases


def every_half():
    """By their bits, infinities among them, NaN as 0."""
    bits = np.arange(2**16, dtype="<u2")
    halves = bits.view("<f2").astype("<f4")
    brains = (bits.astype("<u4") << 16).view("<f4")
    return {"F16": digest(np.nan_to_num(halves, nan=0, posinf=np.inf, neginf=-np.inf)), "BF16": digest(np.nan_to_num(brains, nan=0, posinf=np.inf, neginf=-np.inf))}


def gguf_file():
    numbers = random.standard_normal((2, 64)).astype(np.float32)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "small.gguf")
        writer = GGUFWriter(path, "llama")
        writer.add_name("Small ½")
        writer.add_float32("a.float32", 1e-5)
        writer.add_float64("a.float64", 1e-5)
        writer.add_int8("an.int8", -3)
        writer.add_uint16("a.uint16", 65535)
        writer.add_int32("an.int32", -70000)
        writer.add_uint64("a.uint64", 2**40)
        writer.add_int64("an.int64", -(2**40))
        writer.add_bool("a.bool", True)
        writer.add_array("some.texts", ["Ġthe", "", "½"])
        writer.add_array("some.numbers", [1, -2, 3])
        writer.add_array("some.floats", [0.1, 1e-6])
        writer.add_tensor("plain", numbers)
        writer.add_tensor("vector", numbers[0, :5])
        writer.add_tensor("quantised", quantize(numbers, Type.Q8_0), raw_dtype=Type.Q8_0)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()
        content = open(path, "rb").read()
        tensors = {t.name: {"shape": t.shape.tolist()[::-1], "numbers": text(dequantize(t.data, t.tensor_type).astype("<f4"))} for t in GGUFReader(path).tensors}
    return {"file": text(content), "tensors": tensors}


def safetensors_file():
    numbers = random.standard_normal((3, 4)).astype("<f4")
    brains = (numbers.view("<u4") >> 16).astype("<u2")
    mask = np.array([1, 0, 1, 1], dtype=np.uint8)
    halves = numbers.astype("<f2")
    tensors = {
        "a.plain": ("float32", [3, 4], numbers),
        "b.half": ("float16", [12], halves),
        "c.brain": ("bfloat16", [2, 2, 3], brains),
        "d.mask": ("bool", [2, 2], mask),
    }
    expected = {
        "a.plain": numbers,
        "b.half": halves.astype("<f4"),
        "c.brain": (brains.astype("<u4") << 16).view("<f4"),
    }
    specs = {
        name: safetensors.TensorSpec(dtype=dtype, shape=shape, data_ptr=values.ctypes.data, data_len=values.nbytes)
        for name, (dtype, shape, values) in tensors.items()
    }
    content = safetensors.serialize(specs, {"format": "pt"})
    return {"file": text(content), "tensors": {name: {"shape": tensors[name][1], "numbers": text(values)} for name, values in expected.items()}}


def smollm2():
    """With the order of rows that transformers makes of a Llama's queries and keys (LlamaTensorProcessor)."""
    tensors = {t.name: t for t in GGUFReader(glob.glob(sys.argv[1] if len(sys.argv) > 1 else ".models/smollm2/*.gguf")[0]).tensors}
    read = lambda name: dequantize(tensors[name].data, tensors[name].tensor_type)

    def halves(weights, heads):
        return weights.reshape(heads, weights.shape[0] // heads // 2, 2, *weights.shape[1:]).swapaxes(2, 1).reshape(weights.shape)

    layer = "model.layers.7."
    values = {
        "model.embed_tokens.weight": read("token_embd.weight"),
        f"{layer}input_layernorm.weight": read("blk.7.attn_norm.weight"),
        f"{layer}self_attn.q_proj.weight": halves(read("blk.7.attn_q.weight"), 9),
        f"{layer}self_attn.k_proj.weight": halves(read("blk.7.attn_k.weight"), 3),
        f"{layer}self_attn.v_proj.weight": read("blk.7.attn_v.weight"),
        f"{layer}self_attn.o_proj.weight": read("blk.7.attn_output.weight"),
        f"{layer}post_attention_layernorm.weight": read("blk.7.ffn_norm.weight"),
        f"{layer}mlp.gate_proj.weight": read("blk.7.ffn_gate.weight"),
        f"{layer}mlp.up_proj.weight": read("blk.7.ffn_up.weight"),
        f"{layer}mlp.down_proj.weight": read("blk.7.ffn_down.weight"),
        "model.norm.weight": read("output_norm.weight"),
    }
    return {name: digest(weights) for name, weights in values.items()}


versions = {name: version(name) for name in ["numpy", "gguf", "safetensors"]}
whole = {"versions": versions, "formats": formats(), "everyHalf": every_half(), "gguf": gguf_file(), "safetensors": safetensors_file(), "smollm2": smollm2()}
json.dump(whole, sys.stdout)
print()
