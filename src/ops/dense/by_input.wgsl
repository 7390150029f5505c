// One thread for each input value: the error of each unit times the weight through which it read the value.

struct Plan {
    @size(32) band: Band,
    y: Line,
    x: Line,
    width: u32,
    units: u32,
}

@group(0) @binding(0) var<uniform> plan: Plan;
@group(0) @binding(1) var<storage, read> error: array<f32>;
@group(0) @binding(2) var<storage, read> weights: array<f32>;
@group(0) @binding(3) var<storage, read_write> output: array<f32>;

@compute @workgroup_size(8, 8, 1)
fn dense_by_input(@builtin(global_invocation_id) cell: vec3<u32>) {
    let i = cell.x;
    let row = cell.y;
    if i >= plan.width || row >= plan.band.out_rows {
        return;
    }
    var sum = 0.0;
    for (var o = 0u; o < plan.units; o++) {
        sum += error[row * plan.units + o] * weights[i * plan.units + o];
    }
    output[row * plan.width + i] = sum;
}
