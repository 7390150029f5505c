"""Writes src/ops/<op>/onnx.json and onnx_unmapped.json: ONNX's own node cases, in our layout.

Every single-node case of the operators in `MAPPINGS` is in exactly one of these files. The expected numbers are ONNX's; PyTorch,
asked with the mapped parameters, has to give them too, and so has onnxruntime, given the model itself. Graphs of several
nodes (the `_expanded` cases) spell out other operators and are no cases of these.
"""

import json
import warnings

import activations
import avg_pool2d
import batch_norm
import conv2d
import conv_transpose2d
import dense
import global_avg_pool2d
import max_pool2d
import pad2d
from cases import CaseFile, channels_last, computed, generator, same_lower_pads, versions, write_text

import numpy as np
import onnx
import onnxruntime
import torch
from onnx.backend.test.loader import load_node_model_tests

LIBRARIES = versions(onnx, onnxruntime, torch)
ASKED = (activations, avg_pool2d, batch_norm, conv2d, conv_transpose2d, dense, global_avg_pool2d, max_pool2d, pad2d)
ALSO = [f"{module.__name__}.py" for module in ASKED]
LOWER = "SAME_LOWER, spelled out as numbers"
ZERO_PADS = [0, 0, 0, 0]
FOUR_DECIMALS = ["test_averagepool_2d_ceil_last_window_starts_on_pad"]


class Unmapped(Exception):
    """Why a node case cannot be asked of our op."""


class Mapped:
    """A node case as one of our cases: what to ask, of whom else, and how the answer is laid out."""

    def __init__(self, op, params, inputs, by_torch, *, layout=channels_last, tolerance=0, notes=()):
        self.op, self.params, self.inputs, self.by_torch = op, params, inputs, by_torch
        self.layout, self.tolerance, self.notes = layout, tolerance, list(notes)


def as_is(array):
    """No axis has a meaning here, so none is moved."""
    return array


def short(value):
    """An attribute is a float32: the shortest decimal that reads back as it."""
    return float(str(np.float32(value)))


def picture(x):
    """NCHW to NHWC; anything but four axes is another op."""
    if x.ndim != 4:
        raise Unmapped(f"number of spatial axes: {x.ndim - 2} instead of 2")
    return channels_last(x)


def padding(attributes, size, kernel, strides, dilations):
    """Our padding, and a note where it had to be spelled out."""
    auto = attributes.get("auto_pad", b"NOTSET").decode()
    if auto == "SAME_LOWER":
        return [same_lower_pads(*axis) for axis in zip(size, kernel, strides, dilations)], [LOWER]
    if auto in ("SAME_UPPER", "VALID"):
        return {"SAME_UPPER": "same", "VALID": "valid"}[auto], []
    top, left, bottom, right = attributes.get("pads", ZERO_PADS)
    return [[top, bottom], [left, right]], []


def pairs(attributes, *names):
    """Attributes of two numbers, 1 where left out."""
    return [list(attributes.get(name, [1, 1])) for name in names]


def conv(attributes, x, w, bias=None):
    """OIHW to HWIO."""
    x, w = picture(x), w.transpose(2, 3, 1, 0).copy()
    strides, dilations = pairs(attributes, "strides", "dilations")
    pads, notes = padding(attributes, x.shape[1:3], w.shape, strides, dilations)
    groups = attributes.get("group", 1)
    params = {"strides": strides, "padding": pads, "dilations": dilations, "groups": groups, "flip": False}
    by_torch = lambda x, w, b: conv2d.by_torch(x, w, b, strides, pads, dilations, groups)
    return Mapped("conv2d", params, [x, w, bias], by_torch, tolerance=1e-5, notes=notes)


def conv_transpose(attributes, x, w, bias=None):
    """IOHW to HWIO. An `output_shape` names the size; the padding follows from it, as ONNX prescribes."""
    x, w = picture(x), w.transpose(2, 3, 0, 1).copy()
    strides, dilations = pairs(attributes, "strides", "dilations")
    extra = list(attributes.get("output_padding", [0, 0]))
    pads, notes = padding(attributes, x.shape[1:3], w.shape, strides, dilations)
    if "output_shape" in attributes:
        pads, notes = [], ["output_shape, spelled out as padding and output padding"]
        for i, wanted in enumerate(attributes["output_shape"]):
            total = strides[i] * (x.shape[1 + i] - 1) + extra[i] + (w.shape[i] - 1) * dilations[i] + 1 - wanted
            extra[i] += max(-total, 0)
            pads.append([max(total, 0) - max(total, 0) // 2, max(total, 0) // 2])
    elif LOWER in notes:
        raise Unmapped("SAME_LOWER of a transposed convolution")
    params = {"strides": strides, "padding": pads, "output_padding": extra, "dilations": dilations,
              "groups": attributes.get("group", 1)}
    by_torch = lambda x, w, b: conv_transpose2d.by_torch(x, w, b, params)
    return Mapped("conv_transpose2d", params, [x, w, bias], by_torch, tolerance=1e-5, notes=notes)


def max_pool(attributes, x):
    """Values only."""
    notes = [] if x.dtype == np.float32 else [f"{x.dtype} in ONNX"]
    if "storage_order" in attributes:
        notes.append("storage_order numbers the indices only")
    x = picture(x)
    size, (strides, dilations) = list(attributes["kernel_shape"]), pairs(attributes, "strides", "dilations")
    pads, spelled = padding(attributes, x.shape[1:3], size, strides, dilations)
    ceil_mode = bool(attributes.get("ceil_mode", 0))
    params = {"size": size, "strides": strides, "padding": pads, "dilations": dilations, "ceil_mode": ceil_mode}
    by_torch = lambda x: max_pool2d.by_torch(x, size, strides, pads, dilations, ceil_mode)
    return Mapped("max_pool2d", params, [x], by_torch, notes=notes + spelled)


def average_pool(attributes, x):
    """Padding is counted where the attribute says so."""
    x = picture(x)
    size, (strides, dilations) = list(attributes["kernel_shape"]), pairs(attributes, "strides", "dilations")
    if dilations != [1, 1]:
        raise Unmapped(f"dilations {dilations}: avg_pool2d has none")
    pads, notes = padding(attributes, x.shape[1:3], size, strides, dilations)
    ceil_mode, include = bool(attributes.get("ceil_mode", 0)), bool(attributes.get("count_include_pad", 0))
    params = {"size": size, "strides": strides, "padding": pads, "ceil_mode": ceil_mode, "count_include_pad": include}
    by_torch = lambda x: avg_pool2d.by_torch(x, size, strides, pads, ceil_mode, include)
    return Mapped("avg_pool2d", params, [x], by_torch, tolerance=1e-5, notes=notes)


def global_average_pool(_, x):
    """One mean for each channel."""
    return Mapped("global_avg_pool2d", {}, [picture(x)], global_avg_pool2d.by_torch, tolerance=1e-5)


def batch_normalization(attributes, x, scale, bias, mean, variance):
    """With given statistics."""
    if attributes.get("training_mode", 0):
        raise Unmapped("training mode: batch_norm takes the statistics as given and returns no new ones")
    epsilon = short(attributes.get("epsilon", 1e-5))
    inputs = [picture(x), scale, bias, mean, variance]
    return Mapped("batch_norm", {"epsilon": epsilon}, inputs, lambda *v: batch_norm.by_torch(*v, epsilon), tolerance=1e-5)


def pad(attributes, x, pads, value=None, axes=None):
    """`pads` lists all the beginnings, then all the ends, of `axes` or of every axis."""
    mode = {"constant": "zero", "edge": "replicate", "reflect": "reflect", "wrap": "circular"}[attributes["mode"].decode()]
    if mode == "zero" and value is not None and value != 0:
        raise Unmapped(f"pads with {short(value)}: pad2d's constant is zero")
    notes = [] if x.dtype == np.float32 else [f"{x.dtype} in ONNX"]
    axes = list(range(x.ndim) if axes is None else axes % x.ndim)
    around = {axis: [int(pads[i]), int(pads[i + len(axes)])] for i, axis in enumerate(axes)}
    if any(around.get(axis, [0, 0]) != [0, 0] for axis in (0, 1)):
        raise Unmapped("pads the batch or the channels")
    sides = [around.get(axis, [0, 0]) for axis in (2, 3)]
    params = {"padding": sides, "mode": mode}
    by_torch = lambda x: pad2d.by_torch(x, sides, pad2d.MODES[mode][1])
    return Mapped("pad2d", params, [picture(x)], by_torch, notes=notes)


def softmax(attributes, x):
    """The axis counts in the case's own shape, which stays as it is."""
    axis = attributes.get("axis", -1)
    return Mapped("softmax", {"axis": axis}, [x], lambda x: torch.softmax(torch.from_numpy(x), axis).numpy(), layout=as_is,
                  tolerance=1e-6)


def activation(op):
    """What acts on each value alone has no layout."""
    def mapping(attributes, x):
        params = {"negative_slope": short(attributes.get("alpha", 0.01))} if op == "leaky_relu" else {}
        call = activations.OPS[op][3]
        by_torch = lambda x: call(torch.from_numpy(x), *params.values()).numpy()
        return Mapped(op, params, [x], by_torch, layout=as_is, tolerance=0 if op == "relu" else 1e-6)
    return mapping


def flatten(attributes, x):
    """Axis 1 is ours, whatever the other axes mean; they are therefore left in place."""
    axis = attributes.get("axis", 1)
    if axis % x.ndim != 1:
        raise Unmapped(f"axis {axis} of {x.ndim}: flatten keeps the first axis and no other")
    return Mapped("flatten", {}, [x], lambda x: torch.flatten(torch.from_numpy(x), 1).numpy(), layout=as_is,
                  notes=["the four axes are taken as they come, not turned to NHWC"])


def gemm(attributes, a, b, c=None):
    """alpha and beta of 1, and a bias for each column."""
    if attributes.get("alpha", 1) != 1 or attributes.get("beta", 1) != 1:
        raise Unmapped("scales by alpha or beta: dense has neither")
    if c is not None and c.ndim == 2 and c.shape[0] > 1:
        raise Unmapped("a bias for every cell: dense has one for each column")
    notes = []
    a = a.T.copy() if attributes.get("transA", 0) else a
    b = b.T.copy() if attributes.get("transB", 0) else b
    if c is not None:
        notes = ["one bias for all columns, repeated"] if c.size < b.shape[1] else []
        c = np.broadcast_to(c.reshape(-1), b.shape[1]).copy()
    return Mapped("dense", {}, [a, b, c], dense.by_torch, layout=as_is, tolerance=1e-5, notes=notes)


MAPPINGS = {
    "Conv": conv,
    "ConvTranspose": conv_transpose,
    "MaxPool": max_pool,
    "AveragePool": average_pool,
    "GlobalAveragePool": global_average_pool,
    "BatchNormalization": batch_normalization,
    "Pad": pad,
    "Softmax": softmax,
    "Relu": activation("relu"),
    "LeakyRelu": activation("leaky_relu"),
    "Sigmoid": activation("sigmoid"),
    "Tanh": activation("tanh"),
    "Flatten": flatten,
    "Gemm": gemm,
}


def by_onnxruntime(model, inputs):
    """Its first output."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, ["CPUExecutionProvider"])
    return session.run(None, dict(zip([entry.name for entry in model.graph.input], inputs)))[0]


def keep(file, test, mapped, inputs, outputs):
    """Adds the case, once the others agree."""
    answers = {
        "onnx": mapped.layout(outputs[0]).astype(np.float32),
        "onnxruntime": mapped.layout(by_onnxruntime(test.model, inputs)).astype(np.float32),
        "torch": computed(mapped.by_torch, *mapped.inputs),
    }
    tolerance, notes = mapped.tolerance, mapped.notes
    if len(outputs) > 1:
        notes.append("only the first output is asked for")
    if test.name in FOUR_DECIMALS:
        tolerance = 1e-4
        notes.append("ONNX gives the expected numbers to four decimals")
    name = test.name.removeprefix("test_")
    file.add(name, answers, {"onnx": test.name}, mapped.params, mapped.inputs, tolerance, "; ".join(notes))


def nodes():
    """(case, node, attributes) of every single-node model of our operators, by name."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # other operators' cases overflow on purpose
        tests = load_node_model_tests()
    for test in sorted(tests, key=lambda test: test.name):
        if len(test.model.graph.node) == 1 and test.model.graph.node[0].op_type in MAPPINGS:
            node = test.model.graph.node[0]
            yield test, node, {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}


def main():
    """Rewrites the files."""
    files, unmapped = {}, []
    for test, node, attributes in nodes():
        [(inputs, outputs)] = test.data_sets
        try:
            mapped = MAPPINGS[node.op_type](attributes, *inputs)
        except Unmapped as reason:
            unmapped.append({"name": test.name, "operator": node.op_type, "reason": str(reason)})
            continue
        file = files.setdefault(mapped.op, CaseFile(mapped.op, LIBRARIES, "onnx_nodes.py", "onnx.json", ALSO))
        keep(file, test, mapped, inputs, outputs)
    for file in files.values():
        file.write()
    head = json.dumps(generator("onnx_nodes.py", LIBRARIES, ALSO))
    body = ",\n".join("  " + json.dumps(entry) for entry in unmapped)
    write_text("tests/oracle/onnx_unmapped.json", f'{{"generator":{head},\n "unmapped":[\n{body}\n]}}\n')
    print(f"  {len(unmapped)} cases")


if __name__ == "__main__":
    main()
