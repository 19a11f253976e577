fn main() {
// ANCHOR: watering
    # let unseen_by_readers = 1;
    water(beds);
// ANCHOR_END: watering
}
