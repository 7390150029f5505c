import torch

picture = torch.arange(18).reshape(1, 2, 3, 3)  # one picture, 2 high, 3 wide, 3 channels
picture = picture.permute(0, 3, 1, 2)           # as PyTorch keeps it: channels before height
output = picture.permute(0, 2, 3, 1).flatten(start_dim=1)

print(picture.shape, "->", output.shape)
print(output)

# One neuron of a dense layer, before and after a shuffle of pixels and weights alike.
row, weights = output[0], torch.tensor([-1, 0, 1] * 6)
order = torch.randperm(18)
print((row @ weights).item(), (row[order] @ weights[order]).item())
