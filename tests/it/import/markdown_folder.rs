//! Folders of Markdown as Jekyll, Hugo, Quarto, Obsidian, Notion and Google Docs have them.

use std::io::{Cursor, Write as _};

use leadfolio::import::imported::split_document_link;
use leadfolio::import::{self, DocumentKind, Source};
use leadfolio::vfs::FileTree;
use serde_json::json;
use zip::write::SimpleFileOptions;

use super::folder_support::{document, has_every_sentence, is_omitted, read, refused};

const JEKYLL: &[(&str, &str)] = &[
    (
        "_config.yml",
        "title: Notes of a principal\ndescription: What I tried at Harrow Lake.\nauthor: Rowan Ellery\nurl: https://ellery.example\nbaseurl: /notes\npermalink: pretty\n",
    ),
    ("_layouts/post.html", "<article>{{ content }}</article>"),
    ("_includes/norms.md", "Be on time.\n"),
    ("Gemfile", "gem 'jekyll'"),
    ("README.md", "# The site\n\nRun it with jekyll."),
    (
        "_posts/2023-05-12-culture-committee.md",
        r#"---
layout: post
title: "Handing culture to a committee"
date: 2023-05-12 08:30:00 -0500
categories: [Delegation, School Culture]
tags: culture trust
excerpt: Seven teachers rewrote our norms.
redirect_from:
  - /2023/culture/
image: /assets/img/committee.jpg
image_alt: Seven teachers at a round table
published: false
---
{% comment %}Ask Ines before this goes out.{% endcomment %}
* TOC
{:toc}

# How it began

The old norms hung in the copy room. {: .lead}

{% include figure.html src="/assets/img/wall.png" alt="A wall of notes" caption="Week two, before lunch" %}

I wrote {{ page.title }} in one evening. See [the retreat]({% post_url 2022-08-01-retreat %}) and [how I listen]({{ site.baseurl }}{% link about.md %}).

{% highlight ruby %}
puts "{{ not_liquid }}"
{% endhighlight %}

They wrote `{% raw %}{{ norm }}{% endraw %}` on a card.

{% raw %}A template has {{ name }} in it.{% endraw %}

{% include norms.md %}

{% if page.draft %}Only the counselor saw this.{% endif %}

> One rule: listen first.
{: .callout }

[The minutes]({{ "/assets/minutes.pdf" | relative_url }}) are short. [Gone](/nowhere/) is gone.

{% youtube dQw4w9WgXcQ %}

## What I kept {#kept .wide}

The budget, and the *last* word on safety.

*[PLC]: professional learning community
"#,
    ),
    (
        "_posts/2022-08-01-retreat.md",
        "---\ntitle: The retreat\n---\nWe drove to the lake. [Later](/notes/delegation/school-culture/2023/05/12/culture-committee/) we chose.\n",
    ),
    ("_drafts/unfinished.md", "---\ntitle: Unfinished\n---\nNot yet.\n"),
    ("about.md", "---\ntitle: How I listen\npermalink: /about/\n---\nI ask twice.\n"),
    ("assets/img/committee.jpg", "jpeg"),
    ("assets/img/wall.png", "png"),
    ("assets/img/unused.png", "png"),
    ("assets/minutes.pdf", "pdf"),
];

#[test]
fn a_site_of_jekyll_is_read() {
    let imported = read("notes", JEKYLL);
    let post = document(&imported, "_posts/2023-05-12-culture-committee.md");
    assert_eq!(post.title, "Handing culture to a committee");
    assert_eq!(post.date.unwrap().to_string(), "2023-05-12");
    assert_eq!(post.summary.as_deref(), Some("Seven teachers rewrote our norms."));
    assert_eq!(post.tags, ["Delegation", "School Culture", "culture", "trust"]);
    assert_eq!(
        post.old_paths,
        ["/notes/delegation/school-culture/2023/05/12/culture-committee/", "/notes/2023/culture/"]
    );
    assert_eq!(
        json!(post.fields),
        json!({ "cover": { "file": "img/committee.jpg", "alt": "Seven teachers at a round table" }, "draft": true })
    );
    assert_eq!(document(&imported, "about.md").old_paths, ["/notes/about/"]);
    let draft = document(&imported, "_drafts/unfinished.md");
    assert!(draft.old_paths.is_empty() && draft.fields["draft"] == json!(true));
    assert_eq!(imported.settings["profile"], json!({ "name": "Rowan Ellery" }));
    assert_eq!(imported.settings["glossary"], json!({ "PLC": "professional learning community" }));
    for left_out in [
        "Ask Ines",
        "layout: post",
        "Gemfile",
        "README.md",
        "_layouts/post.html",
        "unused.png",
        "What I tried",
    ] {
        assert!(is_omitted(&imported, left_out), "{left_out}: {:#?}", imported.omitted);
    }
    let files: Vec<&str> = imported.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(files, ["img/committee.jpg", "img/wall.png", "minutes.pdf"]);
    assert!(
        imported.notes.iter().any(|note| note.contains("“Gone” led to `/nowhere/`")),
        "{:?}",
        imported.notes
    );
}

#[test]
fn liquid_and_kramdown_become_markdown_and_code_stays() {
    let imported = read("notes", JEKYLL);
    let body = &document(&imported, "_posts/2023-05-12-culture-committee.md").body;
    for expected in [
        "## How it began\n\nThe old norms hung in the copy room.\n",
        "![A wall of notes](files/img/wall.png \"Week two, before lunch\")",
        "I wrote Handing culture to a committee in one evening.",
        "[the retreat](document:_posts/2022-08-01-retreat.md)",
        "[how I listen](document:about.md)",
        "```ruby\nputs \"{{ not_liquid }}\"\n```",
        "`{{ norm }}` on a card",
        "A template has \\{{ name }} in it.",
        "Only the counselor saw this.",
        "[The minutes](files/minutes.pdf) are short. Gone is gone.",
        "<https://www.youtube.com/watch?v=dQw4w9WgXcQ>",
        "### What I kept {#kept}",
    ] {
        assert!(body.contains(expected), "`{expected}` is not in\n{body}");
    }
    assert!(!body.contains("{:") && !body.contains("{%") && !body.contains("TOC"), "{body}");
    let retreat = &document(&imported, "_posts/2022-08-01-retreat.md").body;
    assert!(retreat.contains("[Later](document:_posts/2023-05-12-culture-committee.md)"), "{retreat}");
    has_every_sentence(
        &imported,
        "The old norms hung in the copy room. I wrote Handing culture to a committee in one evening.
        See the retreat and how I listen. Be on time. One rule: listen first. The minutes are short. Gone is gone.
        The budget, and the last word on safety. We drove to the lake. Later we chose. Not yet. I ask twice.",
    );
}

const HUGO: &[(&str, &str)] = &[
    (
        "hugo.toml",
        "baseURL = 'https://ward.example/'\ntitle = 'Ward notes'\nlanguageCode = 'en-us'\n[permalinks]\nposts = '/:year/:month/:slug/'\n[params]\nauthor = 'Mara Quill'\nunits = 'kilowatts'\n",
    ),
    ("archetypes/default.md", "+++\n+++\n"),
    ("layouts/index.html", "{{ .Title }}"),
    ("themes/paper/README.md", "A theme."),
    (
        "content/posts/quiet-hours.md",
        r#"+++
title = 'Quiet hours'
date = 2024-02-03T10:00:00Z
lastmod = 2024-03-01
slug = 'quiet'
tags = ['sleep', 'nights']
description = 'Night staff set the rules.'
draft = true
weight = 4
aliases = ['/old/quiet/']
[cover]
image = 'cover.jpg'
alt = 'A dim corridor'
+++
Noise peaked at midnight.

<!--more-->

{{< figure src="/img/meter.png" title="The meter" caption="61 dB at the desk" attr="Ward 3" >}}

{{% notice tip %}}
Put rubber feet on **chairs**.
{{% /notice %}}

{{< details "What nights decided" >}}
Phones on vibrate.
{{< /details >}}

See [the beds]({{< ref "bundle" >}}) and [the team]({{< relref "/team.md#nights" >}}).

{{< highlight go "linenos=table" >}}
fmt.Println("{{< kept >}}")
{{< /highlight >}}

{{< quote author="A neighbor" >}}
I slept.
{{< /quote >}}

{{< tabs >}}
{{< tab "Old" >}}Ask the board.{{< /tab >}}
{{< tab "New" >}}Ask the night.{{< /tab >}}
{{< /tabs >}}

{{< button href="https://ward.example/report" >}}Read the report{{< /button >}}

The roof makes 14 {{< param "units" >}}. {{< icon "moon" >}} {{< unknown thing="x" >}}

{{< youtube abc123 >}}

`{{< shortcode >}}` stays as code, and {{</* figure */>}} is shown.
"#,
    ),
    (
        "content/posts/bundle/index.md",
        "---\ntitle: Beds\ndate: 2023-01-02\n---\n![Beds](beds.jpg)\n\nForty beds moved.\n",
    ),
    ("content/posts/bundle/beds.jpg", "jpeg"),
    ("content/posts/cover.jpg", "jpeg"),
    ("content/team.es.md", "{\n\"title\": \"El equipo\",\n\"url\": \"/equipo/\"\n}\n\nSomos nueve.\n"),
    ("content/team.md", "---\ntitle: The team\n---\n## Nights {#nights}\n\nWe are nine.\n"),
    ("content/_index.md", "---\ntitle: Home\n---\n"),
    ("static/img/meter.png", "png"),
];

#[test]
fn a_site_of_hugo_is_read() {
    let imported = read("ward", HUGO);
    let post = document(&imported, "content/posts/quiet-hours.md");
    assert_eq!(post.date.unwrap().to_string(), "2024-02-03");
    assert_eq!(post.old_paths, ["/2024/02/quiet/", "/old/quiet/"]);
    assert_eq!(post.tags, ["sleep", "nights"]);
    assert_eq!(
        json!(post.fields),
        json!({ "updated": "2024-03-01", "draft": true, "cover": { "file": "posts/cover.jpg", "alt": "A dim corridor" } })
    );
    assert_eq!(document(&imported, "content/posts/bundle/index.md").old_paths[0], "/2023/01/beds/");
    let spanish = document(&imported, "content/team.es.md");
    assert_eq!((spanish.title.as_str(), &spanish.fields["language"]), ("El equipo", &json!("es")));
    assert_eq!(spanish.old_paths, ["/equipo/"]);
    assert_eq!(imported.settings["profile"], json!({ "name": "Mara Quill" }));
    for left_out in
        ["weight: 4", "{{< unknown thing=\"x\" >}}", "content/_index.md: Home", "themes/paper/README.md"]
    {
        assert!(is_omitted(&imported, left_out), "{left_out}: {:#?}", imported.omitted);
    }
}

#[test]
fn shortcodes_become_markdown_and_code_stays() {
    let imported = read("ward", HUGO);
    let body = &document(&imported, "content/posts/quiet-hours.md").body;
    for expected in [
        "![The meter: 61 dB at the desk (Ward 3)](files/img/meter.png \"The meter: 61 dB at the desk (Ward 3)\")",
        "::: tip\n\nPut rubber feet on **chairs**.\n\n:::",
        "<details><summary>What nights decided</summary>",
        "[the beds](document:content/posts/bundle/index.md)",
        "[the team](document:content/team.md#nights)",
        "```go\nfmt.Println(\"{{< kept >}}\")\n```",
        "> I slept.\n>\n> — A neighbor",
        "**Old**",
        "[Read the report](<https://ward.example/report>)",
        "The roof makes 14 kilowatts.",
        "<https://www.youtube.com/watch?v=abc123>",
        "`{{< shortcode >}}` stays as code, and `{{< figure >}}` is shown.",
    ] {
        assert!(body.contains(expected), "`{expected}` is not in\n{body}");
    }
    has_every_sentence(
        &imported,
        "Night staff set the rules. Noise peaked at midnight. Put rubber feet on chairs. Phones on vibrate.
        See the beds and the team. I slept. Ask the board. Ask the night. Read the report
        The roof makes 14 kilowatts. Forty beds moved. Somos nueve. We are nine. 61 dB at the desk",
    );
}

const QUARTO: &[(&str, &str)] = &[
    (
        "_quarto.yml",
        "project:\n  type: website\nwebsite:\n  title: Data notes\n  site-url: https://data.example/site/\n",
    ),
    (
        "posts/attendance.qmd",
        r#"---
title: "Attendance, asked twice"
subtitle: "A year of calls"
author:
  - name: Ines Abara
date: "2024-05-06"
format:
  html:
    toc: true
aliases: [old.html]
categories: [data]
---

## Results {#sec-results .unnumbered}

::: {.callout-tip title="Read this first"}
Calls came from a person.
:::

:::: {.columns}
::: {.column width="50%"}
Left, we counted.
:::
::::

Chronic absence fell [@harris2014, p. 3], as @fig-calls shows.^[The list was checked by two clerks.]
@harris2014 say why, unlike [@unknown2020].

![Calls by month](calls.png){#fig-calls fig-alt="Bars that fall from March" width=70%}

The [small print]{.smallcaps} matters.

```{python}
#| echo: false
print("hidden")
```

```{r}
summary(calls)
```

| Month | Calls |
|-------|-------|
| March | 212   |

: Calls in spring {#tbl-calls}

See [the home page](../index.qmd#top).

{{< video https://www.youtube.com/watch?v=zzz >}}
"#,
    ),
    ("posts/calls.png", "png"),
    ("index.qmd", "---\ntitle: Home\n---\nWelcome to the notes. [Attendance](posts/attendance.html)\n"),
    (
        "references.bib",
        "@book{harris2014,\n  title={Leading {Together}},\n  author = \"Harris, A. and Vale, B.\",\n  year = 2014,\n  publisher={Harrow Press}\n}\n",
    ),
];

#[test]
fn a_site_of_quarto_is_read() {
    let imported = read("data", QUARTO);
    let post = document(&imported, "posts/attendance.qmd");
    assert_eq!(post.old_paths, ["/site/posts/attendance.html", "/site/posts/old.html"]);
    assert_eq!(post.summary.as_deref(), Some("A year of calls"));
    for expected in [
        "## Results {#sec-results}",
        "::: tip Read this first\n\nCalls came from a person.",
        "Chronic absence fell (Harris and Vale 2014, p. 3)[^harris2014], as fig-calls shows.[^note-1]",
        "Harris and Vale (2014)[^harris2014] say why, unlike (unknown2020).",
        "[^harris2014]: Harris, A.; Vale, B. (2014). *Leading Together*. Harrow Press.",
        "[^note-1]: The list was checked by two clerks.",
        "![Bars that fall from March](files/posts/calls.png \"Calls by month\")",
        "The small print matters.",
        "```r\nsummary(calls)\n```",
        "\nCalls in spring\n",
        "[the home page](document:index.qmd#top)",
    ] {
        assert!(post.body.contains(expected), "`{expected}` is not in\n{}", post.body);
    }
    assert!(document(&imported, "index.qmd").body.contains("[Attendance](document:posts/attendance.qmd)"));
    for left_out in ["print(\"hidden\")", "format: {\"html\"", "references.bib", ".columns"] {
        assert!(is_omitted(&imported, left_out), "{left_out}: {:#?}", imported.omitted);
    }
    assert!(imported.notes.iter().any(|note| note.contains("Ines Abara")), "{:?}", imported.notes);
    assert!(imported.notes.iter().any(|note| note.contains("results of code")), "{:?}", imported.notes);
    has_every_sentence(
        &imported,
        "Calls came from a person. Left, we counted. Chronic absence fell
        The list was checked by two clerks.
        The small print matters.
        Calls in spring
        See the home page. Welcome to the notes. Calls by month",
    );
}

const OBSIDIAN: &[(&str, &str)] = &[
    (".obsidian/app.json", "{}"),
    ("Templates/Daily.md", "{{date}}"),
    (
        "Leadership/Culture committee.md",
        r##"---
tags: [culture, "#trust"]
aliases: [CC]
created: 2024-01-09
---
# Culture committee

#delegation #school/culture

status:: ongoing
We met on Mondays with the [[Norms|norms]] on the wall. ^first

%%Do not share
this yet.%%

> [!abstract]- In short
> Seven teachers led.

![[wall photo.png|300]]

It was ==their== idea, see [[Norms#Rule one]] and [[CC]]. Nobody wrote [[Missing note]]. An area of #coaching too.

```dataview
LIST FROM #culture
```

```python
x = "[[not a link]] ==kept=="
```
"##,
    ),
    (
        "Norms.md",
        "## Rule one\n\nListen first. Back to [[Leadership/Culture committee]].\n\n![[Culture committee]]\n",
    ),
    ("attachments/wall photo.png", "png"),
];

#[test]
fn a_vault_of_obsidian_is_read() {
    let imported = read("vault", OBSIDIAN);
    let note = document(&imported, "Leadership/Culture committee.md");
    assert_eq!(note.title, "Culture committee");
    assert_eq!(note.date.unwrap().to_string(), "2024-01-09");
    assert_eq!(note.tags, ["culture", "trust", "delegation", "school/culture", "coaching"]);
    for expected in [
        "We met on Mondays with the [norms](document:Norms.md) on the wall.\n",
        "**status:** ongoing",
        "> [!NOTE]\n> **In short**\n>\n> Seven teachers led.",
        "![](files/attachments/wall-photo.png)",
        "It was **their** idea, see [Norms: Rule one](document:Norms.md#rule-one)",
        "[CC](document:Leadership/Culture%20committee.md)",
        "Nobody wrote Missing note. An area of coaching too.",
        "x = \"[[not a link]] ==kept==\"",
    ] {
        assert!(note.body.contains(expected), "`{expected}` is not in\n{}", note.body);
    }
    assert!(!note.body.contains("Do not share") && !note.body.contains("dataview"), "{}", note.body);
    for left_out in ["Do not share\nthis yet.", "LIST FROM", "aliases: CC", "Templates/Daily.md"] {
        assert!(is_omitted(&imported, left_out), "{left_out}: {:#?}", imported.omitted);
    }
    let origin = "Leadership/Culture committee.md".to_owned();
    assert_eq!(
        split_document_link("document:Leadership/Culture%20committee.md#a"),
        Some((origin, Some("a")))
    );
    let norms = &document(&imported, "Norms.md").body;
    assert_eq!(norms.matches("document:Leadership/Culture%20committee.md").count(), 2, "{norms}");
    has_every_sentence(
        &imported,
        "We met on Mondays with the norms on the wall. Seven teachers led. It was their idea, see
        Nobody wrote Missing note.
        An area of coaching too. Listen first. Back to Culture committee.",
    );
}

const TASKS: &str = "Name,Owner,Due\nWrite norms,\"Lab, room 4\",2024-05-01\nHang *them*,Office,2024-06-01\n";
const CULTURE: &str = "# Culture\n\nTags: trust, norms\nCreated: January 5, 2023 3:04 PM\nStatus: Done\n\nSeven teachers led it.\n\n<aside>\n💡 Ask first.\n\n</aside>\n\n- Toggle\n    \n    Hidden words stay.\n    \n\n[Tasks](Culture%200123456789abcdef0123456789abcdef/Tasks%20aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.csv)\n\n[Rules](Culture%200123456789abcdef0123456789abcdef/Rules%20bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.md) and [again](https://www.notion.so/Rules-bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb?pvs=21)\n\n![wall.png](Culture%200123456789abcdef0123456789abcdef/wall.png)\n";

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        writer.start_file(*path, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn an_export_of_notion_is_read_from_its_archive_in_an_archive() {
    let folder = "Culture 0123456789abcdef0123456789abcdef";
    let part = archive(&[
        (&format!("{folder}.md"), CULTURE.as_bytes()),
        (&format!("{folder}/Tasks aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.csv"), TASKS.as_bytes()),
        (&format!("{folder}/Tasks aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_all.csv"), TASKS.as_bytes()),
        (&format!("{folder}/Rules bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.md"), b"# Rules\n\nListen first.\n"),
        (&format!("{folder}/wall.png"), b"png"),
        ("Loose cccccccccccccccccccccccccccccccc.csv", b"Name,Note\nKeys,Two were lost.\n"),
    ]);
    let outer = archive(&[("ExportBlock-11112222-Part-1.zip", part.as_slice())]);
    let mut files = FileTree::default();
    files.insert("Export-11112222.zip", outer);
    let imported = import::read(&Source { name: "Export-11112222.zip".to_owned(), files }).unwrap();
    let page = document(&imported, &format!("{folder}.md"));
    assert_eq!((page.title.as_str(), page.date.unwrap().to_string().as_str()), ("Culture", "2023-01-05"));
    assert_eq!(page.tags, ["trust", "norms"]);
    assert!(is_omitted(&imported, "Status: Done"), "{:#?}", imported.omitted);
    for expected in [
        "::: note\n\n💡 Ask first.",
        "**Tasks**\n\n| Name | Owner | Due |\n|---|---|---|\n| Write norms | Lab, room 4 | 2024-05-01 |\n| Hang \\*them\\* |",
        "![wall.png](files/Culture/wall.png)",
    ] {
        assert!(page.body.contains(expected), "`{expected}` is not in\n{}", page.body);
    }
    assert_eq!(page.body.matches("Rules%20bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.md)").count(), 2, "{}", page.body);
    assert_eq!(document(&imported, "Loose cccccccccccccccccccccccccccccccc.csv").title, "Loose");
    has_every_sentence(
        &imported,
        "Seven teachers led it. Ask first. Hidden words stay. Listen first. Two were lost.",
    );
}

#[test]
fn a_document_of_google_docs_brings_its_pictures() {
    let text = "# **Shift swaps** {#heading=h.abc123}\n\n**Why we changed**\n\nNurses asked for paper\\! It cost \\$6.\n\n## **The board** {#heading=h.def456}\n\nIt hangs by the door. ![][image1]\n\n[image1]: <data:image/png;base64,iVBORw0KGgo=>\n";
    let imported = read("Shift swaps.md", &[("Shift swaps.md", text)]);
    let page = document(&imported, "Shift swaps.md");
    assert_eq!(page.title, "Shift swaps");
    assert!(page.body.contains("## The board\n"), "{}", page.body);
    assert!(page.body.contains("![](files/shift-swaps-picture.png)"), "{}", page.body);
    assert!(!page.body.contains("data:") && !page.body.contains("heading="), "{}", page.body);
    assert_eq!(imported.files.len(), 1);
    has_every_sentence(
        &imported,
        "Why we changed\nNurses asked for paper! It cost $6. The board\nIt hangs by the door.",
    );
}

#[test]
fn a_case_study_of_a_portfolio_keeps_its_fields() {
    let study = "---\ntitle: Culture\nsummary: S.\nstatus: ongoing\nled_by: [p-lead]\naccountable: p-owner\ndelegation: { level: 5 }\nstart: 2024-08\ntags: [Trust]\ncover: { file: pot.jpg, alt: A pot }\nartifacts: [{ id: plan, file: plan.pdf }]\n---\nThe story.\n";
    let imported = read(
        "content",
        &[("case-studies/culture.md", study), ("files/pot.jpg", "jpeg"), ("files/plan.pdf", "pdf")],
    );
    let page = document(&imported, "case-studies/culture.md");
    assert_eq!(page.kind, Some(DocumentKind::CaseStudy));
    assert_eq!(page.fields["delegation"], json!({ "level": 5 }));
    assert_eq!((&page.fields["status"], &page.fields["start"]), (&json!("ongoing"), &json!("2024-08")));
    assert_eq!(page.tags, ["Trust"]);
    assert_eq!(page.fields["cover"], json!({ "file": "pot.jpg", "alt": "A pot" }));
    let files: Vec<&str> = imported.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(files, ["plan.pdf", "pot.jpg"]);
}

#[test]
fn code_that_a_page_of_mdx_loads_is_listed() {
    let imported = read("mdx", &[("a.mdx", "import Chart from \"./chart\"\n\n# Title\n\nWords stay.\n")]);
    assert_eq!(document(&imported, "a.mdx").body, "Words stay.\n");
    assert!(is_omitted(&imported, "import Chart"), "{:?}", imported.omitted);
}

#[test]
fn a_folder_without_pages_is_refused() {
    let error = refused("pictures", &[("a.png", "png")]);
    assert!(error.message.contains("`pictures`"), "{error}");
}
