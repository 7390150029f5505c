//! A value that arrives once, from a callback.

use core::{
    future::poll_fn,
    pin::pin,
    task::{Poll, Waker},
};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A place for one value; who waits for it is woken. Clones share the place.
#[derive(Debug)]
pub struct Signal<T>(Arc<Mutex<State<T>>>);

#[derive(Debug)]
struct State<T> {
    value: Option<T>,
    waiting: Vec<Waker>,
}

impl<T> Clone for Signal<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T: Clone> Signal<T> {
    /// Nothing has arrived.
    pub fn new() -> Self {
        let state = State {
            value: None,
            waiting: Vec::new(),
        };
        Self(Arc::new(Mutex::new(state)))
    }

    /// Puts the value there; the first one stays.
    pub fn set(&self, value: T) {
        let waiting = {
            let mut state = self.state();
            state.value.get_or_insert(value);
            core::mem::take(&mut state.waiting)
        };
        waiting.into_iter().for_each(Waker::wake);
    }

    /// The value, if it has arrived.
    pub fn get(&self) -> Option<T> {
        self.state().value.clone()
    }

    /// The value, once it is there.
    pub async fn wait(&self) -> T {
        poll_fn(|context| {
            let mut state = self.state();
            if let Some(value) = &state.value {
                return Poll::Ready(value.clone());
            }
            if !state.waiting.iter().any(|waker| waker.will_wake(context.waker())) {
                state.waiting.push(context.waker().clone());
            }
            Poll::Pending
        })
        .await
    }

    /// What `work` gives, or the value of this signal if it arrives before that.
    ///
    /// # Errors
    /// The signal's value.
    pub async fn or<U>(&self, work: impl Future<Output = U>) -> Result<U, T> {
        let mut work = pin!(work);
        let mut signal = pin!(self.wait());
        poll_fn(|context| match work.as_mut().poll(context) {
            Poll::Ready(done) => Poll::Ready(Ok(done)),
            Poll::Pending => signal.as_mut().poll(context).map(Err),
        })
        .await
    }

    /// A callback that panicked leaves a sound state behind: it is only ever replaced as a whole.
    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_value_stays_and_wakes_who_waits() {
        let signal = Signal::new();
        let waiting = signal.clone();
        let thread = std::thread::spawn(move || pollster::block_on(waiting.wait()));
        signal.set(1);
        signal.set(2);
        assert_eq!((thread.join().unwrap(), signal.get()), (1, Some(1)));
    }

    #[test]
    fn a_signal_ends_work_that_never_ends() {
        let lost = Signal::new();
        lost.set("lost");
        let endless = core::future::pending::<()>();
        assert_eq!(pollster::block_on(lost.or(endless)), Err("lost"));
        assert_eq!(pollster::block_on(lost.or(async { 3 })), Ok(3));
    }
}
