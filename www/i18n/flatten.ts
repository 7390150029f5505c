/** Texts of `<convscope-flatten>`. */

const ko = {
  title: "펼치기 실험실",
  picture: "격자로 본 이미지",
  shuffled: "픽셀을 섞은 이미지",
  pane: (shape: string) => `격자로 본 이미지 ${shape}`,
  paneKeys: "방향키로 픽셀을 옮기고, 스페이스로 재생하거나 멈춰요.",
  small: (from: string, to: string) =>
    `한 줄에 다 보이도록 ${from} 이미지를 ${to}로 줄였어요. 값 하나하나는 원래 픽셀 여럿의 평균이에요.`,
  pixel: "이 픽셀이 간 자리",
  channels: ["R", "G", "B"],
  formula: "(y × 너비 + x) × 3 + 채널",
  came: (cell: string) => `섞기 전에는 ${cell} 자리에 있던 픽셀이에요.`,
  rowTitle: "한 줄로 편 이미지",
  rowPane: "한 줄로 편 이미지의 픽셀",
  rowText: (pixel: string, y: number, x: number) => `${pixel}번 픽셀, y ${y}, x ${x}`,
  rowWords: (y: string) =>
    `띠 아래 선은 ${y}행의 픽셀들이에요. 격자에서는 위아래로 붙어 있던 픽셀이 띠에서는 한 행만큼 떨어져요.`,
  zoom: "띠를 확대한 모습",
  shapes: "shape",
  one: "사진 한 장",
  many: (count: string) => `사진 ${count}장`,
  shuffle: "픽셀 섞기",
  unshuffle: "되돌리기",
  seed: "시드",
  proof: "밀집층의 뉴런 하나가 내는 값",
  before: "섞기 전",
  after: "섞은 뒤",
  weights: "무작위 가중치 −1, 0, 1과 곱해 모두 더한 값",
  equal:
    "두 값이 같아요. 픽셀과 함께 가중치의 자리도 똑같이 바꾸면 밀집 신경망은 차이를 몰라요. 모든 사진을 같은 순서로 섞어 놓고 학습해도 결과가 같다는 뜻이에요.",
  whole:
    "사진을 한 줄로 펴면 밀집 신경망에는 어느 값끼리 이웃이었는지가 남지 않아요. 단추를 눌러 픽셀을 모두 섞어 보세요.",
  gone: "사람 눈에는 그림이 사라졌지만, 한 줄로 펴서 받는 밀집 신경망에는 전과 똑같이 좋은 입력이에요. 이웃이 중요한 문제라면 이웃을 보는 층, 곧 합성곱층이 필요해요.",
  live: (y: number, x: number, index: string, r: number, g: number, b: number) =>
    `y ${y}, x ${x}, 한 줄에서는 ${index}번부터: R ${r}, G ${g}, B ${b}`,
};

const en: typeof ko = {
  title: "Flatten lab",
  picture: "The picture as a grid",
  shuffled: "The picture, pixels shuffled",
  pane: (shape) => `The picture as a grid, ${shape}`,
  paneKeys: "Arrow keys move the pixel, space plays and pauses.",
  small: (from, to) =>
    `The ${from} picture was reduced to ${to}, so that one row holds it. Each value is the mean of several of its pixels.`,
  pixel: "Where this pixel goes",
  channels: ["R", "G", "B"],
  formula: "(y × width + x) × 3 + channel",
  came: (cell) => `Before the shuffle this pixel stood at ${cell}.`,
  rowTitle: "The picture as one row",
  rowPane: "Pixels of the picture as one row",
  rowText: (pixel, y, x) => `pixel ${pixel}, y ${y}, x ${x}`,
  rowWords: (y) =>
    `The line below the strip marks the pixels of row ${y}. Pixels that touch from above and below in the grid lie a whole row apart here.`,
  zoom: "A part of the strip, enlarged",
  shapes: "shape",
  one: "One picture",
  many: (count) => `${count} pictures`,
  shuffle: "Shuffle the pixels",
  unshuffle: "Put them back",
  seed: "Seed",
  proof: "What one neuron of a dense layer gives",
  before: "Before",
  after: "After the shuffle",
  weights: "Each value times a random weight of −1, 0 or 1, all added up",
  equal:
    "Both are the same. Move the weights along with their pixels, and a dense network notices nothing. Trained on pictures that are all shuffled alike, it learns just as well.",
  whole:
    "Flattened to a row, a picture no longer tells a dense network which values were neighbours. Shuffle all its pixels and see.",
  gone: "To your eyes the picture is gone; to a dense network, which gets the row, it is as good as before. Where neighbours matter, a layer that looks at neighbours is needed: a convolution.",
  live: (y, x, index, r, g, b) => `y ${y}, x ${x}, in the row from ${index}: R ${r}, G ${g}, B ${b}`,
};

export const flatten = { ko, en };
