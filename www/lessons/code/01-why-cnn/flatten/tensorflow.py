import tensorflow as tf

picture = tf.reshape(tf.range(18), (1, 2, 3, 3))  # one picture, 2 high, 3 wide, 3 channels
output = tf.keras.layers.Flatten()(picture)

print(picture.shape, "->", output.shape)
print(output.numpy())

# One neuron of a dense layer, before and after a shuffle of pixels and weights alike.
row, weights = output[0], tf.constant([-1, 0, 1] * 6)
order = tf.random.shuffle(tf.range(18))
before = tf.reduce_sum(row * weights)
after = tf.reduce_sum(tf.gather(row, order) * tf.gather(weights, order))
print(before.numpy(), after.numpy())
