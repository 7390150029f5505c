// What the kernels of gradients share.

// The output whose tap `k` lies on a place of the input; -1 where there is none.
fn out_from_in(line: Line, place: u32, k: u32) -> i32 {
    let first = i32(place + line.before) - i32(k * line.dilation);
    let out = first / i32(line.stride);
    if first < 0 || out * i32(line.stride) != first || out >= i32(line.output) {
        return -1;
    }
    return out;
}

