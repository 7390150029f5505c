/**
 * Writes ONNX models: the few protobuf messages that a small graph takes.
 *
 * Field numbers are those of onnx.proto, ONNX IR version 8, opset 13.
 */

const text = new TextEncoder();

/** A number in protobuf's base 128, low digits first. */
function varint(value) {
  const bytes = [];
  for (let rest = BigInt(value); ; rest >>= 7n) {
    if (rest < 128n) return [...bytes, Number(rest)];
    bytes.push(Number(rest & 127n) | 128);
  }
}

/** A field that holds a whole number. */
function number(field, value) {
  return Uint8Array.from([...varint(field << 3), ...varint(value)]);
}

/** A field that holds bytes: a text, a message, packed values. */
function bytes(field, content) {
  const body = typeof content === "string" ? text.encode(content) : content;
  return joined([Uint8Array.from([...varint((field << 3) | 2), ...varint(body.length)]), body]);
}

function joined(parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** TensorProto.DataType. */
const types = { float: 1, uint8: 2, int32: 6, int64: 7 };

/** AttributeProto: a whole number or a list of them. */
function attribute([name, value]) {
  const isList = Array.isArray(value);
  const values = isList ? value.map((entry) => number(8, entry)) : [number(3, value)];
  return bytes(5, joined([bytes(1, name), ...values, number(20, isList ? 7 : 2)]));
}

/** NodeProto. */
function node({ op, inputs, output, attributes = {} }) {
  const names = inputs.map((input) => bytes(1, input));
  return bytes(1, joined([...names, bytes(2, output), bytes(4, op), ...Object.entries(attributes).map(attribute)]));
}

/** TensorProto, its values as raw bytes. */
function initializer({ name, type, shape, data }) {
  const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return bytes(
    5,
    joined([...shape.map((size) => number(1, size)), number(2, types[type]), bytes(8, name), bytes(9, raw)]),
  );
}

/** ValueInfoProto in GraphProto's field 11 (input) or 12 (output). */
function value(field, { name, type, shape }) {
  const dims = joined(shape.map((size) => bytes(1, number(1, size))));
  const tensor = joined([number(1, types[type]), bytes(2, dims)]);
  return bytes(field, joined([bytes(1, name), bytes(2, bytes(1, tensor))]));
}

/** The bytes of a model: `nodes` in order, `constants`, one `input` and one `output`. */
export function model({ nodes, constants, input, output }) {
  const graph = joined([
    ...nodes.map(node),
    bytes(2, "bench"),
    ...constants.map(initializer),
    value(11, input),
    value(12, output),
  ]);
  return joined([number(1, 8), bytes(7, graph), bytes(8, joined([bytes(1, ""), number(2, 13)]))]);
}
