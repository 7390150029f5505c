import numpy as np

picture = np.array([
    [[123, 47, 11], [234, 158, 108], [188, 125, 90]],
    [[114, 50, 25], [157, 93, 58], [245, 195, 158]],
], dtype=np.uint8)
height, width, channels = picture.shape

gray3 = np.zeros(picture.shape, dtype=np.uint8)
for y in range(height):
    for x in range(width):
        gray3[y, x] = np.mean(picture[y, x])  # the fraction is cut off

output = gray3[:, :, 0]
batch = output[np.newaxis, :, :, np.newaxis]

print(picture.shape, gray3.shape, output.shape, batch.shape)
print(output)
# uint8 adds modulo 256.
print(picture[0, 2, 0] + picture[0, 2, 1] + picture[0, 2, 2])
