/** Texts of `<convscope-channels>`. */

const ko = {
  title: "색과 shape 실험실",
  picture: "컬러 이미지",
  pane: (shape: string) => `컬러 이미지 ${shape}`,
  paneKeys: "방향키로 픽셀을 옮기고, 스페이스로 재생하거나 멈춰요.",
  planes: "채널마다 한 장",
  plane: (name: string) => `${name} 채널`,
  planeWords: "채널 한 장은 색이 없는 2차원 배열이에요. 값이 클수록 그 색이 강해서 밝게 보여요.",
  worked: "이 픽셀의 흑백값",
  channels: { r: "R", g: "G", b: "B" },
  result: "흑백값",
  cut: "uint8 배열에 넣으면 소수점 아래를 버려요.",
  rounded: "나누는 수의 절반을 더하고 버려서 반올림이 돼요.",
  same: "이 채널의 값을 그대로 써요.",
  others: "다른 방법과 비교",
  method: "흑백으로 바꾸는 방법",
  names: { mean: "평균", rec601: "Rec. 601", rec709: "Rec. 709", r: "R만", g: "G만", b: "B만" },
  says: {
    mean: "세 값을 똑같이 한 몫씩 더해서 3으로 나눠요.",
    rec601: '눈은 초록에 더 민감해요. 그래서 약 0.299 R + 0.587 G + 0.114 B로 섞어요. Pillow의 convert("L")과 같아요.',
    rec709: "HD 화면의 기준이에요. 0.2126 R + 0.7152 G + 0.0722 B로 섞어요.",
    r: "R 채널 한 장이 그대로 흑백 이미지가 돼요.",
    g: "G 채널 한 장이 그대로 흑백 이미지가 돼요.",
    b: "B 채널 한 장이 그대로 흑백 이미지가 돼요.",
  },
  grey: "흑백 이미지",
  greyPane: (shape: string) => `흑백 이미지 ${shape}`,
  filled: (cell: string) => `방금 채운 자리 ${cell}`,
  order: "y를 하나 정하고 x를 끝까지 간 다음, 다음 y로 내려가요.",
  gray: (white: string) =>
    `0은 검정으로, ${white}은 하양으로 그렸어요. \`plt.imshow(gray, cmap="gray", vmin=0, vmax=${white})\`와 같아요.`,
  viridis:
    "`plt.imshow(gray)`처럼 cmap을 적지 않으면 기본 색상표 viridis로 그려서 초록빛으로 보여요. 값은 그대로이고 색만 달라요.",
  shapes: "shape이 바뀌는 과정",
  steps: {
    picture: "컬러 이미지: 높이, 너비, 채널 3개",
    three: "세 채널에 같은 흑백값을 넣은 3차원 흑백",
    two: "채널 하나만 꺼내면 2차원 흑백",
    batch: "합성곱에 넣을 배치 축과 채널 축을 붙여요",
  },
  live: (y: number, x: number, r: number, g: number, b: number, grey: number) =>
    `y ${y}, x ${x}: R ${r}, G ${g}, B ${b}, 흑백값 ${grey}`,
};

const en: typeof ko = {
  title: "Colour and shape lab",
  picture: "Colour picture",
  pane: (shape) => `Colour picture ${shape}`,
  paneKeys: "Arrow keys move the pixel, space plays and pauses.",
  planes: "One plane for each channel",
  plane: (name) => `${name} channel`,
  planeWords:
    "A plane is a 2-D array without any colour. The larger a value, the more of that colour, the brighter it is drawn.",
  worked: "This pixel's grey",
  channels: { r: "R", g: "G", b: "B" },
  result: "Grey",
  cut: "A uint8 array drops whatever follows the decimal point.",
  rounded: "Half the divisor is added before the cut, which rounds to nearest.",
  same: "This channel's value, as it is.",
  others: "Beside other methods",
  method: "How grey is made",
  names: { mean: "Mean", rec601: "Rec. 601", rec709: "Rec. 709", r: "R alone", g: "G alone", b: "B alone" },
  says: {
    mean: "The three values count alike: added up, divided by 3.",
    rec601:
      'Eyes are most sensitive to green, hence about 0.299 R + 0.587 G + 0.114 B. It is what Pillow\'s convert("L") does.',
    rec709: "The standard of HD screens: 0.2126 R + 0.7152 G + 0.0722 B.",
    r: "The R plane is the grey picture.",
    g: "The G plane is the grey picture.",
    b: "The B plane is the grey picture.",
  },
  grey: "Grey picture",
  greyPane: (shape) => `Grey picture ${shape}`,
  filled: (cell) => `Just filled ${cell}`,
  order: "Fix a y, go through every x, then down to the next y.",
  gray: (white) =>
    `0 is drawn black, ${white} white, as \`plt.imshow(gray, cmap="gray", vmin=0, vmax=${white})\` does.`,
  viridis:
    "Without cmap, `plt.imshow(gray)` uses its default colour map, viridis, so the picture looks green. The values are the same; only the colours differ.",
  shapes: "How the shape changes",
  steps: {
    picture: "The colour picture: height, width, 3 channels",
    three: "A 3-D grey: the same grey in all three channels",
    two: "One of the channels alone: a 2-D grey",
    batch: "A batch axis and a channel axis, for the convolution",
  },
  live: (y, x, r, g, b, grey) => `y ${y}, x ${x}: R ${r}, G ${g}, B ${b}, grey ${grey}`,
};

export const channels = { ko, en };
