/** Names of the labs and a sentence on each, in the order of the course: for lists, links and previews. */

const ko = {
  flatten: {
    name: "펼치기 실험실",
    says: "이미지를 한 줄로 펼치면 무엇을 잃는지, 같은 픽셀을 격자와 한 줄에서 함께 봐요.",
  },
  coordinates: {
    name: "좌표 실험실",
    says: "이미지는 왼쪽 위 (0, 0)에서 시작하는 배열이에요. y가 먼저, x가 그다음이에요.",
  },
  channels: {
    name: "색과 shape 실험실",
    says: "컬러 이미지의 세 채널을 픽셀마다 흑백으로 바꾸고, shape이 어떻게 달라지는지 봐요.",
  },
  convolution: {
    name: "합성곱 실험실",
    says: "필터가 이미지 위를 y 먼저, x 다음 순서로 지나가요. 곱 하나하나와 합이 모두 보여요.",
  },
  filters: {
    name: "여러 필터 실험실",
    says: "필터마다 채널 수만큼 가중치 판이 있고, 필터마다 특징 맵이 하나씩 나와요.",
  },
  pooling: {
    name: "풀링 실험실",
    says: "창이 특징 맵 위를 지나가며 창마다 가장 큰 값이나 평균 하나만 남겨요.",
  },
  pipeline: {
    name: "신경망 실험실",
    says: "층을 차례로 쌓고, 숫자 하나가 어느 픽셀에서 왔는지 끝까지 거슬러 올라가요.",
  },
  "filter-learning": {
    name: "필터 학습 실험실",
    says: "숨은 필터가 만든 맵만 보고, 경사 하강법이 아홉 값을 조금씩 고쳐 그 필터를 찾아내요.",
  },
  training: {
    name: "학습 실험실",
    says: "신경망이 손글씨와 한글 자모를 배우는 동안 필터가 바뀌는 모습을 보고, 직접 그려서 맞혀 보게 해요.",
  },
  backends: {
    name: "속도 실험실",
    says: "같은 합성곱을 정의대로, SIMD로, GPU로 계산하며 이 기기에서 시간을 재요.",
  },
};

const en: typeof ko = {
  flatten: {
    name: "Flatten lab",
    says: "What a picture loses when it is flattened: the same pixel in the grid and in the row.",
  },
  coordinates: {
    name: "Coordinates lab",
    says: "A picture is an array that begins at the top left, (0, 0): y first, then x.",
  },
  channels: {
    name: "Colour and shape lab",
    says: "The three channels of a colour picture become grey pixel by pixel, and each step shows its shape.",
  },
  convolution: {
    name: "Convolution lab",
    says: "A filter slides over a picture, y first, then x, with every product and the sum on view.",
  },
  filters: {
    name: "Many filters lab",
    says: "Each filter has a plane of weights for every channel, and makes a feature map of its own.",
  },
  pooling: {
    name: "Pooling lab",
    says: "A window crosses a feature map and keeps the largest value it sees, or the mean.",
  },
  pipeline: {
    name: "Network lab",
    says: "Layers one after another, and every number followed back to the pixels it came from.",
  },
  "filter-learning": {
    name: "Filter learning lab",
    says: "From nothing but the map it made, gradient descent finds a hidden filter, nine values moving step by step.",
  },
  training: {
    name: "Training lab",
    says: "Watch the filters change while a network learns digits or Hangul letters, and let it read your own drawing.",
  },
  backends: {
    name: "Speed lab",
    says: "The same convolution by definition, with SIMD and on the GPU, timed on this device.",
  },
};

export const labs = { ko, en };
export type LabName = keyof typeof ko;
export const labNames = Object.keys(ko) as LabName[];
