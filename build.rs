//! Builds again when the embedded starter or a built-in theme changes.

fn main() {
    println!("cargo::rerun-if-changed=content");
    println!("cargo::rerun-if-changed=themes");
}
