import torch
import torch.nn.functional as F

picture = torch.tensor([
    [1, 1, 1, 0, 0],
    [0, 1, 1, 1, 0],
    [0, 0, 1, 1, 1],
    [0, 0, 1, 1, 0],
    [0, 1, 1, 0, 0],
], dtype=torch.float32).reshape(1, 1, 5, 5)
kernel = torch.tensor([[-1, 0, 1]] * 3, dtype=torch.float32).reshape(1, 1, 3, 3)

output = F.conv2d(picture, kernel, stride=1, padding=0)

print(output.shape)
print(output[0, 0])
