import numpy as np
import tensorflow as tf

picture = np.array([
    [1, 1, 1, 0, 0],
    [0, 1, 1, 1, 0],
    [0, 0, 1, 1, 1],
    [0, 0, 1, 1, 0],
    [0, 1, 1, 0, 0],
], dtype="float32").reshape(1, 5, 5, 1)
kernel = np.array([[-1, 0, 1]] * 3, dtype="float32").reshape(3, 3, 1, 1)

device = "GPU" if tf.config.list_physical_devices("GPU") else "CPU"
with tf.device(device):
    output = tf.nn.conv2d(picture, kernel, strides=1, padding="VALID")

print(device)
print(output[0, :, :, 0].numpy())
