import numpy as np

picture = np.array([
    [1, 1, 1, 0, 0],
    [0, 1, 1, 1, 0],
    [0, 0, 1, 1, 1],
    [0, 0, 1, 1, 0],
    [0, 1, 1, 0, 0],
])

print("y = 0, x = 2:", picture[0, 2])
print("y = 2, x = 0:", picture[2, 0])

output = picture[1:4, 2:5]
print(output.shape)
print(output)
