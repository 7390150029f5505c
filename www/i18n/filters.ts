/** Texts of `<convscope-filters>`. */

const ko = {
  title: "여러 필터 실험실",
  input: "컬러 이미지",
  inputPane: (shape: string) => `컬러 이미지 ${shape}`,
  outputPane: (name: string, shape: string) => `${name} 특징 맵 ${shape}`,
  maps: "특징 맵",
  mapsWords: (count: number) => `필터 ${count}개가 맵 ${count}장을 만들어요. 맵을 누르면 계산이 보여요.`,
  map: (number: number, name: string) => `${number}. ${name}`,
  value: (name: string, value: string) => `${name}: 지금 이 칸 ${value}`,
  cellTitle: "지금 이 칸의 계산",
  product: (k: number, count: number) => `${k}·${k}·3 = 곱 ${count}개`,
  channels: ["R", "G", "B"],
  window: (channel: string) => `${channel} 이미지`,
  weights: (channel: string) => `${channel} 필터`,
  products: (channel: string) => `${channel} 곱`,
  channelSum: (channel: string) => `${channel} 합`,
  bias: "편향",
  total: "모두 더하면",
  tell: "채널마다 따로 곱해서 더한 다음, 세 합과 편향을 더해 숫자 하나를 만들어요. 채널이 셋이어도 나오는 맵은 한 장이에요.",
  filter: "고른 필터",
  filterOf: (number: number) => `${number}번 필터`,
  add: "필터 추가",
  remove: "이 필터 빼기",
  random: "무작위",
  seed: "시드",
  custom: "직접",
  size: "필터 크기",
  presets: {
    "vertical-edge": {
      name: "세로 경계",
      says: "세 채널 모두 왼쪽을 빼고 오른쪽을 더해요. 색에 관계없이 세로 경계가 남아요.",
    },
    "horizontal-edge": {
      name: "가로 경계",
      says: "세 채널 모두 위쪽을 빼고 아래쪽을 더해요. 색에 관계없이 가로 경계가 남아요.",
    },
    outline: { name: "윤곽", says: "가운데의 8배에서 둘레를 빼요. 방향에 관계없이 윤곽이 남아요." },
    blur: { name: "흐리게", says: "세 채널의 27칸을 모두 평균 내요. 색이 사라지고 무늬가 뭉개져요." },
    "red-cyan": {
      name: "빨강 찾기",
      says: "R을 두 번 더하고 G와 B를 빼요. 빨간 곳은 양수, 청록인 곳은 음수, 회색은 0이 돼요.",
    },
    "green-magenta": {
      name: "초록 찾기",
      says: "G를 두 번 더하고 R과 B를 빼요. 초록인 곳은 양수, 자홍인 곳은 음수, 회색은 0이 돼요.",
    },
    "blue-yellow": {
      name: "파랑 찾기",
      says: "B를 두 번 더하고 R과 G를 빼요. 파란 곳은 양수, 노란 곳은 음수, 회색은 0이 돼요.",
    },
    "red-edge": {
      name: "R만 세로 경계",
      says: "R 채널에서만 세로 경계를 찾아요. G와 B에는 0을 곱하니 아무 영향이 없어요.",
    },
  },
  randomName: (seed: number) => `무작위 ${seed}`,
  randomSays:
    "−1, 0, 1을 무작위로 골라 채웠어요. 같은 시드면 언제나 같은 필터예요. 신경망도 이렇게 무작위 필터에서 시작해 배워 나가요.",
  customSays: "내가 만든 필터예요. 값을 바꾸면 맵도 바로 바뀌어요.",
  growth: "데이터가 얼마나 늘까요?",
  shapes: (input: string, filter: string, output: string) => `${input} * ${filter} → ${output}`,
  grows: (before: string, after: string, times: string) =>
    `입력 값 ${before}개가 출력 값 ${after}개가 돼요. ${times}배예요.`,
  inputRow: "입력 이미지",
  mapRow: (count: number) => `맵 ${count}장`,
  now: "지금",
  whatIf: (count: number, times: string) => `필터가 ${count}개라면 ${times}배예요.`,
  noRoom: (count: number) => `필터가 ${count}개라면 값이 너무 많아서 여기 메모리에 다 담을 수 없어요.`,
  parameters: "파라미터(배울 수 있는 값)",
  parametersSum: (k: number, filters: number, total: string) => `${k}·${k}·3·${filters} + ${filters} = ${total}개`,
  parametersWords: "필터의 값과 편향이에요. 사진이 아무리 커도 이 개수는 그대로예요.",
  values: (count: string) => `${count}개`,
};

const en: typeof ko = {
  title: "Lab of many filters",
  input: "Picture in colour",
  inputPane: (shape) => `Picture in colour ${shape}`,
  outputPane: (name, shape) => `Feature map ${name} ${shape}`,
  maps: "Feature maps",
  mapsWords: (count) =>
    count === 1
      ? "1 filter makes 1 map."
      : `${count} filters make ${count} maps. Choose one to see how it is computed.`,
  map: ko.map,
  value: (name, value) => `${name}: this cell ${value}`,
  cellTitle: "The sum at this cell",
  product: (k, count) => `${k}·${k}·3 = ${count} products`,
  channels: ["R", "G", "B"],
  window: (channel) => `${channel} picture`,
  weights: (channel) => `${channel} filter`,
  products: (channel) => `${channel} products`,
  channelSum: (channel) => `${channel} sum`,
  bias: "bias",
  total: "All added up",
  tell: "Each channel is multiplied and added up by itself; then the three sums and the bias make one number. Three channels go in, and still one map comes out.",
  filter: "Chosen filter",
  filterOf: (number) => `Filter ${number}`,
  add: "Add a filter",
  remove: "Remove this filter",
  random: "Random",
  seed: "Seed",
  custom: "Custom",
  size: "Filter size",
  presets: {
    "vertical-edge": {
      name: "Vertical edge",
      says: "Subtracts the left and adds the right in all three channels. Vertical edges stay, whatever their colour.",
    },
    "horizontal-edge": {
      name: "Horizontal edge",
      says: "Subtracts the top and adds the bottom in all three channels. Horizontal edges stay, whatever their colour.",
    },
    outline: {
      name: "Outline",
      says: "Eight times the centre minus its surroundings. Outlines stay in every direction.",
    },
    blur: {
      name: "Blur",
      says: "The mean of all 27 values of the three channels. Colour goes, and small patterns blur.",
    },
    "red-cyan": {
      name: "Red finder",
      says: "Adds R twice and subtracts G and B. Red places become positive, cyan ones negative, grey ones 0.",
    },
    "green-magenta": {
      name: "Green finder",
      says: "Adds G twice and subtracts R and B. Green places become positive, magenta ones negative, grey ones 0.",
    },
    "blue-yellow": {
      name: "Blue finder",
      says: "Adds B twice and subtracts R and G. Blue places become positive, yellow ones negative, grey ones 0.",
    },
    "red-edge": {
      name: "Vertical edge in R",
      says: "Looks for vertical edges in the R channel alone. G and B are multiplied by 0 and do not count.",
    },
  },
  randomName: (seed) => `Random ${seed}`,
  randomSays:
    "−1, 0 and 1 by chance. The same seed always gives the same filter. A network, too, starts from random filters and learns from there.",
  customSays: "Your own filter. Change a value and the map follows at once.",
  growth: "How fast does the data grow?",
  shapes: ko.shapes,
  grows: (before, after, times) => `${before} values go in, ${after} come out: ${times} times as many.`,
  inputRow: "Picture",
  mapRow: (count) => (count === 1 ? "1 map" : `${count} maps`),
  now: "now",
  whatIf: (count, times) => `With ${count} filters it would be ${times} times as many.`,
  noRoom: (count) => `With ${count} filters there would be more values than fit in memory here.`,
  parameters: "Parameters (what can be learned)",
  parametersSum: (k, filters, total) => `${k}·${k}·3·${filters} + ${filters} = ${total}`,
  parametersWords: "The weights and the biases. However large the photo, their number stays.",
  values: (count) => `${count} values`,
};

export const filters = { ko, en };
