"""W6 in PyTorch with one thread: a line of JSON asks, a line answers.

The first line brings weights (OIHW; the dense kernel as in, out), batch and labels; each further one asks for so many
steps and gets the last loss and the milliseconds of one.
"""

import json
import sys
import time

import torch
from torch import nn

torch.set_num_threads(1)


def network(weights):
    conv_0, conv_1 = nn.Conv2d(1, 8, 3), nn.Conv2d(8, 16, 3)
    dense = nn.Linear(400, 10)
    layers = nn.Sequential(
        conv_0, nn.ReLU(), nn.MaxPool2d(2), conv_1, nn.MaxPool2d(2), nn.Flatten(), dense
    )
    parts = [torch.tensor(values) for values in weights]
    parts[4] = parts[4].reshape(400, 10).T.contiguous()
    with torch.no_grad():
        for parameter, values in zip(layers.parameters(), parts, strict=True):
            parameter.copy_(values.reshape(parameter.shape))
    return layers


def main():
    start = json.loads(sys.stdin.readline())
    layers = network(start["weights"])
    count, height, width, channels = start["batchShape"]
    batch = torch.tensor(start["input"]).reshape(count, channels, height, width)
    labels = torch.tensor(start["labels"])
    optimizer = torch.optim.SGD(layers.parameters(), lr=start["learningRate"])
    criterion = nn.CrossEntropyLoss()
    print(json.dumps({"version": torch.__version__}), flush=True)
    for line in sys.stdin:
        steps = json.loads(line)["count"]
        begin = time.perf_counter()
        for _ in range(steps):
            optimizer.zero_grad()
            loss = criterion(layers(batch), labels)
            loss.backward()
            optimizer.step()
            value = loss.item()
        ms = (time.perf_counter() - begin) * 1000 / steps
        print(json.dumps({"loss": value, "ms": ms}), flush=True)


main()
