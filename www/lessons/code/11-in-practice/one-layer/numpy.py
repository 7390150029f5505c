import numpy as np

picture = np.array([
    [1, 1, 1, 0, 0],
    [0, 1, 1, 1, 0],
    [0, 0, 1, 1, 1],
    [0, 0, 1, 1, 0],
    [0, 1, 1, 0, 0],
])
kernel = np.array([[-1, 0, 1]] * 3)

# SAME: one row and one column of zeros on each side.
padded = np.pad(picture, 1)
output = np.zeros((3, 3), dtype=int)
for y in range(3):
    for x in range(3):
        window = padded[2 * y:2 * y + 3, 2 * x:2 * x + 3]
        output[y, x] = (window * kernel).sum()

print(output)
