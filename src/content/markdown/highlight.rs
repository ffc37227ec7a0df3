//! Colors code blocks: each part gets a class that says what it is, such as `hl-comment`. A theme gives the colors.
//!
//! No other module depends on `syntect`. Its grammars are loaded when the first code block is rendered.

use std::fmt::Write;
use std::sync::LazyLock;

use pulldown_cmark_escape::escape_html_body_text;
use syntect::parsing::{ClearAmount, ParseState, Scope, ScopeStackOp, SyntaxReference, SyntaxSet};

/// Whether this build of the program can color code.
pub const CAN_HIGHLIGHT: bool = true;

/// Longest line of a block with colors, in bytes. Grammars may read a line again from each of its characters.
const MAX_LINE: usize = 500;

/// Longest word of a block with colors, in bytes, for the same reason.
const MAX_WORD: usize = 80;

/// Longest block with colors, in bytes.
const MAX_BLOCK: usize = 50_000;

/// Names of languages that the grammars do not know, and the grammar that reads them.
const ALIASES: [(&str, &str); 8] = [
    ("console", "bash"),
    ("csharp", "cs"),
    ("golang", "go"),
    ("jsonc", "json"),
    ("jsx", "js"),
    ("shell", "bash"),
    ("ts", "js"),
    ("typescript", "js"),
];

/// What a part of a program is, by the start of its scope (sublimetext.com/docs/scope_naming.html). The first row that
/// fits counts; an empty name takes the color of the surrounding part away.
const ROLES: [(&str, &str); 29] = [
    ("comment", "comment"),
    ("constant.numeric", "number"),
    ("constant.language", "number"),
    ("constant.character", "string"),
    ("entity.name.class", "type"),
    ("entity.name.enum", "type"),
    ("entity.name.impl", "type"),
    ("entity.name.interface", "type"),
    ("entity.name.struct", "type"),
    ("entity.name.trait", "type"),
    ("entity.name.type", "type"),
    ("entity.other.inherited-class", "type"),
    ("entity.name", "name"),
    ("entity.other.attribute-name", "name"),
    ("keyword.operator.logical", "keyword"),
    ("keyword.operator.word", "keyword"),
    ("keyword.operator", ""),
    ("keyword", "keyword"),
    ("markup.deleted", "keyword"),
    ("markup.heading", "name"),
    ("markup.inserted", "string"),
    ("meta.interpolation", ""),
    ("source", ""),
    ("storage", "keyword"),
    ("string", "string"),
    ("support.class", "type"),
    ("support.function", "name"),
    ("support.type", "type"),
    ("variable.function", "name"),
];

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

static SELECTORS: LazyLock<Vec<(Scope, Role)>> = LazyLock::new(|| {
    let selector =
        |(scope, role): &(&str, Role)| (Scope::new(scope).expect("the scopes of the table are valid"), *role);
    ROLES.iter().map(selector).collect()
});

/// What a part of a program is, such as `comment`; empty for a part without a color.
type Role = &'static str;

/// The HTML of a code block with its info string, such as `python`.
///
/// `None` if it is shown plain: its language is not known, or it is too long.
pub(super) fn highlight(code: &str, info: &str) -> Option<String> {
    let syntax = find_syntax(info).filter(|_| !is_too_long(code))?;
    let mut state = ParseState::new(syntax);
    let mut roles = RoleStack::default();
    let mut spans = SpanWriter::default();
    for line in code.split_inclusive('\n') {
        let mut start = 0;
        for (end, operation) in state.parse_line(line, &SYNTAXES).ok()? {
            spans.write(line.get(start..end)?, roles.top());
            roles.apply(&operation);
            start = end;
        }
        spans.write(&line[start..], roles.top());
    }
    Some(spans.finish())
}

fn is_too_long(code: &str) -> bool {
    let is_separator = |c: char| !c.is_alphanumeric() && c != '_';
    code.len() > MAX_BLOCK
        || code.lines().any(|line| line.len() > MAX_LINE)
        || code.split(is_separator).any(|word| word.len() > MAX_WORD)
}

/// The grammar of `python`, `{.python .numberLines}`, `{r, echo=FALSE}` or `rust,ignore`.
fn find_syntax(info: &str) -> Option<&'static SyntaxReference> {
    let name = info.trim_start_matches(['{', '.', ' ']);
    let end = name.find(|c: char| c.is_whitespace() || ",;:}".contains(c)).unwrap_or(name.len());
    let name = &name[..end];
    let alias = ALIASES.iter().find(|(alias, _)| alias.eq_ignore_ascii_case(name));
    SYNTAXES.find_syntax_by_token(alias.map_or(name, |(_, name)| name)).filter(|_| !name.is_empty())
}

/// The roles of the parts that are open at a position, the innermost last. A part without a role of its own has that of
/// the part around it.
#[derive(Default)]
struct RoleStack {
    open: Vec<Role>,
    /// What grammars hide for a while.
    hidden: Vec<Vec<Role>>,
}

impl RoleStack {
    fn top(&self) -> Role {
        self.open.last().copied().unwrap_or_default()
    }

    fn apply(&mut self, operation: &ScopeStackOp) {
        match operation {
            ScopeStackOp::Push(scope) => {
                let own = SELECTORS.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope));
                self.open.push(own.map_or_else(|| self.top(), |(_, role)| role));
            }
            ScopeStackOp::Pop(count) => self.open.truncate(self.open.len().saturating_sub(*count)),
            ScopeStackOp::Clear(ClearAmount::TopN(count)) => {
                let kept = self.open.len().saturating_sub(*count);
                self.hidden.push(self.open.split_off(kept));
            }
            ScopeStackOp::Clear(ClearAmount::All) => self.hidden.push(std::mem::take(&mut self.open)),
            ScopeStackOp::Restore => self.open.extend(self.hidden.pop().unwrap_or_default()),
            ScopeStackOp::Noop => {}
        }
    }
}

/// Writes text in `<span>`s, one for all neighbors of one role. White space between two of them is in neither.
#[derive(Default)]
struct SpanWriter {
    html: String,
    role: Role,
    /// White space after the last word.
    space: String,
}

impl SpanWriter {
    fn write(&mut self, text: &str, role: Role) {
        let words = text.trim_end();
        if !words.is_empty() {
            if role == self.role {
                self.html.push_str(&std::mem::take(&mut self.space));
            } else {
                self.close();
                self.open(role);
            }
            let _ = escape_html_body_text(&mut self.html, words);
        }
        self.space.push_str(&text[words.len()..]);
    }

    fn open(&mut self, role: Role) {
        if !role.is_empty() {
            let _ = write!(self.html, "<span class=\"hl-{role}\">");
        }
        self.role = role;
    }

    fn close(&mut self) {
        if !self.role.is_empty() {
            self.html.push_str("</span>");
        }
        self.html.push_str(&std::mem::take(&mut self.space));
        self.role = "";
    }

    fn finish(mut self) -> String {
        self.close();
        self.html
    }
}
