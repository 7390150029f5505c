import torch
import torch.nn.functional as F

device = "cuda" if torch.cuda.is_available() else "cpu"
picture = torch.tensor([
    [1, 1, 1, 0, 0],
    [0, 1, 1, 1, 0],
    [0, 0, 1, 1, 1],
    [0, 0, 1, 1, 0],
    [0, 1, 1, 0, 0],
], dtype=torch.float32, device=device).reshape(1, 1, 5, 5)
kernel = torch.tensor([[-1.0, 0.0, 1.0]] * 3, device=device).reshape(1, 1, 3, 3)

output = F.conv2d(picture, kernel).cpu()

print(device)
print(output[0, 0])
