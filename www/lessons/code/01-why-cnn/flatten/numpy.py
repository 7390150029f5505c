import numpy as np

picture = np.arange(18).reshape(1, 2, 3, 3)  # one picture, 2 high, 3 wide, 3 channels
output = picture.reshape(1, -1)

print(picture.shape, "->", output.shape)
print(output)

# One neuron of a dense layer, before and after a shuffle of pixels and weights alike.
row, weights = output[0], np.array([-1, 0, 1] * 6)
order = np.random.permutation(18)
print(row @ weights, row[order] @ weights[order])
