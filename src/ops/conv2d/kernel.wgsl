// The definition in naive.rs, one thread for each output cell: the same loops, the same names.

struct Plan {
    @size(32) band: Band,
    y: Line,
    x: Line,
    channels: u32,
    depth: u32,
    filters: u32,
    groups: u32,
    flip: u32,
    has_bias: u32,
}

@group(0) @binding(0) var<uniform> plan: Plan;
@group(0) @binding(1) var<storage, read> input: array<f32>;
@group(0) @binding(2) var<storage, read> weights: array<f32>;
@group(0) @binding(3) var<storage, read> bias: array<f32>;
@group(0) @binding(4) var<storage, read_write> output: array<f32>;

@compute @workgroup_size(8, 8, 1)
fn conv2d(@builtin(global_invocation_id) cell: vec3<u32>) {
    let out_x = cell.x;
    let row = cell.y;
    let o = cell.z;
    if out_x >= plan.x.output || row >= plan.band.pictures * plan.band.out_rows || o >= plan.filters {
        return;
    }
    let n = row / plan.band.out_rows;
    let out_y = plan.band.out_y + row % plan.band.out_rows;
    var sum = 0.0;
    for (var k_y = 0u; k_y < plan.y.kernel; k_y++) {
        let in_y = i32(out_y * plan.y.stride + k_y * plan.y.dilation) - i32(plan.y.before);
        for (var k_x = 0u; k_x < plan.x.kernel; k_x++) {
            let in_x = i32(out_x * plan.x.stride + k_x * plan.x.dilation) - i32(plan.x.before);
            let is_inside = in_y >= 0 && in_y < i32(plan.y.input) && in_x >= 0 && in_x < i32(plan.x.input);
            let pixel = select(0u, pixel_at(n, u32(in_y), u32(in_x)), is_inside);
            let tap = tap_weight(k_y, k_x, o);
            for (var i = 0u; i < plan.depth; i++) {
                // A cell of the padding counts as 0.
                let value = select(0.0, input[pixel + channel(i, o)], is_inside);
                sum += value * weights[tap + i * plan.filters];
            }
        }
    }
    if plan.has_bias == 1u {
        sum += bias[o];
    }
    output[(row * plan.x.output + out_x) * plan.filters + o] = sum;
}

// Where the channels of an input pixel start in this band.
fn pixel_at(n: u32, in_y: u32, in_x: u32) -> u32 {
    let row = n * plan.band.in_rows + in_y - plan.band.in_y;
    return (row * plan.x.input + in_x) * plan.channels;
}

// The input channel that filter `o` sees as its channel `i`.
fn channel(i: u32, o: u32) -> u32 {
    return o / (plan.filters / plan.groups) * plan.depth + i;
}

// Where the weight of a tap stands in the filter (HWIO) for input channel 0: itself, or mirrored for a flip.
fn tap_weight(k_y: u32, k_x: u32, o: u32) -> u32 {
    var y = k_y;
    var x = k_x;
    if plan.flip == 1u {
        y = plan.y.kernel - 1u - k_y;
        x = plan.x.kernel - 1u - k_x;
    }
    return (y * plan.x.kernel + x) * plan.depth * plan.filters + o;
}
