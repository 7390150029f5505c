"""Writes src/ops/conv_transpose2d/cases.json: tf.nn.conv2d_transpose and torch.nn.functional.conv_transpose2d.

The README beside this file states the size rule and how the filter maps to each library's.
"""

from cases import CaseFile, bytes_like, channels_first, channels_last, computed, normal, quarters, same_pads, versions

import numpy as np
import tensorflow as tf
import torch
import torch.nn.functional as F

tf.get_logger().setLevel("ERROR")  # a new shape is compiled anew, which is meant
FILE = CaseFile("conv_transpose2d", versions(tf, torch))
CALLS = {"tensorflow": "tf.nn.conv2d_transpose", "torch": "torch.nn.functional.conv_transpose2d"}


def explicit(size, kernel, p):
    """Our rule: padding and output padding of each axis as numbers, and the output's size."""
    pads, extra, out = [], [], []
    for i in (0, 1):
        stride, extent = p["strides"][i], (kernel[i] - 1) * p["dilations"][i] + 1
        if p["padding"] == "same":
            pads.append(same_pads(size[i] * stride, kernel[i], stride, p["dilations"][i]))
            extra.append(max(stride - extent, 0))
        else:
            pads.append([0, 0] if p["padding"] == "valid" else p["padding"][i])
            extra.append(p["output_padding"][i])
        out.append((size[i] - 1) * stride + extent - sum(pads[i]) + extra[i])
    return pads, extra, out


def by_tensorflow(x, w, bias, p):
    """Filter [h, w, out, in]. The size is TensorFlow's argument: it need only be one that the convolution brings back to x.

    Its kernels for the CPU have neither dilations nor groups; its compiler, XLA, has both.
    """
    _, _, (h, width) = explicit(x.shape[1:3], w.shape, p)
    shape = [x.shape[0], h, width, w.shape[3] * p["groups"]]
    pads = p["padding"].upper() if isinstance(p["padding"], str) else [[0, 0], *p["padding"], [0, 0]]
    compiled = p["groups"] > 1 or p["dilations"] != [1, 1]
    ask = tf.function(tf.nn.conv2d_transpose, jit_compile=True, autograph=False) if compiled else tf.nn.conv2d_transpose
    y = ask(tf.constant(x), tf.constant(w.transpose(0, 1, 3, 2)), shape, p["strides"], pads, dilations=p["dilations"])
    return (y if bias is None else tf.nn.bias_add(y, bias)).numpy()


def by_torch(x, w, bias, p):
    """Filter [in, out / groups, h, w]. PyTorch pads evenly; otherwise its unpadded output is cut, and lengthened with zeros."""
    pads, extra, out = explicit(x.shape[1:3], w.shape, p)
    x, w = torch.from_numpy(channels_first(x)), torch.from_numpy(w.transpose(2, 3, 0, 1).copy())
    bias = None if bias is None else torch.from_numpy(bias)
    if all(before == after for before, after in pads):
        y = F.conv_transpose2d(x, w, bias, p["strides"], [pads[0][0], pads[1][0]], extra, p["groups"], p["dilations"])
    else:
        whole = F.conv_transpose2d(x, w, None, p["strides"], 0, 0, p["groups"], p["dilations"])
        y = F.pad(whole, (0, extra[1], 0, extra[0]))
        y = y[:, :, pads[0][0]:, pads[1][0]:][:, :, : out[0], : out[1]]
        y = y if bias is None else y + bias[:, None, None]
    return channels_last(y.numpy())


def case(name, x, w, bias=None, *, strides=(1, 1), padding="valid", output_padding=(0, 0), dilations=(1, 1), groups=1,
         tolerance=0):
    """Asks both libraries."""
    params = {"strides": list(strides), "padding": padding, "output_padding": list(output_padding),
              "dilations": list(dilations), "groups": groups}
    arrays = [None if v is None else np.asarray(v, np.float64) for v in (x, w, bias)]
    answers = {
        "tensorflow": computed(lambda *v: by_tensorflow(*v, params), *arrays),
        "torch": computed(lambda *v: by_torch(*v, params), *arrays),
    }
    FILE.add(name, answers, CALLS, params, arrays, tolerance)


def random_case(name, x, w, bias=0, draw=quarters, **params):
    """A case whose input and filter have these shapes."""
    offsets = draw(f"transpose {name} bias", bias) if bias else None
    case(name, draw(f"transpose {name}", *x), draw(f"transpose {name} filter", *w), offsets, **params)


def classics():
    """Small enough to follow by hand."""
    def one(rows):
        return np.asarray(rows, np.float64)

    case("one_pixel_stamps_the_filter", one([2]).reshape(1, 1, 1, 1), one([[1, 2, 3], [4, 5, 6]]).reshape(2, 3, 1, 1))
    case("two_by_two_from_a_book", one([[0, 1], [2, 3]]).reshape(1, 2, 2, 1), one([[0, 1], [2, 3]]).reshape(2, 2, 1, 1))
    case("two_by_two_with_stride_two", one([[0, 1], [2, 3]]).reshape(1, 2, 2, 1), one([[0, 1], [2, 3]]).reshape(2, 2, 1, 1),
         strides=[2, 2])
    case("checkerboard_of_an_uneven_overlap", np.ones((1, 4, 5, 1)), np.ones((3, 3, 1, 1)), strides=[2, 2])
    case("bilinear_upsampling_of_bytes", bytes_like("transpose bilinear", 1, 3, 4, 1),
         np.outer([1, 3, 3, 1], [1, 3, 3, 1]).reshape(4, 4, 1, 1) / 16, strides=[2, 2], padding=[[1, 1], [1, 1]])
    case("the_filter_is_not_turned", one([[0, 0, 0], [0, 1, 0], [0, 0, 0]]).reshape(1, 3, 3, 1),
         np.arange(1.0, 10).reshape(3, 3, 1, 1), padding=[[1, 1], [1, 1]])


def paddings():
    """Padding is cut from the full output; SAME gives input times stride."""
    for name, size, kernel, strides in [
        ("same_padding_odd_kernel", [4, 5], [3, 3], [1, 1]),
        ("same_padding_is_uneven_for_even_kernels", [3, 4], [2, 2], [1, 1]),
        ("same_padding_stride_two", [3, 4], [3, 3], [2, 2]),
        ("same_padding_kernel_of_four_stride_two", [3, 2], [4, 4], [2, 2]),
        ("same_padding_kernel_of_five_stride_three", [3, 2], [5, 5], [3, 3]),
        ("same_padding_kernel_equals_stride", [3, 4], [2, 3], [2, 3]),
        ("same_padding_stride_wider_than_the_kernel", [3, 4], [2, 1], [3, 3]),
        ("same_padding_strides_differ_in_y_and_x", [4, 3], [3, 2], [1, 3]),
        ("same_padding_kernel_wider_than_the_output", [2, 1], [5, 7], [1, 2]),
    ]:
        random_case(name, [1, *size, 1], [*kernel, 1, 1], padding="same", strides=strides)
    random_case("explicit_padding_even", [1, 4, 5, 2], [3, 3, 2, 1], padding=[[1, 1], [1, 1]])
    random_case("explicit_padding_even_with_stride", [1, 3, 4, 1], [3, 3, 1, 2], 2, padding=[[1, 1], [1, 1]], strides=[2, 2])
    random_case("explicit_padding_uneven", [1, 4, 5, 1], [3, 4, 1, 1], padding=[[1, 0], [0, 2]])
    random_case("explicit_padding_uneven_with_stride", [1, 3, 4, 2], [3, 4, 2, 2], 2, padding=[[0, 2], [1, 0]], strides=[2, 3])
    random_case("padding_wider_than_the_kernel_cuts_the_border_off", [1, 5, 6, 1], [1, 1, 1, 1], padding=[[1, 1], [2, 2]])


def strides_and_dilations():
    """Stamps further apart, stamps with holes, and rows that nothing reaches but the bias."""
    random_case("stride_two", [1, 3, 4, 1], [3, 3, 1, 1], strides=[2, 2])
    random_case("strides_three_and_one", [1, 3, 4, 2], [2, 3, 2, 1], strides=[3, 1])
    random_case("stride_wider_than_the_kernel_leaves_zeros", [1, 3, 3, 1], [2, 1, 1, 1], strides=[3, 2])
    random_case("stride_wider_than_the_kernel_leaves_the_bias", [1, 3, 3, 1], [1, 1, 1, 2], 2, strides=[2, 3])
    random_case("kernel_equals_stride", [1, 3, 4, 2], [2, 2, 2, 2], 2, strides=[2, 2])
    random_case("dilation_two", [1, 3, 4, 1], [3, 3, 1, 1], dilations=[2, 2])
    random_case("dilations_differ_in_y_and_x", [1, 3, 4, 2], [2, 3, 2, 1], dilations=[3, 2])
    random_case("dilation_with_stride", [1, 3, 4, 1], [3, 2, 1, 2], 2, dilations=[2, 3], strides=[2, 2])
    random_case("dilation_with_uneven_padding", [1, 4, 4, 1], [2, 3, 1, 1], dilations=[2, 2], padding=[[1, 0], [2, 1]],
                strides=[1, 2])
    random_case("dilation_with_same_padding", [1, 4, 3, 1], [3, 2, 1, 1], dilations=[2, 3], padding="same", strides=[2, 1])


def output_paddings():
    """More rows and columns at the end: what the padding cut there, then zeros."""
    random_case("output_padding_without_padding_adds_zeros", [1, 3, 4, 1], [3, 3, 1, 1], strides=[2, 2], output_padding=[1, 1])
    random_case("output_padding_without_padding_adds_the_bias", [1, 2, 3, 2], [2, 2, 2, 2], 2, strides=[2, 3],
                output_padding=[1, 2])
    random_case("output_padding_gives_back_what_padding_cut", [1, 3, 4, 1], [3, 3, 1, 1], strides=[2, 2], padding=[[1, 1], [1, 1]],
                output_padding=[1, 1])
    random_case("output_padding_on_one_axis", [1, 3, 4, 1], [3, 3, 1, 1], strides=[2, 2], padding=[[1, 1], [1, 1]],
                output_padding=[0, 1])
    random_case("output_padding_with_uneven_padding", [1, 3, 3, 1], [4, 3, 1, 2], 2, strides=[3, 2], padding=[[1, 2], [0, 1]],
                output_padding=[2, 1])
    random_case("output_padding_with_dilation", [1, 3, 3, 1], [2, 3, 1, 1], strides=[2, 2], dilations=[2, 2],
                padding=[[1, 1], [2, 2]], output_padding=[1, 1])
    random_case("doubles_the_size_as_a_decoder_does", [1, 4, 5, 3], [3, 3, 3, 2], 2, strides=[2, 2], padding=[[1, 1], [1, 1]],
                output_padding=[1, 1])


def sizes_and_channels():
    """Every width from 1 to 17, many channels, batches, groups up to depthwise."""
    for width in range(1, 18):
        random_case(f"width_{width}", [1, 2, width, 1], [2, 3, 1, 2], strides=[1, 1 + width % 3])
    random_case("one_pixel", [1, 1, 1, 1], [1, 1, 1, 1])
    random_case("kernel_1x3", [1, 3, 4, 1], [1, 3, 1, 1], strides=[1, 2])
    random_case("kernel_3x1", [1, 4, 3, 1], [3, 1, 1, 1], strides=[2, 1])
    random_case("kernel_1x1_mixes_channels", [1, 3, 4, 3], [1, 1, 3, 4])
    random_case("kernel_larger_than_the_input", [1, 2, 3, 2], [7, 6, 2, 1], strides=[2, 2])
    random_case("channels_3_to_4", [1, 3, 4, 3], [3, 3, 3, 4], 4)
    random_case("channels_8_to_16", [1, 2, 3, 8], [2, 2, 8, 16], strides=[2, 2])
    random_case("channels_5_to_7", [1, 3, 3, 5], [2, 3, 5, 7], 7, padding="same")
    random_case("channels_17_to_1", [1, 2, 3, 17], [2, 2, 17, 1])
    random_case("batch_of_three", [3, 3, 2, 2], [3, 3, 2, 2], 2, strides=[2, 2], padding="same")
    random_case("two_groups", [1, 3, 4, 4], [3, 3, 4, 3], groups=2, strides=[2, 2])
    random_case("four_groups_with_bias", [2, 2, 3, 8], [3, 2, 8, 2], 8, groups=4, padding="same")
    random_case("depthwise", [1, 3, 4, 3], [3, 3, 3, 1], 3, groups=3, strides=[2, 2], padding=[[1, 1], [1, 1]],
                output_padding=[1, 1])
    random_case("groups_with_dilation", [1, 3, 3, 4], [2, 3, 4, 1], groups=2, dilations=[2, 2])
    random_case("real_numbers_3x3", [1, 4, 5, 3], [3, 3, 3, 4], 4, normal, strides=[2, 2], padding="same", tolerance=1e-5)
    random_case("real_numbers_4x4_stride_two", [2, 3, 4, 5], [4, 4, 5, 3], 3, normal, strides=[2, 2], padding=[[1, 1], [1, 1]],
                tolerance=1e-5)


def special_values():
    """NaN and infinities reach exactly the cells that their stamp covers; infinity times zero is NaN."""
    for name, value in [("nan", np.nan), ("infinity", np.inf), ("minus_infinity", -np.inf)]:
        x = quarters(f"transpose {name}", 1, 3, 4, 1)
        x[0, 1, 2, 0] = value
        case(f"{name}_reaches_the_cells_of_its_stamp", x, np.asarray([1, -1, 0.5, 2]).reshape(2, 2, 1, 1))
        case(f"{name}_with_stride_and_padding", x, np.asarray([1, -1, 2, 0.5, 1, -2]).reshape(3, 2, 1, 1), strides=[2, 2],
             padding=[[1, 1], [0, 0]])
    x = np.asarray([[1, np.inf], [2, 3]]).reshape(1, 2, 2, 1)
    case("infinity_times_a_zero_weight_is_nan", x, np.asarray([0, 1.0]).reshape(1, 2, 1, 1), strides=[1, 2])


def main():
    """Rewrites the file."""
    classics()
    paddings()
    strides_and_dilations()
    output_paddings()
    sizes_and_channels()
    special_values()
    FILE.write()


if __name__ == "__main__":
    main()
