import torch
import torch.nn.functional as F

picture = torch.tensor([[[[1, 2], [3, 4]], [[0, 1], [1, 0]], [[2, 0], [0, 2]]]], dtype=torch.float32)

filters = torch.tensor([
    [[[1, 0], [0, -1]], [[1, 1], [1, 1]], [[1, 0], [0, 1]]],
    [[[1, 1], [1, 1]], [[-1, -1], [-1, -1]], [[0, 0], [0, 0]]],
], dtype=torch.float32)

output = F.conv2d(picture, filters, bias=torch.tensor([1.0, 0.0]))

print(picture.shape, filters.shape, output.shape)
print(output[0, :, 0, 0])
