//! Names that other programs and everyday language use for fields and values of ours, and that no spelling check finds.

use super::plain_name;

/// What to do about a field that is known from elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForeignField {
    /// The field that means the same here.
    Renamed(&'static str),
    /// The group of fields that it belongs to.
    Within(&'static str),
    /// It is written one level too deep, or groups what stands at the top of the file: what to do, as a sentence.
    Outside(&'static str),
    /// No field means the same: a sentence that says what to do instead.
    Unused(&'static str),
}

/// (names in lower case without separators, the fields that mean the same, the likeliest first)
const RENAMED: &[(&[&str], &[&str])] = &[
    (
        &[
            "description",
            "excerpt",
            "subtitle",
            "abstract",
            "teaser",
            "tagline",
            "blurb",
            "lede",
            "deck",
            "intro",
            "introduction",
            "metadescription",
            "seodescription",
            "shortdescription",
            "subject",
            "synopsis",
        ],
        &["summary", "headline"],
    ),
    (
        &[
            "coverimage",
            "image",
            "images",
            "featuredimage",
            "featureimage",
            "thumbnail",
            "hero",
            "heroimage",
            "banner",
            "header",
            "ogimage",
            "picture",
            "photo",
            "summaryimage",
            "socialimage",
            "headerimage",
            "teaserimage",
        ],
        &["cover"],
    ),
    (&["heading", "headline", "pagetitle", "seotitle"], &["title"]),
    (
        &["quote", "quotation", "words", "said", "testimonial", "comment", "body", "message", "content"],
        &["text"],
    ),
    (&["name", "author", "by", "who", "writer", "commenter"], &["from"]),
    (&["name", "label", "measure", "measured"], &["metric", "what"]),
    (&["state", "province", "county"], &["region"]),
    (&["degree", "diploma", "qualification"], &["award"]),
    (&["year", "years", "graduated", "graduation", "completed"], &["end", "date"]),
    (
        &[
            "category",
            "categories",
            "keyword",
            "keywords",
            "label",
            "labels",
            "tag",
            "taxonomies",
            "topic",
            "topics",
        ],
        &["tags"],
    ),
    (&["permalink", "path", "route", "uri", "pageurl"], &["url", "slug"]),
    (&["redirectfrom", "redirect", "redirects", "alias", "oldurls", "formerurls"], &["aliases"]),
    (
        &[
            "lastmod",
            "lastmodified",
            "lastmodifiedat",
            "lastupdated",
            "modified",
            "datemodified",
            "updatedat",
            "revised",
        ],
        &["updated"],
    ),
    (&["publishdate", "pubdate", "publishedat", "datepublished", "created", "createdat"], &["date"]),
    (&["startdate", "started", "begin", "begins", "from", "datestart"], &["start", "date"]),
    (&["enddate", "ended", "finish", "finished", "until", "dateend"], &["end"]),
    (
        &[
            "menu",
            "menus",
            "nav",
            "navtitle",
            "navigationtitle",
            "linktitle",
            "menutitle",
            "sidebarlabel",
            "eleventynavigation",
            "navbar",
            "navigation",
            "mainmenu",
        ],
        &["navigation", "menu"],
    ),
    (&["leader", "leaders", "lead", "leads", "led", "delegates"], &["led_by"]),
    (&["owner", "responsible", "accountableperson"], &["accountable"]),
    (&["evidence", "attachments", "files", "documents"], &["artifacts"]),
    (&["src", "image", "picture", "filename", "path", "url"], &["file"]),
    (&["alttext", "alternative", "description", "title"], &["alt"]),
    (&["focalpoint", "position", "objectposition", "gravity"], &["focus"]),
    (&["results", "metrics", "measures"], &["outcomes"]),
    (&["lessons", "learned", "lessonlearned", "lessonslearned", "takeaway"], &["lesson"]),
    (&["challenge", "issue", "problemstatement"], &["problem"]),
    (&["members", "participants", "contributors"], &["team"]),
    (&["lang", "locale"], &["language"]),
    (&["fullname", "displayname"], &["full", "name"]),
    (&["firstname", "givenname"], &["first"]),
    (&["jobtitle", "occupation"], &["role", "title", "headline"]),
    (&["school", "employer", "company"], &["organisation", "institution"]),
    (&["university", "college"], &["institution", "organisation"]),
    (&["experience", "workexperience", "work", "jobs", "employment", "career"], &["positions"]),
    (&["certifications", "certificates", "certification", "licenses", "licences"], &["credentials"]),
    (&["courses", "training", "professionaldevelopment", "professionallearning"], &["learning"]),
    (&["honors", "honours", "prizes"], &["awards"]),
    (&["degrees", "schooling"], &["education"]),
    (&["articles", "books"], &["publications"]),
    (&["abilities", "expertise", "strengths"], &["skills"]),
    (&["volunteer", "volunteering", "volunteerwork", "communityservice", "boards"], &["service"]),
    (&["mail", "emailaddress"], &["email"]),
    (&["samplesize", "count", "number", "size"], &["n", "size"]),
];

/// (names in lower case without separators, the group that they belong to): fields written one level too high.
const WITHIN: &[(&[&str], &str)] = &[
    (
        &[
            "level",
            "joined",
            "history",
            "authority",
            "limits",
            "retained",
            "decisions",
            "support",
            "takeback",
        ],
        "delegation",
    ),
    (&["channels", "checkins", "escalation", "record"], "communication"),
    (&["allowhosts", "allowedhosts"], "privacy"),
    (&["baseline", "target", "result", "metric"], "outcomes"),
    (&["email", "phone"], "contact"),
    (&["email", "phone"], "profile.contact"),
    (&["bio", "name", "photo"], "profile"),
];

/// Lists at the top of `portfolio.yaml` that people look for in `profile`.
const RESUME_LISTS: [&str; 9] = [
    "awards",
    "credentials",
    "education",
    "languages",
    "learning",
    "positions",
    "publications",
    "service",
    "skills",
];
/// What people call the group that these lists would be in.
const RESUME_NAMES: [&str; 5] = ["resume", "résumé", "cv", "vita", "curriculumvitae"];

/// (names in lower case without separators, what to do instead)
const UNUSED: &[(&[&str], &str)] = &[
    (
        &["coveralt", "coverimagealt", "imagealt", "coverfocus", "covercaption", "coverfile"],
        "what belongs to the picture of a page goes into one field: `cover: { file: picture.jpg, alt: \"What it shows\" }`",
    ),
    (
        &[
            "tag",
            "tags",
            "category",
            "categories",
            "keyword",
            "keywords",
            "label",
            "labels",
            "topic",
            "topics",
            "taxonomies",
        ],
        "only case studies have `tags`",
    ),
    (
        &["author", "authors", "byline"],
        "you are the author of every page, as named in `profile` in `portfolio.yaml`; list others in `people.yaml`",
    ),
    (
        &["published", "publish", "hidden", "unlisted", "isdraft", "private", "public"],
        "`draft: true` keeps a page from being published, and `visibility: private` keeps it to yourself",
    ),
    (
        &["layout", "theme", "style", "css", "classes", "pageclass", "type"],
        "the theme decides how a page looks; choose one with `theme` in `portfolio.yaml`",
    ),
    (
        &[
            "sidebar",
            "toc",
            "tocdepth",
            "numbersections",
            "format",
            "engine",
            "execute",
            "output",
            "outputs",
            "pagination",
            "paginate",
            "permalinkbypass",
            "math",
            "mathjax",
            "katex",
            "weight",
            "order",
            "navorder",
            "sortorder",
            "parent",
            "haschildren",
            "cascade",
            "resources",
            "params",
            "extra",
            "bibliography",
            "csl",
            "comment",
            "comments",
            "lang",
            "language",
            "seo",
            "sitemap",
            "robots",
            "collection",
            "eleventycomputed",
            "eleventyexcludefromcollections",
            "jupyter",
            "editor",
            "knitr",
            "readingtime",
            "sticky",
            "pin",
            "pinned",
        ],
        "leadfolio doesn't have this field",
    ),
];

/// What to do about a field that other programs know and that is none of the `known` ones.
pub fn foreign_field(name: &str, known: &[&str]) -> Option<ForeignField> {
    let name = plain_name(name);
    let has = |names: &[&str]| names.contains(&name.as_str());
    let renamed = RENAMED.iter().filter(|(names, _)| has(names)).flat_map(|(_, ours)| *ours);
    if let Some(field) = renamed.copied().find(|field| known.contains(field)) {
        return Some(ForeignField::Renamed(field));
    }
    if known.contains(&"positions") && has(&RESUME_NAMES) {
        return Some(ForeignField::Outside(
            "the lists of a résumé, such as `positions` and `education`, start at the left margin of this file: remove \
             this line, and move those under it to the left",
        ));
    }
    if known.contains(&"headline") && !known.contains(&"positions") && has(&RESUME_LISTS) {
        return Some(ForeignField::Outside(
            "it belongs at the left margin of this file, not under `profile`: move it and the lines under it to the \
             left, after the profile",
        ));
    }
    if known.contains(&"endpoint") && known.contains(&"bucket") && has(&SECRET_NAMES) {
        return Some(ForeignField::Unused(
            "passwords and tokens don't belong in this file, which others may read: a deploy asks for them, or takes them \
             from variables such as `LEADFOLIO_SFTP_PASSWORD` and `GITHUB_TOKEN`",
        ));
    }
    let is_known = |group: &str| known.contains(&group.split('.').next().unwrap_or(group));
    let within = WITHIN.iter().find(|(names, group)| has(names) && is_known(group));
    if let Some((_, group)) = within {
        return Some(ForeignField::Within(group));
    }
    // These sentences are about pages: a page has a title and a date of its own.
    let is_page = known.contains(&"title") && known.contains(&"draft");
    let unused = UNUSED.iter().find(|(names, _)| is_page && has(names));
    unused.map(|(_, advice)| ForeignField::Unused(advice))
}

/// What other programs call a secret, in lower case without separators.
const SECRET_NAMES: [&str; 11] = [
    "accesskey",
    "accesstoken",
    "apikey",
    "apitoken",
    "auth",
    "authtoken",
    "passphrase",
    "passwd",
    "password",
    "secret",
    "token",
];

/// (words in lower case without separators, the values that mean the same, the likeliest first)
const VALUES: &[(&[&str], &[&str])] = &[
    (&["circle", "circular", "rounded", "oval"], &["round"]),
    (&["rectangle", "rectangular", "portrait", "vertical"], &["tall"]),
    (&["left", "right", "side", "aside", "true", "yes"], &["beside"]),
    (&["top", "over", "center", "centered"], &["above"]),
    (&["pictures", "images", "photos", "true", "yes", "on"], &["covers"]),
    (&["none", "no", "off", "false", "text", "words", "simple", "minimal"], &["plain"]),
    (&["tight", "dense", "small", "narrow"], &["compact"]),
    (&["relaxed", "loose", "spacious", "wide", "normal"], &["comfortable"]),
    (&["sans", "sansserif", "modern"], &["friendly"]),
    (&["always", "dark"], &["on"]),
    (&["never", "light", "none"], &["off"]),
    (&["automatic", "device", "system"], &["auto"]),
    (&["done", "finished", "complete", "closed", "finalized", "implemented", "over"], &["completed"]),
    (
        &["inprogress", "active", "current", "running", "started", "underway", "continuing", "open", "wip"],
        &["ongoing"],
    ),
    (&["planned", "idea", "planning", "draft", "future", "pending", "notstarted", "upcoming"], &["proposed"]),
    (
        &["cancelled", "canceled", "abandoned", "dropped", "ended", "discontinued", "paused", "onhold"],
        &["stopped"],
    ),
    (&["achieved", "success", "successful", "reached", "yes", "true", "exceeded", "fullymet"], &["met"]),
    (
        &["partial", "partially", "partiallymet", "partlyachieved", "mostly", "mostlymet", "some", "mixed"],
        &["partly_met", "partly"],
    ),
    (&["failed", "failure", "missed", "unmet", "notachieved", "no", "false"], &["not_met"]),
    (&["tooearlytotell", "toosoon", "pending", "tbd", "unknown"], &["too_early"]),
    (&["everytwoweeks", "everyotherweek", "fortnight", "onceeverytwoweeks"], &["fortnightly"]),
    (&["everyday", "eachday", "day"], &["daily"]),
    (&["everyweek", "eachweek", "week", "onceaweek"], &["weekly"]),
    (&["everymonth", "eachmonth", "month", "onceamonth"], &["monthly"]),
    (&["everyterm", "everysemester", "semesterly", "termwise", "quarterly"], &["termly"]),
    (&["adhoc", "ondemand", "whenneeded", "occasionally", "sometimes"], &["as_needed"]),
    (&["measured", "numeric", "numerical", "number"], &["quantitative"]),
    (&["described", "narrative", "text"], &["qualitative"]),
    (&["up", "higher", "higherisbetter", "rise", "improve", "more"], &["increase"]),
    (&["down", "lower", "lowerisbetter", "fall", "reduce", "less", "fewer"], &["decrease"]),
    (&["stable", "same", "keep"], &["maintain"]),
    (&["teacher", "employee", "colleague", "faculty", "administrator", "coach"], &["staff"]),
    (&["volunteer", "voluntary", "voluntarily"], &["volunteered"]),
    (&["appointed", "told", "voluntold", "required"], &["assigned"]),
    (&["pupil", "child", "learner", "students", "pupils", "children", "learners"], &["student"]),
    (&["parent", "guardian", "parents"], &["family", "guardian"]),
    (&["team", "committee", "class", "students", "teachers"], &["group"]),
    (&["me", "self", "myself", "leader"], &["owner", "self"]),
    (&["name", "fullname"], &["full_name"]),
    (&["anonymous", "none", "no"], &["hidden"]),
    (&["yes", "granted", "signed", "agreed", "true"], &["given", "on_file"]),
    (&["no", "denied", "declined", "false"], &["refused", "missing"]),
    (&["na", "notapplicable", "notrequired", "unneeded"], &["not_needed"]),
    (&["pdf", "file", "doc", "word"], &["document"]),
    (&["image", "picture", "photograph"], &["photo"]),
    (&["spreadsheet", "table", "csv"], &["data"]),
    (&["presentation", "powerpoint"], &["slides"]),
    (&["url", "website", "web"], &["link"]),
    (&["questionnaire", "poll"], &["survey"]),
    (&["test", "exam"], &["assessment"]),
];

/// The value that means the same as a word; `None` if there is none among the `known` ones.
pub fn value_synonym(word: &str, known: &[&str]) -> Option<&'static str> {
    let word = plain_name(word);
    let ours = VALUES.iter().filter(|(words, _)| words.contains(&word.as_str())).flat_map(|(_, ours)| *ours);
    ours.copied().find(|value| known.contains(value))
}

/// A sentence about a word that means two things, one of which no value stands for.
pub fn ambiguous_value(word: &str, known: &[&str]) -> Option<&'static str> {
    let is_biweekly = ["biweekly", "bimonthly"].contains(&plain_name(word).as_str());
    let is_plural = ["students", "pupils", "children", "learners"].contains(&plain_name(word).as_str());
    if is_plural && known.contains(&"student") && known.contains(&"group") {
        return Some("use `student` for one of them, `group` for several");
    }
    (is_biweekly && known.contains(&"fortnightly")).then(|| {
        if plain_name(word) == "biweekly" {
            "every two weeks is `fortnightly`; for twice a week write `weekly`, and say so in `purpose`"
        } else {
            "twice a month is about `fortnightly`; for every two months write `as_needed`, and say so in `purpose`"
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_the_tables_are_written_plainly_and_lead_to_one_row() {
        for (names, _) in RENAMED.iter().chain(VALUES) {
            for name in *names {
                assert_eq!(*name, plain_name(name));
            }
        }
        for (names, _) in UNUSED {
            assert!(names.iter().all(|name| *name == plain_name(name)), "{names:?}");
        }
    }

    #[test]
    fn a_field_of_another_generator_leads_to_ours() {
        let known = ["title", "summary", "draft", "aliases", "delegation"];
        assert_eq!(foreign_field("redirect_from", &known), Some(ForeignField::Renamed("aliases")));
        assert_eq!(foreign_field("Description", &known), Some(ForeignField::Renamed("summary")));
        assert_eq!(foreign_field("categories", &["title", "tags"]), Some(ForeignField::Renamed("tags")));
        assert_eq!(foreign_field("tags", &["name"]), None);
        assert_eq!(foreign_field("retained", &known), Some(ForeignField::Within("delegation")));
        assert_eq!(foreign_field("coverImage", &["title", "cover"]), Some(ForeignField::Renamed("cover")));
        assert!(matches!(foreign_field("cover_alt", &known), Some(ForeignField::Unused(_))));
        assert_eq!(foreign_field("image", &["name", "role"]), None);
    }

    #[test]
    fn a_word_leads_to_the_value_that_means_the_same() {
        assert_eq!(value_synonym("In progress", &["ongoing", "completed"]), Some("ongoing"));
        assert_eq!(value_synonym("done", &["met"]), None);
        assert!(ambiguous_value("bi-weekly", &["weekly", "fortnightly"]).is_some());
    }
}
