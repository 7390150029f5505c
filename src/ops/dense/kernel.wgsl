// The definition in naive.rs, one thread for each unit of each row: the same loop, the same names.

struct Plan {
    @size(32) band: Band,
    y: Line,
    x: Line,
    width: u32,
    units: u32,
    has_bias: u32,
}

@group(0) @binding(0) var<uniform> plan: Plan;
@group(0) @binding(1) var<storage, read> input: array<f32>;
@group(0) @binding(2) var<storage, read> weights: array<f32>;
@group(0) @binding(3) var<storage, read> bias: array<f32>;
@group(0) @binding(4) var<storage, read_write> output: array<f32>;

@compute @workgroup_size(1, 8, 8)
fn dense(@builtin(global_invocation_id) cell: vec3<u32>) {
    let row = cell.y;
    let o = cell.z;
    if row >= plan.band.out_rows || o >= plan.units {
        return;
    }
    var sum = 0.0;
    for (var i = 0u; i < plan.width; i++) {
        sum += input[row * plan.width + i] * weights[i * plan.units + o];
    }
    if plan.has_bias == 1u {
        sum += bias[o];
    }
    output[row * plan.units + o] = sum;
}
