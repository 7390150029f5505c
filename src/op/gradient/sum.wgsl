// One thread for each weight: its parts are added to what is there.

struct Plan {
    @size(32) band: Band,
    y: Line,
    x: Line,
    parts: u32,
}

@group(0) @binding(0) var<uniform> plan: Plan;
@group(0) @binding(1) var<storage, read> input: array<f32>;
@group(0) @binding(2) var<storage, read_write> output: array<f32>;

@compute @workgroup_size(64, 1, 1)
fn sum_parts(@builtin(global_invocation_id) cell: vec3<u32>) {
    let at = cell.x;
    if at >= plan.x.output {
        return;
    }
    var sum = 0.0;
    for (var part = 0u; part < plan.parts; part++) {
        sum += input[part * plan.x.output + at];
    }
    output[at] += sum;
}
