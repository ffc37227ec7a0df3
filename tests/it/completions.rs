//! Scripts for shells and manual pages have every command.

use super::support::Bench;

#[test]
fn every_shell_gets_a_script_with_all_commands() {
    let bench = Bench::new();
    for (shell, sign) in [
        ("bash", "complete -F _leadfolio"),
        ("zsh", "#compdef leadfolio"),
        ("fish", "complete -c leadfolio"),
        ("powershell", "Register-ArgumentCompleter"),
        ("elvish", "edit:completion:arg-completer[leadfolio]"),
    ] {
        let script = bench.run(&format!("completions {shell}")).ends(0).stdout;
        for expected in [sign, "evidence", "audience", "doctor"] {
            assert!(script.contains(expected), "no `{expected}` for {shell}");
        }
    }
    bench.run("completions csh").ends(2);
}

#[test]
fn manual_pages_of_all_commands_are_saved_and_nothing_else_is_replaced() {
    let bench = Bench::new();
    let page = bench.run("man").ends(0).stdout;
    assert!(page.contains(".TH leadfolio 1") && page.contains("leadfolio\\-build(1)"), "{page}");
    bench.run("man --out man1").ends(0).says("manual pages in `man1`");
    for name in ["leadfolio.1", "leadfolio-build.1", "leadfolio-theme-new.1"] {
        assert!(bench.read(&format!("man1/{name}")).contains(".TH leadfolio"), "{name}");
    }
    assert!(bench.read("man1/leadfolio-build.1").contains("\\-\\-audience"));
    bench.run("man --out man1").ends(0);
    bench.write("man1/leadfolio-build.1", "mine");
    bench.run("man --out man1").ends(2).says("is not a manual page of leadfolio");
    assert_eq!(bench.read("man1/leadfolio-build.1"), "mine");
}
