"""Writes src/ops/{relu,leaky_relu,sigmoid,tanh}/cases.json: what acts on each value alone."""

from cases import CaseFile, bytes_like, computed, normal, quarters, versions

import numpy as np
import tensorflow as tf
import torch
import torch.nn.functional as F

LIBRARIES = versions(tf, torch)
OPS = {
    "relu": ("tf.nn.relu", tf.nn.relu, "torch.nn.functional.relu", F.relu, [{}]),
    "leaky_relu": ("tf.nn.leaky_relu", tf.nn.leaky_relu, "torch.nn.functional.leaky_relu", F.leaky_relu,
                   [{"negative_slope": slope} for slope in (0.3, 0.01, 0.25, 0, 1)]),
    "sigmoid": ("tf.math.sigmoid", tf.math.sigmoid, "torch.sigmoid", torch.sigmoid, [{}]),
    "tanh": ("tf.math.tanh", tf.math.tanh, "torch.tanh", torch.tanh, [{}]),
}


def inputs(op):
    """Every tail of a SIMD lane, every rank, small and huge values, and what is no finite number."""
    for width in range(1, 18):
        yield f"width_{width}", quarters(f"{op} width {width}", 1, 1, width, 1)
    yield "one_value", np.asarray([-1.5])
    yield "vector", quarters(f"{op} vector", 9)
    yield "matrix", quarters(f"{op} matrix", 3, 5)
    yield "three_axes", quarters(f"{op} three axes", 2, 3, 5)
    yield "picture", bytes_like(f"{op} picture", 1, 4, 5, 3) - 128
    yield "batch_of_three", quarters(f"{op} batch", 3, 3, 5, 2)
    yield "many_channels", quarters(f"{op} channels", 1, 3, 2, 37)
    yield "tall_and_narrow", quarters(f"{op} tall", 1, 11, 1, 1)
    yield "all_negative", -1 - bytes_like(f"{op} negative", 1, 3, 5, 1) / 16
    yield "zeros_of_both_signs", np.asarray([0.0, -0.0, 0.0, -0.0, -0.0])
    yield "real_numbers", normal(f"{op} real", 1, 5, 7, 2)
    yield "even_ramp", np.linspace(-10, 10, 161).reshape(1, 7, 23, 1)
    yield "tiny_values", normal(f"{op} tiny", 1, 3, 5, 1) * 1e-6
    yield "huge_values", normal(f"{op} huge", 1, 3, 5, 1) * 1e6
    yield "where_float32_saturates", np.asarray([-110, -104, -90, -88.75, -88, -20, -17, -9, 9, 17, 20, 88, 88.75, 90, 104, 110.0])
    yield "largest_finite_values", np.asarray([-3.0e38, 3.0e38, -1e38, 1e38, 1.0])
    yield "nan_stays_where_it_is", np.asarray([1, np.nan, -1, 2, np.nan, -2, 3.0]).reshape(1, 1, 7, 1)
    yield "infinities", np.asarray([np.inf, -np.inf, 1, -np.inf, np.inf, -1.0]).reshape(1, 2, 3, 1)


def variants(op, choices):
    """(start of the name, params, name, input): the first choice of params gets every input, the others a few."""
    every = dict(inputs(op))
    for name, x in every.items():
        yield name, choices[0], x
    for params in choices[1:]:
        for name in ("picture", "real_numbers", "width_13", "nan_stays_where_it_is"):
            slope = str(params["negative_slope"]).replace(".", "_")
            yield f"slope_{slope}_{name}", params, every[name]


def write(op):
    """Asks both libraries each question. Multiples of 1/4 leave relu exact; the other curves round."""
    tf_call, by_tensorflow, torch_call, by_torch, choices = OPS[op]
    file = CaseFile(op, LIBRARIES, "activations.py")
    calls = {"tensorflow": tf_call, "torch": torch_call}
    for name, params, x in variants(op, choices):
        options = list(params.values())
        x = x.astype(np.float32)
        answers = {
            "tensorflow": computed(lambda x: by_tensorflow(x, *options).numpy(), x),
            "torch": computed(lambda x: by_torch(torch.from_numpy(x), *options).numpy(), x),
        }
        exact = op == "relu" or params.get("negative_slope") in (0, 1)
        file.add(name, answers, calls, params, [x], 0 if exact else 1e-6)
    file.write()


def main():
    """Rewrites the files."""
    for op in OPS:
        write(op)


if __name__ == "__main__":
    main()
