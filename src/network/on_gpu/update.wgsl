// optimizer.rs, one thread for each weight.

struct Plan {
    @size(32) band: Band,
    y: Line,
    x: Line,
    weights: u32,
}

@group(0) @binding(0) var<uniform> plan: Plan;
// The pictures of the batch, the rate, the momentum, and the rule: 0 plain descent, 1 momentum, 2 Adam.
@group(0) @binding(1) var<storage, read> settings: array<f32>;
@group(0) @binding(2) var<storage, read> health: array<u32>;
@group(0) @binding(3) var<storage, read> gradients: array<f32>;
// Velocities, or running means.
@group(0) @binding(4) var<storage, read_write> first: array<f32>;
// Running mean squares.
@group(0) @binding(5) var<storage, read_write> second: array<f32>;
@group(0) @binding(6) var<storage, read_write> weights: array<f32>;

@compute @workgroup_size(64, 1, 1)
fn update(@builtin(global_invocation_id) cell: vec3<u32>) {
    let at = cell.x;
    // What has diverged stays where it was.
    if at >= plan.weights || health[0] != 0u {
        return;
    }
    let gradient = gradients[at];
    let rate = settings[1];
    let rule = u32(settings[3]);
    if rule == 0u {
        weights[at] -= rate * gradient;
    } else if rule == 1u {
        let velocity = settings[2] * first[at] - rate * gradient;
        first[at] = velocity;
        weights[at] += velocity;
    } else {
        let mean = first[at] + (gradient - first[at]) * 0.1;
        let square = second[at] + (gradient * gradient - second[at]) * 0.001;
        first[at] = mean;
        second[at] = square;
        weights[at] -= mean * rate / (sqrt(square) + 1e-7);
    }
}
