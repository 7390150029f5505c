/**
 * The reference of the elements in Korean. What there is comes from the docblocks, which are English; here each name has
 * its Korean words, by `lab.name` where a name means something else in one lab. A missing one fails the build.
 */
const grids = "`astronaut`, `chelsea`, `china`, `coffee`, `rocket`, `grid`";

export const attributesKo: Record<string, string> = {
  image: `예제 이름(${grids})이나 이미지 주소`,
  grey: "흑백으로 바꾸는 방법: `mean`, `rec601`, `rec709`, `r`, `g`, `b`",
  filter: "가중치의 행, 1×1부터 11×11까지: `-1 0 1, -1 0 1, -1 0 1`. `1/9`처럼 분수도 돼요",
  filters:
    "필터 하나에서 여덟 개까지, 세미콜론으로 나눠요: `vertical-edge`, `horizontal-edge`, `outline`, `blur`, `red-cyan`, `green-magenta`, `blue-yellow`, `red-edge`, `random 7`(시드), 또는 가중치의 행. 뒤에 `bias 10`을 붙일 수 있어요",
  map: "고른 특징 맵의 번호, 0부터",
  strides: "창이 한 번에 가는 칸 수, `y x`",
  padding: "`valid`, `same`, 또는 `위 아래 왼쪽 오른쪽`",
  dilations: "창 아래 칸 사이의 간격, `y x`",
  bias: "합마다 더하는 수",
  flip: "수학의 합성곱처럼 필터를 먼저 뒤집어요",
  view: "특징 맵의 색: `gray` 또는 `viridis`",
  cell: "지금 칸, `y x`",
  speed: "재생 속도: 한 칸씩 `one`, 초마다 열 칸 `ten`, 한 줄씩 `row`, 한꺼번에 `all`",
  from: "이미지 대신 특징 맵을 이어받을 합성곱 실험실의 id",
  op: "`max` 또는 `avg`",
  compare: "다른 풀링의 맵도 함께 보여요",
  size: "창의 크기, `y x`",
  "backends.size": "`small`(32×32), `photo`(427×640), `large`(3000×4000)",
  "ceil-mode": "마지막 창이 밖으로 나가도 돼요",
  "count-include-pad": "평균을 낼 때 패딩 칸도 나누는 수에 넣어요",
  cartesian: "같은 픽셀을 모눈종이에도 보여요",
  find: "찾을 픽셀, `y x`",
  slice: "픽셀의 상자, NumPy처럼 `y0:y1, x0:x1`. 끝을 비우거나 음수를 써도 돼요",
  side: "작은 이미지의 긴 변, 4부터 32까지",
  "pipeline.side": "신경망이 보는 이미지의 긴 변: `64`, `128`, `256`, `640`",
  shuffle: "픽셀을 섞어서 보여요",
  seed: "섞는 순서를 정하는 시드",
  "pipeline.seed": "무작위 가중치의 시드",
  layers:
    "차례로 쌓은 층: `conv2d 8 3x3 same stride=2x2; relu; maxPool2d 2x2; avgPool2d 2x2; flatten; dense 10; softmax`. 필터나 유닛 수, 그다음 창 y×x",
  colour: "신경망이 보는 색: `grey` 또는 `rgb`",
  "backends.channels": "입력과 출력의 채널 수: `1` 또는 `64`",
  scale: "막대의 눈금: `linear` 또는 `log`",
  highlight: "글이 가리키는 것: `y`, `x`, `height`, `width`, 또는 실험실 안의 자리",
  lang: "`ko` 또는 `en`. 없으면 페이지의 언어를 따라요",
  theme: "`light` 또는 `dark`. 없으면 읽는 사람의 설정을 따라요",
  predict: "`value` 또는 `shape`: 결과를 보기 전에 학생이 먼저 맞혀야 할 것",
  "channels.predict": "`value`: 결과를 보기 전에 학생이 지금 칸의 흑백값을 먼저 맞혀요",
};

export const controlsKo = (list: string) => `보여 줄 컨트롤: \`${list}\`. 없으면 모두 보여요`;

export const eventsKo: Record<string, string> = {
  "convscope-change": "사람이 무언가 바꿨어요. `detail`은 상태예요",
  "convscope-step": "다른 칸으로 갔어요. `detail`은 `{y, x, value}`",
  "filters.convscope-step": "다른 칸으로 갔어요. `detail`은 `{y, x, value}`, 값은 맵마다 하나",
  "backends.convscope-step": "한 방식의 결과가 나왔어요. `detail`은 `{runner, result}`",
  "convscope-error": "할 수 없었던 일. `detail`은 `{message}`",
  "convscope-predict": "학생이 예측했어요. `detail`은 `{kind, given, right}`",
};

export const membersKo: Record<string, string> = {
  ready: "Promise: 모두 화면에 나타났고 더 할 일이 없어요",
  state: "상태 전체를 담은 JSON. 일부 키만 넣으면 나머지는 그대로예요",
  "setImage(source)": "`Blob`, 주소, 예제 이름을 받아요. 이미지가 아니면 Promise가 한 문장과 함께 실패해요",
  cell: "지금 칸 `{y, x}`",
  "play()": "y 먼저, x 다음 순서로 움직이기 시작해요",
  "backends.play()": "처음부터 시간을 재요",
  "pause()": "멈춰요",
  "step(n)": "`n`칸 앞으로, 음수면 뒤로 가요. Promise를 돌려줘요",
  "goTo(y, x)": "그 칸으로 가요",
  input: "창이 지나가는 입력 `{data, shape}`, shape은 `[1, h, w, 1]`",
  "coordinates.input": "픽셀 `{data, shape}`, shape은 `[1, h, w, 3]`",
  "channels.input": "픽셀 `{data, shape}`, shape은 `[1, h, w, 3]`",
  "flatten.input": "픽셀 `{data, shape}`, shape은 `[1, h, w, 3]`",
  "filters.input": "픽셀 `{data, shape}`, shape은 `[1, h, w, 3]`",
  "pipeline.input": "신경망이 보는 이미지, `[1, h, w, c]`",
  output: "특징 맵, `[1, h, w, 1]`",
  "channels.output": "흑백 이미지, `[1, h, w, 1]`",
  "flatten.output": "신경망이 받는 한 줄, `[1, h·w·3]`",
  "filters.output": "특징 맵들, `[1, h, w, 필터 수]`",
  "pipeline.output": "마지막 층의 출력",
  filter: "모든 필터를 모은 텐서, HWIO",
  backend: "계산한 곳 `{backend, reason}`",
  layers: "층마다 출력 shape과 파라미터 수",
  trace: "지금 보이는, 값에서 픽셀까지의 길",
  "traceFrom(layer, cell)":
    "층 `layer`의 출력 칸 `[y, x, map]` 또는 `[unit]`의 값을 거슬러 올라가요. Promise를 돌려줘요",
  results: "잰 결과, 방식마다 하나",
};
