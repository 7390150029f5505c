import torch

picture = torch.tensor([
    [1, 1, 1, 0, 0],
    [0, 1, 1, 1, 0],
    [0, 0, 1, 1, 1],
    [0, 0, 1, 1, 0],
    [0, 1, 1, 0, 0],
])

print("y = 0, x = 2:", picture[0, 2].item())
print("y = 2, x = 0:", picture[2, 0].item())

output = picture[1:4, 2:5]
print(output.shape)
print(output)
