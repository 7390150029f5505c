"""Rewrites every committed case: `python tests/oracle/run.py`, from anywhere, with requirements.txt installed."""

import activations
import avg_pool2d
import batch_norm
import codegen
import conv2d
import conv_transpose2d
import data_files
import data_sets
import dense
import differences
import flatten
import global_avg_pool2d
import gradients
import keras_weights
import lessons
import max_pool2d
import onnx_nodes
import pad2d
import pictures
import pixels
import softmax
import training

OPS = [
    conv2d, conv_transpose2d, max_pool2d, avg_pool2d, global_avg_pool2d, pad2d, activations, softmax, flatten, dense, batch_norm,
]

if __name__ == "__main__":
    others = [onnx_nodes, differences, pixels, pictures, data_sets, data_files, lessons, codegen, keras_weights]
    for script in [*OPS, gradients, training, *others]:
        script.main()
