// cross_entropy.rs, one thread for each picture: the loss of its scores, whether the highest is the right one, and the
// derivative of the batch's mean loss by each score.

struct Plan {
    @size(32) band: Band,
    y: Line,
    x: Line,
    classes: u32,
}

@group(0) @binding(0) var<uniform> plan: Plan;
@group(0) @binding(1) var<storage, read> scores: array<f32>;
@group(0) @binding(2) var<storage, read> labels: array<u32>;
// The first: of how many pictures the mean is taken.
@group(0) @binding(3) var<storage, read> settings: array<f32>;
@group(0) @binding(4) var<storage, read_write> error: array<f32>;
// For each picture its loss, and 1 where it was right.
@group(0) @binding(5) var<storage, read_write> told: array<f32>;

@compute @workgroup_size(64, 1, 1)
fn cross_entropy(@builtin(global_invocation_id) cell: vec3<u32>) {
    let n = cell.x;
    if n >= plan.x.output {
        return;
    }
    let first = n * plan.classes;
    let right = labels[n];
    var highest = 0u;
    var is_finite = true;
    for (var k = 0u; k < plan.classes; k++) {
        let score = scores[first + k];
        is_finite = is_finite && (bitcast<u32>(score) & ~SIGN) < INFINITY;
        highest = select(highest, k, score > scores[first + highest]);
    }
    let largest = scores[first + highest];
    var sum = 0.0;
    for (var k = 0u; k < plan.classes; k++) {
        sum += exp(scores[first + k] - largest);
    }
    for (var k = 0u; k < plan.classes; k++) {
        let share = exp(scores[first + k] - largest) / sum;
        error[first + k] = (share - select(0.0, 1.0, k == right)) / settings[0];
    }
    // Where a score is not finite, neither is the loss.
    let loss = bitcast<u32>(log(sum) + (largest - scores[first + right]));
    told[2u * n] = bitcast<f32>(select(INFINITY, loss, is_finite));
    told[2u * n + 1u] = select(0.0, 1.0, highest == right);
}
