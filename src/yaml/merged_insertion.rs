//! Several fields to add at once: those that would write the same line anew are written into one line.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use super::insertion::{Insertion, MAX_REWRITTEN_CHARS, Placement, place};
use super::limits::Limits;
use super::{blanks, parse};

/// How to write each of several values, as [`find_insertion`](super::find_insertion) does for one; fields and values are
/// pairs. Fields that belong into the same line all get that line with all of them, so that none undoes another. If two
/// write the same field, each gets its own.
pub fn find_insertions(source: &str, additions: &[(&str, &str)]) -> Vec<Option<Insertion>> {
    let clean = blanks::clean(source);
    let source = clean.as_ref().map_or(source, |clean| &clean.text);
    let (tree, _) = parse::parse_tree(source, &Limits::unlimited());
    let placements: Vec<Option<Placement>> =
        additions.iter().map(|(field, value)| place(&tree, field, value, MAX_REWRITTEN_CHARS)).collect();
    let lines = group_by_line(&placements);
    let mut insertions: Vec<Option<Insertion>> =
        placements.iter().map(|placement| Some(placement.as_ref()?.insertion.clone())).collect();
    for group in lines.into_values() {
        let group = without_conflicts(&group, additions);
        if group.len() < 2 {
            continue;
        }
        let Some(merged) = merge(source, &group, additions, &placements) else { continue };
        for member in group {
            insertions[member] = Some(merged.clone());
        }
    }
    insertions
}

/// The line with all fields of a group in it; `None` if they cannot be written into one.
fn merge(
    source: &str,
    group: &[usize],
    additions: &[(&str, &str)],
    placements: &[Option<Placement>],
) -> Option<Insertion> {
    let members: Vec<(&str, &str)> = group.iter().map(|member| additions[*member]).collect();
    let first = placements[*group.first()?].as_ref()?;
    match &first.insertion {
        Insertion::Instead(_) => {
            let lines = group.iter().filter_map(|member| placements[*member].as_ref()?.replaced());
            let line = lines.max_by_key(|line| line.len())?;
            apply_all(source, line, &members).map(Insertion::Instead)
        }
        Insertion::Line(line) | Insertion::InEntry(line) | Insertion::Under { line, .. } => {
            let rest = |field: &'_ str| field.len().min(first.parent_path_len);
            let others = members.iter().skip(1).map(|(field, value)| (&field[rest(field)..], *value));
            merge_entries(line, others).map(|line| first.insertion.with_line(line))
        }
        Insertion::Append { .. } => None,
    }
}

/// What makes additions belong together.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum SameLine<'a> {
    /// They replace text within this range.
    Within(usize, usize),
    /// They begin an entry of the same name in the same group.
    NewEntry(usize, &'a str),
}

/// The additions that would write the same line, in their order.
fn group_by_line(placements: &[Option<Placement>]) -> BTreeMap<SameLine<'_>, Vec<usize>> {
    // Widest first, so that a range that contains another comes before it.
    let mut ranges: Vec<&Range<usize>> =
        placements.iter().flatten().filter_map(Placement::replaced).collect();
    ranges.sort_by_key(|range| (range.start, Reverse(range.end)));
    let mut outermost: Vec<&Range<usize>> = Vec::new();
    for range in ranges {
        if outermost.last().is_none_or(|last| range.end > last.end) {
            outermost.push(range);
        }
    }
    let mut groups: BTreeMap<SameLine<'_>, Vec<usize>> = BTreeMap::new();
    for (index, placement) in placements.iter().enumerate() {
        let Some(placement) = placement else { continue };
        let line = match placement.replaced() {
            Some(range) => {
                let after = outermost.partition_point(|outer| outer.start <= range.start);
                let outer = outermost[..after].last().copied().unwrap_or(range);
                SameLine::Within(outer.start, outer.end)
            }
            None => match &placement.new_entry {
                Some((group, key)) => SameLine::NewEntry(*group, key),
                None => continue,
            },
        };
        groups.entry(line).or_default().push(index);
    }
    groups
}

/// The members of a group without those that write a field which an earlier one writes already.
fn without_conflicts(group: &[usize], additions: &[(&str, &str)]) -> Vec<usize> {
    let mut kept: Vec<usize> = Vec::new();
    for member in group {
        let field = additions[*member].0;
        let conflicts = |kept: &usize| {
            let other = additions[*kept].0;
            let (short, long) = if field.len() < other.len() { (field, other) } else { (other, field) };
            let is_within =
                long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']));
            // Several entries may be added to a list.
            is_within && !(field == other && field.ends_with("[]") && additions[*member] != additions[*kept])
        };
        if !kept.iter().any(conflicts) {
            kept.push(*member);
        }
    }
    kept
}

/// The text of a line of the source after all fields were added within it.
fn apply_all(source: &str, line: &Range<usize>, additions: &[(&str, &str)]) -> Option<String> {
    let mut text = source.to_owned();
    for (field, value) in additions {
        let (tree, _) = parse::parse_tree(&text, &Limits::unlimited());
        let placement = place(&tree, field, value, usize::MAX)?;
        let (range, new) = placement.edit()?;
        text.replace_range(range, new);
    }
    let end = line.end + text.len() - source.len();
    text.get(line.start..end).map(str::to_owned)
}

/// An entry with further fields in it; their paths begin with its key.
fn merge_entries<'a>(entry: &str, others: impl Iterator<Item = (&'a str, &'a str)>) -> Option<String> {
    let mut text = entry.to_owned();
    for addition in others {
        text = apply_all(&text, &(0..text.len()), &[addition])?;
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::find_insertions;
    use crate::yaml::Insertion;

    fn insertions(source: &str, fields: &[&str]) -> Vec<String> {
        let additions: Vec<(&str, &str)> = fields.iter().map(|field| (*field, "x")).collect();
        let text = |insertion: Option<Insertion>| match insertion {
            Some(Insertion::Instead(text)) => format!("= {text}"),
            Some(Insertion::Line(line)) => format!("+ {line}"),
            Some(Insertion::Under { key, line }) => format!("{key} > {line}"),
            Some(Insertion::InEntry(line)) => format!("- {line}"),
            Some(Insertion::Append { text, .. }) => format!("< {text}"),
            None => String::new(),
        };
        find_insertions(source, &additions).into_iter().map(text).collect()
    }

    #[test]
    fn fields_of_one_line_are_written_into_it_together() {
        let both = "= a: { b: 1, c: x, d: x }";
        assert_eq!(insertions("a: { b: 1 } # note\nz: 1\n", &["a.c", "a.d"]), [both, both]);
        let deep = "= { b: 1, s: { n: 1, t: x }, c: x }";
        assert_eq!(insertions("a: [{ b: 1, s: { n: 1 } }]\n", &["a[0].s.t", "a[0].c"]), [deep, deep]);
        let changed = "= a: { b: x, c: x }";
        assert_eq!(insertions("a: { b: 1 }\n", &["a.b", "a.c"]), [changed, changed]);
        let list = "= a: [1, x]";
        assert_eq!(insertions("a: [1]\n", &["a[]", "a[]"]), [list, list]);
    }

    #[test]
    fn fields_of_a_group_that_is_not_there_begin_it_together() {
        let both = "+ a: { c: x, d: x }";
        assert_eq!(insertions("z: 1\n", &["a.c", "a.d"]), [both, both]);
        let under = "a > s: { t: x, u: x }";
        assert_eq!(insertions("a:\n  b: 1\n", &["a.s.t", "a.s.u"]), [under, under]);
        assert_eq!(insertions("a:\n  b: 1\n", &["a.c", "a.d"]), ["a > c: x", "a > d: x"]);
    }

    #[test]
    fn fields_of_other_lines_and_two_values_of_one_field_stay_apart() {
        assert_eq!(insertions("a: 1\nb: 2\n", &["a", "b"]), ["= a: x", "= b: x"]);
        let two = find_insertions("a: { b: 1 }\n", &[("a.c", "x"), ("a.c", "y")]);
        let instead = |text: &str| Some(Insertion::Instead(text.to_owned()));
        assert_eq!(two, [instead("a: { b: 1, c: x }"), instead("a: { b: 1, c: y }")]);
    }
}
