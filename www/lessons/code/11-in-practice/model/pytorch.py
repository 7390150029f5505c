import torch
from torch import nn

model = nn.Sequential(
    nn.Conv2d(3, 8, 3),
    nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Flatten(),
    nn.Linear(8 * 42 * 63, 10),
    nn.Softmax(dim=1),
)

x = torch.zeros(1, 3, 86, 128)
for layer in model:
    x = layer(x)
    print(type(layer).__name__, tuple(x.shape), sum(p.numel() for p in layer.parameters()))

output = sum(p.numel() for p in model.parameters())
print(output)
