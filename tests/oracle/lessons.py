"""Runs the programs that the lessons show, holds them against one another, and writes what they printed.

`python tests/oracle/lessons.py [lesson …]`: all lessons, or those whose names begin so.
"""

import contextlib
import hashlib
import io
import json
import sys

import cases
import numpy as np
import tensorflow as tf
import torch

FOLDER = cases.ROOT / "www/lessons/code"
# The library whose program each file is, and the version that is shown.
LIBRARIES = {"numpy": np, "tensorflow": tf, "pytorch": torch}
LINES = 25


def run(path):
    """What a program printed, and its variable `output`."""
    source = path.read_text()
    name = path.relative_to(cases.ROOT)
    if source.count("\n") > LINES:
        sys.exit(f"{name} has more than {LINES} lines")
    # The same every time, whatever ran before.
    np.random.seed(0)
    tf.keras.utils.set_random_seed(0)
    torch.manual_seed(0)
    printed, scope = io.StringIO(), {"__name__": "__main__"}
    with contextlib.redirect_stdout(printed):
        exec(compile(source, str(name), "exec"), scope)
    if "output" not in scope:
        sys.exit(f"{name} sets no `output`")
    return printed.getvalue(), scope["output"]


def plain(library, output):
    """`output` as a NumPy array, channels last."""
    if library == "pytorch":
        array = torch.as_tensor(output).detach().numpy()
        return cases.channels_last(array) if array.ndim == 4 else array
    return np.asarray(output)


def agree(block, outputs, tolerance):
    """Stops unless all libraries gave the same numbers; axes of length 1 do not count."""
    first = np.squeeze(outputs["numpy"]).astype(np.float64)
    for library, output in outputs.items():
        other = np.squeeze(output).astype(np.float64)
        if other.shape != first.shape or np.any(np.abs(other - first) > tolerance * np.maximum(1, np.abs(first))):
            sys.exit(f"{block}: numpy gives\n{first}\nbut {library}\n{other}")


def write(folder):
    block = f"{folder.parent.name}/{folder.name}"
    programs, outputs = {}, {}
    for library, module in LIBRARIES.items():
        printed, output = run(folder / f"{library}.py")
        programs[library] = {"version": module.__version__.split("+")[0], "stdout": printed}
        outputs[library] = plain(library, output)
    agree(block, outputs, 1e-5)
    sources = [f"tests/oracle/{name}.py" for name in ("lessons", "cases")]
    sources += [str((folder / f"{library}.py").relative_to(cases.ROOT)) for library in LIBRARIES]
    digest = hashlib.sha256(b"".join((cases.ROOT / source).read_bytes() for source in sources)).hexdigest()
    result = {
        "generator": {"sources": sources, "sha256": digest},
        "shape": list(outputs["numpy"].shape),
        # The shortest text of a float32.
        "output": [float(np.format_float_positional(np.float32(value), unique=True)) for value in outputs["numpy"].ravel()],
        "programs": programs,
    }
    (folder / "output.json").write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n")
    print(f"{block}: {result['shape']}, three libraries agree")


def main(names=("",)):
    for folder in sorted(path.parent for path in FOLDER.glob("*/*/numpy.py")):
        if folder.parent.name.startswith(tuple(names)):
            write(folder)


if __name__ == "__main__":
    main(sys.argv[1:] or ("",))
