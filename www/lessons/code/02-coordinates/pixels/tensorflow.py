import tensorflow as tf

picture = tf.constant([
    [1, 1, 1, 0, 0],
    [0, 1, 1, 1, 0],
    [0, 0, 1, 1, 1],
    [0, 0, 1, 1, 0],
    [0, 1, 1, 0, 0],
])

print("y = 0, x = 2:", picture[0, 2].numpy())
print("y = 2, x = 0:", picture[2, 0].numpy())

output = picture[1:4, 2:5]
print(output.shape)
print(output.numpy())
