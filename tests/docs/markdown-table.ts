/** Writes tables in Markdown. */

/** Returns a table. Cells must have no line breaks and no `|` outside code. */
export function writeTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
