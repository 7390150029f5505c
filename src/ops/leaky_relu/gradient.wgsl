fn slope(error: f32, value: f32, out: f32) -> f32 {
    let bits = bitcast<u32>(value);
    return select(error * plan.param, error, bits > 0u && bits <= INFINITY);
}
