//! Limits for what a template does, so that no theme hangs a build or fills the memory.
//!
//! The template engine has no limit of its own. Therefore [`metered`](super::metered) adds a call of [`CHARGE`] to each
//! template. Counting steps instead of time keeps builds the same on every computer.

use std::cell::Cell;
use std::io::{self, Write};

use tera::{Error, Kwargs, State, StringInput, Tera, TeraResult, Value, escape_html};

use super::metered::CHARGE;

/// Passes through loops, and includes, components and assignments, that rendering one template may take.
const MAX_STEPS: u64 = 10_000_000;
/// Bytes that rendering one template may write.
const MAX_OUTPUT_BYTES: u64 = 256 * 1024 * 1024;
/// Bytes of a text that a template makes.
const MAX_TEXT_BYTES: usize = 4 * 1024 * 1024;
/// Numbers that one call of `range` gives.
const MAX_RANGE_LEN: i128 = 100_000;
/// Bytes of an assigned text that count as a step.
const BYTES_PER_STEP: u64 = 64;

/// What rendering a template has used so far.
#[derive(Clone, Copy, Default)]
struct Used {
    steps: u64,
    bytes: u64,
}

thread_local! {
    // The engine gives functions nothing that belongs to one rendering, and each rendering stays on its thread.
    static USED: Cell<Used> = const { Cell::new(Used { steps: 0, bytes: 0 }) };
}

/// Renders with all limits unused; those of a rendering around this one go on afterwards.
pub(super) fn with_full_limits<T>(render: impl FnOnce() -> T) -> T {
    let outer = USED.replace(Used::default());
    let result = render();
    USED.set(outer);
    result
}

/// A writer that fails when a template has written too much.
pub(super) struct LimitedWriter<W>(pub(super) W);

impl<W: Write> Write for LimitedWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        count_bytes(bytes.len())?;
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn count_bytes(len: usize) -> io::Result<()> {
    let mut used = USED.get();
    used.bytes += len as u64;
    USED.set(used);
    // The next step reports the place in the template. Only what takes no step ends here.
    if used.bytes > 2 * MAX_OUTPUT_BYTES { Err(io::Error::other(too_much_output())) } else { Ok(()) }
}

fn too_much_output() -> String {
    format!("it writes more than {} MB for one page\nwrite less in its loops", MAX_OUTPUT_BYTES >> 20)
}

fn text_too_long() -> Error {
    Error::message(format!("it makes a text of more than {} MB\nmake shorter texts", MAX_TEXT_BYTES >> 20))
}

/// Counts steps, and fails when a limit is exceeded.
fn charge(steps: u64) -> TeraResult<()> {
    let mut used = USED.get();
    used.steps = used.steps.saturating_add(steps);
    USED.set(used);
    if used.steps > MAX_STEPS {
        return Err(Error::message(
            "its loops, includes and components take more than 10 million steps for one page\n\
             loop over fewer values, and put fewer loops inside one another",
        ));
    }
    if used.bytes > MAX_OUTPUT_BYTES {
        return Err(Error::message(too_much_output()));
    }
    Ok(())
}

/// Registers the function that counts steps, and replaces what could make gigabytes at once.
pub(super) fn register_limits(tera: &mut Tera) {
    tera.register_function(CHARGE, |values: Kwargs, state: &State<'_>| -> TeraResult<&'static str> {
        let assigned =
            values.get::<&str>("name")?.map(|name| state.get::<Value>(name)).transpose()?.flatten();
        let len = assigned.as_ref().and_then(Value::as_str).map_or(0, str::len);
        if len > MAX_TEXT_BYTES {
            return Err(text_too_long());
        }
        charge(1 + len as u64 / BYTES_PER_STEP)?;
        // What a template prints of it.
        Ok("")
    });
    tera.register_function("range", range);
    tera.register_filter("replace", replace);
    // Also counts what is written into a variable.
    tera.set_escape_fn(|text, output| {
        count_bytes(text.len())?;
        escape_html(text, output)
    });
}

/// The engine's function `range`; each number counts as a step.
fn range(values: Kwargs, _: &State<'_>) -> TeraResult<Vec<i128>> {
    let start = values.get::<i128>("start")?.unwrap_or_default();
    let end = values.must_get::<i128>("end")?;
    let step = values.get::<i128>("step_by")?.unwrap_or(1);
    if step == 0 {
        return Err(Error::message("`range` needs a `step_by` other than 0"));
    }
    if start > end && step > 0 {
        return Err(Error::message("`range` needs a `start` that isn't greater than its `end`"));
    }
    let span = if step > 0 { end.checked_sub(start) } else { start.checked_sub(end) };
    let too_long = || Error::message(format!("`range` gives at most {MAX_RANGE_LEN} numbers"));
    let stride = i128::try_from(step.unsigned_abs()).map_err(|_| too_long())?;
    let span = span.ok_or_else(too_long)?.max(0);
    let len = span / stride + i128::from(span % stride != 0);
    if len > MAX_RANGE_LEN {
        return Err(too_long());
    }
    charge(u64::try_from(len).unwrap_or_default())?;
    Ok((0..len).map(|index| start + index * step).collect())
}

/// The engine's filter `replace`, which makes no text that is too long.
fn replace(text: StringInput<'_>, values: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let from = values.must_get::<&str>("from")?;
    let to = values.must_get::<StringInput<'_>>("to")?;
    let is_safe = state.autoescaping_enabled() && (text.is_safe() || to.is_safe());
    let (text, to) = match is_safe {
        true => (text.rendered(state)?, to.rendered(state)?),
        false => (text.as_str().into(), to.as_str().into()),
    };
    let added = text.matches(from).count().saturating_mul(to.len());
    if text.len().saturating_add(added) > MAX_TEXT_BYTES {
        return Err(text_too_long());
    }
    let replaced = text.replace(from, &to);
    Ok(if is_safe { Value::safe_string(&replaced) } else { Value::from(replaced) })
}
