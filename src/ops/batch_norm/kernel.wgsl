// The definition in naive.rs, one thread for each value.

struct Plan {
    @size(32) band: Band,
    y: Line,
    x: Line,
    channels: u32,
    epsilon: f32,
}

@group(0) @binding(0) var<uniform> plan: Plan;
@group(0) @binding(1) var<storage, read> input: array<u32>;
@group(0) @binding(2) var<storage, read> gamma: array<f32>;
@group(0) @binding(3) var<storage, read> beta: array<f32>;
@group(0) @binding(4) var<storage, read> mean: array<f32>;
@group(0) @binding(5) var<storage, read> variance: array<f32>;
@group(0) @binding(6) var<storage, read_write> output: array<u32>;

const NAN = 0x7fc00000u;

@compute @workgroup_size(8, 8, 1)
fn batch_norm(@builtin(global_invocation_id) cell: vec3<u32>) {
    if cell.x >= plan.x.output || cell.y >= plan.band.pictures * plan.band.out_rows {
        return;
    }
    let at = cell.y * plan.x.output + cell.x;
    let bits = input[at];
    // Each row holds whole pixels.
    let c = cell.x % plan.channels;
    let spread = variance[c] + plan.epsilon;
    if is_nan(bits) || spread < 0.0 {
        output[at] = NAN;
        return;
    }
    let scale = gamma[c] / sqrt(spread);
    output[at] = bitcast<u32>((bitcast<f32>(bits) - mean[c]) * scale + beta[c]);
}
