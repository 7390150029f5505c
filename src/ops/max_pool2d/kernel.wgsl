// The definition in naive.rs, one thread for each output cell: the same loops, the same names.
//
// Values stay in their bits: WGSL lets a compiler assume that no NaN and no infinity occur, and integers are not touched
// by that. So a NaN is found, compared and handed on exactly.

struct Plan {
    @size(32) band: Band,
    y: Line,
    x: Line,
    channels: u32,
}

@group(0) @binding(0) var<uniform> plan: Plan;
@group(0) @binding(1) var<storage, read> input: array<u32>;
@group(0) @binding(2) var<storage, read_write> output: array<u32>;

const NEG_INFINITY = 0xff800000u;

@compute @workgroup_size(8, 8, 1)
fn max_pool2d(@builtin(global_invocation_id) cell: vec3<u32>) {
    let out_x = cell.x;
    let row = cell.y;
    let c = cell.z;
    if out_x >= plan.x.output || row >= plan.band.pictures * plan.band.out_rows || c >= plan.channels {
        return;
    }
    let n = row / plan.band.out_rows;
    let out_y = plan.band.out_y + row % plan.band.out_rows;
    var largest = NEG_INFINITY;
    for (var k_y = 0u; k_y < plan.y.kernel; k_y++) {
        let in_y = i32(out_y * plan.y.stride + k_y * plan.y.dilation) - i32(plan.y.before);
        for (var k_x = 0u; k_x < plan.x.kernel; k_x++) {
            let in_x = i32(out_x * plan.x.stride + k_x * plan.x.dilation) - i32(plan.x.before);
            if in_y >= 0 && in_y < i32(plan.y.input) && in_x >= 0 && in_x < i32(plan.x.input) {
                largest = larger(largest, value(n, u32(in_y), u32(in_x), c));
            }
        }
    }
    output[(row * plan.x.output + out_x) * plan.channels + c] = largest;
}

// The bits of an input value.
fn value(n: u32, in_y: u32, in_x: u32, c: u32) -> u32 {
    let row = n * plan.band.in_rows + in_y - plan.band.in_y;
    return input[(row * plan.x.input + in_x) * plan.channels + c];
}

// The larger of two values; a NaN wins and stays.
fn larger(a: u32, b: u32) -> u32 {
    if is_nan(a) || (!is_nan(b) && ordered(a) >= ordered(b)) {
        return a;
    }
    return b;
}

// An integer for each value but NaN, in the order of the values; -0 and 0 are equal.
fn ordered(bits: u32) -> i32 {
    let magnitude = i32(bits & ~SIGN);
    return select(magnitude, -magnitude, (bits & SIGN) != 0u);
}
