// The definition in naive.rs, one thread for each output cell: the same loops, the same names.

// What this dispatch computes: some rows of some pictures.
struct Band { pictures: u32, in_y: u32, in_rows: u32, out_y: u32, out_rows: u32 }

// One axis of the window on the input.
struct Line { axis: u32, kernel: u32, stride: u32, dilation: u32, before: u32, after: u32, input: u32, output: u32 }

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
        for (var k_x = 0u; k_x < plan.x.kernel; k_x++) {
            for (var i = 0u; i < plan.depth; i++) {
                let weight = weights[tap_weight(k_y, k_x, i, o)];
                sum += value(n, place(plan.y, out_y, k_y), place(plan.x, out_x, k_x), channel(i, o)) * weight;
            }
        }
    }
    if plan.has_bias == 1u {
        sum += bias[o];
    }
    output[(row * plan.x.output + out_x) * plan.filters + o] = sum;
}

// Where tap `k` of output `out` lies; below 0 or at least `input` means in the padding.
fn place(line: Line, out: u32, k: u32) -> i32 {
    return i32(out * line.stride + k * line.dilation) - i32(line.before);
}

// The input value at a place, 0 in the padding.
fn value(n: u32, in_y: i32, in_x: i32, c: u32) -> f32 {
    if in_y < 0 || in_y >= i32(plan.y.input) || in_x < 0 || in_x >= i32(plan.x.input) {
        return 0.0;
    }
    let row = n * plan.band.in_rows + u32(in_y) - plan.band.in_y;
    return input[(row * plan.x.input + u32(in_x)) * plan.channels + c];
}

// The input channel that filter `o` sees as its channel `i`.
fn channel(i: u32, o: u32) -> u32 {
    return o / (plan.filters / plan.groups) * plan.depth + i;
}

// Where the weight of a tap stands in the filter (HWIO): itself, or mirrored for a flip.
fn tap_weight(k_y: u32, k_x: u32, i: u32, o: u32) -> u32 {
    var y = k_y;
    var x = k_x;
    if plan.flip == 1u {
        y = plan.y.kernel - 1u - k_y;
        x = plan.x.kernel - 1u - k_x;
    }
    return ((y * plan.x.kernel + x) * plan.depth + i) * plan.filters + o;
}
