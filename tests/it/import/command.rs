//! The command as its users run it.

use crate::support::Bench;

#[test]
fn a_source_that_cannot_be_read_ends_with_1_and_one_that_does_not_exist_with_2() {
    let bench = Bench::new();
    bench.write("picture.bin", [0, 1, 2, 3]);
    bench.run("import picture.bin --yes").ends(1).says("`picture.bin` is in no format that can be imported");
    bench.run("import gone.html --yes").ends(2).says("cannot open `gone.html`");
    assert!(!bench.has("content"), "nothing was written");
    let json = bench.run("import picture.bin --json").ends(1).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((json["written"].as_bool(), json["files"].as_array().map(Vec::len)), (Some(false), Some(0)));
    assert_eq!(json["sources"][0]["name"], "picture.bin");
}
