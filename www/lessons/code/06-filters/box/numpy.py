import numpy as np

red, green, blue = [[1, 2], [3, 4]], [[0, 1], [1, 0]], [[2, 0], [0, 2]]
picture = np.stack([red, green, blue], axis=-1)

first = np.stack([[[1, 0], [0, -1]], [[1, 1], [1, 1]], [[1, 0], [0, 1]]], axis=-1)
second = np.stack([[[1, 1], [1, 1]], [[-1, -1], [-1, -1]], [[0, 0], [0, 0]]], axis=-1)
filters = np.stack([first, second], axis=-1)
bias = np.array([1, 0])

products = picture[..., np.newaxis] * filters
by_channel = products.sum(axis=(0, 1))
output = by_channel.sum(axis=0) + bias

print(filters.shape)
print(by_channel)
print(output)
