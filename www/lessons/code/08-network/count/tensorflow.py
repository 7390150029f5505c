from tensorflow.keras import Input, Sequential, layers

model = Sequential([
    Input((86, 128, 3)),
    layers.Conv2D(8, 3, activation="relu"),
    layers.MaxPooling2D(2),
    layers.Conv2D(16, 3, activation="relu"),
    layers.MaxPooling2D(2),
    layers.Flatten(),
    layers.Dense(10, activation="softmax"),
])

for layer in model.layers:
    print(layer.output.shape, layer.count_params())

output = model.count_params()
print("total", output)
