import torch
import torch.nn.functional as F

feature_map = torch.tensor([
    [1, 3, 2, 0],
    [4, 6, 1, 1],
    [0, 2, 5, 7],
    [3, 1, 8, 2],
], dtype=torch.float32).reshape(1, 1, 4, 4)

output = F.max_pool2d(feature_map, kernel_size=2)
mean = F.avg_pool2d(feature_map, kernel_size=2)

print(output[0, 0])
print(mean[0, 0])
