// Where the value was positive the error passes; its bits say so, and say what is no number.
fn slope(error: f32, value: f32, out: f32) -> f32 {
    let bits = bitcast<u32>(out);
    return select(0.0, error, bits > 0u && bits <= INFINITY);
}
