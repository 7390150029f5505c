"""Runs the code that labs export, under the libraries it is for, and writes tests/codegen.json: what each program gave.

`programs.mjs` makes the states and their code, from pkg/ as it is built.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile

import cases
import numpy as np
from PIL import Image

FILE = cases.ROOT / "tests/codegen.json"
SOURCES = ["tests/oracle/codegen.py", "tests/oracle/programs.mjs", "tests/oracle/cases.py"]


def asked():
    """The states with their sources."""
    script = cases.ORACLE / "programs.mjs"
    return json.loads(subprocess.run(["node", script], check=True, capture_output=True, text=True).stdout)


def executed(name, source):
    """The variable `output` after a program."""
    scope = {"__name__": "__main__"}
    try:
        exec(compile(source, name, "exec"), scope)
    except Exception:
        print(f"{name} stopped:\n{source}")
        raise
    return np.asarray(scope["output"])


def in_a_kernel(source):
    """The variable `output` after a notebook, run cell by cell as Jupyter does."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.reads(source, as_version=4)
    nbformat.validate(notebook)
    notebook.cells.append(nbformat.v4.new_code_cell("np.save('output.npy', np.asarray(output))"))
    NotebookClient(notebook, timeout=300).execute()
    pictures = [out for cell in notebook.cells for out in cell.get("outputs", []) if "image/png" in out.get("data", {})]
    if len(pictures) != 1:
        sys.exit(f"a notebook drew {len(pictures)} figures")
    return np.load("output.npy")


def near(output, first, exact, name):
    """Stops unless two programs agree: whole numbers exactly, others within 1e-5 of the map's largest value."""
    if output.shape != first.shape or output.dtype != np.float32:
        sys.exit(f"{name}: {output.shape} {output.dtype}, but NumPy gives {first.shape}")
    tolerance = 0 if exact else 1e-5
    wide, other = first.astype(np.float64), output.astype(np.float64)
    worst = np.max(np.abs(other - wide)) / max(1, np.max(np.abs(wide)))
    if not worst <= tolerance:
        sys.exit(f"{name}: off by {worst}, with {tolerance} allowed")


def written(case):
    """What one state's programs gave."""
    shape = case["picture"]["shape"]
    picture = np.array(case["picture"]["data"], np.uint8).reshape(shape)
    Image.fromarray(picture).save("picture.png")
    outputs = {}
    for target, source in case["sources"].items():
        name = f"state {case['seed']} ({case['state']['lab']}) in {target}"
        outputs[target] = in_a_kernel(source) if target == "notebook" else executed(name, source)
        near(outputs[target], outputs["numpy"], case["exact"], name)
    first = outputs["numpy"]
    return {
        "seed": case["seed"],
        "lab": case["state"]["lab"],
        "sha256": {target: hashlib.sha256(source.encode()).hexdigest() for target, source in case["sources"].items()},
        "exact": case["exact"],
        "shape": list(first.shape),
        "output": [float(np.format_float_positional(value, unique=True)) for value in first.ravel()],
    }


def main():
    """Rewrites the file."""
    told = asked()
    back = os.getcwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        results = [written(case) for case in told]
        os.chdir(back)
    digest = hashlib.sha256(b"".join((cases.ROOT / source).read_bytes() for source in SOURCES)).hexdigest()
    head = {"sources": SOURCES, "sha256": digest}
    lines = ",\n".join(json.dumps(result) for result in results)
    FILE.write_text(f'{{"generator":{json.dumps(head)},\n"cases":[\n{lines}\n]}}\n')
    print(f"tests/codegen.json: {len(results)} states, {sum(len(result['sha256']) for result in results)} programs")


if __name__ == "__main__":
    main()
