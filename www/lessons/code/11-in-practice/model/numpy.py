import numpy as np

# The shapes of all weights and biases, written down by hand.
values = 42 * 63 * 8
shapes = {
    "conv2d": [(3, 3, 3, 8), (8,)],
    "dense": [(values, 10), (10,)],
}

output = 0
for name, parts in shapes.items():
    count = sum(int(np.prod(shape)) for shape in parts)
    print(name, count)
    output += count

print(output)
