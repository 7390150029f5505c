// The definition in naive.rs, one thread for each value.

struct Plan {
    @size(32) band: Band,
    y: Line,
    x: Line,
    negative_slope: f32,
}

@group(0) @binding(0) var<uniform> plan: Plan;
@group(0) @binding(1) var<storage, read> input: array<u32>;
@group(0) @binding(2) var<storage, read_write> output: array<u32>;

@compute @workgroup_size(8, 8, 1)
fn leaky_relu(@builtin(global_invocation_id) cell: vec3<u32>) {
    if cell.x >= plan.x.output || cell.y >= plan.band.pictures * plan.band.out_rows {
        return;
    }
    let at = cell.y * plan.x.output + cell.x;
    let bits = input[at];
    // A negative value comes after -0 in the order of bits; so does a NaN with a sign.
    if bits > SIGN && !is_nan(bits) {
        output[at] = bitcast<u32>(bitcast<f32>(bits) * plan.negative_slope);
    } else {
        output[at] = bits;
    }
}
