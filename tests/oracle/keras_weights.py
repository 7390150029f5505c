"""Writes tests/keras/answered.json: Keras runs the code that the site shows beside saved weights, and loads them.

`given.json` holds, for each network, the code, the `.npz` and the pictures, and what our core answers; a browser test keeps it
what the site writes.
"""

import base64
import json
import os
import tempfile

from cases import ROOT, generator, tensor, versions, write_text

import keras
import numpy as np


def answer(case):
    """What the model of the code gives for the pictures, with the weights of the file."""
    before = os.getcwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            with open(case["file"], "wb") as file:
                file.write(base64.b64decode(case["npz"]))
            names = {}
            exec(compile(case["code"], case["name"], "exec"), names)
        finally:
            os.chdir(before)
    x = np.array(case["input"]["data"], np.float32).reshape(case["input"]["shape"])
    return names["model"].predict(x, verbose=0)


def main():
    """Rewrites the file; our answers have to agree."""
    cases = json.loads((ROOT / "tests/keras/given.json").read_text())
    rows = []
    for case in cases:
        output = answer(case)
        ours = np.array(case["output"]["data"], np.float32).reshape(case["output"]["shape"])
        np.testing.assert_allclose(ours, output, atol=1e-5, err_msg=case["name"])
        print(f"  {case['name']}: largest difference {np.abs(ours - output).max():.2e}")
        rows.append(f'  {{"name":{json.dumps(case["name"])},"output":{tensor(output)}}}')
    head = json.dumps(generator("keras_weights.py", versions(keras, np)))
    write_text("tests/keras/answered.json", f'{{"generator":{head},\n "answers":[\n' + ",\n".join(rows) + "\n]}\n")


if __name__ == "__main__":
    main()
