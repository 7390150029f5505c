// by_weights in naive.rs, one thread for each weight and each part of the output: so many of its rows, counted through all
// pictures. The parts are added up afterwards.

struct Plan {
    @size(32) band: Band,
    y: Line,
    x: Line,
    channels: u32,
    depth: u32,
    filters: u32,
    groups: u32,
    flip: u32,
    batch: u32,
    rows: u32,
}

@group(0) @binding(0) var<uniform> plan: Plan;
@group(0) @binding(1) var<storage, read> input: array<f32>;
@group(0) @binding(2) var<storage, read> error: array<f32>;
@group(0) @binding(3) var<storage, read_write> output: array<f32>;

@compute @workgroup_size(1, 8, 8)
fn conv2d_by_filter(@builtin(global_invocation_id) cell: vec3<u32>) {
    let i = cell.x;
    let o = cell.z;
    if i >= plan.depth || cell.y >= plan.band.out_rows || o >= plan.filters {
        return;
    }
    let taps = plan.y.kernel * plan.x.kernel;
    let part = cell.y / taps;
    let at = cell.y % taps;
    let tap = select(at, taps - 1u - at, plan.flip == 1u);
    let k_y = tap / plan.x.kernel;
    let k_x = tap % plan.x.kernel;
    let c = o / (plan.filters / plan.groups) * plan.depth + i;
    let end = min((part + 1u) * plan.rows, plan.batch * plan.y.output);
    var sum = 0.0;
    for (var row = part * plan.rows; row < end; row++) {
        let n = row / plan.y.output;
        let in_y = i32(row % plan.y.output * plan.y.stride + k_y * plan.y.dilation) - i32(plan.y.before);
        if in_y < 0 || in_y >= i32(plan.y.input) {
            continue;
        }
        let line = (n * plan.y.input + u32(in_y)) * plan.x.input;
        for (var out_x = 0u; out_x < plan.x.output; out_x++) {
            let in_x = i32(out_x * plan.x.stride + k_x * plan.x.dilation) - i32(plan.x.before);
            if in_x >= 0 && in_x < i32(plan.x.input) {
                let value = input[(line + u32(in_x)) * plan.channels + c];
                sum += value * error[(row * plan.x.output + out_x) * plan.filters + o];
            }
        }
    }
    output[(cell.y * plan.depth + i) * plan.filters + o] = sum;
}
