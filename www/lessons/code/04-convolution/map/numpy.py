import numpy as np

picture = np.array([
    [1, 1, 1, 0, 0],
    [0, 1, 1, 1, 0],
    [0, 0, 1, 1, 1],
    [0, 0, 1, 1, 0],
    [0, 1, 1, 0, 0],
])
kernel = np.array([[-1, 0, 1]] * 3)

output = np.zeros((3, 3), dtype=int)
for y in range(3):
    for x in range(3):
        window = picture[y:y + 3, x:x + 3]
        output[y, x] = (window * kernel).sum()

print(output)
