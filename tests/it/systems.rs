//! A portfolio that was written on one system and is built on another: ends of lines, and names of files.

use leadfolio::content::enums::Visibility;
use leadfolio::pipeline::{Build, Inputs, build};

use super::again::options;
use super::support::{sample_files, with_study};

/// The sample in a theme of the author's own, with its texts as `write` leaves them.
fn sample(write: fn(&str) -> String) -> Build {
    let mut inputs = Inputs::default();
    for (path, blob) in sample_files("t").iter() {
        let bytes = blob.read().unwrap().into_owned();
        let is_text = [".md", ".yaml"].iter().any(|ending| path.ends_with(ending));
        let bytes = if is_text { write(&String::from_utf8(bytes).unwrap()).into_bytes() } else { bytes };
        inputs.content.insert(path, bytes);
    }
    for (path, text) in [
        ("t/theme.yaml", "name: t\nextends: commons\ndescription: |\n  A theme\n  of two lines.\n"),
        ("t/templates/approach.html", "<main>\n\n{{ approach.body | safe }}\n<pre>a\nb</pre>\n</main>\n"),
        (
            "t/assets/css/theme.css",
            "body {\n  margin: 0;\n}\n\n/* Of\n   two lines. */\np::after { content: 'a\\\nb' }\n",
        ),
    ] {
        inputs.themes.insert(path, write(text));
    }
    build(&inputs, &options(Visibility::Public))
}

#[test]
fn ends_of_lines_of_windows_give_the_same_site_byte_for_byte() {
    let [unix, windows] = [sample(str::to_owned), sample(|text| text.replace('\n', "\r\n"))];
    let findings =
        |build: &Build| build.diagnostics.iter().map(|found| format!("{found:?}")).collect::<Vec<_>>();
    assert_eq!(findings(&unix), findings(&windows));
    let [unix, windows] = [unix.output.unwrap(), windows.output.unwrap()];
    assert_eq!(unix.paths().collect::<Vec<_>>(), windows.paths().collect::<Vec<_>>());
    let is_picture = |path: &&str| [".jpg", ".png", ".webp"].iter().any(|ending| path.ends_with(ending));
    for path in unix.paths().filter(|path| !is_picture(path)) {
        let [left, right] = [&unix, &windows]
            .map(|site| site.render_file(path).unwrap().unwrap().read().unwrap().into_owned());
        assert!(left == right, "{path} differs");
    }
}

#[test]
fn a_file_that_nobody_can_save_on_windows_is_reported() {
    for (name, reason) in [
        ("aux.txt", "`aux` is a reserved name on Windows"),
        ("Com1/plan.txt", "`Com1` is a reserved name on Windows"),
        ("plan.", "Windows leaves out a dot or a space at the end of a name"),
        ("budget?.txt", "Windows has no names with `?`"),
    ] {
        let path = format!("content/files/{name}");
        with_study("")
            .file(&path, "text")
            .build()
            .fine()
            .warns(&format!("URL-01 {path} nobody can save this file on Windows: {reason}"));
    }
}
