"""Writes src/ops/max_pool2d/cases.json: tf.nn.max_pool2d and torch.nn.functional.max_pool2d on small inputs."""

from cases import CaseFile, bytes_like, computed, normal, quarters, same_pads, versions

import numpy as np
import tensorflow as tf
import torch
import torch.nn.functional as F

FILE = CaseFile("max_pool2d", versions(tf, torch))
CALLS = {"tensorflow": "tf.nn.max_pool2d", "torch": "torch.nn.functional.max_pool2d"}


def by_tensorflow(x, size, strides, padding, dilations):
    """NHWC as it is; only tf.nn.pool takes dilations."""
    pads = padding.upper() if isinstance(padding, str) else [[0, 0], *padding, [0, 0]]
    if list(dilations) != [1, 1]:
        return tf.nn.pool(x, size, "MAX", strides, pads, dilations=dilations).numpy()
    return tf.nn.max_pool2d(x, size, strides, pads).numpy()


def by_torch(x, size, strides, padding, dilations, ceil_mode):
    """NCHW inside. PyTorch pads evenly and by half a kernel at most; any other padding is laid on as -infinity."""
    if padding == "same":
        padding = [same_pads(x.shape[1 + i], size[i], strides[i], dilations[i]) for i in (0, 1)]
    elif padding == "valid":
        padding = [[0, 0], [0, 0]]
    x = torch.from_numpy(x.transpose(0, 3, 1, 2).copy())
    pads = [padding[0][0], padding[1][0]]
    if any(before != after or before > k // 2 for (before, after), k in zip(padding, size)):
        assert not ceil_mode, "ceil_mode needs PyTorch's own padding"
        (top, bottom), (left, right) = padding
        x, pads = F.pad(x, (left, right, top, bottom), value=-torch.inf), [0, 0]
    y = F.max_pool2d(x, size, strides, pads, dilations, ceil_mode)
    return y.numpy().transpose(0, 2, 3, 1)


def case(name, x, size=(2, 2), strides=None, *, padding="valid", dilations=(1, 1), ceil_mode=False, torch_only=False):
    """Asks both libraries where both have an answer: TensorFlow has no ceil_mode, and dilations only without the rest."""
    size, dilations = list(size), list(dilations)
    strides = list(strides or size)
    ask = {"torch": lambda x: by_torch(x, size, strides, padding, dilations, ceil_mode)}
    if not (ceil_mode or torch_only or (dilations != [1, 1] and (padding != "valid" or strides != [1, 1]))):
        ask = {"tensorflow": lambda x: by_tensorflow(x, size, strides, padding, dilations), **ask}
    answers = {library: computed(call, np.asarray(x)) for library, call in ask.items()}
    params = {"size": size, "strides": strides, "padding": padding, "dilations": dilations, "ceil_mode": ceil_mode}
    FILE.add(name, answers, CALLS, params, [x], 0)


def sizes_and_strides():
    """The usual window, windows that overlap or leave gaps, sizes that do not divide."""
    case("halves_a_picture", np.asarray([1, 3, 2, 4, 5, 6, 7, 8, 3, 2, 1, 0, 1, 2, 3, 4.0]).reshape(1, 4, 4, 1))
    case("picture_of_bytes", bytes_like("max bytes", 1, 6, 8, 3))
    case("sizes_that_do_not_divide_lose_the_remainder", bytes_like("max remainder", 1, 5, 7, 1))
    case("a_427_by_638_picture_in_miniature", bytes_like("max miniature", 1, 7, 10, 3), [3, 3])
    case("overlapping_windows", quarters("max overlap", 1, 7, 6, 2), [3, 3], [2, 2])
    case("windows_with_gaps", quarters("max gaps", 1, 7, 8, 1), [2, 2], [3, 3])
    case("stride_one", quarters("max stride one", 1, 4, 6, 1), [2, 2], [1, 1])
    case("size_2x3", quarters("max 2x3", 1, 5, 7, 1), [2, 3])
    case("strides_differ_in_y_and_x", quarters("max strides", 1, 6, 7, 2), [3, 2], [1, 3])
    case("size_one_with_stride_two", quarters("max size one", 1, 5, 6, 1), [1, 1], [2, 2])
    case("window_as_large_as_the_input", quarters("max global", 1, 5, 3, 4), [5, 3])
    case("many_channels", quarters("max channels", 1, 4, 4, 17))
    case("batch_of_three", quarters("max batch", 3, 4, 5, 2))
    case("real_numbers", normal("max real", 1, 6, 5, 3), [3, 3], [2, 1])
    case("equal_values", np.full((1, 4, 4, 1), 7.0))
    for width in (1, 3, 4, 5, 9, 13):
        case(f"width_{width}", quarters(f"max width {width}", 1, 3, width, 1), [2, 1], [1, 1])


def paddings():
    """A padded cell is never picked, whatever the sign of the input."""
    case("same_padding_on_odd_sizes", quarters("max same", 1, 5, 7, 1), padding="same")
    case("same_padding_stride_one", quarters("max same one", 1, 4, 5, 2), [2, 2], [1, 1], padding="same")
    case("same_padding_size_three_stride_two", quarters("max same three", 1, 6, 7, 1), [3, 3], [2, 2], padding="same")
    case("same_padding_stride_wider_than_the_window", quarters("max same gaps", 1, 7, 8, 1), [2, 2], [3, 3], padding="same")
    negative = -1 - bytes_like("max negative", 1, 5, 6, 1)
    case("negative_values_with_same_padding", negative, [3, 3], padding="same")
    case("negative_values_with_explicit_padding", negative, [3, 3], [2, 2], padding=[[1, 1], [1, 1]])
    case("explicit_padding_uneven", quarters("max uneven", 1, 5, 6, 1) - 3, [3, 3], [2, 2], padding=[[1, 0], [0, 2]])
    case("explicit_padding_on_one_side", quarters("max one side", 1, 4, 5, 2) - 3, padding=[[0, 1], [1, 0]])


def dilations():
    """Windows with holes."""
    case("dilation_two", quarters("max dilation", 1, 6, 7, 1), [2, 2], [1, 1], dilations=[2, 2])
    case("dilations_differ_in_y_and_x", quarters("max dilations", 1, 7, 6, 2), [3, 2], [1, 1], dilations=[2, 3])
    case("dilation_with_stride_and_padding", quarters("max dilation stride", 1, 8, 7, 1) - 3, [3, 3], [2, 2],
         dilations=[2, 2], padding=[[1, 1], [1, 1]])
    case("dilation_with_same_padding", quarters("max dilation same", 1, 6, 5, 1) - 3, [2, 3], [2, 1], dilations=[3, 2],
         padding="same")


def ceil_modes():
    """A last window may hang over the end, as long as it starts inside the input or its leading padding."""
    case("ceil_mode_keeps_the_remainder", quarters("max ceil", 1, 5, 7, 1), ceil_mode=True)
    case("ceil_mode_changes_nothing_when_sizes_divide", quarters("max ceil even", 1, 4, 6, 1), ceil_mode=True)
    case("ceil_mode_size_three_stride_two", quarters("max ceil three", 1, 6, 8, 2), [3, 3], [2, 2], ceil_mode=True)
    case("ceil_mode_with_padding", quarters("max ceil pad", 1, 6, 7, 1) - 3, [3, 3], [3, 2], ceil_mode=True,
         padding=[[1, 1], [1, 1]])
    case("ceil_mode_drops_a_window_that_starts_in_the_trailing_padding", quarters("max ceil drop", 1, 3, 3, 1) - 3, [2, 2],
         [4, 2], ceil_mode=True, padding=[[1, 1], [1, 1]])
    case("ceil_mode_drops_a_window_that_starts_past_the_end", quarters("max ceil gap", 1, 4, 5, 1), [1, 2], [4, 4],
         ceil_mode=True)
    case("ceil_mode_with_dilation", quarters("max ceil dilation", 1, 7, 8, 1), [2, 2], [3, 2], dilations=[2, 3],
         ceil_mode=True)


def special_values():
    """NaN wins over every number, and infinities are ordinary values. TensorFlow on the CPU drops NaN, and for a
    window of nothing but -infinity answers with the lowest finite number, so it is not asked."""
    x = quarters("max nan", 1, 5, 6, 1)
    x[0, 1, 2, 0] = np.nan
    x[0, 4, 5, 0] = np.nan
    case("nan_reaches_the_windows_that_hold_it", x, [3, 3], [2, 2], torch_only=True)
    case("nan_with_same_padding", x, [2, 2], torch_only=True, padding="same")
    case("nan_first_in_its_window", np.asarray([np.nan, 1, 2, 3]).reshape(1, 2, 2, 1), torch_only=True)
    case("nan_last_in_its_window", np.asarray([np.inf, 1, 2, np.nan]).reshape(1, 2, 2, 1), torch_only=True)
    y = quarters("max infinities", 1, 4, 4, 1)
    y[0, 0, 1, 0], y[0, 2:, :2, 0] = np.inf, -np.inf
    case("infinities", y, torch_only=True)


def main():
    """Rewrites the file."""
    sizes_and_strides()
    paddings()
    dilations()
    ceil_modes()
    special_values()
    FILE.write()


if __name__ == "__main__":
    main()
