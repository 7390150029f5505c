// The gradient of an op that acts on each value alone, one thread for each value; the op's own `slope` follows.

struct Plan {
    @size(32) band: Band,
    y: Line,
    x: Line,
    param: f32,
}

@group(0) @binding(0) var<uniform> plan: Plan;
@group(0) @binding(1) var<storage, read> input: array<f32>;
@group(0) @binding(2) var<storage, read> came_out: array<f32>;
@group(0) @binding(3) var<storage, read> error: array<f32>;
@group(0) @binding(4) var<storage, read_write> output: array<f32>;

@compute @workgroup_size(8, 8, 1)
fn elementwise_gradient(@builtin(global_invocation_id) cell: vec3<u32>) {
    if cell.x >= plan.x.output || cell.y >= plan.band.pictures * plan.band.out_rows {
        return;
    }
    let at = cell.y * plan.x.output + cell.x;
    output[at] = slope(error[at], input[at], came_out[at]);
}

