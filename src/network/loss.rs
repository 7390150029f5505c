//! What is to become small: the mean cross-entropy of a classifier, or the mean squared error of maps.

use crate::{error::Error, ops::softmax::cross_entropy::row, shape::Shape, tensor::Tensor};

/// What is to become small.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Loss {
    /// The mean over the pictures of `-ln(share of the right class)`; the softmax that makes shares of scores is part of it.
    #[default]
    CrossEntropy,
    /// The mean over all values of the square of output minus target.
    MeanSquaredError,
}

/// What the network should have answered.
#[derive(Clone, Copy)]
pub enum Targets<'a> {
    /// The right class of each picture, for [`Loss::CrossEntropy`].
    Labels(&'a [u32]),
    /// The right output, for [`Loss::MeanSquaredError`].
    Values(&'a Tensor),
}

/// How well a batch was answered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// The mean loss.
    pub loss: f64,
    /// The share of pictures whose highest score is the right class; NaN for maps.
    pub accuracy: f64,
}

/// The mean softmax cross-entropy of rows of scores, and its derivative by each score.
///
/// # Errors
/// For scores that are not `(n, classes)`, and for labels that do not fit them.
///
/// ```
/// use convscope::{Tensor, cross_entropy};
/// let scores = Tensor::new(&[1, 2], vec![0.0, 0.0])?;
/// let (outcome, gradient) = cross_entropy(&scores, &[1])?;
/// assert_eq!((outcome.loss * 1e6).round(), 693147.0); // ln 2: two classes, equally likely
/// assert_eq!(gradient.data(), [0.5, -0.5]);
/// # Ok::<(), convscope::Error>(())
/// ```
pub fn cross_entropy(scores: &Tensor, labels: &[u32]) -> Result<(Outcome, Tensor), Error> {
    let count = scores.shape().dims()[0];
    let targets = Targets::Labels(labels);
    Loss::CrossEntropy.check(scores.shape(), &targets)?;
    let mut error = Tensor::zeros(scores.shape());
    let tally = Loss::CrossEntropy.part(scores.data(), &targets.part(0, count, 1), count, error.data_mut());
    Ok((tally.outcome(Loss::CrossEntropy, count), error))
}

/// The targets of some pictures.
pub(super) enum Part<'a> {
    Labels(&'a [u32]),
    Values(&'a [f32]),
}

impl Targets<'_> {
    /// Those of `count` pictures from `first` on, `size` values each.
    pub(super) fn part(&self, first: usize, count: usize, size: usize) -> Part<'_> {
        match self {
            Targets::Labels(labels) => Part::Labels(&labels[first..][..count]),
            Targets::Values(values) => Part::Values(&values.data()[first * size..][..count * size]),
        }
    }
}

/// Losses and right answers, added up.
#[derive(Clone, Copy, Default)]
pub(super) struct Tally {
    loss: f64,
    right: usize,
}

impl Tally {
    pub fn add(&mut self, other: Self) {
        self.loss += other.loss;
        self.right += other.right;
    }

    /// The means over a batch.
    pub fn outcome(self, loss: Loss, pictures: usize) -> Outcome {
        let accuracy = match loss {
            Loss::CrossEntropy => self.right as f64 / pictures as f64,
            Loss::MeanSquaredError => f64::NAN,
        };
        Outcome {
            loss: self.loss,
            accuracy,
        }
    }
}

impl Loss {
    /// Whether targets fit an output of that shape.
    pub(super) fn check(self, output: Shape, targets: &Targets<'_>) -> Result<(), Error> {
        let (pictures, classes) = (output.dims()[0], output.len() / output.dims()[0]);
        match (self, targets) {
            (Self::CrossEntropy, Targets::Labels(labels)) => {
                if labels.len() != pictures {
                    return Err(Error::WrongCount {
                        what: "labels",
                        actual: labels.len(),
                        expected: pictures,
                    });
                }
                let outside = labels.iter().position(|&label| label as usize >= classes);
                outside.map_or(Ok(()), |index| {
                    Err(Error::LabelOutside {
                        label: labels[index],
                        index,
                        classes,
                    })
                })
            }
            (Self::MeanSquaredError, Targets::Values(values)) if values.shape() == output => Ok(()),
            (Self::MeanSquaredError, Targets::Values(values)) => Err(Error::Unfit {
                what: "targets".into(),
                shape: values.shape().to_string(),
                expected: output.to_string(),
            }),
            (loss, _) => Err(Error::WrongType {
                name: "targets",
                expected: match loss {
                    Self::CrossEntropy => "one label for each picture, as the cross-entropy asks",
                    Self::MeanSquaredError => "a tensor of the output's shape, as the squared error asks",
                },
                actual: match targets {
                    Targets::Labels(_) => "labels".into(),
                    Targets::Values(_) => "a tensor".into(),
                },
            }),
        }
    }

    /// What the mean is taken over, for a batch of so many pictures with so many values of output each: pictures or values.
    pub(super) fn count(self, pictures: usize, size: usize) -> usize {
        match self {
            Self::CrossEntropy => pictures,
            Self::MeanSquaredError => pictures * size,
        }
    }

    /// The part of a mean over `count` that these outputs have; `error` becomes its derivative.
    pub(super) fn part(self, output: &[f32], targets: &Part<'_>, count: usize, error: &mut [f32]) -> Tally {
        let count = count as f64;
        match targets {
            Part::Labels(labels) => by_labels(output, labels, count, error),
            Part::Values(values) => {
                let mut loss = 0.0;
                for ((error, out), value) in error.iter_mut().zip(output).zip(*values) {
                    let off = f64::from(*out) - f64::from(*value);
                    loss += off * off;
                    *error = (2.0 * off / count) as f32;
                }
                Tally {
                    loss: loss / count,
                    right: 0,
                }
            }
        }
    }
}

fn by_labels(scores: &[f32], labels: &[u32], count: f64, error: &mut [f32]) -> Tally {
    let classes = scores.len() / labels.len();
    let mut tally = Tally::default();
    let rows = scores.chunks_exact(classes).zip(error.chunks_exact_mut(classes));
    for ((scores, error), &label) in rows.zip(labels) {
        let label = label as usize;
        tally.loss += row(scores, label, error) / count;
        tally.right += usize::from(highest(scores) == label);
        error[label] -= 1.0;
        error
            .iter_mut()
            .for_each(|error| *error = (f64::from(*error) / count) as f32);
    }
    tally
}

/// The first of the highest scores.
fn highest(scores: &[f32]) -> usize {
    let better = |best: usize, at: usize| if scores[at] > scores[best] { at } else { best };
    (0..scores.len()).fold(0, better)
}
