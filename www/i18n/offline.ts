/** What is said about the copy of the site that works without a network. */

const ko = {
  saving: (done: string, total: string) => `네트워크 없이도 열리도록 저장하고 있어요: ${total} 가운데 ${done}`,
  ready: (total: string) => `네트워크 없이도 열려요 · ${total} 저장됨`,
  failed: "네트워크 없이 쓸 복사본을 아직 다 저장하지 못했어요. 다음에 열 때 이어서 저장할게요.",
  newer: "새 버전이 있어요",
  newerDetail: "지금 하던 것을 마친 뒤에 바꿔도 괜찮아요. 바꾸면 이 페이지가 다시 열려요.",
  accept: "새 버전으로 바꾸기",
  later: "나중에",
};

const en: typeof ko = {
  saving: (done, total) => `Saving a copy that opens without a network: ${done} of ${total}`,
  ready: (total) => `Opens without a network · ${total} saved`,
  failed: "The copy that opens without a network is not complete yet. The next visit goes on with it.",
  newer: "There is a new version",
  newerDetail: "Finish what you are doing first, if you like. Changing opens this page again.",
  accept: "Change to the new version",
  later: "Later",
};

export const offline = { ko, en };
