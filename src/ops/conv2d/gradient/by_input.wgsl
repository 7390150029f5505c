// by_input in naive.rs, one thread for each input cell: the error of each output that read it, times the weight through
// which it did.

struct Plan {
    @size(32) band: Band,
    y: Line,
    x: Line,
    channels: u32,
    depth: u32,
    filters: u32,
    groups: u32,
    flip: u32,
}

@group(0) @binding(0) var<uniform> plan: Plan;
@group(0) @binding(1) var<storage, read> error: array<f32>;
@group(0) @binding(2) var<storage, read> weights: array<f32>;
@group(0) @binding(3) var<storage, read_write> output: array<f32>;

@compute @workgroup_size(8, 8, 1)
fn conv2d_by_input(@builtin(global_invocation_id) cell: vec3<u32>) {
    let in_x = cell.x;
    let row = cell.y;
    let c = cell.z;
    if in_x >= plan.x.input || row >= plan.band.pictures * plan.y.input || c >= plan.channels {
        return;
    }
    let n = row / plan.y.input;
    let in_y = row % plan.y.input;
    let group = plan.filters / plan.groups;
    let first = c / plan.depth * group;
    let i = c % plan.depth;
    var sum = 0.0;
    for (var k_y = 0u; k_y < plan.y.kernel; k_y++) {
        let out_y = out_from_in(plan.y, in_y, k_y);
        for (var k_x = 0u; k_x < plan.x.kernel; k_x++) {
            let out_x = out_from_in(plan.x, in_x, k_x);
            if out_y < 0 || out_x < 0 {
                continue;
            }
            let read = ((n * plan.y.output + u32(out_y)) * plan.x.output + u32(out_x)) * plan.filters;
            let tap = (tap_at(k_y, k_x) * plan.depth + i) * plan.filters;
            for (var o = first; o < first + group; o++) {
                sum += error[read + o] * weights[tap + o];
            }
        }
    }
    output[(row * plan.x.input + in_x) * plan.channels + c] = sum;
}

// Where a tap stands in the filter: itself, or mirrored for a flip.
fn tap_at(k_y: u32, k_x: u32) -> u32 {
    let at = k_y * plan.x.kernel + k_x;
    return select(at, plan.y.kernel * plan.x.kernel - 1u - at, plan.flip == 1u);
}
