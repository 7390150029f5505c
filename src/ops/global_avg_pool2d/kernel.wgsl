// The definition in naive.rs, one thread for each picture and channel: the same loops, the same names.
//
// A GPU has no 64-bit sums. Each row is added up by itself, so that a small value is never added to a very large sum.

struct Plan {
    @size(32) band: Band,
    y: Line,
    x: Line,
    channels: u32,
}

@group(0) @binding(0) var<uniform> plan: Plan;
@group(0) @binding(1) var<storage, read> input: array<f32>;
@group(0) @binding(2) var<storage, read_write> output: array<f32>;

@compute @workgroup_size(1, 1, 64)
fn global_avg_pool2d(@builtin(global_invocation_id) cell: vec3<u32>) {
    let n = cell.y;
    let c = cell.z;
    if n >= plan.band.pictures || c >= plan.channels {
        return;
    }
    var sum = 0.0;
    for (var y = 0u; y < plan.y.input; y++) {
        var row = 0.0;
        for (var x = 0u; x < plan.x.input; x++) {
            row += input[((n * plan.y.input + y) * plan.x.input + x) * plan.channels + c];
        }
        sum += row;
    }
    output[n * plan.channels + c] = sum / f32(plan.y.input * plan.x.input);
}
