//! A step of the work: said before it starts, timed, and listed at the end.

use std::time::{Duration, Instant};

use anyhow::Result;

/// The steps taken so far.
pub struct Steps {
    taken: Vec<Step>,
}

struct Step {
    name: String,
    time: Duration,
    passed: bool,
}

impl Steps {
    pub fn new() -> Self {
        Self { taken: Vec::new() }
    }

    /// Says what is done and why, does it, and keeps the time it took.
    pub fn take<T>(&mut self, name: &str, why: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        println!("\n== {name}: {why}");
        let start = Instant::now();
        let result = work();
        let time = start.elapsed();
        let passed = result.is_ok();
        println!(
            "   {} {:.1} s",
            if passed { "done in" } else { "failed after" },
            time.as_secs_f64()
        );
        self.taken.push(Step {
            name: name.to_owned(),
            time,
            passed,
        });
        result
    }

    /// One line for each step, with its seconds.
    pub fn print_summary(&self) {
        if self.taken.len() < 2 {
            return;
        }
        let width = self
            .taken
            .iter()
            .map(|step| step.name.chars().count())
            .max()
            .unwrap_or(0);
        println!("\nsteps{:>1$}", "seconds", width + 6);
        for step in &self.taken {
            let mark = if step.passed { "" } else { "   failed" };
            println!("  {:width$} {:9.1}{mark}", step.name, step.time.as_secs_f64());
        }
        let total: Duration = self.taken.iter().map(|step| step.time).sum();
        println!("  {:width$} {:9.1}", "", total.as_secs_f64());
    }
}
