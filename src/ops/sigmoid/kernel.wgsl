// The definition in naive.rs, one thread for each value.

struct Plan {
    @size(32) band: Band,
    y: Line,
    x: Line,
}

@group(0) @binding(0) var<uniform> plan: Plan;
@group(0) @binding(1) var<storage, read> input: array<u32>;
@group(0) @binding(2) var<storage, read_write> output: array<u32>;

@compute @workgroup_size(8, 8, 1)
fn sigmoid(@builtin(global_invocation_id) cell: vec3<u32>) {
    if cell.x >= plan.x.output || cell.y >= plan.band.pictures * plan.band.out_rows {
        return;
    }
    let at = cell.y * plan.x.output + cell.x;
    let bits = input[at];
    if is_nan(bits) {
        output[at] = bits;
        return;
    }
    // Beyond ±88 the result no longer changes, and the exponential could overflow.
    let value = clamp(bitcast<f32>(bits), -88.0, 88.0);
    output[at] = bitcast<u32>(1.0 / (1.0 + exp(-value)));
}
