import numpy as np
import tensorflow as tf

planes = np.array([[[1, 2], [3, 4]], [[0, 1], [1, 0]], [[2, 0], [0, 2]]], dtype="float32")
picture = planes.transpose(1, 2, 0)[np.newaxis]

filters = np.array([
    [[[1, 0], [0, -1]], [[1, 1], [1, 1]], [[1, 0], [0, 1]]],
    [[[1, 1], [1, 1]], [[-1, -1], [-1, -1]], [[0, 0], [0, 0]]],
], dtype="float32").transpose(2, 3, 1, 0)

output = tf.nn.conv2d(picture, filters, strides=1, padding="VALID")
output = tf.nn.bias_add(output, [1.0, 0.0])

print(picture.shape, filters.shape, output.shape)
print(output[0, 0, 0].numpy())
