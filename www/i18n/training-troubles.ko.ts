/** What may be wrong with somebody's own data: a sentence with the numbers and the rule. */
type Values = Record<string, string>;

export const troubles = {
  none: (_: Values) => "고른 파일이 없어요. 파일이나 폴더를 골라 주세요.",
  gone: (_: Values) => "내 데이터는 링크에 담기지 않아요. 아래 '내 데이터로 학습하기'에서 파일을 다시 골라 주세요.",
  unknown: (v: Values) => `"${v.name}"은(는) IDX, .npz, .npy 파일이 아니고 그림도 아니에요.`,
  packed: (_: Values) => "압축 파일이 중간에 끊겼거나 손상됐어요. 다시 내려받아 보세요.",
  notNpy: (_: Values) => ".npy 파일의 머리말을 읽을 수 없어요. np.save나 np.savez로 저장한 파일이어야 해요.",
  numbers: (v: Values) =>
    `숫자의 종류가 ${v.kind}인데, 여기서는 bool, 정수(8–64비트), float32, float64만 읽어요. IDX는 부호 없는 바이트(0x08)만 읽어요.`,
  fortran: (_: Values) =>
    "배열이 열 우선(Fortran) 순서로 저장됐어요. np.ascontiguousarray로 바꿔서 다시 저장해 주세요.",
  short: (v: Values) => `숫자가 ${v.expected}바이트여야 하는데 ${v.actual}바이트가 들어 있어요.`,
  axes: (v: Values) =>
    `그림 배열의 shape이 ${v.shape}인데, (장수, 높이, 너비), (장수, 높이, 너비, 1) 또는 uint8의 (장수, 높이, 너비, 3)이어야 해요.`,
  labelAxes: (v: Values) => `정답 배열의 shape이 ${v.shape}인데, (장수,)여야 해요.`,
  counts: (v: Values) => `그림은 ${v.pictures}장인데 정답은 ${v.labels}개예요. 그림마다 정답이 하나씩 있어야 해요.`,
  few: (v: Values) => `그림이 ${v.count}장뿐이에요. 적어도 ${v.least}장은 있어야 해요.`,
  side: (v: Values) => `그림의 한 변이 ${v.actual}픽셀인데, 여기서는 ${v.min}부터 ${v.max}픽셀까지만 학습할 수 있어요.`,
  classes: (v: Values) => `클래스가 ${v.actual}개인데, 여기서는 ${v.min}개부터 ${v.max}개까지만 나눌 수 있어요.`,
  label: (v: Values) => `${v.at}번 정답이 ${v.value}인데, 정답은 0 이상의 정수여야 해요.`,
  notFinite: (v: Values) => `${v.at}번 그림에 NaN이나 무한대가 들어 있어요. 모든 값이 유한해야 해요.`,
  partsDiffer: (v: Values) => `학습용 그림은 ${v.train}, 시험용 그림은 ${v.test}이에요. 크기가 같아야 해요.`,
  noPair: (v: Values) =>
    `그림 배열(축 3개 이상)과 정답 배열(축 1개)을 한 쌍 찾지 못했어요. 찾은 배열: ${v.list}. x_train, y_train 같은 이름을 써 주세요.`,
  oneFolder: (v: Values) =>
    `그림이 모두 폴더 "${v.name}" 하나에 있어요. 클래스마다 폴더를 하나씩, 적어도 2개 만들어 주세요.`,
  manyPictures: (v: Values) => `그림이 ${v.count}장이에요. 폴더로는 ${v.most}장까지 읽을 수 있어요.`,
  notPicture: (v: Values) => `"${v.name}"은(는) 읽을 수 있는 그림이 아니에요.`,
};
