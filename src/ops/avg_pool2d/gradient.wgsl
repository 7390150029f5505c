// One thread for each input cell: an equal part of the error of each window that holds it.

struct Plan {
    @size(32) band: Band,
    y: Line,
    x: Line,
    channels: u32,
    count_include_pad: u32,
}

@group(0) @binding(0) var<uniform> plan: Plan;
@group(0) @binding(1) var<storage, read> error: array<f32>;
@group(0) @binding(2) var<storage, read_write> output: array<f32>;

@compute @workgroup_size(8, 8, 1)
fn avg_pool2d_gradient(@builtin(global_invocation_id) cell: vec3<u32>) {
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
            sum += error[out] / f32(counted(plan.y, u32(out_y)) * counted(plan.x, u32(out_x)));
        }
    }
    output[(row * plan.x.input + in_x) * plan.channels + c] = sum;
}

// As in kernel.wgsl: the taps on the input along one axis, or those on the input and its padding.
fn counted(line: Line, out: u32) -> u32 {
    let first = i32(out * line.stride) - i32(line.before);
    let padding = select(0, i32(line.after), plan.count_include_pad == 1u);
    var count = 0u;
    for (var k = 0u; k < line.kernel; k++) {
        let place = first + i32(k * line.dilation);
        if (place >= 0 || plan.count_include_pad == 1u) && place < i32(line.input) + padding {
            count++;
        }
    }
    return count;
}
