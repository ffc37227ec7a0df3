//! Limits for what a template does, so that no theme hangs a build or fills the memory.
//!
//! The template engine has no limit of its own. Therefore [`metered`](super::metered) adds a call of [`CHARGE`] to each
//! template. Counting steps instead of time keeps builds the same on every computer.

use std::cell::Cell;
use std::fmt::{self, Write as _};
use std::io;

use tera::{Error, Kwargs, State, Tera, TeraResult, Value, escape_html};

use super::calls::{CAPTURED, CHARGE, COMPARED, ITEMS, JOINED, SEARCHED, SLICED};
use crate::model::units::format_number;

/// Steps that rendering one template may take: passes through loops, includes, components and assignments, and what filters
/// and operators read and make.
const MAX_STEPS: u64 = 10_000_000;
/// Bytes that rendering one template may write. They are held in memory until the page is complete.
const MAX_OUTPUT_BYTES: u64 = 64 * 1024 * 1024;
/// Bytes of a text that a template makes.
const MAX_TEXT_BYTES: usize = 4 * 1024 * 1024;
/// Bytes that rendering one template may write into what is held in memory: `set` and `filter` blocks, contents of components,
/// and blocks for `super()`.
const MAX_CAPTURED_BYTES: u64 = 16 * 1024 * 1024;
/// Numbers that one call of `range` gives, and values of any other list that a template makes at once.
const MAX_LIST_LEN: usize = 100_000;
/// Lists and maps inside one another. The engine goes through them by recursion, which ends at the end of the stack.
const MAX_DEPTH: usize = 64;
/// Values of a list that is written as one, with those of the lists in it.
const MAX_NESTED_VALUES: u64 = 1_000_000;
/// Values of such a list that count as a step.
const VALUES_PER_STEP: u64 = 64;
/// Bytes of a text that count as a step, when it is assigned, and when a filter or an operator reads or makes it; also bytes of
/// a template that something repeats. All steps together make less than 200 MB, should a template keep all of it.
const BYTES_PER_STEP: u64 = 16;

/// What rendering a template has used so far.
#[derive(Clone, Copy, Default)]
struct Used {
    steps: u64,
    bytes: u64,
    captured: u64,
}

thread_local! {
    // The engine gives functions nothing that belongs to one rendering, and each rendering stays on its thread.
    static USED: Cell<Used> = const { Cell::new(Used { steps: 0, bytes: 0, captured: 0 }) };
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

impl<W: io::Write> io::Write for LimitedWriter<W> {
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

/// Counts steps, and fails when a limit is exceeded.
pub(super) fn charge(steps: u64) -> TeraResult<()> {
    let mut used = USED.get();
    used.steps = used.steps.saturating_add(steps);
    USED.set(used);
    if used.steps > MAX_STEPS {
        return Err(Error::message(
            "its loops, includes, components and filters take more than 10 million steps for one page\n\
             loop over fewer values, and put fewer loops inside one another",
        ));
    }
    if used.bytes > MAX_OUTPUT_BYTES {
        return Err(Error::message(too_much_output()));
    }
    Ok(())
}

/// Counts a text that is read or made.
pub(super) fn charge_text(len: usize) -> TeraResult<()> {
    charge(len as u64 / BYTES_PER_STEP)
}

/// Fails for the length of a text that no template may make.
pub(super) fn ensure_text(len: usize) -> TeraResult<()> {
    if len > MAX_TEXT_BYTES {
        let message = format!("it makes a text of more than {} MB\nmake shorter texts", MAX_TEXT_BYTES >> 20);
        return Err(Error::message(message));
    }
    Ok(())
}

/// Counts the values of a list that is read or made, and fails if there are too many.
pub(super) fn charge_items(count: usize) -> TeraResult<()> {
    if count > MAX_LIST_LEN {
        return Err(Error::message(format!(
            "it makes a list of more than {} values\nmake shorter lists",
            format_number(MAX_LIST_LEN as f64)
        )));
    }
    charge(count as u64)
}

/// Counts what is written into something that is held in memory.
fn charge_captured(bytes: u64) -> TeraResult<()> {
    let mut used = USED.get();
    used.captured = used.captured.saturating_add(bytes);
    USED.set(used);
    if used.captured > MAX_CAPTURED_BYTES {
        return Err(Error::message(format!(
            "it writes more than {} MB into `set` and `filter` blocks, contents of components and blocks for \
             `super()`, for one page\nwrite less in their loops",
            MAX_CAPTURED_BYTES >> 20
        )));
    }
    Ok(())
}

/// Counts the values that a list consists of, with those of the lists in it: a list that holds another one twice is twice as
/// long when it is printed.
fn charge_nested(value: &Value) -> TeraResult<()> {
    charge(weight_of(value)? / VALUES_PER_STEP)
}

/// Counts the texts and values that a value consists of, at every depth.
pub(super) fn charge_value(value: &Value) -> TeraResult<()> {
    charge(weight_of(value)?)
}

/// How many steps it takes to look at everything that a value consists of, at every depth.
pub(super) fn weight_of(value: &Value) -> TeraResult<u64> {
    let mut left = MAX_NESTED_VALUES;
    weigh(value, &mut left, 0)?;
    Ok(MAX_NESTED_VALUES - left)
}

/// Takes the weight of a value inside `depth` others from `left`, and fails if it is more.
fn weigh(value: &Value, left: &mut u64, depth: usize) -> TeraResult<()> {
    if depth > MAX_DEPTH {
        return Err(Error::message(format!(
            "it makes lists within lists more than {MAX_DEPTH} deep\nput fewer lists inside one another"
        )));
    }
    let text = value.as_str().map_or(0, str::len) as u64;
    *left = left.checked_sub(1 + text / BYTES_PER_STEP).ok_or_else(|| {
        Error::message(
            "it makes a list of more than 1 million values, with those of the lists in it\nmake shorter lists",
        )
    })?;
    let in_list = value.as_array().into_iter().flatten();
    let in_map = value.as_map().into_iter().flat_map(|map| map.values());
    in_list.chain(in_map).try_for_each(|value| weigh(value, left, depth + 1))
}

/// The function [`CHARGE`], which takes what `metered.rs` writes.
fn count_step(values: Kwargs, state: &State<'_>) -> TeraResult<&'static str> {
    let assigned = values.get::<&str>("name")?.map(|name| state.get::<Value>(name)).transpose()?.flatten();
    let text_len = assigned.as_ref().and_then(Value::as_str).map_or(0, str::len);
    ensure_text(text_len)?;
    let is_nested = values.get::<bool>("nested")?.unwrap_or_default();
    if let Some(list) = assigned.filter(|_| is_nested) {
        charge_nested(&list)?;
    }
    // What follows is repeated, or a template is included.
    let template_len = values.get::<u64>("len")?.unwrap_or_default();
    if values.get::<bool>("captured")?.unwrap_or_default() {
        charge_captured(template_len)?;
    }
    charge(1 + (text_len as u64 + template_len) / BYTES_PER_STEP)?;
    // What a template prints of it.
    Ok("")
}

/// The length of a text, or of what is printed of another value, up to more than any template may make.
fn printed_len(value: &Value) -> u64 {
    if let Some(text) = value.as_str() {
        return text.len() as u64;
    }
    let mut printed = PrintedLen(0);
    // Fails where the length is beyond every limit, which is an error where the limit is checked.
    let _ = write!(printed, "{value}");
    printed.0
}

/// The filter [`COMPARED`]: a comparison reads at most all of a value.
fn count_compared(value: &Value, _: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    charge_value(value)?;
    Ok(value.clone())
}

/// The filter [`SEARCHED`], for what stands after `in`. A key of a map is found at once.
fn count_searched(value: &Value, _: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    if !value.is_map() {
        charge_value(value)?;
    }
    Ok(value.clone())
}

/// The filter [`JOINED`]: in `a ~ b ~ c`, the first value is copied `times`, by each of the operators.
fn count_joined(value: &Value, values: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    if !value.is_string() {
        charge_value(value)?;
    }
    let len = printed_len(value);
    ensure_text(usize::try_from(len).unwrap_or(usize::MAX))?;
    let times = values.get::<u64>("times")?.unwrap_or(1);
    charge((len / BYTES_PER_STEP).saturating_mul(times))?;
    Ok(value.clone())
}

/// The filter [`ITEMS`], for what a loop, a slice or a spread goes through.
fn count_items(value: &Value, _: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    match value.as_str() {
        Some(text) => charge_text(text.len())?,
        None => charge(value.len().unwrap_or_default() as u64)?,
    }
    Ok(value.clone())
}

/// The function [`SLICED`], which returns where a slice starts. It can't see what is sliced, so it counts the longest text.
fn count_sliced(values: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    charge_text(MAX_TEXT_BYTES)?;
    Ok(values.get::<Value>("start")?.unwrap_or_else(Value::none))
}

/// Counts a value that is written into something that is held in memory.
fn charge_printed(value: &Value) -> TeraResult<()> {
    if !value.is_string() {
        charge_nested(value)?;
    }
    charge_captured(printed_len(value))
}

/// Counts the bytes of what is printed, up to more than may be captured.
struct PrintedLen(u64);

impl fmt::Write for PrintedLen {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 += text.len() as u64;
        if self.0 > MAX_CAPTURED_BYTES { Err(fmt::Error) } else { Ok(()) }
    }
}

/// The filter [`CAPTURED`], through which a value goes into a `set` or `filter` block.
fn count_captured(value: Value, _: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    charge_printed(&value)?;
    Ok(value)
}

/// The function [`CAPTURED`], which is given a value after it was printed.
fn count_path(values: Kwargs, _: &State<'_>) -> TeraResult<&'static str> {
    charge_printed(&values.must_get::<Value>("value")?)?;
    Ok("")
}

/// Registers what counts, and replaces what could make gigabytes at once.
pub(super) fn register_limits(tera: &mut Tera) {
    tera.register_function(CHARGE, count_step);
    tera.register_function(CAPTURED, count_path);
    tera.register_filter(CAPTURED, count_captured);
    tera.register_filter(COMPARED, count_compared);
    tera.register_filter(SEARCHED, count_searched);
    tera.register_filter(JOINED, count_joined);
    tera.register_filter(ITEMS, count_items);
    tera.register_function(SLICED, count_sliced);
    tera.register_function("range", range);
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
    let too_long =
        || Error::message(format!("`range` gives at most {} numbers", format_number(MAX_LIST_LEN as f64)));
    let stride = i128::try_from(step.unsigned_abs()).map_err(|_| too_long())?;
    let span = span.ok_or_else(too_long)?.max(0);
    let len = span / stride + i128::from(span % stride != 0);
    if len > MAX_LIST_LEN as i128 {
        return Err(too_long());
    }
    charge(u64::try_from(len).unwrap_or_default())?;
    Ok((0..len).map(|index| start + index * step).collect())
}
