"""Writes differences.json: small examples on which TensorFlow, Keras, PyTorch, ONNX and NumPy do not all agree.

Each call is run as it is written, and the READMEs of the ops quote it beside its answer. `x` and `w` have the layout that the
library expects: NHWC and HWIO for TensorFlow and Keras, NCHW and OIHW for PyTorch and ONNX, a plain row for NumPy.
"""

import json
import re
import tempfile
from pathlib import Path

from cases import channels_first, channels_last, generator, number, tensor, versions, write_text

import keras
import numpy as np
import onnx
import onnxruntime
import tensorflow as tf
import torch
import torch.nn.functional as F
from onnx import helper

DIFFERENCES = []
FIRST = ("torch", "onnxruntime")
FILTERS = {"conv2d": (3, 2, 0, 1), "conv_transpose2d": (2, 3, 0, 1)}
ONE = [1, 1]
CONV = {"strides": ONE, "padding": "valid", "dilations": ONE, "groups": 1, "flip": False}
MAX = {"size": [1, 3], "strides": ONE, "padding": "valid", "dilations": ONE, "ceil_mode": False}
AVG = {"size": [1, 3], "strides": ONE, "padding": "valid", "ceil_mode": False, "count_include_pad": False}
UP = {"strides": [1, 2], "padding": "valid", "output_padding": [0, 0], "dilations": ONE, "groups": 1}


def row(*values):
    """A picture of one row."""
    return np.asarray(values, np.float32).reshape(1, 1, -1, 1)


def tap(*values):
    """A filter of one row."""
    return np.asarray(values, np.float32).reshape(1, -1, 1, 1)


def sides(left, right):
    """Padding of a row."""
    return [[0, 0], [left, right]]


class Node:
    """An ONNX operator, called like a function and run by onnxruntime."""

    def __init__(self, operator):
        self.operator = operator

    def __call__(self, *arrays, opset=22, **attributes):
        arrays = [np.ascontiguousarray(array) for array in arrays]
        names = [f"input_{i}" for i in range(len(arrays))]
        typed = [helper.make_tensor_value_info(name, helper.np_dtype_to_tensor_dtype(array.dtype), array.shape)
                 for name, array in zip(names, arrays)]
        output = helper.make_tensor_value_info("output", onnx.TensorProto.FLOAT, None)
        node = helper.make_node(self.operator, names, ["output"], **attributes)
        graph = helper.make_graph([node], "one node", typed, [output])
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "node.onnx"
            onnx.save(model, path)
            return onnxruntime.InferenceSession(path).run(None, dict(zip(names, arrays)))[0]


OPERATORS = ["Conv", "ConvTranspose", "MaxPool", "AveragePool", "GlobalAveragePool", "Pad", "Relu", "LeakyRelu", "Sigmoid", "Tanh",
             "Softmax", "Flatten", "Gemm", "BatchNormalization"]
# What a call may name, library by library.
WORDS = {
    "tensorflow": {"tf": tf}, "keras": {"keras": keras}, "torch": {"torch": torch, "F": F}, "numpy": {"np": np},
    "onnxruntime": {"np": np, **{name: Node(name) for name in OPERATORS}},
}
WRAP = {"tensorflow": tf.constant, "keras": tf.constant, "torch": torch.from_numpy, "numpy": np.ravel, "onnxruntime": np.asarray}


def laid_out(op, library, name, array):
    """An input as that library holds it."""
    if library in FIRST and array.ndim == 4:
        array = channels_first(array) if name == "x" else array.transpose(FILTERS[op])
    if library in ("tensorflow", "keras") and name == "w" and op == "conv_transpose2d":
        array = array.transpose(0, 1, 3, 2)
    return WRAP[library](np.ascontiguousarray(array))


def answer(op, given, library, call, params, inputs=None, differs=None, shape=None):
    """What the call gives, and the question of ours that has to give the same, or differ for a reason."""
    names = {name: laid_out(op, library, name, array) for name, array in given.items()}
    head = {"from": library, "call": call}
    try:
        got = np.asarray(eval(call, {**WORDS[library], **names}))  # the call is a line of this file
    except (RuntimeError, ValueError, tf.errors.OpError) as error:
        assert params is None, f"{call}: {error}"
        first = str(error).split("\n")[0]
        return json.dumps({**head, "error": re.sub(r"^\{\{.*\}\} | \[Op:\w+\]$", "", first)})
    head["shape"] = list(got.shape)
    if library in FIRST and got.ndim == 4:
        got = channels_last(got)
    is_row = library == "numpy" and given["x"].ndim == 4
    got = got.reshape(shape or ((1, 1, -1, 1) if is_row else got.shape))
    head["text"] = " ".join(number(value).strip('"') for value in got.ravel())
    if differs:
        head["known_difference"] = differs
    asked = ",".join(tensor(array) for array in (inputs or given.values()))
    return (f'{json.dumps(head)[:-1]},\n     "params":{json.dumps(params)},\n     "inputs":[{asked}],\n     "output":{tensor(got)}}}')


def difference(op, name, given, *answers, tolerance=0, shows="text"):
    """One example: what is given, and what each call makes of it."""
    lines = ",\n    ".join(answer(op, given, *each) if isinstance(each, tuple) else answer(op, given, **each) for each in answers)
    head = json.dumps({"op": op, "name": name, "shows": shows, "tolerance": tolerance})
    DIFFERENCES.append(f'  {head[:-1]},\n   "answers":[\n    {lines}]}}')


def conv2d():
    """SAME with an even kernel, SAME with a stride, and the flip."""
    same, half = {**CONV, "padding": "same"}, {**CONV, "padding": "same", "strides": [1, 2]}
    before = {**half, "padding": sides(1, 0)}
    difference(
        "conv2d", "same_with_an_even_kernel", {"x": row(1, 2, 3, 4), "w": tap(1, 10)},
        ("tensorflow", "tf.nn.conv2d(x, w, 1, 'SAME')", same),
        ("torch", "F.conv2d(x, w, padding='same')", same),
        ("onnxruntime", "Conv(x, w, auto_pad='SAME_UPPER')", same),
        ("onnxruntime", "Conv(x, w, auto_pad='SAME_LOWER')", {**CONV, "padding": sides(1, 0)}),
    )
    difference(
        "conv2d", "same_with_a_stride", {"x": row(1, 2, 3, 4, 5, 6), "w": tap(1, 10, 100)},
        ("tensorflow", "tf.nn.conv2d(x, w, 2, 'SAME')", half),
        ("torch", "F.conv2d(x, w, padding='same', stride=2)", None),
        ("torch", "F.conv2d(x, w, padding=(0, 1), stride=2)", {**half, "padding": sides(1, 1)}),
        ("onnxruntime", "Conv(x, w, auto_pad='SAME_UPPER', strides=[1, 2])", half),
        ("onnxruntime", "Conv(x, w, auto_pad='SAME_LOWER', strides=[1, 2])", before),
    )
    difference(
        "conv2d", "flip", {"x": row(0, 0, 1, 0, 0), "w": tap(1, 10, 100)},
        ("tensorflow", "tf.nn.conv2d(x, w, 1, 'VALID')", CONV),
        ("torch", "F.conv2d(x, w)", CONV),
        ("onnxruntime", "Conv(x, w)", CONV),
        ("numpy", "np.correlate(x, w, 'valid')", CONV),
        ("numpy", "np.convolve(x, w, 'valid')", {**CONV, "flip": True}),
    )


def max_pool2d():
    """The padding is no zero; SAME with a stride; the last window; NaN."""
    one, three = {**MAX, "padding": "same"}, {**MAX, "padding": "same", "strides": [1, 2]}
    two = {**MAX, "size": [1, 2], "strides": [1, 2]}
    negative = row(-3, -1, -2)
    difference(
        "max_pool2d", "padding_is_no_zero", {"x": negative},
        ("tensorflow", "tf.nn.max_pool2d(x, [1, 3], 1, 'SAME')", one),
        ("torch", "F.max_pool2d(x, (1, 3), 1, padding=(0, 1))", {**MAX, "padding": sides(1, 1)}),
        ("onnxruntime", "MaxPool(x, kernel_shape=[1, 3], pads=[0, 1, 0, 1])", {**MAX, "padding": sides(1, 1)}),
        ("torch", "F.max_pool2d(F.pad(x, (1, 1)), (1, 3), 1)", MAX, [row(0, -3, -1, -2, 0)]),
    )
    difference(
        "max_pool2d", "same_with_a_stride", {"x": row(9, 1, 2, 3, 4, 5)},
        ("tensorflow", "tf.nn.max_pool2d(x, [1, 3], 2, 'SAME')", three),
        ("torch", "F.max_pool2d(x, (1, 3), 2, padding=(0, 1))", {**three, "padding": sides(1, 1)}),
        ("onnxruntime", "MaxPool(x, kernel_shape=[1, 3], strides=[1, 2], auto_pad='SAME_UPPER')", three),
        ("onnxruntime", "MaxPool(x, kernel_shape=[1, 3], strides=[1, 2], auto_pad='SAME_LOWER')", {**three, "padding": sides(1, 0)}),
    )
    difference(
        "max_pool2d", "the_last_window", {"x": row(1, 2, 3, 4, 5)},
        ("tensorflow", "tf.nn.max_pool2d(x, [1, 2], 2, 'VALID')", two),
        ("torch", "F.max_pool2d(x, (1, 2))", two),
        ("torch", "F.max_pool2d(x, (1, 2), ceil_mode=True)", {**two, "ceil_mode": True}),
        ("onnxruntime", "MaxPool(x, kernel_shape=[1, 2], strides=[1, 2], ceil_mode=1)", {**two, "ceil_mode": True}),
        ("tensorflow", "tf.nn.max_pool2d(x, [1, 2], 2, 'SAME')", {**two, "padding": "same"}),
    )
    drops = "a NaN is passed over where a comparison with it is false; ours passes it on"
    difference(
        "max_pool2d", "nan", {"x": row(1, np.nan, np.nan, 2)},
        ("torch", "F.max_pool2d(x, (1, 2))", two),
        ("tensorflow", "tf.nn.max_pool2d(x, [1, 2], 2, 'VALID')", two, None, drops),
        ("onnxruntime", "MaxPool(x, kernel_shape=[1, 2], strides=[1, 2])", two, None, drops),
    )


def avg_pool2d():
    """What the sum is divided by, at the border and under the last window."""
    same, even = {**AVG, "padding": "same"}, {**AVG, "padding": sides(1, 1)}
    difference(
        "avg_pool2d", "divisor", {"x": row(3, 6, 9)},
        ("tensorflow", "tf.nn.avg_pool2d(x, [1, 3], 1, 'SAME')", same),
        ("torch", "F.avg_pool2d(x, (1, 3), 1, padding=(0, 1))", {**even, "count_include_pad": True}),
        ("torch", "F.avg_pool2d(x, (1, 3), 1, padding=(0, 1), count_include_pad=False)", even),
        ("onnxruntime", "AveragePool(x, kernel_shape=[1, 3], pads=[0, 1, 0, 1])", even),
        ("onnxruntime", "AveragePool(x, kernel_shape=[1, 3], pads=[0, 1, 0, 1], count_include_pad=1)",
         {**even, "count_include_pad": True}),
    )
    two = {**AVG, "size": [1, 2], "padding": "same"}
    difference(
        "avg_pool2d", "same_with_an_even_window", {"x": row(2, 4, 6, 8)},
        ("tensorflow", "tf.nn.avg_pool2d(x, [1, 2], 1, 'SAME')", two),
        ("onnxruntime", "AveragePool(x, kernel_shape=[1, 2], auto_pad='SAME_UPPER')", two),
        ("onnxruntime", "AveragePool(x, kernel_shape=[1, 2], auto_pad='SAME_LOWER')", {**two, "padding": sides(1, 0)}),
        ("torch", "F.avg_pool2d(x, (1, 2), 1, padding=(0, 1))", {**two, "padding": sides(1, 1), "count_include_pad": True}),
    )
    last = {**AVG, "strides": [1, 3], "ceil_mode": True, "padding": sides(1, 1)}
    counted = {**last, "count_include_pad": True}
    difference(
        "avg_pool2d", "the_last_window", {"x": row(2, 4, 6, 8, 10, 12)},
        ("torch", "F.avg_pool2d(x, (1, 3), 3, padding=(0, 1))", {**counted, "ceil_mode": False}),
        ("torch", "F.avg_pool2d(x, (1, 3), 3, padding=(0, 1), ceil_mode=True)", counted),
        ("torch", "F.avg_pool2d(x, (1, 3), 3, padding=(0, 1), ceil_mode=True, count_include_pad=False)", last),
        ("onnxruntime", "AveragePool(x, kernel_shape=[1, 3], strides=[1, 3], pads=[0, 1, 0, 1], ceil_mode=1)", last),
        ("tensorflow", "tf.nn.avg_pool2d(x, [1, 3], 3, 'SAME')", {**last, "padding": "same"}),
    )


def global_avg_pool2d():
    """The shape alone."""
    x = np.arange(24, dtype=np.float32).reshape(2, 2, 2, 3)
    flat = "the axes of the single cell are dropped"
    difference(
        "global_avg_pool2d", "shape", {"x": x},
        ("torch", "F.adaptive_avg_pool2d(x, 1)", {}),
        ("onnxruntime", "GlobalAveragePool(x)", {}),
        ("keras", "keras.layers.GlobalAveragePooling2D(keepdims=True)(x)", {}),
        ("keras", "keras.layers.GlobalAveragePooling2D()(x)", {}, None, flat),
        ("tensorflow", "tf.reduce_mean(x, [1, 2])", {}, None, flat),
        shows="shape",
    )


def conv_transpose2d():
    """Which end of the border is cut, and what lengthens the output."""
    cut = {**UP, "padding": sides(1, 1)}
    longer = {**cut, "output_padding": [0, 1]}
    same = {**UP, "padding": "same"}
    difference(
        "conv_transpose2d", "size", {"x": row(1, 10), "w": tap(1, 2, 3)},
        ("torch", "F.conv_transpose2d(x, w, stride=(1, 2))", UP),
        ("tensorflow", "tf.nn.conv2d_transpose(x, w, [1, 1, 5, 1], [1, 2], 'VALID')", UP),
        ("tensorflow", "tf.nn.conv2d_transpose(x, w, [1, 1, 6, 1], [1, 2], 'VALID')", {**UP, "output_padding": [0, 1]}),
        ("tensorflow", "tf.nn.conv2d_transpose(x, w, [1, 1, 4, 1], [1, 2], 'SAME')", same),
        ("tensorflow", "tf.nn.conv2d_transpose(x, w, [1, 1, 3, 1], [1, 2], 'SAME')", cut),
        ("keras", "keras.ops.conv_transpose(x, w, (1, 2), 'same')", same),
        ("torch", "F.conv_transpose2d(x, w, stride=(1, 2), padding=(0, 1))", cut),
        ("torch", "F.conv_transpose2d(x, w, stride=(1, 2), padding=(0, 1), output_padding=(0, 1))", longer),
        ("onnxruntime", "ConvTranspose(x, w, strides=[1, 2], auto_pad='SAME_UPPER')", same),
        ("onnxruntime", "ConvTranspose(x, w, strides=[1, 2], auto_pad='SAME_LOWER')", {**UP, "padding": sides(1, 0)}),
        ("torch", "F.conv_transpose2d(x, w, stride=(1, 2), output_padding=(0, 2))", None),
    )


def pad2d():
    """The names of the modes, and in which order the sides are given."""
    def mode(ours):
        return {"padding": sides(2, 1), "mode": ours}

    tensorflow = "tf.pad(x, [[0, 0], [0, 0], [2, 1], [0, 0]]"
    torch_pad = "F.pad(x, (2, 1, 0, 0)"
    node = "Pad(x, np.array([0, 0, 0, 2, 0, 0, 0, 1])"
    repeats = "no mode of ours repeats the edge and goes on"
    difference(
        "pad2d", "modes", {"x": row(1, 2, 3)},
        ("tensorflow", f"{tensorflow})", mode("zero")),
        ("torch", f"{torch_pad})", mode("zero")),
        ("onnxruntime", f"{node})", mode("zero")),
        ("numpy", "np.pad(x, (2, 1))", mode("zero")),
        ("tensorflow", f"{tensorflow}, 'REFLECT')", mode("reflect")),
        ("torch", f"{torch_pad}, 'reflect')", mode("reflect")),
        ("onnxruntime", f"{node}, mode='reflect')", mode("reflect")),
        ("numpy", "np.pad(x, (2, 1), 'reflect')", mode("reflect")),
        ("torch", f"{torch_pad}, 'replicate')", mode("replicate")),
        ("onnxruntime", f"{node}, mode='edge')", mode("replicate")),
        ("numpy", "np.pad(x, (2, 1), 'edge')", mode("replicate")),
        ("torch", f"{torch_pad}, 'circular')", mode("circular")),
        ("onnxruntime", f"{node}, mode='wrap')", mode("circular")),
        ("numpy", "np.pad(x, (2, 1), 'wrap')", mode("circular")),
        ("tensorflow", f"{tensorflow}, 'SYMMETRIC')", mode("reflect"), None, repeats),
        ("numpy", "np.pad(x, (2, 1), 'symmetric')", mode("reflect"), None, repeats),
    )
    difference(
        "pad2d", "a_mirror_that_is_too_short", {"x": row(1, 2, 3)},
        ("torch", "F.pad(x, (3, 0, 0, 0), 'reflect')", None),
        ("tensorflow", "tf.pad(x, [[0, 0], [0, 0], [3, 0], [0, 0]], 'REFLECT')", None),
        ("numpy", "np.pad(x, (3, 0), 'reflect')", {"padding": sides(2, 0), "mode": "reflect"}, None, "the mirror is mirrored again"),
    )


def activations():
    """The slopes of leaky_relu; the tails of sigmoid and tanh; NaN in relu."""
    x = np.asarray([-1, 2], np.float32)
    difference(
        "leaky_relu", "slope", {"x": x},
        ("keras", "keras.layers.LeakyReLU()(x)", {"negative_slope": 0.3}),
        ("keras", "keras.ops.leaky_relu(x)", {"negative_slope": 0.2}),
        ("tensorflow", "tf.nn.leaky_relu(x)", {"negative_slope": 0.2}),
        ("torch", "F.leaky_relu(x)", {"negative_slope": 0.01}),
        ("onnxruntime", "LeakyRelu(x)", {"negative_slope": 0.01}),
    )
    special = np.asarray([-2, np.nan, np.inf, -np.inf], np.float32)
    difference(
        "relu", "nan", {"x": special},
        *((library, call, {}) for library, call in [
            ("tensorflow", "tf.nn.relu(x)"), ("torch", "F.relu(x)"), ("onnxruntime", "Relu(x)")]),
    )
    tail = np.asarray([-90, -20, 20], np.float32)
    difference(
        "sigmoid", "tail", {"x": tail},
        *((library, call, {}) for library, call in [
            ("tensorflow", "tf.sigmoid(x)"), ("torch", "torch.sigmoid(x)"), ("onnxruntime", "Sigmoid(x)")]),
        tolerance=1e-6,
    )
    difference(
        "tanh", "near_zero_and_one", {"x": np.asarray([0.001, 3, 9], np.float32)},
        *((library, call, {}) for library, call in [
            ("tensorflow", "tf.tanh(x)"), ("torch", "torch.tanh(x)"), ("onnxruntime", "Tanh(x)"), ("numpy", "np.tanh(x)")]),
        tolerance=1e-6,
    )


def softmax():
    """Which axis is the channel's."""
    x = np.asarray([0, 0, 2, 0], np.float32).reshape(1, 1, 2, 2)
    difference(
        "softmax", "axis", {"x": x},
        ("tensorflow", "tf.nn.softmax(x)", {"axis": -1}),
        ("torch", "F.softmax(x, dim=1)", {"axis": -1}),
        ("torch", "F.softmax(x, dim=-1)", {"axis": -2}),
        ("onnxruntime", "Softmax(x)", {"axis": -2}),
        {"library": "onnxruntime", "call": "Softmax(x, opset=11)", "params": {"axis": -1}, "inputs": [x.reshape(1, 4)], "shape": (1, 4)},
        tolerance=1e-6,
    )


def rows_of_numbers():
    """flatten and dense: the order of the values, and which axis of the kernel is the output."""
    x = np.asarray([1, 2, 3, 4], np.float32).reshape(1, 1, 2, 2)
    first = [channels_first(x)]
    difference(
        "flatten", "order", {"x": x},
        ("keras", "keras.layers.Flatten()(x)", {}),
        ("torch", "torch.flatten(x, 1)", {}, first),
        ("onnxruntime", "Flatten(x)", {}, first),
        ("torch", "torch.flatten(x.permute(0, 2, 3, 1), 1)", {}),
    )
    whole = "the batch is flattened too"
    two = np.arange(8, dtype=np.float32).reshape(2, 1, 2, 2)
    difference(
        "flatten", "batch", {"x": two},
        ("keras", "keras.layers.Flatten()(x)", {}),
        ("torch", "torch.flatten(x, 1)", {}, [channels_first(two)]),
        ("torch", "torch.flatten(x)", {}, [channels_first(two)], whole),
        shows="shape",
    )
    x, w = np.asarray([[1, 10]], np.float32), np.asarray([[1, 2], [3, 4]], np.float32)
    difference(
        "dense", "kernel", {"x": x, "w": w},
        ("tensorflow", "tf.matmul(x, w)", {}),
        ("torch", "F.linear(x, w)", {}, [x, w.T]),
        ("torch", "F.linear(x, w.T)", {}),
        ("onnxruntime", "Gemm(x, w)", {}),
        ("onnxruntime", "Gemm(x, w, transB=1)", {}, [x, w.T]),
    )


def batch_norm():
    """What is added to the variance."""
    given = {name: np.asarray(value, np.float32) for name, value in
             {"x": [[2]], "gamma": [1], "beta": [0], "mean": [1], "variance": [0.01]}.items()}
    difference(
        "batch_norm", "epsilon", given,
        ("keras", "keras.ops.batch_normalization(x, mean, variance, -1, beta, gamma)", {"epsilon": 1e-3}),
        ("torch", "F.batch_norm(x, mean, variance, gamma, beta)", {"epsilon": 1e-5}),
        ("onnxruntime", "BatchNormalization(x, gamma, beta, mean, variance)", {"epsilon": 1e-5}),
        tolerance=1e-6,
    )


def main():
    """Rewrites the file."""
    DIFFERENCES.clear()
    for part in (conv2d, conv_transpose2d, max_pool2d, avg_pool2d, global_avg_pool2d, pad2d, activations, softmax, rows_of_numbers,
                 batch_norm):
        part()
    head = json.dumps(generator("differences.py", versions(tf, keras, torch, onnx, onnxruntime, np)))
    body = ",\n".join(DIFFERENCES)
    text = f'{{"generator":{head},\n "differences":[\n{body}\n]}}\n'
    json.loads(text)
    write_text("tests/oracle/differences.json", text)


if __name__ == "__main__":
    main()
