//! The definition and the SIMD path give the answers of TensorFlow and PyTorch; pixels those of NumPy, Pillow and
//! matplotlib. The GPU answers the same cases in `gpu.rs`.

mod cases;

use cases::{Case, NAMES, bytes, json, list, values};
use convscope::pixels::{ColorMap, Grey, colorize, greyscale, range};
use std::collections::HashSet;

/// A file with fewer cases has lost some.
const FEWEST: usize = 30;

fn assert_conforms(answer: impl Fn(&Case) -> Result<(), String>) {
    for op in NAMES {
        let wrong: Vec<String> = cases::of(op).iter().filter_map(|case| answer(case).err()).collect();
        assert!(wrong.is_empty(), "{op}: {}", wrong.join("\n"));
    }
}

#[test]
fn the_definition_gives_the_libraries_answers() {
    assert_conforms(|case| case.verdict(&case.subject.naive(&case.inputs())));
}

#[test]
fn simd_gives_the_libraries_answers() {
    assert_conforms(|case| case.verdict(&case.subject.simd(&case.inputs())));
}

#[test]
fn where_libraries_differ_each_answer_is_ours_under_its_parameters() {
    let differences = cases::differences();
    assert!(differences.len() >= 80, "{} answers", differences.len());
    for case in &differences {
        let (naive, simd) = (case.subject.naive(&case.inputs()), case.subject.simd(&case.inputs()));
        let wrong = [naive, simd].map(|got| case.verdict(&got).err());
        assert_eq!(wrong, [None, None]);
    }
}

#[test]
fn every_op_has_many_cases_with_names_of_their_own() {
    for op in NAMES {
        let cases = cases::of(op);
        assert!(cases.len() >= FEWEST, "{op} has {} cases", cases.len());
        let names: HashSet<&str> = cases.iter().map(|case| case.name.as_str()).collect();
        assert_eq!(names.len(), cases.len(), "two cases of {op} share a name");
    }
}

#[test]
fn a_wrong_answer_and_an_unexpected_agreement_fail() {
    let mut case = cases::of("conv2d").remove(0);
    let right = Ok(case.output.clone());
    let mut wrong = case.output.clone();
    wrong.data_mut()[0] += 1.0;
    let wrong = Ok(wrong);
    assert!(case.verdict(&right).is_ok() && case.verdict(&wrong).is_err());
    case.known_difference = Some("it differs on purpose".into());
    assert!(case.verdict(&right).is_err() && case.verdict(&wrong).is_ok());
}

#[test]
fn greys_are_those_of_numpy_and_pillow() {
    let file = json("src/pixels/cases.json");
    let rgb = bytes(&file["rgb"]);
    let methods = list(&file["greyscale"]);
    assert!(methods.len() >= 3 && rgb.len() >= 3 * 300);
    for case in methods {
        let name = case["method"].as_str().expect("a method");
        let grey = greyscale(&rgb, Grey::named(name).expect("a known method"));
        assert_eq!(grey, bytes(&case["grey"]), "{name}");
    }
}

#[test]
fn colours_are_those_of_matplotlib() {
    let file = json("src/pixels/cases.json");
    let maps = list(&file["colorize"]);
    assert!(maps.len() >= 16, "{} maps", maps.len());
    for case in maps {
        let values = values(&case["data"]);
        let map = ColorMap::named(case["map"].as_str().expect("a map")).expect("a known map");
        let rgba = colorize(&values, range(&values), map);
        assert_eq!(rgba, bytes(&case["rgba"]), "{}", case["name"]);
    }
}
