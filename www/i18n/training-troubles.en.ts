/** What may be wrong with somebody's own data: a sentence with the numbers and the rule. */
import type { troubles as ko } from "./training-troubles.ko.ts";

export const troubles: typeof ko = {
  none: () => "No file was chosen. Choose files or a folder.",
  gone: () => "A link does not hold your own data. Choose the files again under “Train on your own data” below.",
  unknown: (v) => `“${v.name}” is neither an IDX, .npz or .npy file nor a picture.`,
  packed: () => "The packed file is cut short or damaged. Try to download it again.",
  notNpy: () => "The head of the .npy file cannot be read. It has to be written by np.save or np.savez.",
  numbers: (v) =>
    `The numbers are of the kind ${v.kind}; bool, whole numbers of 8 to 64 bits, float32 and float64 are read, and of IDX unsigned bytes (0x08).`,
  fortran: () => "The array is stored column by column (Fortran order). Save it again through np.ascontiguousarray.",
  short: (v) => `There should be ${v.expected} bytes of numbers; there are ${v.actual}.`,
  axes: (v) =>
    `The pictures' shape is ${v.shape}; it has to be (count, height, width), (count, height, width, 1), or (count, height, width, 3) of uint8.`,
  labelAxes: (v) => `The labels' shape is ${v.shape}; it has to be (count,).`,
  counts: (v) => `There are ${v.pictures} pictures and ${v.labels} labels; each picture needs one label.`,
  few: (v) => `There are only ${v.count} pictures; at least ${v.least} are needed.`,
  side: (v) => `One side of the pictures is ${v.actual} pixels; ${v.min} to ${v.max} can be learned here.`,
  classes: (v) => `There are ${v.actual} classes; ${v.min} to ${v.max} can be told apart here.`,
  label: (v) => `Label ${v.at} is ${v.value}; labels have to be whole numbers from 0 on.`,
  notFinite: (v) => `Picture ${v.at} holds NaN or infinity; every value has to be finite.`,
  partsDiffer: (v) =>
    `The training pictures are ${v.train} and the test pictures ${v.test}; they have to be of one size.`,
  noPair: (v) =>
    `No pair of pictures (3 axes or more) and labels (1 axis) was found among: ${v.list}. Use names such as x_train and y_train.`,
  oneFolder: (v) => `All pictures lie in one folder, “${v.name}”. Make one folder for each class, at least 2.`,
  manyPictures: (v) => `There are ${v.count} pictures; up to ${v.most} are read from a folder.`,
  notPicture: (v) => `“${v.name}” is no picture that can be read.`,
};
