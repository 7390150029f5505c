import numpy as np

# (3, 3, in, out) for a convolution, (in, out) for a dense layer.
shapes = {
    "conv2d 1": (3, 3, 3, 8),
    "conv2d 2": (3, 3, 8, 16),
    "dense": (20 * 30 * 16, 10),
}

output = 0
for name, shape in shapes.items():
    weights = np.zeros(shape)
    parameters = weights.size + shape[-1]  # one bias per filter or unit
    print(name, parameters)
    output += parameters

print("total", output)
