/** Writes numbers as letters. */

const A = 'A'.charCodeAt(0);

/** Converts 1, 2, 3 to A, B, C; 27 to AA. */
export function toLetters(number: number): string {
  const rest = number - 1;
  const last = String.fromCharCode(A + (rest % 26));
  return rest < 26 ? last : toLetters(Math.floor(rest / 26)) + last;
}
