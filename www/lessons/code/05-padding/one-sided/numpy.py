import numpy as np

picture = np.arange(16).reshape(4, 4) ** 2
kernel = np.array([[-1, 0, 1]] * 3)

# SAME with stride 2: nothing above and on the left, one line below and on the right.
padded = np.pad(picture, ((0, 1), (0, 1)))

output = np.zeros((2, 2), dtype=int)
for y in range(2):
    for x in range(2):
        window = padded[2 * y:2 * y + 3, 2 * x:2 * x + 3]
        output[y, x] = (window * kernel).sum()

print(padded)
print(output)
