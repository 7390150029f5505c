// The definition in naive.rs, one thread for each output value. Each adds up its whole row anew.

struct Plan {
    @size(32) band: Band,
    y: Line,
    x: Line,
    size: u32,
    inner: u32,
}

@group(0) @binding(0) var<uniform> plan: Plan;
@group(0) @binding(1) var<storage, read> input: array<u32>;
@group(0) @binding(2) var<storage, read_write> output: array<u32>;

const NAN = 0x7fc00000u;
// e to this and less is 0; from here down nothing has to be told apart, not even -infinity.
const LOWEST = -110.0;

@compute @workgroup_size(8, 8, 1)
fn softmax(@builtin(global_invocation_id) cell: vec3<u32>) {
    if cell.x >= plan.x.output || cell.y >= plan.band.pictures * plan.band.out_rows {
        return;
    }
    let at = cell.y * plan.x.output + cell.x;
    let first = cell.y * plan.x.output + cell.x % plan.inner;
    var largest = ordered(input[first]);
    var holds_nan = false;
    for (var k = 0u; k < plan.size; k++) {
        let bits = input[first + k * plan.inner];
        holds_nan = holds_nan || is_nan(bits);
        largest = max(largest, ordered(bits));
    }
    // An infinite largest value leaves nothing that could be shared out.
    if holds_nan || abs(largest) == i32(INFINITY) {
        output[at] = NAN;
        return;
    }
    let top = value(largest);
    var sum = 0.0;
    for (var k = 0u; k < plan.size; k++) {
        sum += share(input[first + k * plan.inner], top);
    }
    output[at] = bitcast<u32>(share(input[at], top) / sum);
}

fn share(bits: u32, top: f32) -> f32 {
    if bits == (SIGN | INFINITY) {
        return 0.0;
    }
    return exp(max(bitcast<f32>(bits) - top, LOWEST));
}

// An integer for each value but NaN, in the order of the values; -0 and 0 are equal.
fn ordered(bits: u32) -> i32 {
    let magnitude = i32(bits & ~SIGN);
    return select(magnitude, -magnitude, (bits & SIGN) != 0u);
}

fn value(order: i32) -> f32 {
    return bitcast<f32>(u32(abs(order)) | select(0u, SIGN, order < 0));
}
