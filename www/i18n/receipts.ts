/** The page of the published proof. */

const ko = {
  title: "검증 · Convscope",
  heading: "이 숫자를 믿어도 될까요?",
  lead: "믿지 말고 확인해 보세요. TensorFlow, PyTorch, ONNX가 낸 답을 지금 이 브라우저에서 하나하나 다시 계산해요. 이 기기의 CPU와 GPU가 따로 풀고, 답이 다르면 어디가 다른지 알려 줘요.",
  run: "지금 확인하기",
  again: "다시 확인하기",
  running: (done: number, all: number) => `${all}개 가운데 ${done}개를 풀었어요`,
  op: "연산",
  from: "답을 낸 곳",
  count: "개수",
  tolerance: "허용 오차",
  cpu: "CPU",
  gpu: "GPU",
  passed: (count: number) => `${count}개 모두 일치`,
  failed: (count: number) => `${count}개 불일치`,
  waiting: "아직",
  exact: "정확히",
  noGpu: (reason: string) => `GPU는 확인하지 못했어요. ${reason}`,
  all: (count: number) => `모두 ${count}번 풀어 전부 일치했어요.`,
  some: (bad: number, count: number) =>
    `${count}번 가운데 ${bad}번은 답이 달랐어요. 어디가 다른지 아래에서 확인해 보세요.`,
  wrong: (name: string, at: number, got: string, want: string) =>
    `${name}: ${at}번 값(0번부터)이 달라요. 계산 ${got}, 답 ${want}`,
  wrongShape: (name: string, got: string, want: string) => `${name}: 모양이 ${got}, 답안은 ${want}`,
  why: "|값 − 답| ≤ 허용 오차 × max(1, |답|)이면 일치로 봐요. 정수 문제는 오차 없이 같아야 하고, 실수 문제는 더하는 순서가 달라서 생기는 float32 반올림 오차만 허용해요.",
  broken: (detail: string) => `답을 불러오지 못했어요: ${detail}`,
};

const en: typeof ko = {
  title: "Proof · Convscope",
  heading: "Why trust these numbers?",
  lead: "Don't: check them. Answers written by TensorFlow, PyTorch and ONNX themselves are worked out again in this very browser, once on your CPU and once on your GPU. Wherever one differs, a sentence says so.",
  run: "Check now",
  again: "Check again",
  running: (done, all) => `${done} of ${all} worked out`,
  op: "Op",
  from: "Answers from",
  count: "Cases",
  tolerance: "Tolerance",
  cpu: "CPU",
  gpu: "GPU",
  passed: (count) => `all ${count} agree`,
  failed: (count) => `${count} differ`,
  waiting: "not yet",
  exact: "exact",
  noGpu: (reason) => `The GPU could not be checked. ${reason}`,
  all: (count) => `All ${count} answers agree.`,
  some: (bad, count) => `${bad} of ${count} answers differ; the sentences below say where.`,
  wrong: (name, at, got, want) => `${name}: value ${at} (counted from 0) is ${got}, but the answer is ${want}.`,
  wrongShape: (name, got, want) => `${name}: the shape is ${got}, but the answer has ${want}.`,
  why: "The tolerance is |value − answer| ≤ tolerance × max(1, |answer|). Integer cases must agree exactly; the others may differ by the float32 rounding that another order of adding brings.",
  broken: (detail) => `The answers could not be loaded: ${detail}`,
};

export const receipts = { ko, en };
