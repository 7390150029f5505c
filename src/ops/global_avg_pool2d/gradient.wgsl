// One thread for each input cell: an equal part of its map's error.

struct Plan {
    @size(32) band: Band,
    y: Line,
    x: Line,
    channels: u32,
}

@group(0) @binding(0) var<uniform> plan: Plan;
@group(0) @binding(1) var<storage, read> error: array<f32>;
@group(0) @binding(2) var<storage, read_write> output: array<f32>;

@compute @workgroup_size(8, 8, 1)
fn global_avg_pool2d_gradient(@builtin(global_invocation_id) cell: vec3<u32>) {
    let row = cell.y;
    let c = cell.z;
    if cell.x >= plan.x.input || row >= plan.band.pictures * plan.y.input || c >= plan.channels {
        return;
    }
    let part = error[row / plan.y.input * plan.channels + c] / f32(plan.y.input * plan.x.input);
    output[(row * plan.x.input + cell.x) * plan.channels + c] = part;
}
