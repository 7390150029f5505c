import numpy as np
import tensorflow as tf

picture = (np.arange(16, dtype="float32") ** 2).reshape(1, 4, 4, 1)
kernel = np.array([[-1, 0, 1]] * 3, dtype="float32").reshape(3, 3, 1, 1)

output = tf.nn.conv2d(picture, kernel, strides=2, padding="SAME")

print(output.shape)
print(output[0, :, :, 0].numpy())
