/** What a system shows of the installed app, in each language. All addresses count from the site's root. */
import type { Lang } from "../i18n/index.ts";

const words = {
  ko: {
    name: "Convscope · 합성곱을 눈으로 보기",
    description: "내 사진 위로 필터가 지나가는 것을 숫자 하나하나 보면서 배우는 합성곱 신경망",
    shortcuts: { "ko/": "실험실", "ko/lessons/": "수업", "ko/receipts/": "다른 라이브러리와 맞춰 보기" },
  },
  en: {
    name: "Convscope · convolution made visible",
    description: "Convolutional networks, learnt by watching a filter cross your own photo, number by number",
    shortcuts: { "en/": "Lab", "en/lessons/": "Course", "en/receipts/": "Compared with other libraries" },
  },
};

/** Pictures that the core decodes, and those that most browsers can. */
const pictures = {
  "image/png": [".png"],
  "image/jpeg": [".jpg", ".jpeg"],
  "image/webp": [".webp"],
  "image/gif": [".gif"],
  "image/bmp": [".bmp"],
  "image/avif": [".avif"],
  "image/svg+xml": [".svg"],
};

export function manifest(lang: Lang): object {
  const { name, description, shortcuts } = words[lang];
  return {
    name,
    short_name: "Convscope",
    description,
    lang,
    dir: "ltr",
    start_url: "./",
    scope: "./",
    display: "standalone",
    background_color: "#faf9f6",
    theme_color: "#faf9f6",
    categories: ["education"],
    icons: [
      { src: "icons/icon-192.png", sizes: "192x192", type: "image/png", purpose: "any" },
      { src: "icons/icon-512.png", sizes: "512x512", type: "image/png", purpose: "any" },
      { src: "icons/maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
    shortcuts: Object.entries(shortcuts).map(([url, shortcut]) => ({
      name: shortcut,
      url: `./${url}`,
      icons: [{ src: "icons/icon-192.png", sizes: "192x192", type: "image/png" }],
    })),
    file_handlers: [{ action: "./?opened", accept: pictures }],
    launch_handler: { client_mode: ["navigate-new", "auto"] },
    share_target: {
      action: "./share/",
      method: "POST",
      enctype: "multipart/form-data",
      params: { files: [{ name: "picture", accept: ["image/*"] }] },
    },
  };
}
