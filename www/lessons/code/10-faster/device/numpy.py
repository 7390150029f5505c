import numpy as np

picture = np.array([
    [1, 1, 1, 0, 0],
    [0, 1, 1, 1, 0],
    [0, 0, 1, 1, 1],
    [0, 0, 1, 1, 0],
    [0, 1, 1, 0, 0],
])
kernel = np.array([[-1, 0, 1]] * 3)

# Every output cell at once, one weight after another.
output = np.zeros((3, 3), dtype=int)
for a in range(3):
    for b in range(3):
        output += kernel[a, b] * picture[a:a + 3, b:b + 3]

print(output)
