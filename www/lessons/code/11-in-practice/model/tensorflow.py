import tensorflow as tf
from tensorflow.keras import layers

model = tf.keras.Sequential([
    layers.Input((86, 128, 3)),
    layers.Conv2D(8, 3),
    layers.ReLU(),
    layers.MaxPooling2D(2),
    layers.Flatten(),
    layers.Dense(10),
    layers.Softmax(),
])

for layer in model.layers:
    print(type(layer).__name__, layer.output.shape, layer.count_params())

output = model.count_params()
print(output)
