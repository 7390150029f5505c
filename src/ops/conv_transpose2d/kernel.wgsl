// The definition in naive.rs, one thread for each output cell: the same loops, the same names.
//
// The window slides over the output: a line's `input` is the size of the output, its `output` that of the input.

struct Plan {
    @size(32) band: Band,
    y: Line,
    x: Line,
    channels: u32,
    depth: u32,
    each: u32,
    filters: u32,
    has_bias: u32,
}

@group(0) @binding(0) var<uniform> plan: Plan;
@group(0) @binding(1) var<storage, read> input: array<f32>;
@group(0) @binding(2) var<storage, read> weights: array<f32>;
@group(0) @binding(3) var<storage, read> bias: array<f32>;
@group(0) @binding(4) var<storage, read_write> output: array<f32>;

@compute @workgroup_size(8, 8, 1)
fn conv_transpose2d(@builtin(global_invocation_id) cell: vec3<u32>) {
    let out_x = cell.x;
    let row = cell.y;
    let o = cell.z;
    if out_x >= plan.x.input || row >= plan.band.pictures * plan.band.out_rows || o >= plan.filters {
        return;
    }
    let n = row / plan.band.out_rows;
    let out_y = plan.band.out_y + row % plan.band.out_rows;
    let group = o / plan.each;
    var sum = 0.0;
    // Downwards, for the last tap comes from the first input cell.
    for (var k_y = plan.y.kernel; k_y > 0u; k_y--) {
        let in_y = place(plan.y, out_y, k_y - 1u);
        if in_y < 0 {
            continue;
        }
        for (var k_x = plan.x.kernel; k_x > 0u; k_x--) {
            let in_x = place(plan.x, out_x, k_x - 1u);
            if in_x < 0 {
                continue;
            }
            let in_row = n * plan.band.in_rows + u32(in_y) - plan.band.in_y;
            let pixel = (in_row * plan.x.output + u32(in_x)) * plan.channels;
            let tap = ((k_y - 1u) * plan.x.kernel + k_x - 1u) * plan.channels;
            for (var i = 0u; i < plan.depth; i++) {
                let c = group * plan.depth + i;
                sum += input[pixel + c] * weights[(tap + c) * plan.each + o % plan.each];
            }
        }
    }
    if plan.has_bias == 1u {
        sum += bias[o];
    }
    output[(row * plan.x.input + out_x) * plan.filters + o] = sum;
}

// The place of the window whose tap k lies on this cell; -1 where there is none.
fn place(line: Line, cell: u32, k: u32) -> i32 {
    let first = i32(cell + line.before) - i32(k * line.dilation);
    let place = first / i32(line.stride);
    let is_place = first >= 0 && first % i32(line.stride) == 0 && place < i32(line.output);
    return select(-1, place, is_place);
}
