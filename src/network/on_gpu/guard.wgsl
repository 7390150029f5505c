// Before the weights move: whether the loss and every derivative are finite numbers, and the loss has not run away. One
// workgroup looks through all of them.

struct Plan {
    @size(32) band: Band,
    y: Line,
    x: Line,
    weights: u32,
    pictures: u32,
}

@group(0) @binding(0) var<uniform> plan: Plan;
@group(0) @binding(1) var<storage, read> gradients: array<u32>;
// For each picture its loss, and 1 where it was right; then what is found here: whether it diverged, and how many steps have stood still.
@group(0) @binding(2) var<storage, read_write> told: array<f32>;
// Whether it has diverged; whether there was a first loss, and its bits; how many steps have stood still since.
@group(0) @binding(3) var<storage, read_write> health: array<u32>;

const THREADS = 64u;
// As RUNAWAY in network.rs.
const RUNAWAY = 1000.0;

var<workgroup> wrong: array<u32, THREADS>;
var<workgroup> losses: array<f32, THREADS>;

@compute @workgroup_size(64, 1, 1)
fn guard(@builtin(local_invocation_id) thread: vec3<u32>) {
    var strange = 0u;
    for (var at = thread.x; at < plan.weights; at += THREADS) {
        strange |= u32((gradients[at] & ~SIGN) >= INFINITY);
    }
    var loss = 0.0;
    for (var n = thread.x; n < plan.pictures; n += THREADS) {
        strange |= u32((bitcast<u32>(told[2u * n]) & ~SIGN) >= INFINITY);
        loss += told[2u * n];
    }
    wrong[thread.x] = strange;
    losses[thread.x] = loss;
    workgroupBarrier();
    if thread.x > 0u {
        return;
    }
    for (var other = 1u; other < THREADS; other++) {
        strange |= wrong[other];
        loss += losses[other];
    }
    let mean = loss / f32(plan.pictures);
    if health[1] == 0u && strange == 0u {
        health[1] = 1u;
        health[2] = bitcast<u32>(mean);
    }
    let limit = RUNAWAY * max(bitcast<f32>(health[2]), 1.0);
    if strange == 1u || mean > limit {
        health[0] = 1u;
    }
    if health[0] != 0u {
        health[3] += 1u;
    }
    told[2u * plan.pictures] = f32(health[0]);
    told[2u * plan.pictures + 1u] = f32(health[3]);
}
