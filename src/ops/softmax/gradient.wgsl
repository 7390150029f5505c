// One thread for each value: its share times how much its error exceeds the errors' mean, weighted by the shares.

struct Plan {
    @size(32) band: Band,
    y: Line,
    x: Line,
    size: u32,
    inner: u32,
}

@group(0) @binding(0) var<uniform> plan: Plan;
@group(0) @binding(1) var<storage, read> shares: array<f32>;
@group(0) @binding(2) var<storage, read> error: array<f32>;
@group(0) @binding(3) var<storage, read_write> output: array<f32>;

@compute @workgroup_size(8, 8, 1)
fn softmax_gradient(@builtin(global_invocation_id) cell: vec3<u32>) {
    if cell.x >= plan.x.output || cell.y >= plan.band.pictures * plan.band.out_rows {
        return;
    }
    let row = cell.y * plan.x.output;
    let first = row + cell.x % plan.inner;
    var mean = 0.0;
    for (var k = 0u; k < plan.size; k++) {
        mean += shares[first + k * plan.inner] * error[first + k * plan.inner];
    }
    let at = row + cell.x;
    output[at] = shares[at] * (error[at] - mean);
}
