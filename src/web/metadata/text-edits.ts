/** Changes ranges of a text at once. */

/** A range of a text and what replaces it. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

/** Applies edits. Of two that overlap, the one that begins first holds, or the longer one. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = [...edits].sort((one, other) => one.start - other.start || other.end - one.end);
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, by } of sorted) {
    if (start < at) continue;
    parts.push(text.slice(at, start), by);
    at = end;
  }
  return [...parts, text.slice(at)].join('');
}
