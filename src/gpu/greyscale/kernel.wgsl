// One thread for each pixel: three bytes become one value, by the rules of pixels.rs.

struct Plan {
    @size(32) band: Band,
    y: Line,
    x: Line,
    method: u32,
}

@group(0) @binding(0) var<uniform> plan: Plan;
@group(0) @binding(1) var<storage, read> input: array<u32>;
@group(0) @binding(2) var<storage, read_write> output: array<f32>;

@compute @workgroup_size(8, 8, 1)
fn greyscale(@builtin(global_invocation_id) cell: vec3<u32>) {
    if cell.x >= plan.x.output || cell.y >= plan.band.out_rows {
        return;
    }
    let pixel = (plan.band.out_y + cell.y) * plan.x.output + cell.x;
    let r = byte(3u * pixel);
    let g = byte(3u * pixel + 1u);
    let b = byte(3u * pixel + 2u);
    var grey = 0u;
    switch plan.method {
        case 0u: { grey = (r + g + b) / 3u; }
        case 1u: { grey = (19595u * r + 38470u * g + 7471u * b + 0x8000u) >> 16u; }
        case 2u: { grey = (2126u * r + 7152u * g + 722u * b + 5000u) / 10000u; }
        case 3u: { grey = r; }
        case 4u: { grey = g; }
        default: { grey = b; }
    }
    output[cell.y * plan.x.output + cell.x] = f32(grey);
}

// Four of them lie in a word, the first in its lowest bits.
fn byte(at: u32) -> u32 {
    return (input[at / 4u] >> (8u * (at % 4u))) & 0xffu;
}
