/** Texts of the dialog that takes a lab along. */

const ko = {
  title: "이 화면 가져가기",
  lead: "지금 화면에 보이는 그대로, 수업 페이지나 노트북으로 옮겨요.",
  close: "닫기",
  ways: "가져갈 곳",
  copy: "복사",
  copied: "복사했어요",
  selected: "여기서는 복사할 수 없어서 선택해 두었어요. Ctrl+C(맥은 ⌘C)를 눌러 주세요.",
  own: "내 사진은 이 기기를 떠나지 않아서 링크에 담기지 않아요. 대신 예제 이미지로 열려요. 학생들에게 내 사진을 보여 주려면 사진을 웹에 올리고 요소의 image에 그 주소를 적어 주세요.",
  placeless:
    "이 실험실은 웹의 어느 사이트에서 온 것인지 몰라요. https://…/ 자리에 Convscope가 올라가 있는 주소를 적어 주세요.",
  loading: "여는 중…",
  failed: "이 탭을 불러오지 못했어요. 다시 눌러 주세요.",
  tabs: {
    link: "링크",
    frame: "iframe",
    element: "요소",
    markdown: "Markdown · MDX",
    myst: "MyST",
    jupyter: "Jupyter",
  },
  link: {
    page: "이 화면을 여는 주소",
    pageNote: "메신저나 메일에 붙여 넣으면 같은 상태로 열려요.",
    embed: "실험실만 있는 주소",
    embedNote: "Notion의 /embed처럼 주소만 받는 곳에 붙여 넣어요.",
  },
  frame: {
    code: "어디에나: iframe 한 줄",
    codeNote: "Canvas, Moodle, WordPress의 HTML 편집기에 그대로 붙여 넣어요. Canvas에서는 높이가 저절로 맞아요.",
    script: "높이가 저절로 맞게 하려면: 페이지에 한 번만",
    scriptNote: "스크립트를 넣을 수 있는 페이지라면, 이 페이지의 실험실 iframe이 모두 내용만큼 길어져요.",
  },
  element: {
    code: "내 HTML 페이지에",
    codeNote: "스크립트는 페이지에 한 번만 넣어요. 실험실은 화면에 보일 때 불러오고, 여러 개라도 계산 엔진은 하나예요.",
  },
  markdown: {
    code: "Docusaurus, MkDocs, Jekyll, Hugo의 글 속에",
    codeNote: "Markdown과 MDX 어디에서나 그대로 통하는 HTML이에요. 앞뒤로 한 줄씩 비워 주세요.",
  },
  myst: {
    sphinx: "Jupyter Book 1, Sphinx (MyST-Parser)",
    mystmd: "Jupyter Book 2, mystmd",
  },
  jupyter: {
    code: "노트북의 코드 셀에",
    codeNote: "JupyterLab, VS Code, Colab에서 셀 아래에 실험실이 나타나요.",
  },
};

const en: typeof ko = {
  title: "Use this",
  lead: "What is on the screen, just as it is, for your course page or notebook.",
  close: "Close",
  ways: "Where to",
  copy: "Copy",
  copied: "Copied",
  selected: "The clipboard is closed to this page, so the text is selected for you. Press Ctrl+C (⌘C on a Mac).",
  own: "Your own picture stays on this device, so no link can hold it: a sample opens in its place. To show your picture to others, put it on the web and write its address into the element's image.",
  placeless:
    "This lab does not know of a site on the web. Write the address of a Convscope site in place of https://…/.",
  loading: "Opening…",
  failed: "This tab could not be loaded. Choose it again.",
  tabs: {
    link: "Link",
    frame: "iframe",
    element: "Element",
    markdown: "Markdown · MDX",
    myst: "MyST",
    jupyter: "Jupyter",
  },
  link: {
    page: "The address of this screen",
    pageNote: "Paste it into a message or a mail: it opens in the same state.",
    embed: "The address of the lab alone",
    embedNote: "For places that take an address only, such as Notion's /embed.",
  },
  frame: {
    code: "Anywhere: one line of iframe",
    codeNote: "Paste it into the HTML editor of Canvas, Moodle or WordPress. In Canvas the height fits by itself.",
    script: "To let the height fit by itself: once a page",
    scriptNote: "Where a page may hold scripts, this one makes every Convscope frame as tall as its content.",
  },
  element: {
    code: "In your own HTML page",
    codeNote:
      "The script goes in once. Labs load when they come into view, and however many there are, they share one engine.",
  },
  markdown: {
    code: "In the text of Docusaurus, MkDocs, Jekyll or Hugo",
    codeNote: "HTML that Markdown and MDX take as it is. Leave an empty line before and after.",
  },
  myst: {
    sphinx: "Jupyter Book 1, Sphinx (MyST-Parser)",
    mystmd: "Jupyter Book 2, mystmd",
  },
  jupyter: {
    code: "In a code cell of a notebook",
    codeNote: "The lab appears below the cell in JupyterLab, VS Code and Colab.",
  },
};

export const use = { ko, en };
export type UseMessages = typeof ko;
