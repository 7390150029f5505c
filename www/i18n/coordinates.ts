/** Texts of `<convscope-coordinates>`. */

const ko = {
  title: "좌표 실험실",
  picture: "이미지 배열",
  pane: (shape: string) => `이미지 ${shape}`,
  paneKeys: "방향키로 한 칸씩, Shift와 함께 누르면 열 칸씩 움직여요.",
  paneKeysSlice: "끌어서 상자를 그려요. 방향키로 상자를 옮기고, 크기는 숫자 칸에서 바꿔요.",
  paper: "좌표평면",
  paperWords: "수학에서 쓰는 (x, y)",
  paperPane: "같은 이미지를 좌표평면에 놓은 모습",
  modes: { pixel: "픽셀 하나", slice: "슬라이스" },
  mode: "읽는 방법",
  pixel: "이 픽셀",
  slice: "이 슬라이스",
  loupe: "둘레의 픽셀",
  y: "y",
  x: "x",
  place: (y: string, x: string) =>
    `왼쪽 위 (0, 0)에서 아래로 ${y}칸, 오른쪽으로 ${x}칸 간 자리예요. 아래로 간 칸 수인 y를 먼저 적어요.`,
  live: (y: number, x: number, r: number, g: number, b: number) => `y ${y}, x ${x}: R ${r}, G ${g}, B ${b}`,
  cartesian: "좌표평면과 비교",
  both: (y: string, x: string, up: string) =>
    `같은 픽셀이에요. 배열에서는 [${y}, ${x}], 좌표평면에서는 (${x}, ${up})라고 적어요.`,
  contrast: {
    label: "배열과 좌표평면의 차이",
    array: "배열",
    plane: "좌표평면",
    origin: "원점",
    origins: ["왼쪽 위", "왼쪽 아래"],
    order: "순서",
    grows: "y가 커지면",
    growing: ["아래로", "위로"],
    here: "이 픽셀",
  },
  ends: { y0: "y 시작", y1: "y 끝", x0: "x 시작", x1: "x 끝" },
  crop: (shape: string) => `슬라이스로 잘라 낸 이미지 ${shape}`,
  taken: (y0: string, y1: string, x0: string, x1: string) =>
    `${y0}행부터 ${y1}행 앞까지, ${x0}열부터 ${x1}열 앞까지예요. 끝 번호의 행과 열은 들어가지 않아요.`,
  negative: (from: string, to: string) => `음수는 뒤에서부터 세요: ${from} → ${to}.`,
  clipped: (from: string, to: string) =>
    `배열 밖으로 나간 번호예요. 슬라이스는 오류를 내지 않고 배열의 끝에서 멈춰요: ${from} → ${to}.`,
  empty: (axis: string) =>
    `${axis}축의 시작이 끝보다 앞서지 않아서 빈 배열이에요. NumPy는 오류를 내지 않고 길이 0을 돌려줘요.`,
  find: (y: string, x: string) => `y = ${y}, x = ${x}인 픽셀을 찾아 눌러 보세요.`,
  findTitle: "찾아보기",
  another: "다른 픽셀 찾기",
  found: "맞아요! y를 먼저, x를 나중에 읽었어요.",
  swapped: (y: string, x: string) =>
    `지금 고른 픽셀은 [${y}, ${x}] 자리예요. 문제의 두 수를 (x, y) 순서로 읽었네요. 배열에서는 y가 먼저예요.`,
  upwards: (y: string) =>
    `y를 아래에서부터 세었네요. 배열의 원점은 왼쪽 위라서, 이 픽셀은 맨 위에서 ${y}칸 내려온 자리예요.`,
  far: (y: string, x: string, steps: string) => `지금 고른 픽셀은 [${y}, ${x}] 자리예요. ${steps} 더 가 보세요.`,
  ways: { up: "위로", down: "아래로", left: "왼쪽으로", right: "오른쪽으로" },
  and: ", ",
  near: "아주 가까워요. 확대된 픽셀을 누르거나 방향키로 맞춰 보세요.",
  outside: (y: string, x: string, shape: string) =>
    `이 이미지의 shape은 ${shape}이라서 [${y}, ${x}] 자리에는 픽셀이 없어요.`,
};

const en: typeof ko = {
  title: "Coordinates lab",
  picture: "Picture as an array",
  pane: (shape) => `Picture ${shape}`,
  paneKeys: "Arrow keys move one pixel, with Shift ten.",
  paneKeysSlice: "Drag to draw a box. Arrow keys move it; the number fields change its size.",
  paper: "Graph paper",
  paperWords: "(x, y) as in maths class",
  paperPane: "The same picture on graph paper",
  modes: { pixel: "One pixel", slice: "Slice" },
  mode: "What to read",
  pixel: "This pixel",
  slice: "This slice",
  loupe: "Pixels around it",
  y: "y",
  x: "x",
  place: (y, x) => `From (0, 0) at the top left, ${y} down and ${x} to the right. How far down, y, is written first.`,
  live: (y, x, r, g, b) => `y ${y}, x ${x}: R ${r}, G ${g}, B ${b}`,
  cartesian: "Compare with graph paper",
  both: (y, x, up) => `It is the same pixel: [${y}, ${x}] in the array, (${x}, ${up}) on graph paper.`,
  contrast: {
    label: "How an array differs from graph paper",
    array: "Array",
    plane: "Graph paper",
    origin: "Origin",
    origins: ["top left", "bottom left"],
    order: "Order",
    grows: "Larger y is",
    growing: ["further down", "further up"],
    here: "This pixel",
  },
  ends: { y0: "y start", y1: "y stop", x0: "x start", x1: "x stop" },
  crop: (shape) => `The picture that the slice cuts out, ${shape}`,
  taken: (y0, y1, x0, x1) =>
    `Rows ${y0} up to ${y1} and columns ${x0} up to ${x1}. The row and the column at the stop are not included.`,
  negative: (from, to) => `A negative number counts from the back: ${from} → ${to}.`,
  clipped: (from, to) => `A number beyond the array gives no error; the slice stops at the end: ${from} → ${to}.`,
  empty: (axis) =>
    `Along ${axis} the start is not before the stop, so the slice is empty. NumPy gives no error but a length of 0.`,
  find: (y, x) => `Find the pixel at y = ${y}, x = ${x} and click it.`,
  findTitle: "Find it",
  another: "Find another pixel",
  found: "That's it! You read y first, then x.",
  swapped: (y, x) => `You picked [${y}, ${x}]: you read the two numbers as (x, y). In an array, y comes first.`,
  upwards: (y) =>
    `You counted y from below. The array begins at the top left, so this pixel is ${y} rows down from the top.`,
  far: (y, x, steps) => `You picked [${y}, ${x}]. Go further ${steps}.`,
  ways: { up: "up", down: "down", left: "left", right: "right" },
  and: " and ",
  near: "Very close. Click an enlarged pixel, or use the arrow keys.",
  outside: (y, x, shape) => `This picture is ${shape}, so it has no pixel at y = ${y}, x = ${x}.`,
};

export const coordinates = { ko, en };
