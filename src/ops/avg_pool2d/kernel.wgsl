// The definition in naive.rs, one thread for each output cell: the same loops, the same names.

struct Plan {
    @size(32) band: Band,
    y: Line,
    x: Line,
    channels: u32,
    count_include_pad: u32,
}

@group(0) @binding(0) var<uniform> plan: Plan;
@group(0) @binding(1) var<storage, read> input: array<f32>;
@group(0) @binding(2) var<storage, read_write> output: array<f32>;

@compute @workgroup_size(8, 8, 1)
fn avg_pool2d(@builtin(global_invocation_id) cell: vec3<u32>) {
    let out_x = cell.x;
    let row = cell.y;
    let c = cell.z;
    if out_x >= plan.x.output || row >= plan.band.pictures * plan.band.out_rows || c >= plan.channels {
        return;
    }
    let n = row / plan.band.out_rows;
    let out_y = plan.band.out_y + row % plan.band.out_rows;
    var sum = 0.0;
    for (var k_y = 0u; k_y < plan.y.kernel; k_y++) {
        let in_y = i32(out_y * plan.y.stride + k_y * plan.y.dilation) - i32(plan.y.before);
        for (var k_x = 0u; k_x < plan.x.kernel; k_x++) {
            let in_x = i32(out_x * plan.x.stride + k_x * plan.x.dilation) - i32(plan.x.before);
            if in_y >= 0 && in_y < i32(plan.y.input) && in_x >= 0 && in_x < i32(plan.x.input) {
                sum += value(n, u32(in_y), u32(in_x), c);
            }
        }
    }
    let divisor = counted(plan.y, out_y) * counted(plan.x, out_x);
    output[(row * plan.x.output + out_x) * plan.channels + c] = sum / f32(divisor);
}

fn value(n: u32, in_y: u32, in_x: u32, c: u32) -> f32 {
    let row = n * plan.band.in_rows + in_y - plan.band.in_y;
    return input[(row * plan.x.input + in_x) * plan.channels + c];
}

// Along one axis: the taps on the input, or those on the input and its padding.
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
