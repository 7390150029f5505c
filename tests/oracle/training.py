"""Writes tests/training.json: fifty steps of a small CNN by PyTorch and Keras, from the same weights, for each optimizer."""

import json

from cases import generator, seeded, tensor, versions, write_text

import numpy as np
import tensorflow as tf
import torch
import torch.nn.functional as F
from tensorflow import keras

STEPS = 50
BATCH = 8
CLASSES = 4
RUNS = {
    "sgd": {"optimizer": "sgd", "learning_rate": 0.05, "momentum": 0.0},
    "momentum": {"optimizer": "sgd", "learning_rate": 0.01, "momentum": 0.9},
    "adam": {"optimizer": "adam", "learning_rate": 0.003},
}


def data():
    """Pictures with a bright bar, one place for each class, and noise."""
    rng = seeded("training data")
    labels = np.arange(24) % CLASSES
    pictures = rng.standard_normal((24, 9, 10, 2)) * 0.3
    for picture, label in zip(pictures, labels):
        picture[2 * label : 2 * label + 2, :, label % 2] += 1
    return pictures.astype(np.float32), labels


def first_weights():
    """conv 3x3x6 VALID, relu, max pool 2; conv 3x3x8 SAME, relu; dense 4."""
    rng = seeded("training weights")
    shapes = [(3, 3, 2, 6), (6,), (3, 3, 6, 8), (8,), (96, CLASSES), (CLASSES,)]
    return [(rng.uniform(-0.4, 0.4, shape) if len(shape) > 1 else np.zeros(shape)).astype(np.float32) for shape in shapes]


def batch_of(step):
    """Which pictures a step learns from."""
    return [(step * BATCH + i) % 24 for i in range(BATCH)]


def torch_scores(weights, x):
    """NCHW inside, flattened in the order y, x, channel."""
    k0, b0, k1, b1, k2, b2 = weights
    y = F.relu(F.conv2d(x.permute(0, 3, 1, 2), k0.permute(3, 2, 0, 1), b0))
    y = F.max_pool2d(y, 2)
    y = F.relu(F.conv2d(y, k1.permute(3, 2, 0, 1), b1, padding=1))
    return y.permute(0, 2, 3, 1).flatten(1) @ k2 + b2


def by_torch(run):
    """Losses and last weights. The steps are spelled out; Keras's own optimizers have to agree with them."""
    x, labels = data()
    weights = [torch.tensor(w, requires_grad=True) for w in first_weights()]
    step_of = (adam if run["optimizer"] == "adam" else sgd)(weights, run)
    losses = []
    for step in range(STEPS):
        at = batch_of(step)
        for weight in weights:
            weight.grad = None
        loss = F.cross_entropy(torch_scores(weights, torch.tensor(x[at])), torch.tensor(labels[at]))
        loss.backward()
        losses.append(loss.item())
        with torch.no_grad():
            step_of(step + 1)
    return losses, [w.detach().numpy() for w in weights]


def sgd(weights, run):
    """torch.optim.SGD; its module cannot be loaded beside TensorFlow's."""
    velocities = [torch.zeros_like(w) for w in weights]

    def step_of(_):
        for w, v in zip(weights, velocities):
            v *= run["momentum"]
            v += w.grad
            w -= run["learning_rate"] * v

    return step_of


def adam(weights, run):
    """Adam with epsilon added to the uncorrected root, as Keras has it and PyTorch has not."""
    means = [torch.zeros_like(w) for w in weights]
    squares = [torch.zeros_like(w) for w in weights]

    def step_of(t):
        alpha = run["learning_rate"] * (1 - 0.999**t) ** 0.5 / (1 - 0.9**t)
        for w, m, v in zip(weights, means, squares):
            m += (w.grad - m) * 0.1
            v += (w.grad**2 - v) * 0.001
            w -= m * alpha / (v.sqrt() + 1e-7)

    return step_of


def by_keras(run):
    """The same network from Keras layers, with Keras's own optimizers."""
    x, labels = data()
    layers = keras.layers
    model = keras.Sequential([
        keras.Input((9, 10, 2)), layers.Conv2D(6, 3), layers.ReLU(), layers.MaxPooling2D(2), layers.Conv2D(8, 3, padding="same"),
        layers.ReLU(), layers.Flatten(), layers.Dense(CLASSES),
    ])
    model.set_weights(first_weights())
    kinds = keras.optimizers
    rate = run["learning_rate"]
    optimizer = kinds.Adam(rate) if run["optimizer"] == "adam" else kinds.SGD(rate, run["momentum"])
    mean_loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    losses = []
    for step in range(STEPS):
        at = batch_of(step)
        with tf.GradientTape() as tape:
            loss = mean_loss(labels[at], model(x[at]))
        optimizer.apply(tape.gradient(loss, model.trainable_variables), model.trainable_variables)
        losses.append(float(loss))
    return losses, model.get_weights()


def main():
    """Rewrites the file; both libraries have to agree."""
    x, labels = data()
    runs = []
    for name, run in RUNS.items():
        losses, weights = by_torch(run)
        others, other_weights = by_keras(run)
        np.testing.assert_allclose(losses, others, rtol=1e-4, atol=1e-5, err_msg=name)
        for mine, theirs in zip(weights, other_weights):
            np.testing.assert_allclose(mine, theirs, rtol=1e-3, atol=1e-4, err_msg=name)
        print(f"  {name}: loss {losses[0]:.4f} to {losses[-1]:.4f}")
        last = ",\n    ".join(tensor(w) for w in weights)
        runs.append(
            f'  {{"name":{json.dumps(name)},"from":"torch","agrees":["keras"],"run":{json.dumps(run)},\n'
            f'   "losses":{json.dumps(losses)},\n   "last_weights":[\n    {last}]}}'
        )
    head = json.dumps(generator("training.py", versions(keras, tf, torch)))
    first = ",\n  ".join(tensor(w) for w in first_weights())
    text = (
        f'{{"generator":{head},\n "batch":{BATCH},\n "pictures":{tensor(x)},\n "labels":{labels.tolist()},\n'
        f' "first_weights":[\n  {first}],\n "runs":[\n' + ",\n".join(runs) + "\n]}\n"
    )
    json.loads(text)
    write_text("tests/training.json", text)


if __name__ == "__main__":
    main()
