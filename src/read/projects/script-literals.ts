/** Reads texts from settings written in JavaScript, without running them. */

/** Returns the first text of a key: `title: 'Words'`; `undefined` for none, and for one with marks of a program in it. */
export function findLiteral(script: string, key: string): string | undefined {
  const pattern = new RegExp(
    `(?:^|[\\s{,])${key}\\s*:\\s*(?:require\\.resolve\\(\\s*)?(?:'([^'\\\\\\n]*)'|"([^"\\\\\\n]*)"|\`([^\`\\\\$\\n]*)\`)`,
  );
  const found = pattern.exec(script)?.slice(1) ?? [];
  return found.find((text) => text !== undefined)?.trim() || undefined;
}
