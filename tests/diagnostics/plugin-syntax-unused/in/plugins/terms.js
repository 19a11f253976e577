export default function terms() {
  this.data().micromarkExtensions = [{ text: {} }];
}
