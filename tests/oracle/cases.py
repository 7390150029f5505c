"""What the op scripts share: seeded inputs, the comparison of two libraries, and the case file's layout."""

import hashlib
import json
import os
import zlib
from pathlib import Path

# Set before TensorFlow loads: no GPU, no log, and no kernels that reorder sums by CPU model.
os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
ORACLE = Path(__file__).resolve().parent


def seeded(name):
    """A generator that depends on the case's name alone, so adding a case changes no other."""
    return np.random.default_rng(zlib.crc32(name.encode()))


def quarters(name, *shape):
    """Multiples of 1/4 from -2 to 2: sums of their products are exact in float32, whatever the order."""
    return seeded(name).integers(-8, 9, shape) / 4.0


def bytes_like(name, *shape):
    """Picture values, 0 to 255."""
    return seeded(name).integers(0, 256, shape).astype(np.float64)


def normal(name, *shape):
    """Ordinary real numbers, rounded to float32."""
    return seeded(name).standard_normal(shape).astype(np.float32).astype(np.float64)


def versions(*modules):
    """Name and version of each library, without the build tag."""
    return {module.__name__: module.__version__.split("+")[0] for module in modules}


def same_pads(size, kernel, stride, dilation):
    """TensorFlow's SAME, spelled out for PyTorch; agreement with TensorFlow checks the spelling."""
    extent = (kernel - 1) * dilation + 1
    total = max((-(-size // stride) - 1) * stride + extent - size, 0)
    return [total // 2, total - total // 2]


def channels_first(array):
    """NHWC to NCHW, in memory too."""
    return np.ascontiguousarray(array.transpose(0, 3, 1, 2))


def channels_last(array):
    """NCHW to NHWC."""
    return np.ascontiguousarray(array.transpose(0, 2, 3, 1))


def same_lower_pads(size, kernel, stride, dilation):
    """ONNX's SAME_LOWER: an odd cell of padding goes before, not after."""
    return same_pads(size, kernel, stride, dilation)[::-1]


def computed(call, *arrays):
    """`call` in float64, rounded once to float32; the same call in float32 has to agree with it."""
    wide = np.asarray(call(*[None if a is None else a.astype(np.float64) for a in arrays]))
    narrow = np.asarray(call(*[None if a is None else a.astype(np.float32) for a in arrays]))
    np.testing.assert_allclose(narrow, wide, rtol=1e-5, atol=1e-5)
    return wide.astype(np.float32)


def number(value):
    """The shortest JSON text that reads back as this float32."""
    value = np.float32(value)
    if np.isnan(value):
        return '"NaN"'
    if np.isinf(value):
        return '"Infinity"' if value > 0 else '"-Infinity"'
    if value == np.rint(value) and abs(value) < 2**24:
        return str(int(value))
    return str(value)


def tensor(array):
    """One line: shape and row-major data."""
    array = np.asarray(array)
    data = ",".join(number(v) for v in array.ravel())
    return f'{{"shape":{json.dumps(list(array.shape), separators=(",", ":"))},"data":[{data}]}}'


def generator(script, libraries, also=()):
    """Which files wrote the cases, their joint hash (file bytes, in order), and which library versions they called."""
    files = [script, *also, "cases.py"]
    digest = hashlib.sha256(b"".join((ORACLE / f).read_bytes() for f in files)).hexdigest()
    return {
        "script": f"tests/oracle/{script}",
        "sources": [f"tests/oracle/{f}" for f in files],
        "sha256": digest,
        "libraries": libraries,
    }


def write_text(path, text):
    """Writes a file of the repository with Unix line ends on every system."""
    target = ROOT / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(text.encode())
    print(f"{path}: {len(text)} bytes")


class CaseFile:
    """The cases of one op, gathered and then written to a file in `src/ops/<op>/`."""

    def __init__(self, op, libraries, script=None, file="cases.json", also=()):
        self.op = op
        self.libraries = libraries
        self.script = script or f"{op}.py"
        self.also = also
        self.path = f"src/ops/{op}/{file}"
        self.cases = {}

    def add(self, name, answers, calls, params, inputs, tolerance, note=None):
        """Keeps one case. `answers` maps a library to its output; all of them have to agree."""
        assert name not in self.cases, f"two cases are named {name}"
        (source, output), *others = answers.items()
        for other, value in others:
            np.testing.assert_allclose(value, output, rtol=tolerance, atol=tolerance, err_msg=f"{name}: {source}, {other}")
        head = {"name": name, "from": source, "call": calls[source]}
        if others:
            head["agrees"] = [other for other, _ in others]
        if note:
            head["note"] = note
        fields = [f"{json.dumps(k)}:{json.dumps(v)}" for k, v in head.items()]
        listed = ",\n    ".join(tensor(i) for i in inputs if i is not None)
        self.cases[name] = (
            f"  {{{','.join(fields)},\n"
            f'   "params":{json.dumps(params)},\n'
            f'   "inputs":[\n    {listed}],\n'
            f'   "output":{tensor(output)},\n'
            f'   "tolerance":{json.dumps(tolerance)}}}'
        )

    def write(self):
        """Writes the file and says how many cases it holds."""
        head = json.dumps(generator(self.script, self.libraries, self.also))
        body = ",\n".join(self.cases.values())
        text = f'{{"op":{json.dumps(self.op)},\n "generator":{head},\n "cases":[\n{body}\n]}}\n'
        json.loads(text)
        write_text(self.path, text)
        print(f"  {len(self.cases)} cases")
