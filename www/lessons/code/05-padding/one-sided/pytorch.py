import torch
import torch.nn.functional as F

picture = (torch.arange(16.0) ** 2).reshape(1, 1, 4, 4)
kernel = torch.tensor([[-1.0, 0, 1]] * 3).reshape(1, 1, 3, 3)

# Left, right, top, bottom: the odd cell goes behind.
output = F.conv2d(F.pad(picture, (0, 1, 0, 1)), kernel, stride=2)
other = F.conv2d(picture, kernel, stride=2, padding=1)

print(output[0, 0])
print("padding=1 gives", other[0, 0].tolist())
