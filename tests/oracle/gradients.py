"""Writes src/ops/*/gradients.json and src/ops/softmax/cross_entropy.json: how an error flows back, by autograd and GradientTape."""

import json

from cases import generator, normal, quarters, same_pads, tensor, versions, write_text

import numpy as np
import tensorflow as tf
import torch
import torch.nn.functional as F

LIBRARIES = versions(tf, torch)


def spelled(padding, x, size, strides, dilations):
    """Padding in numbers, [[top, bottom], [left, right]]."""
    if padding == "same":
        return [same_pads(x.shape[1 + i], size[i], strides[i], dilations[i]) for i in (0, 1)]
    return [[0, 0], [0, 0]] if padding == "valid" else padding


def nchw(x):
    """NHWC to PyTorch's order, for autograd to follow."""
    return x.permute(0, 3, 1, 2)


def nhwc(x):
    """And back."""
    return x.permute(0, 2, 3, 1)


def padded(x, padding, value=0.0):
    """NCHW with cells around it."""
    (top, bottom), (left, right) = padding
    return F.pad(x, (left, right, top, bottom), value=value)


def torch_conv2d(p, x, w, b=None):
    """The filter is turned first for a flip."""
    pads = spelled(p["padding"], x, w.shape[:2], p["strides"], p["dilations"])
    w = w.flip(0, 1) if p["flip"] else w
    y = F.conv2d(padded(nchw(x), pads), w.permute(3, 2, 0, 1), b, p["strides"], 0, p["dilations"], p["groups"])
    return nhwc(y)


def tf_conv2d(p, x, w, b=None):
    """TensorFlow's kernels for the CPU have no gradient for groups or dilations."""
    if p["groups"] > 1 or p["dilations"] != [1, 1]:
        return None
    pads = spelled(p["padding"], x, w.shape[:2], p["strides"], p["dilations"])
    w = tf.reverse(w, [0, 1]) if p["flip"] else w
    x = tf.pad(x, [[0, 0], *pads, [0, 0]])
    y = tf.nn.conv2d(x, w, p["strides"], "VALID", dilations=p["dilations"])
    return y if b is None else y + b


def torch_pool(kind):
    """Max and average, with the padding that our op has."""

    def call(p, x):
        pads = spelled(p["padding"], x, p["size"], p["strides"], p.get("dilations", [1, 1]))
        if kind == "max":
            y = F.max_pool2d(padded(nchw(x), pads, -torch.inf), p["size"], p["strides"], 0, p["dilations"], p["ceil_mode"])
            return nhwc(y)
        pool = lambda x: F.avg_pool2d(x, p["size"], p["strides"], 0, p["ceil_mode"])
        y = pool(padded(nchw(x), pads))
        if not p["count_include_pad"]:
            # The mean counts every cell; what lies on the input is the same share of a map of ones.
            y = y / pool(padded(torch.ones_like(nchw(x)), pads))
        return nhwc(y)

    return call


def tf_pool(kind):
    """TensorFlow knows "valid" and "same" alone."""

    def call(p, x):
        if not isinstance(p["padding"], str) or p["ceil_mode"] or p.get("dilations", [1, 1]) != [1, 1]:
            return None
        if kind == "avg" and p["count_include_pad"] and p["padding"] == "same":
            return None
        pool = tf.nn.max_pool2d if kind == "max" else tf.nn.avg_pool2d
        return pool(x, p["size"], p["strides"], p["padding"].upper())

    return call


OPS = {
    "conv2d": (torch_conv2d, tf_conv2d),
    "max_pool2d": (torch_pool("max"), tf_pool("max")),
    "avg_pool2d": (torch_pool("avg"), tf_pool("avg")),
    "global_avg_pool2d": (lambda p, x: x.mean((1, 2), keepdim=True), lambda p, x: tf.reduce_mean(x, [1, 2], keepdims=True)),
    "relu": (lambda p, x: F.relu(x), lambda p, x: tf.nn.relu(x)),
    "leaky_relu": (lambda p, x: F.leaky_relu(x, p["negative_slope"]), lambda p, x: tf.nn.leaky_relu(x, p["negative_slope"])),
    "sigmoid": (lambda p, x: torch.sigmoid(x), lambda p, x: tf.sigmoid(x)),
    "tanh": (lambda p, x: torch.tanh(x), lambda p, x: tf.tanh(x)),
    "softmax": (lambda p, x: F.softmax(x, p["axis"]), lambda p, x: tf.nn.softmax(x, p["axis"])),
    "flatten": (lambda p, x: x.flatten(1), lambda p, x: tf.reshape(x, [x.shape[0], -1])),
    "dense": (
        lambda p, x, w, b=None: x @ w if b is None else x @ w + b,
        lambda p, x, w, b=None: tf.linalg.matmul(x, w) if b is None else tf.linalg.matmul(x, w) + b,
    ),
}


def by_torch(op, params, inputs, draw):
    """Output shape's error drawn by name, then autograd."""
    leaves = [torch.tensor(x, dtype=torch.float64, requires_grad=True) for x in inputs]
    y = OPS[op][0](params, *leaves)
    error = draw(*y.shape)
    grads = torch.autograd.grad(y, leaves, torch.tensor(error, dtype=torch.float64), materialize_grads=True)
    return error, [g.numpy() for g in grads]


def by_tensorflow(op, params, inputs, error):
    """GradientTape, or None where TensorFlow has no such op."""
    leaves = [tf.Variable(x, dtype=tf.float64) for x in inputs]
    with tf.GradientTape() as tape:
        y = OPS[op][1](params, *[tf.convert_to_tensor(leaf) for leaf in leaves])
    if y is None:
        return None
    return [g.numpy() for g in tape.gradient(y, leaves, tf.constant(error, dtype=tf.float64))]


class File:
    """The gradients of one op."""

    def __init__(self, op):
        self.op = op
        self.cases = []

    def add(self, name, params, *inputs, draw=quarters, tolerance=0):
        """PyTorch's answer, and TensorFlow's where it has one."""
        inputs = [np.asarray(x, dtype=np.float64) for x in inputs if x is not None]
        error, grads = by_torch(self.op, params, inputs, lambda *shape: draw(f"{self.op} {name} error", *shape))
        other = by_tensorflow(self.op, params, inputs, error)
        agrees = ["tensorflow"] if other is not None else []
        for mine, theirs in zip(grads, other or []):
            np.testing.assert_allclose(mine, theirs, rtol=1e-6, atol=1e-6, err_msg=f"{self.op}: {name}")
        head = {"name": name, "from": "torch", "agrees": agrees, "params": params}
        fields = ",".join(f"{json.dumps(k)}:{json.dumps(v)}" for k, v in head.items())
        lines = lambda arrays: ",\n    ".join(tensor(a) for a in arrays)
        self.cases.append(
            f'  {{{fields},\n   "inputs":[\n    {lines(inputs)}],\n   "error":{tensor(error)},\n'
            f'   "gradients":[\n    {lines(grads)}],\n   "tolerance":{json.dumps(tolerance)}}}'
        )

    def write(self):
        """One file beside the op."""
        head = json.dumps(generator("gradients.py", LIBRARIES))
        text = f'{{"op":{json.dumps(self.op)},\n "generator":{head},\n "cases":[\n' + ",\n".join(self.cases) + "\n]}\n"
        json.loads(text)
        write_text(f"src/ops/{self.op}/gradients.json", text)


def conv2d():
    """Strides, paddings, dilations, groups, flips, and every width of a block of lanes."""
    file = File("conv2d")

    def case(name, x, w, bias=True, draw=quarters, tolerance=0, **options):
        params = {"strides": [1, 1], "padding": "valid", "dilations": [1, 1], "groups": 1, "flip": False, **options}
        arrays = [draw(f"{name} {part}", *shape) for part, shape in (("x", x), ("w", w))]
        arrays.append(draw(f"{name} b", w[3]) if bias else None)
        file.add(name, params, *arrays, draw=draw, tolerance=tolerance)

    case("one_filter_on_one_map", [1, 5, 5, 1], [3, 3, 1, 1])
    case("no_bias", [1, 4, 6, 1], [2, 3, 1, 2], bias=False)
    case("batch_of_three", [3, 5, 4, 2], [3, 3, 2, 4])
    for filters in (3, 4, 5, 8, 11, 13, 16, 18):
        case(f"filters_{filters}", [2, 4, 5, 3], [2, 3, 3, filters])
    for channels in (1, 4, 7, 9, 12, 16, 19):
        case(f"channels_{channels}", [1, 4, 5, channels], [3, 2, channels, 5])
    case("one_tap", [2, 3, 4, 3], [1, 1, 3, 8])
    case("same_padding", [1, 5, 6, 2], [3, 3, 2, 3], padding="same")
    case("same_padding_even_kernel", [1, 5, 6, 1], [2, 4, 1, 9], padding="same")
    case("same_padding_stride_two", [2, 5, 6, 2], [3, 3, 2, 4], padding="same", strides=[2, 2])
    case("explicit_padding_uneven", [1, 4, 5, 1], [3, 3, 1, 2], padding=[[2, 0], [1, 3]])
    case("padding_wider_than_the_kernel", [1, 3, 3, 1], [2, 2, 1, 4], padding=[[4, 3], [3, 4]])
    case("stride_two", [1, 7, 8, 1], [3, 3, 1, 2], strides=[2, 2])
    case("strides_that_leave_cells_unread", [1, 7, 8, 2], [2, 2, 2, 4], strides=[3, 4])
    case("dilation_two", [1, 7, 8, 1], [3, 3, 1, 4], dilations=[2, 2])
    case("dilation_stride_and_padding", [2, 8, 7, 2], [2, 3, 2, 3], dilations=[3, 2], strides=[2, 1], padding=[[1, 2], [2, 1]])
    case("two_groups", [1, 4, 5, 4], [3, 3, 2, 6], groups=2)
    case("two_groups_of_many", [1, 4, 4, 10], [2, 2, 5, 36], groups=2)
    case("depthwise", [2, 4, 5, 5], [3, 3, 1, 5], groups=5, padding="same")
    case("depthwise_two_filters_a_channel", [1, 4, 4, 3], [2, 2, 1, 6], groups=3, strides=[2, 1])
    case("flip", [1, 5, 6, 2], [3, 2, 2, 3], flip=True, padding="same")
    case("flip_with_groups", [1, 5, 4, 4], [2, 3, 2, 4], flip=True, groups=2)
    case("real_numbers", [2, 8, 9, 3], [3, 3, 3, 8], draw=normal, tolerance=1e-5)
    case("real_numbers_strided", [1, 9, 9, 8], [3, 3, 8, 16], draw=normal, tolerance=1e-5, strides=[2, 2], padding="same")
    file.write()


def distinct(name, *shape):
    """Different values, so that no window has two largest."""
    count = int(np.prod(shape))
    return np.random.default_rng(count).permutation(count).reshape(shape) / 4.0 - 3.0


def pools():
    """Windows side by side, overlapping, with gaps, padded; and ties, which go to the first."""
    maxima, means = File("max_pool2d"), File("avg_pool2d")

    def case(name, shape, size=(2, 2), strides=None, padding="valid", **options):
        params = {"size": list(size), "strides": list(strides or size), "padding": padding, "ceil_mode": False, **options}
        x = distinct(name, *shape)
        maxima.add(name, {**params, "dilations": options.get("dilations", [1, 1])}, x)
        if "dilations" not in options:
            for count in (False, True):
                title = name + ("_padding_counts" if count else "")
                means.add(title, {**params, "count_include_pad": count}, x, tolerance=1e-6)

    case("halves", [1, 4, 6, 1])
    case("batch_and_channels", [3, 4, 4, 5])
    for channels in (2, 3, 4, 7, 8, 9):
        case(f"channels_{channels}", [1, 5, 4, channels])
    case("remainder_gets_nothing", [1, 5, 7, 2])
    case("overlapping", [1, 6, 7, 4], [3, 3], [2, 2])
    case("overlapping_stride_one", [2, 4, 5, 1], [2, 3], [1, 1])
    case("gaps", [1, 7, 8, 1], [2, 2], [3, 3])
    case("same_padding", [1, 5, 7, 4], padding="same")
    case("same_padding_overlapping", [1, 5, 6, 2], [3, 3], [2, 2], padding="same")
    case("explicit_padding", [1, 5, 6, 1], [3, 3], [2, 2], padding=[[1, 1], [2, 0]])
    case("ceil_mode", [1, 5, 7, 1], ceil_mode=True)
    case("dilation", [1, 6, 7, 4], [2, 2], [1, 1], dilations=[2, 3])
    params = {"size": [2, 2], "strides": [2, 2], "padding": "valid", "ceil_mode": False, "dilations": [1, 1]}
    maxima.add("ties_go_to_the_first", params, np.full((1, 4, 4, 5), 7.0))
    ties = quarters("ties of some", 2, 6, 6, 4).round()
    maxima.add("ties_in_overlapping_windows", {**params, "size": [3, 3], "strides": [1, 2]}, ties)
    maxima.write()
    means.write()


def activations():
    """What acts on each value alone, with corners at 0."""
    for op, choices in {"relu": [{}], "leaky_relu": [{"negative_slope": s} for s in (0.25, 0, 0.3)], "sigmoid": [{}], "tanh": [{}]}.items():
        file = File(op)
        for at, params in enumerate(choices):
            tolerance = 0 if op == "relu" else 1e-6
            for width in (1, 3, 4, 9, 17):
                file.add(f"width_{width}_{at}", params, quarters(f"{op} {width}", 1, 1, width, 1), tolerance=tolerance)
            file.add(f"picture_{at}", params, normal(f"{op} picture", 2, 3, 4, 3), draw=normal, tolerance=1e-6)
            file.add(f"matrix_{at}", params, quarters(f"{op} matrix", 3, 5), tolerance=tolerance)
            file.add(f"zero_stops_the_error_as_a_negative_does_{at}", params, [0.0, -0.0, 1.0, -1.0], tolerance=tolerance)
            file.add(f"far_out_{at}", params, [-50.0, -20.0, 20.0, 50.0, 90.0, -90.0], tolerance=1e-6)
        file.write()


def others():
    """Flatten, global average, dense, softmax."""
    file = File("flatten")
    for shape in ([2, 3, 4, 2], [3, 4], [2, 3, 5]):
        file.add(f"rank_{len(shape)}", {}, quarters(f"flatten {shape}", *shape))
    file.write()
    file = File("global_avg_pool2d")
    for shape in ([1, 3, 4, 1], [2, 4, 4, 5], [3, 1, 1, 4]):
        file.add(f"shape_{'x'.join(map(str, shape))}", {}, quarters(f"gap {shape}", *shape), tolerance=1e-6)
    file.write()
    file = File("dense")
    for rows, width, units in ((1, 1, 1), (2, 3, 4), (5, 7, 3), (3, 20, 17), (4, 16, 16), (2, 33, 10), (7, 5, 37)):
        name = f"{rows}x{width}_to_{units}"
        arrays = [quarters(f"{name} {part}", *shape) for part, shape in (("x", (rows, width)), ("w", (width, units)), ("b", (units,)))]
        file.add(name, {}, *arrays)
    file.add("no_bias", {}, quarters("dense x", 3, 6), quarters("dense w", 6, 5))
    file.add("real_numbers", {}, normal("dense rx", 8, 40), normal("dense rw", 40, 10), normal("dense rb", 10), draw=normal, tolerance=1e-5)
    file.write()
    file = File("softmax")
    for axis in (-1, 0, 1):
        file.add(f"axis_{axis}", {"axis": axis}, normal(f"softmax {axis}", 3, 4, 5), draw=normal, tolerance=1e-6)
    file.add("large_scores", {"axis": -1}, [[1000.0, 0, -1000], [88, 89, 90]], tolerance=1e-6)
    file.write()


def cross_entropy():
    """Mean softmax cross-entropy: the loss, and its gradient by the scores."""
    cases = []
    for name, scores in {
        "even_scores": np.zeros((2, 4)),
        "ordinary": normal("ce ordinary", 6, 10) * 3,
        "one_class": np.ones((3, 1)),
        "a_share_that_rounds_to_zero": np.asarray([[0, 200.0, -200], [1000, 0, 1]]),
        "large_batch": normal("ce batch", 33, 5),
    }.items():
        labels = np.arange(len(scores)) % scores.shape[1]
        leaf = torch.tensor(scores, requires_grad=True)
        loss = F.cross_entropy(leaf, torch.tensor(labels))
        loss.backward()
        variable = tf.Variable(scores)
        with tf.GradientTape() as tape:
            other = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, variable))
        np.testing.assert_allclose(loss.item(), other.numpy(), rtol=1e-12)
        np.testing.assert_allclose(leaf.grad, tape.gradient(other, variable), rtol=1e-9, atol=1e-12)
        cases.append(
            f'  {{"name":{json.dumps(name)},"scores":{tensor(scores)},"labels":{labels.tolist()},\n'
            f'   "loss":{loss.item()!r},"gradient":{tensor(leaf.grad.numpy())}}}'
        )
    head = json.dumps(generator("gradients.py", LIBRARIES))
    text = f'{{"generator":{head},\n "cases":[\n' + ",\n".join(cases) + "\n]}\n"
    json.loads(text)
    write_text("src/ops/softmax/cross_entropy.json", text)


def main():
    """Rewrites the files."""
    conv2d()
    pools()
    activations()
    others()
    cross_entropy()


if __name__ == "__main__":
    main()
