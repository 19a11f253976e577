fn dig() {}
// a line that nobody asked for
fn sow() {}
fn reap() {}
// ANCHOR: harvest
fn harvest_all() {}
// ANCHOR_END: harvest
