import torch
from torch import nn

picture = torch.tensor([
    [1, 1, 1, 0, 0],
    [0, 1, 1, 1, 0],
    [0, 0, 1, 1, 1],
    [0, 0, 1, 1, 0],
    [0, 1, 1, 0, 0],
], dtype=torch.float32).reshape(1, 1, 5, 5)
kernel = torch.tensor([[-1.0, 0.0, 1.0]] * 3).reshape(1, 1, 3, 3)

# padding="same" needs stride 1 here: say how many cells instead.
layer = nn.Conv2d(1, 1, 3, stride=2, padding=1, bias=False)
with torch.no_grad():
    layer.weight.copy_(kernel)
    output = layer(picture)

print(output.shape)
print(output[0, 0])
