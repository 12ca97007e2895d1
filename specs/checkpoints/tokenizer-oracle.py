"""Token numbers by Hugging Face's `tokenizers` (Rust): of the tokenizer in SmolLM2's GGUF file, built as the model was trained, and of small
ones trained here.

    npm run model -- smollm2
    pip install tokenizers==0.23.3 gguf==0.19.0
    python specs/checkpoints/tokenizer-oracle.py > specs/checkpoints/tokenizer-oracle.json
"""

import glob
import hashlib
import json
import sys
from importlib.metadata import version

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

PIECES = [
    "a", "Z", "the", " the", "Nairobi", " capital", "x", "0", "1", "7", "42", "2024", " ", "  ", "    ", "\t", "\n", "\n\n", "\r\n", "\r",
    "'s", "'S", "'t", "'re", "'LL", "'d", "'", "\"", ".", ",", "...", "!?", "-", "--", "_", "#", "<|", "|>", "<|im_start|>", "<|endoftext|>", "<|abcde|>",
    "½", "Ⅷ", "٣٤", "२", "²", "\u0085", "\ufeff", "\u00a0", "\u2003", "\u2028", "\u3000", "\u200b", "\u200d", "é", "e\u0301", "ß", "İ",
    "中文", "かな", "한국", "👩‍👩‍👧", "🏴", "\u0000", "\u007f", "\\", "/", "~", "𝟘", "𐍈",
]
RANGES = [
    (0x0, 0x24F), (0x370, 0x373), (0x391, 0x3A1), (0x400, 0x4FF), (0x5D0, 0x5EA), (0x621, 0x64A), (0x660, 0x669), (0x905, 0x939), (0x966, 0x96F), (0x2000, 0x2064),
    (0x2150, 0x218B), (0x2460, 0x24FF), (0x3041, 0x3096), (0x4E00, 0x9FA5), (0xAC00, 0xD7A3), (0xFF01, 0xFF5E), (0x1D7CE, 0x1D7FF), (0x1F300, 0x1F5FF),
]


def texts(count, state=1):
    """The same linear congruential generator as in the spec: upper half of 32 bits."""
    def below(limit):
        nonlocal state
        state = (state * 1664525 + 1013904223) % 2**32
        return (state >> 16) % limit

    for _ in range(count):
        parts = []
        for _ in range(1 + below(12)):
            if below(3) < 2:
                parts.append(PIECES[below(len(PIECES))])
            else:
                first, last = RANGES[below(len(RANGES))]
                parts.append(chr(first + below(last - first + 1)))
        yield "".join(parts)


def digests(tokenizer, count):
    """Of each hundred texts."""
    ids = [tokenizer.encode(text, add_special_tokens=False).ids for text in texts(count)]
    hundreds = [ids[start : start + 100] for start in range(0, count, 100)]
    return [hashlib.sha256(json.dumps(one, separators=(",", ":")).encode()).hexdigest()[:12] for one in hundreds]


PLAIN = ["The capital of France is", "Q: On which continent is Kenya?\nA:", "a  12", "x\n\n1", "½ Ⅷ ٣٤ 2024", "we'll  see\u0085\ufeff", "", "<|endoftext|>a<|im_end|>", "naïve 👩‍👩‍👧"]


def plain(tokenizer):
    encoded = [tokenizer.encode(text, add_special_tokens=False).ids for text in PLAIN]
    return [{"text": text, "ids": ids, "decoded": tokenizer.decode(ids, skip_special_tokens=False)} for text, ids in zip(PLAIN, encoded)]


def smollm2():
    from gguf import GGUFReader

    fields = GGUFReader(glob.glob(sys.argv[1] if len(sys.argv) > 1 else ".models/smollm2/*.gguf")[0]).fields
    tokens, merges, types = (fields[f"tokenizer.ggml.{name}"].contents() for name in ["tokens", "merges", "token_type"])
    tokenizer = Tokenizer(models.BPE({token: id for id, token in enumerate(tokens)}, [tuple(merge.split(" ")) for merge in merges]))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)])
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([AddedToken(token, special=True, normalized=False) for token, type in zip(tokens, types) if type == 3])
    return {"plain": plain(tokenizer), "digests": digests(tokenizer, 10_000)}


LLAMA_3 = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
BYTES = pre_tokenizers.ByteLevel(add_prefix_space=False)
BYTES_ALONE = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
FORMS = {
    "SmolLM2": (None, pre_tokenizers.Sequence([pre_tokenizers.Digits(individual_digits=True), BYTES])),
    "runs of digits": (None, pre_tokenizers.Sequence([pre_tokenizers.Digits(individual_digits=False), BYTES])),
    "GPT-2": (None, BYTES),
    "GPT-NeoX": (normalizers.NFC(), BYTES),
    "Llama 3": (None, pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(LLAMA_3), "isolated"), BYTES_ALONE])),
}


def small():
    """One vocabulary, several ways to split: each a whole tokenizer.json but for the vocabulary and the merges."""
    first = Tokenizer(models.BPE())
    first.pre_tokenizer = BYTES
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=420, initial_alphabet=alphabet, special_tokens=["<|endoftext|>", "<|im_start|>", "<|im_end|>"], show_progress=False)
    first.train_from_iterator(list(texts(400, 7)) + ["The capital of France is Paris. the capital of Kenya is Nairobi."] * 20, trainer)
    model = json.loads(first.to_str())["model"]
    cases = {}
    for name, (normalizer, split) in FORMS.items():
        tokenizer = Tokenizer.from_str(first.to_str())
        tokenizer.pre_tokenizer = split
        tokenizer.decoder = decoders.ByteLevel()
        if normalizer is not None:
            tokenizer.normalizer = normalizer
        document = json.loads(tokenizer.to_str())
        if name == "Llama 3":
            document["model"]["ignore_merges"] = True
            tokenizer = Tokenizer.from_str(json.dumps(document))
        cases[name] = {"plain": plain(tokenizer), "digests": digests(tokenizer, 1_000)}
        for key in ["vocab", "merges"]:
            del document["model"][key]
        cases[name]["document"] = document
    vocabulary = [token for token, _ in sorted(model["vocab"].items(), key=lambda item: item[1])]
    return {"vocabulary": vocabulary, "merges": [" ".join(pair) for pair in model["merges"]], "cases": cases}


versions = {name: version(name) for name in ["tokenizers", "gguf"]}
json.dump({"versions": versions, "smollm2": smollm2(), "small": small()}, sys.stdout, ensure_ascii=True)
print()
