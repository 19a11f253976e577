/** A table of the values of hexadecimal digits, for loops that read millions of them. */

/**
 * Creates a table from character codes to digit values.
 * @param other value of every character that is no digit
 */
export function createHexTable(other: number): Int32Array {
  const table = new Int32Array(256).fill(other);
  for (let digit = 0; digit < 16; digit += 1) {
    const character = digit.toString(16);
    table[character.charCodeAt(0)] = digit;
    table[character.toUpperCase().charCodeAt(0)] = digit;
  }
  return table;
}
