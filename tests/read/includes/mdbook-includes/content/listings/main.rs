// ANCHOR: all
fn main() {
    // ANCHOR: hello
    println!("hello");
    // ANCHOR_END: hello
}
// ANCHOR_END: all
