/** Texts of a lab that asks for a prediction before it shows its result. */

const ko = {
  kicker: "먼저 맞혀 보세요",
  value: (cell: string) => `칸 ${cell}의 값은 얼마일까요?`,
  shape: "결과의 shape은 무엇일까요? 네 수를 (장 수, 높이, 너비, 채널) 순서로 적어 주세요.",
  after: "맞히면 결과가 나타나요.",
  answer: "내 예측",
  placeholder: { value: "예: -3", shape: "(1, 5, 5, 1)" },
  check: "확인",
  reveal: "결과 보기",
  right: (answer: string) => `맞았어요. ${answer}`,
  wrong: "아직이에요. 다시 한번 셈해 보세요.",
  revealed: (answer: string) => `답은 ${answer}예요.`,
  unreadable: { value: "숫자 하나를 적어 주세요. 예: -3", shape: "수를 쉼표로 나누어 적어 주세요. 예: (1, 5, 5, 1)" },
};

const en: typeof ko = {
  kicker: "Predict first",
  value: (cell) => `What is the value at cell ${cell}?`,
  shape: "What is the shape of the result? Four numbers: maps, height, width, channels.",
  after: "The result appears once you have it.",
  answer: "Your prediction",
  placeholder: { value: "e.g. -3", shape: "(1, 5, 5, 1)" },
  check: "Check",
  reveal: "Show the result",
  right: (answer) => `Right: ${answer}.`,
  wrong: "Not yet. Work it out once more.",
  revealed: (answer) => `It is ${answer}.`,
  unreadable: { value: "Write one number, for example -3.", shape: "Write numbers with commas: (1, 5, 5, 1)." },
};

export const predict = { ko, en };
