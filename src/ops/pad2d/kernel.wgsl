// The definition in naive.rs, one thread for each output cell. Values stay in their bits.

struct Plan {
    @size(32) band: Band,
    y: Line,
    x: Line,
    channels: u32,
    mode: u32,
}

@group(0) @binding(0) var<uniform> plan: Plan;
@group(0) @binding(1) var<storage, read> input: array<u32>;
@group(0) @binding(2) var<storage, read_write> output: array<u32>;

const ZERO = 0u;
const REFLECT = 1u;
const REPLICATE = 2u;

@compute @workgroup_size(8, 8, 1)
fn pad2d(@builtin(global_invocation_id) cell: vec3<u32>) {
    let out_x = cell.x;
    let row = cell.y;
    let c = cell.z;
    if out_x >= plan.x.output || row >= plan.band.pictures * plan.band.out_rows || c >= plan.channels {
        return;
    }
    let n = row / plan.band.out_rows;
    let in_y = source(plan.y, plan.band.out_y + row % plan.band.out_rows);
    let in_x = source(plan.x, out_x);
    var bits = 0u;
    if in_y >= 0 && in_x >= 0 {
        let in_row = n * plan.band.in_rows + u32(in_y) - plan.band.in_y;
        bits = input[(in_row * plan.x.input + u32(in_x)) * plan.channels + c];
    }
    output[(row * plan.x.output + out_x) * plan.channels + c] = bits;
}

// The input cell that an output cell repeats along one axis; -1 for a zero.
fn source(line: Line, out: u32) -> i32 {
    let place = i32(out) - i32(line.before);
    let size = i32(line.input);
    let last = size - 1;
    switch plan.mode {
        case ZERO: {
            return select(-1, place, place >= 0 && place < size);
        }
        case REFLECT: {
            return last - abs(last - abs(place));
        }
        case REPLICATE: {
            return clamp(place, 0, last);
        }
        default: {
            return (place + size) % size;
        }
    }
}
