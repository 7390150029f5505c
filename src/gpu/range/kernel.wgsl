// One thread for the smallest and one for the largest of some values, those that lie `parts` apart. What is no finite
// number is passed over. Neighbouring threads read neighbouring values.
//
// Values stay in their bits: WGSL lets a compiler assume that no NaN and no infinity occur.

struct Plan {
    @size(32) band: Band,
    y: Line,
    x: Line,
    values: u32,
}

@group(0) @binding(0) var<uniform> plan: Plan;
@group(0) @binding(1) var<storage, read> input: array<u32>;
@group(0) @binding(2) var<storage, read_write> output: array<u32>;

@compute @workgroup_size(64, 1, 1)
fn range(@builtin(global_invocation_id) cell: vec3<u32>) {
    let parts = plan.x.output;
    if cell.x >= parts || cell.z >= 2u {
        return;
    }
    let is_low = cell.z == 0u;
    // Nothing found yet: infinity for the smallest, minus infinity for the largest.
    var best = select(INFINITY | SIGN, INFINITY, is_low);
    for (var at = cell.x; at < plan.values; at += parts) {
        let bits = input[at];
        let is_finite = (bits & ~SIGN) < INFINITY;
        let is_better = select(ordered(bits) > ordered(best), ordered(bits) < ordered(best), is_low);
        best = select(best, bits, is_finite && is_better);
    }
    output[2u * cell.x + cell.z] = best;
}

// An integer for each value but NaN, in the order of the values; -0 and 0 are equal.
fn ordered(bits: u32) -> i32 {
    let magnitude = i32(bits & ~SIGN);
    return select(magnitude, -magnitude, (bits & SIGN) != 0u);
}
