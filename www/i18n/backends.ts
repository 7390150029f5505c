/** Texts of `<convscope-backends>`. */

const ko = {
  title: "속도 실험실",
  lead: "같은 합성곱을 이 기기에서 세 가지 방법으로 계산해 시간을 재요.",
  size: "입력 크기",
  sizes: { small: "32×32", photo: "427×640", large: "3000×4000 (12 MP)" },
  channels: "채널",
  channelNames: { "1": "1개 → 1개", "64": "64개 → 64개" },
  scale: "막대 눈금",
  scales: { linear: "그대로", log: "로그" },
  start: "재기 시작",
  again: "다시 재기",
  stop: "멈추기",
  shapes: (input: string, filter: string, output: string) => `${input} * ${filter} → ${output}`,
  work: (values: string, taps: string, sums: string) =>
    `출력값 ${values}개, 값 하나에 곱셈과 덧셈 ${taps}번씩, 모두 ${sums} 번이에요.`,
  smaller: "크기나 채널을 줄여 주세요.",
  runners: {
    naive: {
      name: "정의 그대로(naive)",
      says: "반복문 여섯 겹으로 값을 하나씩 계산해요. 이 사이트가 정답으로 삼는 코드예요.",
    },
    simd: { name: "CPU의 SIMD", says: "명령 하나로 값 네 개를 한꺼번에 계산해요." },
    gpu: { name: "GPU(WebGPU)", says: "출력의 수많은 칸을 동시에 나누어 계산해요." },
  },
  waiting: "아직 재지 않았어요",
  preparing: "준비하는 중",
  round: (done: number, all: number) => `${all}번 가운데 ${done}번 쟀어요`,
  time: "한 번에",
  perValue: "값 하나에",
  perSecond: "1초에 곱셈·덧셈",
  speed: (times: string) => `${times}배`,
  base: "가장 느린 쪽을 1배로 봤어요.",
  seconds: "초",
  times: (count: string) => `${count} 번`,
  banded: (rows: string, of: string) => `${of}행 가운데 처음 ${rows}행만 재고 전체 시간을 어림했어요.`,
  median: (rounds: number) => (rounds > 1 ? `${rounds}번 잰 가운뎃값이에요.` : "오래 걸려서 한 번만 쟀어요."),
  same: (name: string, among: string) => `${name}: 정의대로 계산한 값 ${among}개와 모두 같아요. 가장 큰 차이 0.`,
  differs: (name: string, among: string, largest: string) =>
    `${name}: 정의대로 계산한 값 ${among}개와 견주면 가장 큰 차이가 ${largest}이에요.`,
  checks: "세 방법의 값이 같은가요?",
  meaning: "이 숫자가 말하는 것",
  gpuWins: (times: string) => `이 기기에서 이 크기라면 GPU가 SIMD보다 약 ${times}배 빨라요.`,
  gpuLoses: (times: string) => `이 기기에서 이 크기라면 GPU보다 SIMD가 약 ${times}배 빨라요.`,
  simdWins: (times: string) =>
    `SIMD는 정의 그대로 짠 코드보다 약 ${times}배 빨라요. 하는 계산은 같고, 순서와 묶음만 달라요.`,
  least: (ms: string, share: string) =>
    `GPU는 출력값이 하나뿐인 가장 작은 일에도 ${ms}가 걸려요. 값을 올려 보내고, 깨우고, 결과를 되받는 데 드는 시간이에요. 이번 GPU 시간의 ${share}%예요.`,
  counting:
    "곱셈과 덧셈은 정의대로 셌어요. 채널이 많으면 SIMD 코드는 더 적은 곱셈으로 같은 값을 얻는 방법(Winograd)도 써요.",
  absent: "GPU로는 재지 못했어요.",
  absentWhy:
    "WebGPU가 없는 브라우저이거나, 보안 연결(https)이 아니거나, 드라이버에 문제가 있으면 GPU를 쓸 수 없어요. 그래도 CPU가 같은 값을 계산해요.",
  where: "WebGPU는 Chrome과 Edge 113, Safari 26, Firefox 141부터(운영체제에 따라 다름) 쓸 수 있어요.",
  whyTitle: "GPU가 늘 빠르지는 않은 까닭",
  why: [
    "입력을 GPU 메모리로 올리고 결과를 되받아야 해요. 여기서 잰 시간에는 이 왕복이 들어 있어요.",
    "일을 시키고 깨우는 데 드는 시간은 일이 작아도 줄지 않아요.",
    "GPU는 수천 칸을 한꺼번에 계산할 때 힘이 나요. 칸이 적으면 대부분 놀아요.",
    "그래서 신경망은 여러 층의 값을 GPU에 둔 채로 잇달아 계산해요. 오가는 횟수를 줄이려고요.",
  ],
  ways: "방법",
  live: (name: string, ms: string) => `${name}: ${ms}`,
  done: "다 쟀어요.",
  stopped: "멈췄어요.",
};

const en: typeof ko = {
  title: "Speed lab",
  lead: "The same convolution, computed in three ways on this device, with a stopwatch.",
  size: "Input size",
  sizes: { small: "32×32", photo: "427×640", large: "3000×4000 (12 MP)" },
  channels: "Channels",
  channelNames: { "1": "1 → 1", "64": "64 → 64" },
  scale: "Scale of the bars",
  scales: { linear: "linear", log: "log" },
  start: "Start measuring",
  again: "Measure again",
  stop: "Stop",
  shapes: ko.shapes,
  work: (values, taps, sums) =>
    `${values} output values, ${taps} multiplications and additions for each: ${sums} in all.`,
  smaller: "Please choose a smaller size or fewer channels.",
  runners: {
    naive: {
      name: "By definition (naive)",
      says: "Six nested loops, one value at a time. This is the code that the site takes for the truth.",
    },
    simd: { name: "SIMD on the CPU", says: "One instruction computes four values at once." },
    gpu: { name: "GPU (WebGPU)", says: "A great many cells of the output are computed at the same time." },
  },
  waiting: "not measured yet",
  preparing: "getting ready",
  round: (done, all) => `${done} of ${all} measured`,
  time: "One run",
  perValue: "One value",
  perSecond: "Multiply-adds a second",
  speed: (times) => `${times}×`,
  base: "The slowest counts as 1×.",
  seconds: "s",
  times: (count) => count,
  banded: (rows, of) => `Only the first ${rows} of ${of} rows were measured; the whole time goes out from them.`,
  median: (rounds) => (rounds > 1 ? `The median of ${rounds} rounds.` : "It takes long, so it was measured once."),
  same: (name, among) => `${name}: equal to all ${among} values computed by definition. Largest difference 0.`,
  differs: (name, among, largest) =>
    `${name}: against ${among} values computed by definition the largest difference is ${largest}.`,
  checks: "Are the values the same?",
  meaning: "What these numbers say",
  gpuWins: (times) => `On this device and at this size the GPU is about ${times} times as fast as SIMD.`,
  gpuLoses: (times) => `On this device and at this size SIMD is about ${times} times as fast as the GPU.`,
  simdWins: (times) =>
    `SIMD is about ${times} times as fast as the code by definition. The sums are the same; only their order and grouping differ.`,
  least: (ms, share) =>
    `Even for the smallest work, a single output value, the GPU takes ${ms}: to send the values, to wake up, to hand the result back. That is ${share} % of its time here.`,
  counting:
    "Multiplications and additions are counted as the definition has them. On many channels the SIMD code also uses a way (Winograd's) that needs fewer.",
  absent: "The GPU could not be measured.",
  absentWhy:
    "A GPU is out of reach where the browser has no WebGPU, where the page does not come over https, or where the driver is at fault. The CPU then computes the same values.",
  where: "WebGPU is in Chrome and Edge from 113, Safari from 26 and Firefox from 141 on, depending on the system.",
  whyTitle: "Why a GPU is not always faster",
  why: [
    "The input has to be sent to the GPU's memory, and the result fetched. The time measured here holds both ways.",
    "Handing over a task and waking the GPU takes as long for a small task as for a large one.",
    "A GPU is strong when it computes thousands of cells at once. With few cells most of it is idle.",
    "That is why networks keep their values on the GPU from layer to layer: to travel less often.",
  ],
  ways: "Ways",
  live: (name, ms) => `${name}: ${ms}`,
  done: "Measured.",
  stopped: "Stopped.",
};

export const backends = { ko, en };
