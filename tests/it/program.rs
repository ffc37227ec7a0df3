//! The program as its users run it: from an empty folder to a site, and what they change on the way.

use std::fs::{self, File};

use super::support::{Bench, built_in_themes, files, study};

fn one_study() -> String {
    format!("--- content/case-studies/a.md\n{}", study("Text."))
}

#[test]
fn a_new_portfolio_builds_at_once() {
    let bench = Bench::new();
    bench.init("my-portfolio").ends(0).says("Everything in it is invented");
    bench.run("build --root my-portfolio --today 2026-11-23").ends(0).says("built ");
    assert!(bench.has("my-portfolio/dist/case-studies/culture-committee/index.html"));
    assert!(!bench.has("my-portfolio/.dist.leadfolio"), "nothing is left behind");
}

#[test]
fn the_commands_after_init_can_be_pasted() {
    let bench = Bench::new();
    let end = |folder: &str| format!("  cd {folder}\n  leadfolio serve --open\n  leadfolio check\n");
    bench.init("mine").ends(0).says(&end("mine"));
    let mut command = bench.command("init");
    let ran = super::support::run(command.arg("My Portfolio")).ends(0);
    let quoted = if cfg!(windows) { "\"My Portfolio\"" } else { "'My Portfolio'" };
    ran.says(&format!(
        "  cd {quoted}\n  leadfolio serve --open --drafts\n  leadfolio check --profile draft\n"
    ));
    let mut command = bench.command("build --root");
    let quoted = if cfg!(windows) { "open \"My Portfolio" } else { "open 'My Portfolio/dist/index.html'" };
    super::support::run(command.arg("My Portfolio")).ends(0).says(quoted);
}

#[test]
fn a_new_portfolio_takes_a_theme_and_refuses_one_that_does_not_exist() {
    let bench = Bench::new();
    bench.init("mine --theme base").ends(0);
    assert!(bench.read("mine/content/portfolio.yaml").contains("\ntheme: base\n"));
    bench.run("build --root mine").ends(0);
    bench.init("other --theme nothing").ends(2).says("there is no theme `nothing`").says("`commons`");
    assert!(!bench.has("other"));
}

#[test]
fn a_folder_that_holds_something_is_not_overwritten() {
    let bench = Bench::new();
    bench.write("mine/letter.txt", "dear");
    bench.init("mine").ends(2).says("`mine` is not empty");
    assert_eq!(bench.read("mine/letter.txt"), "dear");
}

#[test]
fn a_portfolio_is_found_from_any_folder_inside_it() {
    let bench = Bench::with(&one_study());
    let inside = bench.path("content/case-studies");
    super::support::run(bench.command("build").current_dir(inside)).ends(0);
    assert!(bench.has("dist/case-studies/a/index.html"));
}

#[test]
fn outside_a_portfolio_the_way_in_is_told() {
    Bench::new().run("build").ends(2).says("there is no portfolio").says("leadfolio init DIR");
}

#[test]
fn help_of_every_command_shows_an_example() {
    for command in ["--help", "init --help", "build --help"] {
        let ran = Bench::new().run(command).ends(0);
        assert!(ran.stdout.contains("Example"), "{command}: {}", ran.stdout);
    }
}

#[test]
fn one_template_of_the_theme_is_replaced_by_a_file() {
    let bench = Bench::with(&one_study());
    bench.write("themes/commons/templates/missing.html", "Gone: {{ site.title }}");
    bench.run("build").ends(0);
    assert_eq!(bench.read("dist/404.html"), "Gone: Rowan Ellery");
    assert!(bench.read("dist/index.html").contains("<main"), "the other templates are the theme's");
}

#[test]
fn one_token_of_the_theme_is_replaced_by_a_line() {
    let bench = Bench::with(&one_study());
    bench.write("themes/commons/assets/css/custom.css", ":root { --measure: 50ch; }");
    bench.run("build").ends(0);
    let (_, sheet) = files(&bench.path("dist/assets"))
        .into_iter()
        .find(|(name, _)| name.contains("site.") && name.ends_with(".css"))
        .unwrap();
    let sheet = String::from_utf8(sheet).unwrap();
    assert!(sheet.trim_end().ends_with(":root{--measure:50ch}"), "it comes last, outside the layers");
    assert!(sheet.starts_with("@layer reset,tokens,base,layout,components,pages,theme,utilities,print;"));
}

#[test]
fn links_keep_the_folder_of_the_base_url() {
    let bench = Bench::with(&one_study());
    bench.run("build --base-url https://example.org/people/rowan").ends(0);
    let home = bench.read("dist/index.html");
    assert!(home.contains("href=\"/people/rowan/case-studies/\""), "{home}");
    assert!(home.contains("https://example.org/people/rowan/"), "canonical address");
    assert!(
        bench
            .read("dist/sitemap.xml")
            .contains("<loc>https://example.org/people/rowan/case-studies/a/</loc>")
    );
}

#[test]
fn a_wrong_base_url_is_a_fault_of_the_command() {
    Bench::with(&one_study()).run("build --base-url example.org").ends(2).says("--base-url").says("https://");
}

#[test]
fn what_is_not_published_is_counted_and_listed_with_its_reason() {
    let bench = Bench::with(&one_study());
    bench.write("content/case-studies/b.md", "---\ntitle: Later\ndate: 2999-01-01\n---\nText\n");
    bench.write("content/pages/c.md", "---\ntitle: Notes\ndraft: true\n---\nText\n");
    bench.run("build").ends(0).says("2 pages were not published");
    bench
        .run("build --verbose")
        .ends(0)
        .says("content/case-studies/b.md: “Later”: its date, 2999-01-01, is in the future")
        .says("content/pages/c.md: “Notes”: it is a draft");
}

#[test]
fn a_fault_leaves_the_last_good_site_and_says_where_it_is() {
    let bench = Bench::with(&one_study());
    bench.run("build").ends(0);
    let before = files(&bench.path("dist"));
    bench.write("content/case-studies/b.md", "---\ntitel: Oh\n---\nText\n");
    bench
        .run("build")
        .ends(1)
        .says("unknown field `titel`")
        .says("content/case-studies/b.md:2:1")
        .says("did you mean `title`?")
        .says("was not changed");
    assert!(files(&bench.path("dist")) == before);
}

#[test]
fn warnings_stop_a_strict_build_only() {
    let bench = Bench::with(&format!("--- content/case-studies/a.md\n{}", study("A <blink>word</blink>.")));
    bench.run("build").ends(0).says("`<blink>` is left out");
    bench.run("build --strict").ends(1);
}

#[test]
fn nothing_but_data_is_printed_and_no_colour_where_none_is_wanted() {
    let bench = Bench::with(&one_study());
    let ran = bench.run("build").ends(0);
    assert_eq!(ran.stdout, "");
    assert!(!ran.stderr.contains('\u{1b}'), "{}", ran.stderr);
}

#[test]
fn a_site_for_few_eyes_does_not_take_the_place_of_the_public_one() {
    let bench = Bench::with(&one_study());
    bench.run("build").ends(0);
    let public = bench.read("dist/index.html");
    bench.run("build --audience panel").ends(0).says("for the panel").says("dist-panel");
    bench.run("build --audience private --drafts").ends(0).says("for your eyes only, drafts included");
    assert_eq!(bench.read("dist/index.html"), public);
    assert!(bench.has("dist-panel/index.html") && bench.has("dist-private/index.html"));
}

#[test]
fn themes_are_listed_with_their_options() {
    let bench = Bench::with(
        "--- content/portfolio.yaml\nprofile: { name: R }\n--- themes/mine/theme.yaml\nextends: field\ndescription: \"Mine.\"\noptions: { stripe: { kind: switch, default: true, description: \"S\" } }\n",
    );
    let ran = bench.run("themes").ends(0);
    for words in [
        "commons, based on base\n",
        "mine (yours), based on field\n  Mine.\n",
        "    stripe [true]: S (true, false)\n",
        "    accent [#9a3412]",
    ] {
        assert!(ran.stdout.contains(words), "no {words} in\n{}", ran.stdout);
    }
}

#[test]
fn a_theme_is_begun_and_looked_over() {
    let bench = Bench::with(&one_study());
    bench.run("theme new harbor --extends dossier").ends(0).says("theme check harbor");
    bench.run("theme check harbor").ends(0).says("0 errors, 0 warnings");
    bench.run("theme new harbor").ends(2).says("there is already a theme `harbor`");
    bench.run("theme new x --extends nothing").ends(2).says("there is no theme `nothing`");
    bench.run("theme new ../x").ends(2).says("can't be the name of a theme");
    bench.run("theme check nothing").ends(2).says("the themes are");
    bench.write("themes/harbor/templates/missing.html", "<a href=\"nowhere/\">{{ nothing }}</a>");
    bench.run("theme check harbor").ends(1).says("THM-03").says("missing.html:1:");
    bench.write("themes/harbor/templates/missing.html", "<a href=\"nowhere/\">x</a>");
    bench.run("theme check harbor").ends(1).says("LNK-05");
    bench.write("themes/harbor/templates/missing.html", "<p id=\"a\"><b id=\"a\">x");
    bench
        .run("theme check harbor")
        .ends(0)
        .says("THM-09")
        .says("`<b>` isn't closed")
        .says("the id `a` is used twice");
    std::fs::remove_file(bench.path("themes/harbor/templates/missing.html")).unwrap();
    let long = ".x { color: red }\n".repeat(2500);
    bench.write("themes/harbor/assets/css/harbor.css", long);
    bench.run("theme check harbor").ends(0).says("THM-05");
    bench.write("themes/harbor/assets/css/harbor.css", ":root { --ink: #888 } p { gap: var(--none) }");
    bench
        .run("theme check harbor")
        .ends(0)
        .says("`--ink` on `--paper` has a contrast of only 3.54 in light mode")
        .says("the token `--none` is used");
    bench.write("themes/harbor/assets/css/harbor.css", "@import \"https://fonts.example/x.css\";");
    bench.run("theme check harbor").ends(1).says("THM-06");
}

#[test]
fn a_portfolio_is_begun_in_any_look() {
    for theme in built_in_themes() {
        let bench = Bench::new();
        bench.init(&format!("p --theme {theme}")).ends(0);
        assert!(bench.read("p/content/portfolio.yaml").contains(&format!("\ntheme: {theme}\n")));
        bench.run("build --root p").ends(0);
    }
    Bench::new().init("p --theme nothing").ends(2).says("`dossier`");
}

#[test]
fn a_folder_that_cannot_be_looked_at_is_not_a_missing_one() {
    let bench = Bench::with(&one_study());
    fs::rename(bench.path("content"), bench.path("kept")).unwrap();
    super::support::symlink("content", bench.path("content")).unwrap();
    bench.run("build --root .").ends(2).says("cannot open `").says("content");
}

/// `/dev/full` takes nothing, as a disk without space; `None` where the system has no such file.
pub(crate) fn full() -> Option<File> {
    File::options().write(true).open("/dev/full").ok()
}

#[test]
fn messages_that_cannot_be_written_do_not_end_a_build() {
    let Some(full) = full() else { return };
    let bench = Bench::with(&one_study());
    let build = bench.command("build").stderr(full.try_clone().unwrap()).status().unwrap();
    assert_eq!(build.code(), Some(0));
    assert!(bench.has("dist/index.html"));
    bench.write("content/pages/b.md", "---\ntitel: x\n---\n");
    let failed = bench.command("build").stderr(full.try_clone().unwrap()).status().unwrap();
    assert_eq!(failed.code(), Some(1));
}

#[test]
fn data_that_cannot_be_written_is_an_error() {
    let Some(full) = full() else { return };
    let bench = Bench::with(&one_study());
    for arguments in ["schema", "themes", "check --explain DEL-06", "check --format json"] {
        let mut command = bench.command(arguments);
        super::support::run(command.stdout(full.try_clone().unwrap()))
            .ends(2)
            .says("cannot write the output");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_browser_the_author_is_asked_to_open_the_page() {
    let bench = Bench::with(&one_study());
    let mut command = bench.command("theme preview --open");
    let ran = super::support::run(command.env("PATH", bench.path("empty"))).ends(0);
    let page = bench.path(".leadfolio/themes/index.html");
    let page = page.canonicalize().unwrap();
    let message = format!("no browser could be opened: open {} yourself", page.display());
    assert!(ran.stderr.contains(&message), "{}", ran.stderr);
}

#[test]
fn a_command_by_another_name_leads_to_the_right_one() {
    let bench = Bench::new();
    for (command, tip) in [
        ("pack", "tip: a pack is a file in `content/packs/`; `leadfolio pdf NAME` prints it"),
        ("publish --yes", "tip: did you mean `deploy`?"),
        ("preview", "tip: did you mean `serve`?"),
        ("create my-portfolio", "tip: did you mean `init`?"),
        ("theme create harbor", "tip: did you mean `theme new`?"),
    ] {
        bench.run(command).ends(2).says("unrecognized subcommand").says(tip);
    }
    let ran = bench.run("nonsense").ends(2);
    assert!(!ran.stderr.contains("tip:"), "{}", ran.stderr);
    // After another command, the name means something else.
    for command in ["theme start", "theme publish harbor"] {
        let ran = bench.run(command).ends(2).says("unrecognized subcommand");
        assert!(!ran.stderr.contains("did you mean"), "{}", ran.stderr);
    }
}
