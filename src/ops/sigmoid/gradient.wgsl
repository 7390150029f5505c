fn slope(error: f32, value: f32, out: f32) -> f32 {
    return error * (out * (1.0 - out));
}
