
// The same sums as conv2d above, for ordinary shapes: one workgroup computes SIDE × SIDE output cells of FILTERS filters
// and brings every input value and every weight into its own memory once, one input channel after the other.

const SIDE = 8u;
const FILTERS = 4u;

// The most that mod.rs lets a window need.
var<workgroup> tile: array<f32, 1024>;
var<workgroup> taps: array<vec4<f32>, 121>;

@compute @workgroup_size(8, 8, 1)
fn conv2d_tiled(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(local_invocation_id) cell: vec3<u32>,
    @builtin(local_invocation_index) thread: u32,
) {
    // All rows of a workgroup belong to one picture.
    let first_row = group.y * SIDE;
    let n = first_row / plan.band.out_rows;
    let first_y = plan.band.out_y + first_row % plan.band.out_rows;
    let corner_y = i32(first_y * plan.y.stride) - i32(plan.y.before);
    let corner_x = i32(group.x * SIDE * plan.x.stride) - i32(plan.x.before);
    let height = tile_side(plan.y);
    let width = tile_side(plan.x);
    let first_o = group.z * FILTERS;
    var sum = vec4<f32>();
    for (var i = 0u; i < plan.depth; i++) {
        // Nobody writes while another still reads the channel before.
        workgroupBarrier();
        for (var at = thread; at < height * width; at += SIDE * SIDE) {
            let in_y = corner_y + i32(at / width);
            let in_x = corner_x + i32(at % width);
            tile[at] = value_at(n, in_y, in_x, channel(i, first_o));
        }
        for (var at = thread; at < plan.y.kernel * plan.x.kernel; at += SIDE * SIDE) {
            taps[at] = weights_of(at, i, first_o);
        }
        workgroupBarrier();
        for (var k_y = 0u; k_y < plan.y.kernel; k_y++) {
            let line = (cell.y * plan.y.stride + k_y * plan.y.dilation) * width + cell.x * plan.x.stride;
            for (var k_x = 0u; k_x < plan.x.kernel; k_x++) {
                sum += tile[line + k_x * plan.x.dilation] * taps[k_y * plan.x.kernel + k_x];
            }
        }
    }
    let row = first_row + cell.y;
    let out_x = group.x * SIDE + cell.x;
    if out_x >= plan.x.output || row >= plan.band.pictures * plan.band.out_rows {
        return;
    }
    for (var f = 0u; f < FILTERS; f++) {
        let o = first_o + f;
        if o < plan.filters {
            var result = sum[f];
            if plan.has_bias == 1u {
                result += bias[o];
            }
            output[(row * plan.x.output + out_x) * plan.filters + o] = result;
        }
    }
}

// How many input cells a workgroup reads along an axis.
fn tile_side(line: Line) -> u32 {
    return (SIDE - 1u) * line.stride + (line.kernel - 1u) * line.dilation + 1u;
}

// An input value; 0 in the padding, and beyond the band, where only threads read whose cell is not kept.
fn value_at(n: u32, in_y: i32, in_x: i32, c: u32) -> f32 {
    let band_y = in_y - i32(plan.band.in_y);
    if band_y < 0 || band_y >= i32(plan.band.in_rows) || in_x < 0 || in_x >= i32(plan.x.input) {
        return 0.0;
    }
    return input[pixel_at(n, u32(in_y), u32(in_x)) + c];
}

// The weights of FILTERS filters on one tap; 0 beyond the last filter.
fn weights_of(tap: u32, i: u32, first: u32) -> vec4<f32> {
    var some = vec4<f32>();
    for (var f = 0u; f < min(FILTERS, plan.filters - first); f++) {
        let at = tap_weight(tap / plan.x.kernel, tap % plan.x.kernel, first + f);
        some[f] = weights[at + i * plan.filters];
    }
    return some;
}
