/** Texts of `<convscope-pooling>` beyond the common ones. */

const ko = {
  op: "남기는 값",
  ops: { max: "최댓값(max)", avg: "평균(average)" },
  avg: "평균 풀링 실험실",
  avgTitle: "지금 이 칸의 평균",
  mean: "평균",
  meanOf: (sum: string, count: string, mean: string) => `${sum} / ${count} = ${mean}`,
  tellMean: (count: number) => `창 안의 값을 모두 더해 개수(${count})로 나눠요. 버리는 값은 없지만 높낮이가 무뎌져요.`,
  padSkipped: (cells: number) => `창의 ${cells}칸은 패딩이라 나누는 수에서 빼요.`,
  padCounted: (cells: number) => `창의 ${cells}칸은 패딩이고, 0으로 쳐서 나누는 수에 넣어요.`,
  countPad: "패딩도 나누는 수에 넣기 (countIncludePad)",
  compare: "두 맵 함께 보기",
  other: { max: "최댓값으로 풀링한 맵", avg: "평균으로 풀링한 맵" },
  same: "같은 칸",
  stays: (before: string, after: string, percent: string, times: number) =>
    `값 ${before}개 → ${after}개, ${percent}%${times > 1 ? `(약 1/${times})` : ""}만 남아요.`,
  allStays: (before: string, after: string) => `값 ${before}개 → ${after}개, 줄지 않아요.`,
};

const en: typeof ko = {
  op: "What is kept",
  ops: { max: "Largest (max)", avg: "Mean (average)" },
  avg: "Average pooling lab",
  avgTitle: "The mean at this cell",
  mean: "The mean",
  meanOf: ko.meanOf,
  tellMean: (count) =>
    `The window's values are added up and divided by their count, ${count}. None is dropped, but peaks are levelled.`,
  padSkipped: (cells) => `Of the window's cells ${cells} lie in the padding and are left out of the divisor.`,
  padCounted: (cells) => `Of the window's cells ${cells} lie in the padding; they count as 0, and in the divisor.`,
  countPad: "Count the padding in the divisor (countIncludePad)",
  compare: "Show both maps",
  other: { max: "Map of the largest values", avg: "Map of the means" },
  same: "The same cell",
  stays: (before, after, percent, times) =>
    `${before} values → ${after}: ${percent} %${times > 1 ? ` (about 1/${times})` : ""} stays.`,
  allStays: (before, after) => `${before} values → ${after}: none fewer.`,
};

export const pooling = { ko, en };
