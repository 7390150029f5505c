// One thread for each channel and each part of the rows: their errors, added up. The parts are added up afterwards.

struct Plan {
    @size(32) band: Band,
    y: Line,
    x: Line,
    channels: u32,
    count: u32,
    rows: u32,
}

@group(0) @binding(0) var<uniform> plan: Plan;
@group(0) @binding(1) var<storage, read> error: array<f32>;
@group(0) @binding(2) var<storage, read_write> output: array<f32>;

@compute @workgroup_size(1, 8, 8)
fn by_bias(@builtin(global_invocation_id) cell: vec3<u32>) {
    let part = cell.y;
    let c = cell.z;
    if cell.x > 0u || part >= plan.band.out_rows || c >= plan.channels {
        return;
    }
    let end = min((part + 1u) * plan.rows, plan.count);
    var sum = 0.0;
    for (var row = part * plan.rows; row < end; row++) {
        sum += error[row * plan.channels + c];
    }
    output[part * plan.channels + c] = sum;
}
