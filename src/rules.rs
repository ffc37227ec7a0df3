//! The table of all rules: what each detects, why it matters, which source it follows, and what else the program does
//! because of it.
//!
//! `leadfolio check --explain` prints entries of this table, and a test compares it with the rules that the code
//! reports. No other file compares ids of rules: what depends on a rule is a [`RuleTrait`] of it.

/// A rule: its documentation and its traits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The id in diagnostics and in `lint_allow`, such as "DEL-07".
    pub id: &'static str,
    /// The problem that the rule detects, as a noun phrase.
    pub finds: &'static str,
    /// Why the problem matters to readers.
    pub why: &'static str,
    /// The publication or regulation that the rule follows, such as "WCAG 2.2, 1.1.1"; `None` for rules of our own.
    pub source: Option<&'static str>,
    /// What else the program does because of the rule; empty for most.
    pub traits: &'static [RuleTrait],
    /// The place of its advice among all, the most useful first. `None` if its warnings and hints are no advice, but
    /// something that every build reports.
    pub rank: Option<u8>,
}

/// What the program does with the diagnostics of a rule, besides reporting them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleTrait {
    /// `check --profile panel` raises a warning to an error and a hint to a warning.
    RaisedForPanel,
    /// A problem in the rendered site is the theme's, so `theme check` reports it too.
    ConcernsTheme,
    /// A value that breaks it is still read as it is written: a warning, not an error.
    ReadAsWritten,
    /// It hides the errors after it, so a fix may leave more errors than there were.
    HidesOtherErrors,
    /// A link in a text that breaks it is only a warning: the renderer drops the link, so it does no harm.
    HarmlessInText,
    /// A page that is not published may break it.
    AllowedInDraft,
    /// It reports something that is not shown and could be; a build says how many there are.
    ReportsHidden,
    /// It reports what remains of the sample: often many at once, which must not hide others.
    ReportsSample,
    /// It reports an empty list, which may be empty only because its entries could not be read.
    ReportsEmptyList,
}

impl Rule {
    /// Finds a rule by its id, ignoring case and surrounding spaces.
    pub fn find(id: &str) -> Option<&'static Self> {
        RULES.iter().find(|rule| rule.id.eq_ignore_ascii_case(id.trim()))
    }

    /// The place of a rule's advice among all, by its exact id; see [`Rule::rank`].
    pub fn rank_of(id: &str) -> Option<u8> {
        let index = RULES.binary_search_by(|rule| rule.id.cmp(id)).ok()?;
        RULES[index].rank
    }

    /// All rules, sorted by id.
    pub fn all() -> &'static [Self] {
        RULES
    }
}

/// Whether the rule with this id has a trait; `false` for an unknown id.
pub fn has_trait(id: &str, wanted: RuleTrait) -> bool {
    RULES.iter().any(|rule| rule.id == id && rule.traits.contains(&wanted))
}

/// One line a rule: `"ID" [TRAITS] @RANK: "what it finds", "why it matters", "source";`, where traits, rank and source may
/// be left out.
///
/// The rank orders advice by what it does for the author, one step after another:
///
/// - 10 to 19, somebody could be exposed: what was once read cannot be taken back.
/// - 20 to 29, readers could be misled: one claim that does not hold makes them doubt all the others.
/// - 30 to 39, what a panel asks of delegated work before anything else: who decided, what you kept, how you kept in
///   touch.
/// - 40 to 49, evidence: how anybody knows that it worked.
/// - 50 to 59, what was learned, and whether those who led would tell it the same way.
/// - 60 to 69, the rest of the arrangement, which makes a good page complete.
/// - 70 to 79, form: captions, length, tone. It pays once the page says what it has to.
/// - 80 to 89, the portfolio as a whole, once there is more than one page.
macro_rules! rules {
    ($($id:literal $([$($rule_trait:ident),+])? $(@ $rank:literal)?: $finds:literal, $why:literal $(, $source:literal)?;)+) => {
        const RULES: &[Rule] = &[$(Rule {
            id: $id,
            finds: $finds,
            why: $why,
            source: rules!(? $($source)?),
            traits: &[$($(RuleTrait::$rule_trait),+)?],
            rank: rules!(? $($rank)?),
        },)+];
    };
    (?) => { None };
    (? $value:literal) => { Some($value) };
}

rules! {
    "APR-01": "an approach that does not exist", "the link to what you believe in would lead nowhere";
    "APR-02" @81: "an approach that no case study shows at work", "philosophy without practice convinces nobody";
    "APR-03" @80: "an approach without pitfalls", "somebody who sees no dangers has not tried it", "Harris, on distributed leadership";
    "CHK-01" [RaisedForPanel] @54: "an account that none of those who led has read", "“the people who did it have read this page” is the strongest sign of trust there is", "Member checking: Lincoln and Guba 1985";
    "CLM-01": "`claim: caused` without a matched or randomised comparison", "without somebody comparable, nobody can know what would have happened anyway", "ESSA tiers of evidence 1 and 2";
    "CLM-02" @21: "words of cause where no outcome carries one", "wording can claim what the figures do not";
    "CLM-03" @72: "“I led”, “my programme”, where others led", "credit given is credit earned; panels notice heroes";
    "CLM-04" @23: "`claim: contributed` that does not say how", "a contribution needs a way in which it worked, and rivals", "Mayne 2001, contribution analysis";
    "CLM-05" @73: "superlatives", "panels discount them";
    "CLM-06" @23: "`claim: associated` with no comparison", "associated compared with what?";
    "COM-01" [RaisedForPanel] @32: "started work without check-ins", "stepping back is not stepping away", "Grenda and Hackmann 2014";
    "COM-02" @64: "no channel and no shared record", "people who share decisions need one shared truth", "Grenda and Hackmann 2014";
    "COM-03" @65: "check-ins rarer than a quarter of the work", "that is a check-in in name only";
    "COM-04" @63: "much freedom and no way to raise a problem", "misunderstandings are found too late";
    "DEL-01": "nobody accountable, or a group", "you can hand over the decision; someone still answers for it", "RACI: one A";
    "DEL-02" @28: "another person accountable, without a note", "readers wonder whose work they are reading about";
    "DEL-03": "nobody named who led", "otherwise nothing was handed over, and nobody gets the credit";
    "DEL-04" @66: "only the owner leads, under an approach that shares leadership", "doing it yourself is not distributing it";
    "DEL-05" @30: "no decision areas, or one that nobody decides", "unclear roles are the commonest pitfall";
    "DEL-06" [RaisedForPanel] @31: "level 5 or more, and nothing kept back", "you distribute authority, you never abdicate responsibility";
    "DEL-07" @61: "level 5 or more, and no rule for stepping in", "an unannounced rescue breeds resentment";
    "DEL-08": "a level outside 1 to 7, or one that contradicts its history", "readers compare the two";
    "DEL-09" @67: "a final level of 1 or 2 under an approach that shares leadership", "telling is not distributing";
    "DEL-10" [RaisedForPanel] @62: "no support for those who led", "authority without means is a trap", "Koontz and O'Donnell: parity of authority and responsibility";
    "DEL-11" @60: "nothing said of how people came to lead", "could they have said no?", "Torrance 2013";
    "DEL-12" @27: "a level that fell by two or more without a word in the timeline", "silent take-backs destroy trust";
    "DEL-13" @24: "a level that the decision areas contradict", "the headline says one thing, the detail another";
    "DEL-14" @83: "the same people lead most of the work", "readers ask who else got the chance", "Lumby 2013";
    "DPL-01": "a site for your own eyes that would be put somewhere", "others would read it";
    "DPL-02": "a password in a file that is shared", "whoever has the file can write to your site";
    "DPL-03": "a field that a target of this kind does not use", "it does not do what you think it does";
    "DPL-04": "a name of a place that cannot be one", "programs would read something else in it";
    "FIG-01": "a figure within a line of text", "it needs a paragraph of its own to be seen";
    "FIG-02": "too many figures on a page", "nobody looks at a hundred figures";
    "FIL-01": "a file that has no place in a portfolio", "it is not published, and you may not notice";
    "FIL-02": "a file that cannot be read", "what cannot be read cannot be shown";
    "LNK-01": "a link that leads nowhere", "a reader who follows it is lost";
    "LNK-02": "a reference to something that does not exist", "it would be left out without a word";
    "LNK-03" [HarmlessInText]: "a link that a page must not have", "such links run programs or lead to nothing";
    "LNK-04": "a link to something that this build leaves out", "the text stays and the link goes";
    "LNK-05" [ConcernsTheme]: "a link of a finished page to nothing", "a template wrote it, and readers meet it all the same";
    // Without a release a page is an error; what is left as advice is a private artifact, which needs nothing.
    "MED-01" @79: "students in a picture or a recording without a release", "a picture on the web cannot be taken back", "Releases: National Board portfolios; FERPA";
    "MED-02": "a hidden name in the name or the description of a file", "search engines read them";
    "MED-03" @70: "a picture without words", "who does not see it learns nothing", "WCAG 2.2, 1.1.1";
    "MED-04": "a document that tells who wrote it, or a recording that tells where", "readers see it in the properties of the file";
    "MED-05" @14: "a link to a shared folder", "it dies, or gives away more than you meant";
    "MED-06" @17: "a document of the school without permission", "work products belong to the employer as a rule";
    "MED-07" [RaisedForPanel] @71: "an artifact without caption or date", "reviewers score the explanation, not the file";
    "MED-08" @70: "a recording without captions or transcript", "who does not hear learns nothing", "WCAG 2.2, 1.2";
    "MED-09" @78: "a file that is not there, or larger than 5 MB", "readers on a telephone give up";
    "MED-10" @11: "students who can be recognised", "even released pictures are found, copied and misused", "UK Online Harms Early Warning Working Group";
    "MED-11" @79: "an artifact that nothing speaks of", "padding hides the good ones";
    "MED-12": "a picture from another site", "that site would learn who reads yours";
    "MED-13": "a picture that is none", "browsers show a broken frame";
    "MED-14": "a file that is not what its name says", "it may carry what we could not take out";
    "MED-15": "something taken out of a picture", "so that you know that it is gone";
    "OUT-01" [RaisedForPanel] @40: "a figure without a baseline", "no before, no change";
    "OUT-02" [RaisedForPanel] @41: "an outcome without a source", "what cannot be looked up is not believed";
    "OUT-03": "a result from before its baseline", "one of the two dates is wrong";
    "OUT-04" @26: "a baseline from after the start", "it may hold part of the effect already";
    "OUT-05": "a change that the figures contradict", "percent taken for percentage points is the commonest mistake of all";
    "OUT-06" @22: "a percentage in the text that no outcome records", "prose drifts away from data";
    "OUT-07" @20: "talk of improvement where the primary outcome got worse", "readers check";
    "OUT-08" @44: "a figure without a date", "a trend needs two moments";
    "OUT-09" @26: "far more or fewer people counted after than before", "different people answered";
    "OUT-10" @11: "a figure for few students", "small groups can be traced to each child", "NCES 2011-603";
    "OUT-11" @79: "more decimals than the number of people allows", "false precision looks careless";
    "OUT-12": "a figure that cannot be", "a percentage lies between 0 and 100";
    "OUT-13" @20: "a verdict that the primary outcome contradicts", "readers trust an honest miss";
    "OUT-14" @43: "several measured outcomes and not one primary", "it looks as if you picked the best afterwards";
    "OUT-15" @42: "completed work without a target", "how would you have known that it worked?";
    "OUT-16" @84: "every outcome met", "readers doubt a perfect record";
    "OUT-17" @46: "professional learning told by what participants felt or learnt", "joy is not yet practice", "Guskey 2000; Kirkpatrick 1994";
    "PAK-01": "a pack of more than five case studies", "panels read for ten minutes";
    "PIT-01" @52: "finished work without pitfalls", "nothing goes perfectly, and panels ask";
    "PIT-02" @53: "a pitfall without what was done about it", "“None at the time” is an honest answer";
    "POR-01" @82: "more featured than a panel reads", "panels read for ten minutes", "Painter and Wetzel 2005";
    "POR-02" [ReportsSample]: "an invented sample in a portfolio of your own", "readers would take it for yours";
    "POR-03" @18: "comments are on", "what others write on your page is yours to answer for";
    "POR-04" @74: "a page or a section without text", "“coming soon” reads as abandoned";
    "POR-05": "comments that are set up and not switched on", "readers find no place to write";
    "POR-06": "a setting that this copy of leadfolio does not support", "it was compiled without that part";
    "PPL-01": "a name that is not to be shown", "you promised; search engines remember", "GDPR; Lindqvist, CJEU 2003";
    "PPL-02": "a child's name", "no child is ever named here", "FERPA; GDPR";
    "PPL-03": "somebody shown without consent that holds", "consent that was refused, withdrawn or has ended is none", "GDPR, article 7";
    "PPL-04": "an address, a telephone number or a student's number", "the web collects them";
    "PPL-05" @10: "words of records that are private", "who knows the school knows the child", "FERPA; GDPR, article 9";
    "PPL-06" @12: "a quotation that nobody agreed to", "words belong to those who spoke them";
    "PPL-07" @13: "what looks like a name that the register does not know", "you may have forgotten somebody";
    "PPL-08" @15: "a subordinate named, and nothing says they could refuse", "consent to a superior is doubted", "EDPB 05/2020";
    "PPL-09" @16: "consent that ends soon", "the next build would hide them";
    "PPL-10": "the private list of names in version control", "whoever gets the repository gets the names";
    "PPL-11" @12: "a role that only one person has, at a place with a name, in work that fell short", "who knows the place knows the person";
    "PPL-12": "a person who does not exist", "nobody would be shown there";
    "PPL-13": "several owners", "a portfolio is one person's";
    "PPL-14": "the owner's name written in two ways", "readers and search engines take them for two people";
    "PPL-15": "a comment or a testimonial that says nothing of permission", "it is not shown, and you may not notice";
    "PPL-16" [ReportsHidden] @55: "words that may be published and are hidden, because the person has not agreed to be quoted", "they are not shown, and you may not notice";
    "PPL-17" @16: "an id that is the name of a person", "ids stand in every file that you share, and in version control";
    "PRV-01": "a private marker that is never closed or misspelt", "what you meant to hide could be shown";
    "PRV-02": "a file that is shown here and held back there", "one of the two is a mistake";
    "REF-01" @50: "finished work without a reflection, or a short one", "every rubric asks: what do you do differently since?";
    "REF-02" @51: "finished work without a lesson", "one sentence is what readers remember";
    "REQ-01" [ReportsEmptyList]: "something missing that the page cannot do without", "the page cannot be told without it";
    "REQ-02": "a version of the format that this program does not know", "it may mean something else";
    "REQ-03": "a value of the wrong kind", "it would be read in a way you did not mean";
    "STA-01": "completed work without outcomes", "activity is not a result";
    "STA-02": "work that was stopped, without a reason", "failures that are told are worth more than those that are hidden";
    "STA-03": "proposed work with results", "it cannot have any yet";
    "STA-04" @24: "a verdict that does not fit where the work stands", "readers notice";
    "STD-01" [RaisedForPanel] @45: "a standard without evidence", "reviewers' first complaint";
    "STD-02": "a standard that does not exist, or twice", "the matrix would be wrong";
    "STD-03" @77: "a framework that has been replaced", "reviewers wonder how old the page is";
    "STD-04" @76: "more than four standards on one page", "who claims everything shows nothing";
    "STD-05" @85: "standards that no case study speaks to", "a gap is worth knowing before a panel finds it";
    "STD-06" @76: "one artifact as the only evidence for four standards", "it is spread too thin";
    "STD-07": "a copied text in a standards file", "the text of a standard belongs to its publisher";
    "STD-08": "a `.matrix` file that is no framework of Mahara", "nothing of it would be shown";
    "THM-01": "an option that the theme does not have, or a value that it cannot take", "the look would not be the one you meant";
    "THM-02": "a theme that does not exist or extends itself", "the site would have no look";
    "THM-03" [ConcernsTheme]: "a template that cannot be made", "the page would be missing";
    "THM-04": "a template or a folder that nothing uses", "you may have meant another name";
    "THM-05": "a style sheet of more than 14 kB", "readers on telephones wait for it before they see anything";
    "THM-06": "a style sheet that asks another host", "that host would learn who reads the page, and may be gone";
    "THM-07": "text in a colour that is hard to read", "readers with weak eyes, or in the sun, cannot read it", "WCAG 2.2, 1.4.3";
    "THM-08": "a token that is used and has no value", "the rule that uses it does nothing";
    "THM-09": "a page that browsers have to guess at, or that says too little to those who hear it", "some readers would get another page than you see", "WCAG 2.2, 1.1.1, 2.4.2, 3.1.1";
    "TIM-01": "an end before the start", "one of the two dates is wrong";
    "TIM-02" @25: "a moment outside the time of the work", "one of the dates is wrong";
    "TIM-03" @25: "dates that do not fit where the work stands", "one of them is wrong";
    "TIM-04" @76: "ongoing work that was last touched a year ago", "stale pages read as abandoned";
    "TXT-01" [HidesOtherErrors]: "a text in a spelling that is not UTF-8", "letters with accents would be lost";
    "TXT-02": "a text too long for a page", "nobody would read it, and browsers give up";
    "TXT-03" @75: "a text longer than its place", "it is cut or crowds out the rest";
    "TXT-04": "HTML in a text", "tags could run programs or track readers: words stay, and what Markdown can say is kept";
    "TXT-05": "markup of another program", "readers would see it as it stands in the file";
    "TXT-06": "Markdown that does not take effect as written", "readers would see the marks instead of what they mean";
    "TXT-07": "a container that Markdown does not have", "its lines are left out, and what they were for is lost";
    "TXT-08": "table cells that have no column", "Markdown leaves them out";
    "TXT-09" [AllowedInDraft]: "a placeholder in place of a text or a value", "a line that was pasted and not filled in would be published";
    "TXT-10" @75: "a title, a summary or a heading in all capitals", "capitals are slower to read, and some screen readers spell them out";
    "URL-01": "an address that cannot be", "a link must survive e-mail and print";
    "URL-02": "two things with one address", "one of them would be lost";
    "URL-03": "an address of the site that cannot be", "feeds and search engines need it";
    "URL-04": "a site without an address", "feeds and search engines need it";
    "WEB-01": "an address of the web where nothing is", "a reader who follows it is lost";
    "WEB-02": "an address where readers must sign in", "a panel has no account there";
    "WEB-03": "a page of the web that has moved", "the old address may end one day";
    "WEB-04": "an address that did not tell", "look yourself, in a window where you are not signed in";
    "YML-01": "a field that does not exist", "a typing error hides what you wrote";
    "YML-02" [ReadAsWritten] @29: "a text that needs quotes", "`no`, `12:30` and `007` mean something else to many programs";
    "YML-03": "a value of the wrong shape, or a part that is missing", "a text, a list and a group are read in different ways";
    "YML-04": "a word that is none of the choices", "readers see the choices, and machines too";
    "YML-05": "a field that stands twice", "only one of them counts, and not the one you think";
    "YML-06" [HidesOtherErrors]: "YAML that cannot be read", "everything after it would be lost";
    "YML-07": "front matter too long or too deep", "nobody can read it";
    "YML-08": "a number, a date or a switch that is none", "it could not be compared or counted";
    "YML-09" [HidesOtherErrors]: "no front matter", "without facts there is nothing to show";
    "YML-10" @79: "a field under its old name", "the old name works for one more version";
    "YML-11" [ReadAsWritten] @29: "a no-break space or an invisible character in place of a space", "nobody sees it, and other programs stumble over it";
    "YML-12" [ReadAsWritten]: "typographic quotation marks around a value", "for YAML they are part of the text";
    "YML-13" [ReadAsWritten]: "a text that YAML cuts off", "a `#` begins a comment and a `&` a name, and readers see neither";
}
