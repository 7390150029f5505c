import numpy as np

feature_map = np.array([
    [1, 3, 2, 0],
    [4, 6, 1, 1],
    [0, 2, 5, 7],
    [3, 1, 8, 2],
])

output = np.zeros((2, 2), dtype=int)
mean = np.zeros((2, 2))
for y in range(2):
    for x in range(2):
        window = feature_map[2 * y:2 * y + 2, 2 * x:2 * x + 2]
        output[y, x] = window.max()
        mean[y, x] = window.mean()

print(output)
print(mean)
