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
    /// `theme check` raises a warning to an error.
    RaisedForThemeCheck,
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
    /// It is about words, so it is said of a translation too, and not of the original alone.
    ConcernsWords,
    /// It judges words by their look, so that the author may accept what it finds, even as an error.
    JudgesByLook,
    /// A portfolio of an earlier version may break it; `leadfolio upgrade` rewrites that.
    ReportsOldFormat,
    /// A file that breaks it, as an error, can't be read in whole, so fields under their old names are not looked for in it.
    HidesOldNames,
    /// It finds markup of another program, which an import takes out or replaces.
    FindsForeignMarkup,
    /// It says something about all case studies together, which is not known while one of them has an error.
    ConcernsAllStudies,
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
    "APR-01": "an approach that doesn't exist", "the link to that approach would go nowhere";
    "APR-02" [ConcernsAllStudies] @81: "an approach that no case study uses", "a philosophy without practice convinces no one";
    "APR-03" @80: "an approach with no pitfalls", "someone who sees no risks hasn't tried it", "Harris, on distributed leadership";
    "CHK-01" [RaisedForPanel] @54: "a case study that none of the people who led has reviewed", "“the people who did the work have read this page” is the strongest sign of trust there is", "Member checking: Lincoln and Guba 1985";
    "CLM-01": "`claim: caused` without a matched or randomized comparison", "without a comparable group, no one can know what would have happened anyway", "ESSA evidence tiers 1 and 2";
    "CLM-02" @21: "cause-and-effect wording that no outcome supports", "the wording can claim more than the figures show";
    "CLM-03" @72: "“I led” or “my program” when others led", "giving credit earns you credit; panels notice heroes";
    "CLM-04" @23: "`claim: contributed` that doesn't say how", "a contribution needs an explanation of how it worked and what else could explain the result", "Mayne 2001, contribution analysis";
    "CLM-05" @73: "superlatives", "panels discount them";
    "CLM-06" @23: "`claim: associated` without a comparison", "readers will ask what it was compared with";
    "COM-01" [RaisedForPanel] @32: "work that has started but has no check-ins", "stepping back isn't stepping away", "Grenda and Hackmann 2014";
    "COM-02" @64: "no communication channel and no shared record", "people who share decisions need a single source of truth", "Grenda and Hackmann 2014";
    "COM-03" @65: "check-ins more than a quarter of the work apart", "those are check-ins in name only";
    "COM-04" @63: "a lot of freedom and no way to raise a problem", "misunderstandings surface too late";
    "DEL-01": "no one accountable, or a group", "you can delegate the decision, but someone is still accountable for it", "RACI: one A";
    "DEL-02" @28: "someone else accountable, without a note", "readers wonder whose work they're reading about";
    "DEL-03": "no one named as having led", "without a name, nothing was delegated and no one gets the credit";
    "DEL-04" @66: "work that only the owner led, under an approach that shares leadership", "doing it yourself isn't sharing leadership";
    "DEL-05" @30: "no decision areas, or one that no one decides", "unclear roles are the most common pitfall";
    "DEL-06" [RaisedForPanel] @31: "level 5 or higher with nothing kept back", "you can share authority, but you never give up responsibility";
    "DEL-07" @61: "level 5 or higher with no rule for stepping in", "people resent a rescue they didn't see coming";
    "DEL-08": "a level outside 1 to 7, or one that contradicts its history", "readers compare the two";
    "DEL-09" @67: "a final level of 1 or 2 under an approach that shares leadership", "telling isn't sharing leadership";
    "DEL-10" [RaisedForPanel] @62: "no support for the people who led", "authority without resources is a trap", "Koontz and O'Donnell: parity of authority and responsibility";
    "DEL-11" @60: "a case study that doesn't say how people came to lead", "readers will ask whether they could have said no", "Torrance 2013";
    "DEL-12" @27: "a level that dropped by two or more with nothing in the timeline", "quietly taking a decision back destroys trust";
    "DEL-13" @24: "a level that the decision areas contradict", "the headline says one thing, the details another";
    "DEL-14" [ConcernsAllStudies] @83: "the same people leading most of the work", "readers ask who else got the chance", "Lumby 2013";
    "DPL-01": "a private site that would be published", "other people would read it";
    "DPL-02": "a password in a file that you share", "anyone who has the file can write to your site";
    "DPL-03": "a field that this kind of target doesn't use", "it doesn't do what you think it does";
    "DPL-04": "a name that isn't valid for a publishing target", "other programs would misread it";
    "FIG-01": "a figure in the middle of a line of text", "it needs its own paragraph to be seen";
    "FIG-02": "too many figures on a page", "no one looks at a hundred figures";
    "FIL-01": "a file that doesn't belong in a portfolio", "it isn't published, and you may not notice";
    "FIL-02" [HidesOldNames]: "a file that can't be read", "what can't be read can't be published";
    "FIL-03": "a page that is a copy of another page", "it would stay public after you make the original private";
    "LNG-01": "a language that leadfolio has no translation for", "screen readers would read English words with the sounds of that language", "WCAG 2.2, 3.1.2";
    "LNG-02": "a message that can't be read", "pages would show it in English";
    "LNG-03": "a message that no page shows, or a value that it isn't given", "your words wouldn't appear, or would have a gap";
    "LNG-04": "messages that a language lacks", "pages would mix two languages", "WCAG 2.2, 3.1.2";
    "LNG-05": "a file that isn't the translation it seems to be", "readers wouldn't find it in their language";
    "LNG-06": "a fact that a translation and its original give differently", "readers of the two pages would learn different things";
    "LNG-07" @86: "pages that aren't translated into a language that others are translated into", "readers of that language get them in the language of the portfolio";
    "LNG-08" @76: "a translation that may be older than its original", "readers of the two pages would learn different things";
    "LNG-09" @87: "a translation that leaves part of the page in the language of the original", "pages would mix two languages", "WCAG 2.2, 3.1.2";
    "LNK-01": "a broken link", "readers who follow it get lost";
    "LNK-02": "a reference to something that doesn't exist", "it would be left out without notice";
    "LNK-03" [HarmlessInText]: "a kind of link that isn't allowed", "such links run programs or go nowhere";
    "LNK-04": "a link to something that this build leaves out", "the text stays, but the link is removed";
    "LNK-05" [ConcernsTheme]: "a broken link on a finished page", "a template wrote it, but readers run into it all the same";
    // Without a release a page is an error; what is left as advice is a private artifact, which needs nothing.
    "MED-01" @79: "students in a picture or recording without a release", "you can't take back a picture once it's on the web", "Releases: National Board portfolios; FERPA";
    "MED-02": "a hidden name in a file's name or properties", "search engines read them";
    "MED-03" @70: "a picture without alt text", "people who can't see it miss the information", "WCAG 2.2, 1.1.1";
    "MED-04": "a document whose properties name its author, or a recording that reveals a location", "readers can see a file's properties";
    "MED-05" @14: "a link to a shared folder", "it stops working, or gives away more than you meant";
    "MED-06" @17: "a school document without permission", "work products usually belong to the employer";
    "MED-07" [RaisedForPanel] @71: "an artifact without a caption or date", "reviewers score the explanation, not the file";
    "MED-08" @70: "a recording without captions or a transcript", "people who can't hear it miss the information", "WCAG 2.2, 1.2";
    "MED-09" @78: "a file that is missing or larger than 5 MB", "phone users give up";
    "MED-10" @11: "students who can be recognized", "even pictures with a release are found, copied, and misused", "UK Online Harms Early Warning Working Group";
    "MED-11" @79: "an artifact that the page never mentions", "padding hides the good ones";
    "MED-12": "a picture from another site", "that site would learn who reads yours";
    "MED-13": "an image link to something that isn't a picture", "browsers show a broken image";
    "MED-14": "a file that isn't what its name says", "it may contain things that couldn't be removed";
    "MED-15": "hidden data that was removed from a picture", "you should know what changed";
    "MED-16": "a file that leadfolio can't look through", "it may name people, and no one has looked";
    "MED-17": "an accepted file that isn't there", "you may think that it is accepted";
    "MED-18" @78: "a PDF without tags", "a screen reader can't tell headings, lists and columns", "PDF/UA, ISO 14289-1";
    "MED-19" @79: "a film without a picture to show before it plays", "until it plays, readers see an empty frame";
    "MED-20": "an artifact with `clean: true` whose file can't be cleaned", "readers would get the comments and changes that you keep back";
    "MED-21" @79: "a picture of an artifact that is shown nowhere", "you may think that readers see it";
    "MED-22" @79: "a picture that is too small for where it is shown", "it looks blurred";
    "OUT-01" [RaisedForPanel] @40: "a figure without a baseline", "without a before, there's no change";
    "OUT-02" [RaisedForPanel] @41: "an outcome without a source", "people don't believe what they can't look up";
    "OUT-03": "a result dated before its baseline", "one of the two dates is wrong";
    "OUT-04" @26: "a baseline dated after the work began", "it may already include part of the effect";
    "OUT-05": "a change that the figures contradict", "taking percent for percentage points is the most common mistake of all";
    "OUT-06" @22: "a percentage in the text that no outcome records", "text drifts away from the data";
    "OUT-07" @20: "claims of improvement when the primary outcome got worse", "readers check";
    "OUT-08" @44: "a figure without a date", "a trend needs two points in time";
    "OUT-09" @26: "far more or fewer people counted after than before", "different people answered";
    "OUT-10" @11: "a figure about too few students", "individual students could be identified", "NCES 2011-603";
    "OUT-11" @79: "more decimal places than the number of people allows", "false precision looks careless";
    "OUT-12": "an impossible figure", "a percentage is between 0 and 100";
    "OUT-13" @20: "a verdict that the primary outcome contradicts", "readers trust an honest miss";
    "OUT-14" @43: "several measured outcomes but not exactly one primary", "it looks as if you picked the best one afterward";
    "OUT-15" @42: "completed work without a target", "readers will ask how you would have known it worked";
    "OUT-16" [ConcernsAllStudies] @84: "a record in which every outcome was met", "readers doubt a perfect record";
    "OUT-17" @46: "professional learning judged only by what participants felt or learned", "enjoying it isn't practicing it", "Guskey 2000; Kirkpatrick 1994";
    "PAK-01": "a pack of more than five case studies", "panels read for ten minutes";
    "PIT-01" @52: "finished work without pitfalls", "nothing goes perfectly, and panels ask";
    "PIT-02" @53: "a pitfall that doesn't say what was done about it", "“None at the time” is an honest answer";
    "POR-01" @82: "more featured case studies than a panel reads", "panels read for ten minutes", "Painter and Wetzel 2005";
    "POR-02" [ReportsSample]: "a made-up sample in your own portfolio", "readers would think it's yours";
    "POR-03" @18: "comments that are turned on", "you are responsible for what others write on your pages";
    "POR-04" @74: "a page or section without text", "“coming soon” looks abandoned";
    "POR-05": "comments that are set up but not turned on", "readers find no place to write";
    "POR-06": "a setting that this copy of leadfolio doesn't support", "it was built without that feature";
    "POR-07" @74: "two case studies with the same title", "in lists and search results, readers can't tell them apart";
    "POR-08" @18: "another host that sees who reads your pages", "readers don't expect it, and you are responsible for it", "GDPR, article 13";
    "POR-09": "a page without a PDF that is up to date, though PDFs are published", "the page doesn't link to it until you print it again";
    "PPL-01": "a name that must not be shown", "you promised, and search engines remember", "GDPR; Lindqvist, CJEU 2003";
    "PPL-02": "a child's name", "leadfolio never names a child", "FERPA; GDPR";
    "PPL-03": "someone shown without valid consent", "consent that was refused, was withdrawn, or has expired isn't consent", "GDPR, article 7";
    "PPL-04" [JudgesByLook]: "an address, a phone number, or a student ID number", "bots collect them from the web";
    "PPL-05" [JudgesByLook] @10: "terms from private records", "anyone who knows the school knows the child", "FERPA; GDPR, article 9";
    "PPL-06" @12: "a quotation that no one agreed to", "words belong to the person who said them";
    "PPL-07" @13: "what looks like a name that isn't in `people.yaml`", "you may have forgotten someone";
    "PPL-08" @15: "a named person who reports to you, with nothing to say they could refuse", "consent given to a supervisor is open to doubt", "EDPB 05/2020";
    "PPL-09" @16: "consent that expires soon", "once it expires, what they agreed to is hidden";
    "PPL-10": "the private list of names in version control", "anyone who gets the repository gets the names";
    "PPL-11" @12: "a role that only one person has, at a named organization, in work that fell short", "anyone who knows the place knows the person";
    "PPL-12": "a person who isn't in `people.yaml`", "the page would show no one";
    "PPL-13": "no owner, or more than one", "a portfolio belongs to one person";
    "PPL-14": "the owner's name spelled in two ways", "readers and search engines mistake them for two people";
    "PPL-15": "a comment or testimonial without any permission recorded", "it isn't shown, and you may not notice";
    "PPL-16" [ReportsHidden] @55: "words that may be published but are hidden, because the person hasn't agreed to be quoted", "they aren't shown, and you may not notice";
    "PPL-17" @16: "an id that is a person's name", "ids appear in every file you share, and in version control";
    "PPL-18": "an accepted place of a name that is not there", "it accepts nothing, and you may think that it does";
    "PRV-01": "a private marker that is never closed, is misspelled, or stands in a field or an attached text", "what you meant to hide could be shown";
    "PRV-02": "a file that is shown in one place and held back in another", "one of the two is a mistake";
    "PRV-03": "a private list of names under another name", "its names are not looked for, and it may be published or committed";
    "REF-01" @50: "finished work without a reflection, or with a short one", "every rubric asks what you do differently now";
    "REF-02" @51: "finished work without a lesson", "one sentence is what readers remember";
    "REQ-01" [ReportsEmptyList]: "something required that is missing", "the page doesn't work without it";
    "REQ-02": "a version of the format that this program doesn't know", "it may mean something else";
    "REQ-03": "an invalid value", "it would be read in a way you didn't mean";
    "STA-01": "completed work without outcomes", "activity isn't a result";
    "STA-02": "stopped work without a reason", "an honest failure is worth more than a hidden one";
    "STA-03": "proposed work with results", "it can't have any yet";
    "STA-04" @24: "a verdict that doesn't match the status of the work", "readers notice";
    "STD-01" [RaisedForPanel] @45: "a standard without evidence", "it's the first thing reviewers complain about";
    "STD-02": "a standard that doesn't exist or is listed twice", "the matrix would be wrong";
    "STD-03" @77: "a framework that has been replaced", "reviewers wonder how old the page is";
    "STD-04" @76: "more than four standards on one page", "claiming everything shows nothing";
    "STD-05" [ConcernsAllStudies] @85: "standards that no case study addresses", "it's better to find a gap before a panel does";
    "STD-06" @76: "one artifact as the only evidence for four standards", "it's spread too thin";
    "STD-07": "copied text in a standards file", "the text of a standard belongs to its publisher";
    "STD-08": "a `.matrix` file that isn't a Mahara framework", "nothing in it would be shown";
    "THM-01": "an option that the theme doesn't have, or a value that it doesn't accept", "your site wouldn't look the way you meant";
    "THM-02": "a theme that doesn't exist, extends itself, or has the name of another one in other capital letters", "the site would have no design, or another one on another computer";
    "THM-03" [ConcernsTheme]: "a template that doesn't work", "the page would be missing";
    "THM-04": "a file or folder of a theme that nothing uses", "you may have meant another name or place";
    "THM-05": "more than 32 kB of style sheets on a page", "phone users wait for it before they see anything";
    "THM-06" [RaisedForThemeCheck]: "a style sheet that loads something from another site", "that site would learn who reads the page, and it may be gone one day";
    "THM-07": "text in a color that is hard to read", "readers with low vision, or in bright sunlight, can't read it", "WCAG 2.2, 1.4.3";
    "THM-08": "a token that is used but has no value, or that has one but isn't spelled like any that is used", "the rule that uses it does nothing, or not what you meant";
    "THM-09": "a page that browsers have to guess at, or that says too little to screen reader users", "some readers would get a different page than you see", "WCAG 2.2, 1.1.1, 2.4.2, 3.1.1";
    "THM-10" [RaisedForThemeCheck]: "a style sheet that doesn't work as written", "browsers skip the rest, or load nothing";
    "THM-11" [ConcernsTheme, RaisedForThemeCheck]: "something that the security policy of the published site blocks", "browsers drop it, so readers never get it";
    "THM-12": "a color of yours that is too bright for text", "readers see a darker one wherever there is text", "WCAG 2.2, 1.4.3";
    "TIM-01": "an end date earlier than the start date", "one of the two dates is wrong";
    "TIM-02" @25: "a date outside the project's dates", "one of the dates is wrong";
    "TIM-03" @25: "dates that don't match the status of the work", "one of them is wrong";
    "TIM-04" @76: "ongoing work that was last updated more than a year ago", "stale pages look abandoned";
    "TXT-01" [HidesOtherErrors, HidesOldNames]: "a file that isn't saved as UTF-8", "accented letters would be lost";
    "TXT-02" [HidesOldNames]: "a text that is too long for a page", "no one would read it, and browsers give up";
    "TXT-03" [ConcernsWords] @75: "text that is too long for its space", "it is cut off or crowds out the rest";
    "TXT-04": "HTML in a text", "tags could run programs or track readers: your words stay, and so does whatever Markdown can express";
    "TXT-05" [FindsForeignMarkup]: "markup from another program", "readers would see it just as it is in the file";
    "TXT-06": "Markdown that doesn't work as written", "readers would see the symbols instead of what they mean";
    "TXT-07": "a container that Markdown doesn't have", "its lines are left out, and their purpose is lost";
    "TXT-08": "table cells that have no column", "Markdown leaves them out";
    "TXT-09" [AllowedInDraft]: "a placeholder where text or a value should be", "a line that you pasted and didn't fill in would be published";
    "TXT-10" [ConcernsWords] @75: "a title, summary, or heading in all capitals", "capitals are slower to read, and some screen readers spell them out";
    "TXT-11" [ConcernsWords] @78: "abbreviations that a page doesn't spell out", "families and panel members from other fields may not know them", "WCAG 2.2, 3.1.4";
    "TXT-12" [ConcernsWords] @75: "sentences of more than 35 words", "readers lose the beginning before they reach the end";
    "TXT-13" [ConcernsWords] @75: "a text that takes many years of school to read", "readers in a hurry, and those with another first language, give up", "WCAG 2.2, 3.1.5";
    "URL-01": "an invalid address", "a link has to survive email and print";
    "URL-02": "two things with the same address", "one of them would be lost";
    "URL-03": "an invalid address for the site", "feeds and search engines need it";
    "URL-04": "a site without an address", "feeds and search engines need it";
    "WEB-01": "a web address that doesn't work", "readers who follow it get lost";
    "WEB-02": "a web address where readers must sign in", "a panel has no account there";
    "WEB-03": "a web page that has moved", "the old address may stop working one day";
    "WEB-04": "a web address that couldn't be checked", "leadfolio couldn't tell whether it works: open it in a private window";
    "YML-01" [HidesOldNames]: "a field that doesn't exist", "a typo hides what you wrote";
    "YML-02" [ReadAsWritten] @29: "a value that needs quotation marks", "`no`, `12:30` and `007` mean something else to many programs";
    "YML-03" [HidesOldNames]: "a value in the wrong form, or with a part missing", "text, lists, and groups are read in different ways";
    "YML-04" [HidesOldNames]: "a word that isn't one of the choices", "readers see the choices, and so do other programs";
    "YML-05" [HidesOldNames]: "a field that appears twice", "only one of them counts, and not the one you think";
    "YML-06" [HidesOtherErrors, HidesOldNames]: "YAML that can't be read", "everything after it would be lost";
    "YML-07" [HidesOldNames]: "front matter that is too long or too deeply nested", "no one can read it";
    "YML-08" [HidesOldNames]: "an invalid number, date, or switch", "it couldn't be compared or counted";
    "YML-09" [HidesOtherErrors, HidesOldNames]: "missing front matter", "without facts there is nothing to show";
    "YML-10" [ReportsOldFormat] @79: "a field or value under its old name, or an old format", "the old name works for one more version";
    "YML-11" [ReadAsWritten] @29: "a nonbreaking space or an invisible character in place of a space", "no one sees it, and other programs stumble over it";
    "YML-12" [ReadAsWritten]: "curly quotation marks around a value", "in YAML they are part of the text";
    "YML-13" [ReadAsWritten]: "a value that YAML cuts off", "a `#` starts a comment and a `&` starts a name, and readers see neither";
}
