//! What holds for every window, drawn at random from a fixed seed.

use convscope::{Axis, Conv2d, Line, MaxPool2d, Op, Padding, Tensor, Window, explain_conv2d, explain_max_pool2d};
use proptest::{prelude::*, test_runner::RngSeed};

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 400,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_261_125),
        max_global_rejects: 20_000,
        ..ProptestConfig::default()
    }
}

/// A convolution, its tensors' sizes, and the seed of their values.
#[derive(Clone, Debug)]
struct Convolution {
    op: Conv2d,
    input: [usize; 4],
    filter: [usize; 4],
    bias: bool,
    seed: u64,
}

impl Convolution {
    /// Whether it is one of those that `winograd.rs` tests.
    fn is_transformed(&self) -> bool {
        let are_many = |count: usize| count >= 16 && count.is_multiple_of(4);
        let is_near = [self.op.strides, self.op.dilations] == [[1, 1]; 2] && self.filter[..2] == [3, 3];
        is_near && self.op.groups == 1 && are_many(self.input[3]) && are_many(self.filter[3])
    }

    fn tensors(&self, value: impl Fn(u64) -> f32) -> Vec<Tensor> {
        let mut tensors = vec![
            tensor(&self.input, self.seed, &value),
            tensor(&self.filter, self.seed + 1, &value),
        ];
        if self.bias {
            tensors.push(tensor(&[self.filter[3]], self.seed + 2, &value));
        }
        tensors
    }
}

fn pair(range: core::ops::Range<usize>) -> impl Strategy<Value = [usize; 2]> {
    [range.clone(), range]
}

fn padding() -> impl Strategy<Value = Padding> {
    prop_oneof![
        Just(Padding::Valid),
        Just(Padding::Same),
        [pair(0..5), pair(0..5)].prop_map(Padding::Explicit),
    ]
}

/// Groups, input channels of a group and filters of a group: any, few, depthwise, many filters.
fn channels() -> impl Strategy<Value = [usize; 3]> {
    prop_oneof![
        8 => [1..5_usize, 1..8, 1..8],
        8 => [1..2_usize, 1..4, 1..3],
        8 => [1..65_usize, 1..2, 1..2],
        8 => [1..2_usize, 1..33, 1..33],
        1 => [1..2_usize, 1..65, 1..65],
    ]
}

fn convolution() -> impl Strategy<Value = Convolution> {
    let sizes = (1..3_usize, pair(1..24), pair(1..6), channels());
    let steps = (pair(1..5), pair(1..4), padding());
    (sizes, steps, any::<[bool; 2]>(), any::<u32>())
        .prop_map(|(sizes, (strides, dilations, padding), [flip, bias], seed)| {
            let (n, [h, w], [k_y, k_x], [groups, depth, filters]) = sizes;
            let op = Conv2d {
                strides,
                padding,
                dilations,
                groups,
                flip,
            };
            let (input, filter) = ([n, h, w, groups * depth], [k_y, k_x, depth, groups * filters]);
            let seed = u64::from(seed);
            Convolution {
                op,
                input,
                filter,
                bias,
                seed,
            }
        })
        .prop_filter("the kernel fits", |case| {
            let shapes: Vec<_> = case.tensors(ordinary).iter().map(Tensor::shape).collect();
            case.op.plan(&shapes).is_ok()
        })
        .prop_filter("its sums run in the definition's order", |case| !case.is_transformed())
}

/// A pooling, its input's size, and the seed of its values.
fn pooling() -> impl Strategy<Value = (MaxPool2d, [usize; 4], u64)> {
    let window = (pair(1..5), pair(1..5), padding(), pair(1..4), any::<bool>());
    let size = (1..3_usize, pair(1..24), 1..12_usize);
    (window, size, any::<u32>())
        .prop_map(
            |((size, strides, padding, dilations, ceil_mode), (n, [h, w], c), seed)| {
                let op = MaxPool2d {
                    size,
                    strides,
                    padding,
                    dilations,
                    ceil_mode,
                };
                (op, [n, h, w, c], u64::from(seed))
            },
        )
        .prop_filter("every window sees the input", |(op, input, seed)| {
            op.plan(&[tensor(input, *seed, ordinary).shape()]).is_ok()
        })
}

/// A window along one axis, laid on an input.
fn line() -> impl Strategy<Value = (Line, bool)> {
    (
        1..7_usize,
        1..6_usize,
        1..4_usize,
        padding(),
        1..30_usize,
        any::<bool>(),
    )
        .prop_filter_map(
            "the kernel fits",
            |(kernel, stride, dilation, padding, input, ceil_mode)| {
                let window = Window {
                    kernel: [kernel, 1],
                    strides: [stride, 1],
                    padding,
                    dilations: [dilation, 1],
                    ceil_mode,
                };
                Some((window.over(input, 1).ok()?.y, ceil_mode))
            },
        )
}

/// Random bits that depend on the seed and the place alone (splitmix64).
fn bits(seed: u64, at: u64) -> u64 {
    let z = (seed << 32).wrapping_add(at.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

fn tensor(dims: &[usize], seed: u64, value: impl Fn(u64) -> f32) -> Tensor {
    let len: usize = dims.iter().product();
    Tensor::new(dims, (0..len as u64).map(|at| value(bits(seed, at))).collect()).expect("a sound shape")
}

/// A number of ordinary size with all its digits, or, now and then, a zero of either sign.
fn ordinary(bits: u64) -> f32 {
    match bits % 16 {
        0 => 0.0,
        1 => -0.0,
        _ => (bits >> 40) as f32 / 1_048_576.0 - 8.0,
    }
}

/// As [`ordinary`], but some are no finite numbers.
fn special(bits: u64) -> f32 {
    match (bits >> 4) % 40 {
        0 => f32::NAN,
        1 => f32::INFINITY,
        2 => f32::NEG_INFINITY,
        _ => ordinary(bits),
    }
}

/// A value of an 8-bit picture.
fn byte(bits: u64) -> f32 {
    (bits >> 56) as f32
}

fn small_integer(bits: u64) -> f32 {
    (bits >> 58) as f32 - 32.0
}

/// The bits of each value; one NaN is as good as another.
fn patterns(tensor: &Tensor) -> Vec<u32> {
    let pattern = |value: &f32| if value.is_nan() { u32::MAX } else { value.to_bits() };
    tensor.data().iter().map(pattern).collect()
}

fn borrowed(tensors: &[Tensor]) -> Vec<&Tensor> {
    tensors.iter().collect()
}

/// Where value `at` stands.
fn index(dims: &[usize], at: usize) -> [usize; 4] {
    let [_, h, w, c] = dims else { panic!("four axes") };
    [at / c / w / h, at / c / w % h, at / c % w, at % c]
}

/// The convolution in whole numbers, with index arithmetic of its own.
fn in_integers(case: &Convolution, tensors: &[Tensor], [top, left]: [usize; 2], output: &[usize]) -> Vec<i64> {
    let ([_, h, w, _], [k_h, k_w, depth, filters]) = (case.input, case.filter);
    let cell = |at: usize| {
        let [n, y, x, o] = index(output, at);
        let mut sum = tensors.get(2).map_or(0, |bias| bias.data()[o] as i64);
        for tap in 0..k_h * k_w * depth {
            let (k_y, k_x, i) = (tap / depth / k_w, tap / depth % k_w, tap % depth);
            let in_y = (y * case.op.strides[0] + k_y * case.op.dilations[0]).wrapping_sub(top);
            let in_x = (x * case.op.strides[1] + k_x * case.op.dilations[1]).wrapping_sub(left);
            if in_y < h && in_x < w {
                let c = o / (filters / case.op.groups) * depth + i;
                let (f_y, f_x) = if case.op.flip {
                    (k_h - 1 - k_y, k_w - 1 - k_x)
                } else {
                    (k_y, k_x)
                };
                sum += tensors[0].at([n, in_y, in_x, c]) as i64 * tensors[1].at([f_y, f_x, i, o]) as i64;
            }
        }
        sum
    };
    (0..output.iter().product()).map(cell).collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn simd_convolution_equals_the_definition_bit_for_bit(case in convolution()) {
        let tensors = case.tensors(ordinary);
        let inputs = borrowed(&tensors);
        let (naive, simd) = (case.op.naive(&inputs).unwrap(), case.op.simd(&inputs).unwrap());
        prop_assert_eq!(naive.shape(), simd.shape());
        prop_assert_eq!(patterns(&naive), patterns(&simd));
    }

    #[test]
    fn simd_convolution_agrees_on_nan_and_infinity(case in convolution()) {
        let tensors = case.tensors(special);
        let inputs = borrowed(&tensors);
        let (naive, simd) = (case.op.naive(&inputs).unwrap(), case.op.simd(&inputs).unwrap());
        prop_assert_eq!(patterns(&naive), patterns(&simd));
    }

    #[test]
    fn simd_pooling_equals_the_definition_bit_for_bit((op, size, seed) in pooling()) {
        for value in [ordinary, special, |bits| (bits % 2) as f32 * -0.0] {
            let input = tensor(&size, seed, value);
            let (naive, simd) = (op.naive(&[&input]).unwrap(), op.simd(&[&input]).unwrap());
            prop_assert_eq!(naive.shape(), simd.shape());
            prop_assert_eq!(patterns(&naive), patterns(&simd));
        }
    }

    #[test]
    fn integers_are_exact(case in convolution()) {
        let mut tensors = case.tensors(small_integer);
        tensors[0] = tensor(&case.input, case.seed, byte);
        let shapes: Vec<_> = tensors.iter().map(Tensor::shape).collect();
        let plan = case.op.plan(&shapes).unwrap();
        let padding = [plan.grid.y.before, plan.grid.x.before];
        let whole = in_integers(&case, &tensors, padding, plan.output.dims());
        for output in [case.op.naive(&borrowed(&tensors)).unwrap(), case.op.simd(&borrowed(&tensors)).unwrap()] {
            let output: Vec<i64> = output.data().iter().map(|&value| value as i64).collect();
            prop_assert_eq!(&output, &whole);
        }
    }

    #[test]
    fn explaining_a_convolution_gives_the_output(case in convolution(), pick in any::<prop::sample::Index>()) {
        let tensors = case.tensors(ordinary);
        let shapes: Vec<_> = tensors.iter().map(Tensor::shape).collect();
        let output = case.op.simd(&borrowed(&tensors)).unwrap();
        let cell = index(output.shape().dims(), pick.index(output.data().len()));
        let read = |t: usize| tensors.get(t).map_or(&[][..], Tensor::data);
        let [input, filter, bias] = [0, 1, 2].map(read);
        let told = explain_conv2d(&case.op, &shapes, cell, &|i| input[i], &|i| filter[i], &|o| bias[o]).unwrap();
        prop_assert_eq!(told.result.to_bits(), output.at(cell).to_bits());
        prop_assert_eq!(told.taps.len(), case.filter[..3].iter().product::<usize>());
        prop_assert_eq!(told.partial.len(), told.taps.len());
        prop_assert!(told.taps.iter().all(|tap| tap.inside || tap.value == 0.0));
    }

    #[test]
    fn explaining_a_pooling_gives_the_output((op, size, seed) in pooling(), pick in any::<prop::sample::Index>()) {
        let input = tensor(&size, seed, ordinary);
        let output = op.simd(&[&input]).unwrap();
        let cell = index(output.shape().dims(), pick.index(output.data().len()));
        let told = explain_max_pool2d(&op, input.shape(), cell, &|i| input.data()[i]).unwrap();
        prop_assert_eq!(told.result.to_bits(), output.at(cell).to_bits());
        let picked: Vec<_> = told.taps.iter().filter(|tap| tap.weight == 1.0).collect();
        prop_assert_eq!(picked.len(), 1);
        prop_assert!(picked[0].inside && picked[0].value == told.result);
    }

    #[test]
    fn the_output_size_is_the_number_of_places((line, ceil_mode) in line()) {
        let reach = (line.kernel - 1) * line.dilation + 1;
        let padded = line.before + line.input + line.after;
        let mut places = 0;
        for start in (0..padded).step_by(line.stride) {
            let fits = start + reach <= padded;
            let overhangs = start + reach < padded + line.stride && start < line.before + line.input;
            places += usize::from(fits || ceil_mode && overhangs);
        }
        prop_assert_eq!(line.output, places);
    }

    #[test]
    fn same_padding_leaves_one_output_for_each_stride(input in 1..40_usize, kernel in 1..8_usize, stride in 1..6_usize) {
        let window = Window { strides: [stride; 2], padding: Padding::Same, ..Window::new([kernel; 2]) };
        let line = window.over(input, input).unwrap().x;
        prop_assert_eq!(line.output, (0..input).step_by(stride).count());
        prop_assert!(line.after == line.before || line.after == line.before + 1);
    }

    #[test]
    fn the_walk_is_y_then_x_and_meets_each_cell_once(case in convolution()) {
        let shapes: Vec<_> = case.tensors(ordinary).iter().map(Tensor::shape).collect();
        let plan = case.op.plan(&shapes).unwrap();
        let walk: Vec<_> = plan.grid.walk().collect();
        prop_assert_eq!(walk.len(), plan.grid.steps());
        prop_assert_eq!(walk.len() * case.input[0] * case.filter[3], plan.output.len());
        prop_assert!(walk.windows(2).all(|pair| pair[0] < pair[1]), "tuples (y, x) rise: y first, then x");
        for (step, &(y, x)) in walk.iter().enumerate() {
            prop_assert!(y < plan.grid.y.output && x < plan.grid.x.output);
            prop_assert_eq!((plan.grid.cell_of(step), plan.grid.step_of(y, x)), ((y, x), step));
        }
    }

    #[test]
    fn where_a_value_goes_and_where_it_comes_from_agree((line, _) in line()) {
        prop_assert_eq!(line.axis, Axis::Y);
        let mut forward = Vec::new();
        for out in 0..line.output {
            for k in 0..line.kernel {
                forward.extend(line.in_from_out(out, k).map(|cell| (cell, out, k)));
            }
        }
        forward.sort_unstable();
        let backward: Vec<_> = (0..line.input)
            .flat_map(|cell| line.outs_from_in(cell).into_iter().map(move |(out, k)| (cell, out, k)))
            .collect();
        prop_assert_eq!(&forward, &backward);
        let unread = (0..line.input).rev().take_while(|&cell| !line.is_read(cell)).count();
        prop_assert!(line.unused_after() <= unread);
    }

    #[test]
    fn a_shifted_picture_gives_a_shifted_map(case in convolution(), [down, right] in pair(0..4)) {
        let op = Conv2d { strides: [1, 1], padding: Padding::Valid, ..case.op };
        let mut tensors = case.tensors(ordinary);
        let [n, h, w, c] = case.input;
        let (old, mut data) = (tensors[0].clone(), vec![1.0; n * (h + down) * (w + right) * c]);
        for at in 0..old.data().len() {
            let [n, y, x, i] = index(&case.input, at);
            data[((n * (h + down) + y + down) * (w + right) + x + right) * c + i] = old.data()[at];
        }
        let Ok(map) = op.simd(&borrowed(&tensors)) else { return Ok(()) };
        tensors[0] = Tensor::new(&[n, h + down, w + right, c], data).unwrap();
        let shifted = op.simd(&borrowed(&tensors)).unwrap();
        for at in 0..map.data().len() {
            let [n, y, x, o] = index(map.shape().dims(), at);
            prop_assert_eq!(map.data()[at].to_bits(), shifted.at([n, y + down, x + right, o]).to_bits());
        }
    }

    #[test]
    fn a_convolution_is_linear(case in convolution(), factor in -4.0_f32..4.0) {
        let case = Convolution { bias: false, ..case };
        let tensors = case.tensors(ordinary);
        let (one, other) = (&tensors[0], tensor(&case.input, case.seed + 7, ordinary));
        let mixed = one.data().iter().zip(other.data()).map(|(a, b)| factor * a + b).collect();
        let mixed = Tensor::new(&case.input, mixed).unwrap();
        let map = |input| case.op.simd(&[input, &tensors[1]]).unwrap().into_data();
        let taps = case.filter[..3].iter().product::<usize>() as f32;
        for ((mixed, a), b) in map(&mixed).into_iter().zip(map(one)).zip(map(&other)) {
            prop_assert!((mixed - (factor * a + b)).abs() <= 1e-4 * 64.0 * taps);
        }
    }

    #[test]
    fn nan_reaches_the_windows_that_hold_it_and_no_other(
        case in convolution(),
        (op, size, seed) in pooling(),
        pick in any::<prop::sample::Index>(),
    ) {
        let mut tensors = case.tensors(ordinary);
        let hole = index(&case.input, pick.index(tensors[0].data().len()));
        poison(&mut tensors[0], hole);
        let shapes: Vec<_> = tensors.iter().map(Tensor::shape).collect();
        let (plan, group) = (case.op.plan(&shapes).unwrap(), hole[3] / case.filter[2]);
        let map = case.op.simd(&borrowed(&tensors)).unwrap();
        for at in 0..map.data().len() {
            let [n, y, x, o] = index(map.shape().dims(), at);
            let sees = n == hole[0] && o / (plan.filters / plan.groups) == group;
            let holds = reads(&plan.grid.y, y, hole[1]) && reads(&plan.grid.x, x, hole[2]);
            prop_assert_eq!(map.data()[at].is_nan(), sees && holds);
        }
        let mut input = tensor(&size, seed, ordinary);
        let hole = index(&size, pick.index(input.data().len()));
        poison(&mut input, hole);
        let (grid, map) = (op.plan(&[input.shape()]).unwrap().grid, op.simd(&[&input]).unwrap());
        for at in 0..map.data().len() {
            let [n, y, x, c] = index(map.shape().dims(), at);
            let holds = reads(&grid.y, y, hole[1]) && reads(&grid.x, x, hole[2]);
            prop_assert_eq!(map.data()[at].is_nan(), n == hole[0] && c == hole[3] && holds);
        }
    }
}

fn poison(tensor: &mut Tensor, [n, y, x, c]: [usize; 4]) {
    let &[_, h, w, channels] = tensor.shape().dims() else {
        panic!("four axes")
    };
    tensor.data_mut()[((n * h + y) * w + x) * channels + c] = f32::NAN;
}

/// Whether the window of output `out` holds input cell `cell`.
fn reads(line: &Line, out: usize, cell: usize) -> bool {
    (0..line.kernel).any(|k| line.in_from_out(out, k) == Some(cell))
}

#[test]
fn whole_numbers_stay_exact_on_a_large_kernel() {
    let (input, filter) = (
        tensor(&[1, 40, 40, 3], 1, byte),
        tensor(&[11, 11, 3, 8], 2, small_integer),
    );
    let case = Convolution {
        op: Conv2d::default(),
        input: [1, 40, 40, 3],
        filter: [11, 11, 3, 8],
        bias: false,
        seed: 1,
    };
    let map = case.op.simd(&[&input, &filter]).unwrap();
    let whole = in_integers(&case, &[input, filter], [0, 0], map.shape().dims());
    let map: Vec<i64> = map.data().iter().map(|&value| value as i64).collect();
    assert_eq!(map, whole);
}
