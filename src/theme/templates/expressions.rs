//! Adds to the expressions of a tag what counts the values that its operators read: texts that are put together, values that
//! are compared or searched, slices, and what loops and spreads go through.
//!
//! A filter stands closer to its value than any operator, so that `a ~ b` becomes `a | count ~ b | count`.

use std::ops::Range;

use super::calls::{CHARGE, COMPARED, ITEMS, JOINED, SEARCHED, SLICED};
use super::tokens::{Token, tokenize};

/// Bytes of a literal that takes no time to compare.
const MAX_SHORT_LITERAL: usize = 64;
/// The engine's name of all variables in one map.
const ALL_VARIABLES: &str = "__tera_context";

/// Something that is added to an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Addition {
    pub(super) at: usize,
    pub(super) text: String,
    /// What it counts.
    pub(super) counted: Range<usize>,
}

/// What is in an expression.
#[derive(Debug, Default)]
pub(super) struct Expression {
    /// In the order of their places.
    pub(super) additions: Vec<Addition>,
    /// Whether it makes a list or a map, which could hold another one several times.
    pub(super) makes_lists: bool,
    /// Number of components in it.
    pub(super) components: usize,
}

impl Expression {
    /// Reads an expression. That of a loop is what stands after `for` in its tag.
    pub(super) fn parse(text: &str, is_loop: bool) -> Self {
        let tokens = tokenize(text);
        let mut scan = Scan::new(text, is_loop);
        for index in 0..tokens.len() {
            scan.read(&tokens, index);
        }
        scan.finish()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    Join,
    Compare,
    Search,
    Spread,
}

/// A value that an operator reads, with the filters behind it.
#[derive(Debug)]
struct Operand {
    range: Range<usize>,
    is_short_literal: bool,
    /// The filter that counts it.
    filter: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bracket {
    /// The expression itself, what is in parentheses, and a map.
    Group,
    List,
    Subscript,
    /// `<card study={study} />`, between the name and the end.
    Component,
}

/// Part of an expression that a bracket opens.
#[derive(Debug)]
struct Level {
    bracket: Bracket,
    start: usize,
    /// The operand that is being read.
    operand: Option<usize>,
    /// An operator that waits for what is on its right, and what is on its left.
    pending: Option<(Option<usize>, Operator)>,
    /// The first colon of a slice.
    colon: Option<usize>,
    /// Whether it is a loop: `[a for a in list]`, or the tag.
    is_loop: bool,
    /// Where the list begins that a loop goes through, until its end is found.
    looped: Option<usize>,
    has_condition: bool,
}

impl Level {
    const fn new(bracket: Bracket, start: usize) -> Self {
        Self {
            bracket,
            start,
            operand: None,
            pending: None,
            colon: None,
            is_loop: false,
            looped: None,
            has_condition: false,
        }
    }
}

struct Scan<'a> {
    text: &'a str,
    levels: Vec<Level>,
    operands: Vec<Operand>,
    joins: usize,
    found: Expression,
}

impl<'a> Scan<'a> {
    fn new(text: &'a str, is_loop: bool) -> Self {
        let top = Level { is_loop, ..Level::new(Bracket::Group, 0) };
        Self { text, levels: vec![top], operands: Vec::new(), joins: 0, found: Expression::default() }
    }

    fn level(&mut self) -> &mut Level {
        self.levels.last_mut().expect("the first level is never closed")
    }

    fn read(&mut self, tokens: &[Token<'_>], index: usize) {
        let token = &tokens[index];
        let is_value = self.level().operand.is_some();
        let is_field = index > 0 && matches!(tokens[index - 1].text, "." | "?.");
        match token.text {
            // A word such as `in`, too.
            _ if is_field => self.extend(token),
            "(" | "[" | "?[" | "{" => self.open(token, is_value),
            ")" | "]" | "}" => self.close(tokens, index),
            "<" if !is_value => {
                self.extend(token);
                self.found.components += 1;
                self.levels.push(Level::new(Bracket::Component, token.range.start));
            }
            ">" if self.level().bracket == Bracket::Component => self.close(tokens, index),
            _ if self.level().bracket == Bracket::Component => {}
            "~" => self.end_operand(Some(Operator::Join)),
            "==" | "!=" | "<" | ">" | "<=" | ">=" => self.end_operand(Some(Operator::Compare)),
            "not" if is_value => self.end_operand(Some(Operator::Search)),
            "in" => self.read_in(token),
            "if" => self.read_if(token),
            "for" => {
                self.end_operand(None);
                self.level().is_loop |= self.level().bracket == Bracket::List;
            }
            "..." => {
                self.end_operand(None);
                self.level().pending = Some((None, Operator::Spread));
            }
            "|" => self.count_before_filter(tokens.get(index + 1)),
            "." | "?." => {}
            ":" => {
                self.end_operand(None);
                let level = self.level();
                if level.bracket == Bracket::Subscript {
                    level.colon.get_or_insert(token.range.start);
                }
            }
            "and" | "or" | "is" | "else" | "not" => self.end_operand(None),
            _ if token.is_operator() => self.end_operand(None),
            _ => self.extend(token),
        }
    }

    /// Reads a name, a literal or a bracket as part of an operand.
    fn extend(&mut self, token: &Token<'_>) {
        if let Some(operand) = self.level().operand {
            let operand = &mut self.operands[operand];
            operand.range.end = token.range.end;
            operand.is_short_literal &= token.is_number();
            return;
        }
        self.found.makes_lists |= token.text == ALL_VARIABLES;
        let is_short_literal = token.is_literal() && token.text.len() <= MAX_SHORT_LITERAL;
        self.level().operand = Some(self.operands.len());
        self.operands.push(Operand { range: token.range.clone(), is_short_literal, filter: None });
    }

    fn open(&mut self, token: &Token<'_>, is_value: bool) {
        let in_component = self.level().bracket == Bracket::Component;
        let is_list = token.text == "[" && !is_value;
        self.found.makes_lists |= is_list || token.text == "{" && !in_component;
        let bracket = match token.text {
            _ if is_list => Bracket::List,
            "[" | "?[" => Bracket::Subscript,
            _ => Bracket::Group,
        };
        // The base of a slice ends before its bracket.
        if !is_value && !in_component {
            self.extend(token);
        }
        self.levels.push(Level::new(bracket, token.range.start));
    }

    fn close(&mut self, tokens: &[Token<'_>], index: usize) {
        let token = &tokens[index];
        self.end_operand(None);
        self.end_loop(token.range.start);
        if self.levels.len() == 1 {
            return;
        }
        let Some(level) = self.levels.pop() else { return };
        if level.is_loop && !level.has_condition {
            self.add(token.range.start, format!(" if not {CHARGE}()"), level.start..token.range.end);
        }
        if let Some(colon) = level.colon {
            self.count_slice(&tokens[index + 1..], &level, colon);
        }
        if let Some(operand) = self.level().operand {
            let operand = &mut self.operands[operand];
            operand.range.end = token.range.end;
            operand.is_short_literal = false;
        }
    }

    /// Ends an operand, because of the operator on its right if there is one.
    fn end_operand(&mut self, right: Option<Operator>) {
        let level = self.level();
        let Some(operand) = level.operand.take() else { return };
        let pending = level.pending.take();
        level.pending = right.map(|operator| (Some(operand), operator));
        self.joins += usize::from(right == Some(Operator::Join));
        let Some((left, operator)) = pending else { return };
        let is_short = |index: usize| self.operands[index].is_short_literal;
        // What is compared with a short text is read no further than that.
        if operator == Operator::Compare && (is_short(operand) || left.is_some_and(is_short)) {
            return;
        }
        let (of_left, of_right) = match operator {
            Operator::Join => (JOINED, JOINED),
            Operator::Compare => (COMPARED, COMPARED),
            Operator::Search => (COMPARED, SEARCHED),
            Operator::Spread => (ITEMS, ITEMS),
        };
        for (index, filter) in [(left, of_left), (Some(operand), of_right)] {
            let counted = index.map(|index| &mut self.operands[index]);
            if let Some(counted) = counted.filter(|operand| !operand.is_short_literal) {
                // Parts of a text are counted as often as they are copied.
                if counted.filter != Some(JOINED) {
                    counted.filter = Some(filter);
                }
            }
        }
    }

    fn read_in(&mut self, token: &Token<'_>) {
        let level = self.level();
        if level.is_loop && level.looped.is_none() && !level.has_condition {
            level.operand = None;
            level.looped = Some(token.range.end);
        } else {
            // Of `not in`, the first word has ended the operand.
            self.end_operand(Some(Operator::Search));
        }
    }

    fn read_if(&mut self, token: &Token<'_>) {
        self.end_operand(None);
        // In the tag of a loop, it is the condition of a value.
        let level = self.level();
        if level.bracket == Bracket::List && level.looped.is_some() {
            level.has_condition = true;
            let start = level.start;
            self.end_loop(token.range.start);
            self.add(token.range.end, format!(" not {CHARGE}() and "), start..token.range.end);
        }
    }

    /// Counts the list that a loop goes through.
    fn end_loop(&mut self, end: usize) {
        if let Some(start) = self.level().looped.take() {
            let list = self.text[start..end].trim();
            if !list.is_empty() {
                let start = start + self.text[start..end].find(list).unwrap_or_default();
                let list = start..start + list.len();
                self.add(list.start, "(".to_owned(), list.clone());
                self.add(list.end, format!(") | {ITEMS}"), list);
            }
        }
    }

    /// The engine's filters that read all of a text and are not replaced.
    fn count_before_filter(&mut self, name: Option<&Token<'_>>) {
        let operand = self.level().operand.map(|operand| self.operands[operand].range.clone());
        if let (Some(range), Some("int" | "float")) = (operand, name.map(|name| name.text)) {
            self.add(range.end, format!(" | {ITEMS}"), range);
        }
    }

    /// Counts a slice; `behind` are the tokens after it.
    fn count_slice(&mut self, behind: &[Token<'_>], level: &Level, colon: usize) {
        let Some(operand) = self.level().operand else { return };
        let base = self.operands[operand].range.clone();
        if self.text[level.start..].starts_with('[') && !is_field_next(behind) {
            self.add(level.start, format!(" | {ITEMS}"), base);
            return;
        }
        let inside = level.start + self.text[level.start..].find('[').unwrap_or_default() + 1;
        let first = self.text[inside..colon].trim_start();
        if first.is_empty() {
            self.add(colon, format!("{SLICED}()"), base);
        } else {
            self.add(colon - first.len(), format!("{SLICED}(start="), base.clone());
            self.add(colon, ")".to_owned(), base);
        }
    }

    fn add(&mut self, at: usize, text: String, counted: Range<usize>) {
        self.found.additions.push(Addition { at, text, counted });
    }

    fn finish(mut self) -> Expression {
        self.levels.truncate(1);
        self.end_operand(None);
        self.end_loop(self.text.trim_end_matches(|c: char| c == '-' || c.is_whitespace()).len());
        let joins = self.joins;
        let mut additions: Vec<Addition> = Vec::new();
        for Operand { range, filter, .. } in self.operands {
            let Some(filter) = filter else { continue };
            let text = match filter {
                JOINED if joins > 1 => format!(" | {filter}(times={joins})"),
                _ => format!(" | {filter}"),
            };
            additions.push(Addition { at: range.end, text, counted: range });
        }
        // An operand ends before the list that it is in.
        additions.append(&mut self.found.additions);
        additions.sort_by_key(|addition| addition.at);
        Expression { additions, ..self.found }
    }
}

/// Whether a field follows after a slice and its subscripts, as in `[0].title`: it can't stand behind a filter.
fn is_field_next(tokens: &[Token<'_>]) -> bool {
    let mut depth = 0_usize;
    for token in tokens {
        match token.text {
            "(" | "[" | "{" => depth += 1,
            "?[" if depth > 0 => depth += 1,
            "]" | ")" | "}" if depth > 0 => depth -= 1,
            text if depth == 0 => return matches!(text, "." | "?." | "?["),
            _ => {}
        }
    }
    false
}
