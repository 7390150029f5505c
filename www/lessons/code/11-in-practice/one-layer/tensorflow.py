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

layer = tf.keras.layers.Conv2D(1, 3, strides=2, padding="same", use_bias=False)
layer.build(picture.shape)
layer.set_weights([kernel])
output = layer(picture)

print(output.shape)
print(output[0, :, :, 0].numpy())
