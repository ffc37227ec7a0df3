//! Builds again when an embedded sample, the example of a kind of leader or a built-in theme changes.

fn main() {
    println!("cargo::rerun-if-changed=content");
    println!("cargo::rerun-if-changed=src/embedded");
    println!("cargo::rerun-if-changed=themes");
}
