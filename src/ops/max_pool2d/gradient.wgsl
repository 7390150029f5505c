// One thread for each input cell: it takes the error of each window in which it is the first that holds what was picked.
//
// Values are compared by their bits: WGSL lets a compiler assume that no NaN occurs.

struct Plan {
    @size(32) band: Band,
    y: Line,
    x: Line,
    channels: u32,
}

@group(0) @binding(0) var<uniform> plan: Plan;
@group(0) @binding(1) var<storage, read> input: array<u32>;
@group(0) @binding(2) var<storage, read> picked: array<u32>;
@group(0) @binding(3) var<storage, read> error: array<f32>;
@group(0) @binding(4) var<storage, read_write> output: array<f32>;

@compute @workgroup_size(8, 8, 1)
fn max_pool2d_gradient(@builtin(global_invocation_id) cell: vec3<u32>) {
    let in_x = cell.x;
    let row = cell.y;
    let c = cell.z;
    if in_x >= plan.x.input || row >= plan.band.pictures * plan.y.input || c >= plan.channels {
        return;
    }
    let n = row / plan.y.input;
    let in_y = row % plan.y.input;
    var sum = 0.0;
    // In the order of the windows: the last tap belongs to the first of them.
    for (var k_y = i32(plan.y.kernel) - 1; k_y >= 0; k_y--) {
        let out_y = out_from_in(plan.y, in_y, u32(k_y));
        for (var k_x = i32(plan.x.kernel) - 1; k_x >= 0; k_x--) {
            let out_x = out_from_in(plan.x, in_x, u32(k_x));
            if out_y < 0 || out_x < 0 {
                continue;
            }
            let out = ((n * plan.y.output + u32(out_y)) * plan.x.output + u32(out_x)) * plan.channels + c;
            if is_first(n, u32(out_y), u32(out_x), u32(k_y), u32(k_x), c, picked[out]) {
                sum += error[out];
            }
        }
    }
    output[(row * plan.x.input + in_x) * plan.channels + c] = sum;
}

// Whether tap (tap_y, tap_x) of a window is the first that lies on what was picked.
fn is_first(n: u32, out_y: u32, out_x: u32, tap_y: u32, tap_x: u32, c: u32, picked: u32) -> bool {
    for (var k_y = 0u; k_y <= tap_y; k_y++) {
        let in_y = i32(out_y * plan.y.stride + k_y * plan.y.dilation) - i32(plan.y.before);
        for (var k_x = 0u; k_x < plan.x.kernel; k_x++) {
            let in_x = i32(out_x * plan.x.stride + k_x * plan.x.dilation) - i32(plan.x.before);
            if in_y < 0 || in_x < 0 || in_x >= i32(plan.x.input) {
                continue;
            }
            let at = ((n * plan.y.input + u32(in_y)) * plan.x.input + u32(in_x)) * plan.channels + c;
            if is_same(input[at], picked) {
                return k_y == tap_y && k_x == tap_x;
            }
        }
    }
    return false;
}

fn is_same(a: u32, b: u32) -> bool {
    let are_zeros = ((a | b) & ~SIGN) == 0u;
    return a == b || are_zeros || (is_nan(a) && is_nan(b));
}
