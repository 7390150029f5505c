/** What is said where a learner saves their progress to a file, or reads it back. */

const ko = {
  heading: "내 진도",
  lead: "진도는 이 브라우저에만 남아요. 파일로 저장해 두면 다른 기기로 옮기거나, 브라우저가 지웠을 때 되돌릴 수 있어요.",
  save: "파일로 저장",
  read: "파일에서 불러오기",
  fileName: "convscope-진도.json",
  saved: "진도를 파일로 저장했어요.",
  taken: (count: number) => `${count}개를 한 것으로 표시했어요.`,
  problems: {
    unreadable: "이 파일은 JSON이 아니라서 읽지 못했어요. ‘파일로 저장’으로 만든 파일을 골라 주세요.",
    foreign: "이 파일에는 Convscope의 진도가 들어 있지 않아요. ‘파일로 저장’으로 만든 파일을 골라 주세요.",
    newer: "더 새로운 Convscope가 만든 파일이에요. 이 페이지를 새로 고친 뒤 다시 불러와 주세요.",
    forbidden: "파일은 읽었지만, 이 브라우저가 저장을 막고 있어서 진도를 남기지 못했어요.",
  },
};

const en: typeof ko = {
  heading: "Your progress",
  lead: "It is kept in this browser alone. A file takes it to another device, or brings it back when the browser has erased it.",
  save: "Save to a file",
  read: "Read from a file",
  fileName: "convscope-progress.json",
  saved: "Your progress is in the file.",
  taken: (count) => (count === 1 ? "1 exercise is marked as done." : `${count} exercises are marked as done.`),
  problems: {
    unreadable: "This file is no JSON and could not be read. Choose one that “Save to a file” has made.",
    foreign: "This file holds no progress in Convscope. Choose one that “Save to a file” has made.",
    newer: "A newer Convscope has made this file. Reload this page, then read the file again.",
    forbidden: "The file was read, but this browser forbids to keep the progress.",
  },
};

/** What can be wrong with a file. */
export type ProgressProblem = keyof typeof ko.problems;

export const progressWords = { ko, en };
