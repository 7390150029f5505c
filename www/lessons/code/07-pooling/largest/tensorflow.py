import numpy as np
import tensorflow as tf

feature_map = np.array([
    [1, 3, 2, 0],
    [4, 6, 1, 1],
    [0, 2, 5, 7],
    [3, 1, 8, 2],
], dtype="float32").reshape(1, 4, 4, 1)

output = tf.nn.max_pool2d(feature_map, ksize=2, strides=2, padding="VALID")
mean = tf.nn.avg_pool2d(feature_map, ksize=2, strides=2, padding="VALID")

print(output[0, :, :, 0].numpy())
print(mean[0, :, :, 0].numpy())
