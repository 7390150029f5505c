// One thread for each weight and each part of the rows: input value times the unit's error. The parts are added up afterwards.

struct Plan {
    @size(32) band: Band,
    y: Line,
    x: Line,
    width: u32,
    units: u32,
    count: u32,
    rows: u32,
}

@group(0) @binding(0) var<uniform> plan: Plan;
@group(0) @binding(1) var<storage, read> input: array<f32>;
@group(0) @binding(2) var<storage, read> error: array<f32>;
@group(0) @binding(3) var<storage, read_write> output: array<f32>;

@compute @workgroup_size(8, 1, 8)
fn dense_by_kernel(@builtin(global_invocation_id) cell: vec3<u32>) {
    let i = cell.x;
    let part = cell.y;
    let o = cell.z;
    if i >= plan.width || part >= plan.band.out_rows || o >= plan.units {
        return;
    }
    let end = min((part + 1u) * plan.rows, plan.count);
    var sum = 0.0;
    for (var row = part * plan.rows; row < end; row++) {
        sum += input[row * plan.width + i] * error[row * plan.units + o];
    }
    output[(part * plan.width + i) * plan.units + o] = sum;
}
