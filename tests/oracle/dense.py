"""Writes src/ops/dense/cases.json: tf.linalg.matmul with tf.nn.bias_add, and torch.nn.functional.linear."""

from cases import CaseFile, bytes_like, computed, normal, quarters, versions

import numpy as np
import tensorflow as tf
import torch
import torch.nn.functional as F

FILE = CaseFile("dense", versions(tf, torch))
CALLS = {"tensorflow": "tf.linalg.matmul", "torch": "torch.nn.functional.linear"}


def by_tensorflow(x, w, bias):
    """As Keras's Dense: the kernel is [in, out]."""
    y = tf.linalg.matmul(x, w)
    return (y if bias is None else tf.nn.bias_add(y, bias)).numpy()


def by_torch(x, w, bias):
    """PyTorch's weight is [out, in]."""
    bias = None if bias is None else torch.from_numpy(bias)
    return F.linear(torch.from_numpy(x), torch.from_numpy(w.T.copy()), bias).numpy()


def case(name, x, w, bias=None, tolerance=0):
    """Asks both libraries."""
    x, w = np.asarray(x, np.float64), np.asarray(w, np.float64)
    bias = None if bias is None else np.asarray(bias, np.float64)
    answers = {"tensorflow": computed(by_tensorflow, x, w, bias), "torch": computed(by_torch, x, w, bias)}
    FILE.add(name, answers, CALLS, {}, [x, w, bias], tolerance)


def random_case(name, n, inputs, outputs, bias=True, draw=quarters, tolerance=0):
    """A case of these sizes."""
    offsets = draw(f"dense {name} bias", outputs) if bias else None
    case(name, draw(f"dense {name}", n, inputs), draw(f"dense {name} kernel", inputs, outputs), offsets, tolerance)


def main():
    """Rewrites the file."""
    case("two_numbers_to_one", [[2, 3]], [[10], [100]])
    case("two_numbers_to_one_with_bias", [[2, 3]], [[10], [100]], [7])
    case("identity_kernel", [[1.5, -2, 3]], np.eye(3))
    case("one_number", [[-3]], [[2.5]], [1])
    case("zero_kernel_leaves_the_bias", [[1, -2, 4], [8, 0, 1]], np.zeros((3, 2)), [0.5, -0.5])
    case("bytes_with_integer_weights", bytes_like("dense bytes", 2, 9), np.rint(4 * quarters("dense integers", 9, 5)),
         [1, -2, 3, -4, 5])
    for inputs in range(1, 18):
        random_case(f"inputs_{inputs}", 1, inputs, 3)
    for outputs in range(1, 18):
        random_case(f"outputs_{outputs}", 2, 3, outputs, bias=outputs % 2 == 0)
    random_case("without_bias", 2, 7, 5, bias=False)
    random_case("batch_of_five", 5, 6, 4)
    random_case("many_inputs", 1, 131, 3)
    random_case("many_outputs", 1, 3, 67)
    random_case("ten_classes", 3, 36, 10)
    random_case("real_numbers", 3, 37, 10, draw=normal, tolerance=1e-5)
    random_case("real_numbers_without_bias", 1, 19, 6, False, normal, 1e-5)
    x = quarters("dense nan", 3, 4)
    x[1, 2] = np.nan
    w = quarters("dense nan kernel", 4, 5)
    case("nan_fills_its_row", x, w)
    w[0, 3] = np.nan
    case("nan_weight_fills_its_column", quarters("dense nan weight", 2, 4), w)
    case("infinity_times_a_zero_weight_is_nan", [[np.inf, 1], [1, 1]], [[0, 1], [1, -1]])
    case("opposite_infinities_make_nan", [[np.inf, -np.inf, 0]], [[1, 1, -1], [1, -1, 0], [2, 2, 2]])
    case("infinite_bias", [[1, 2]], [[1, 1], [1, 1]], [-np.inf, 0])
    FILE.write()


if __name__ == "__main__":
    main()
