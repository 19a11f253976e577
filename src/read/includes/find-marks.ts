/** Finds the marks in a text that include files. */
import type { SourceFile } from '../../core/source-location.ts';
import { loadIncludeForms } from './forms.ts';
import type { IncludeMark, Line } from './include-mark.ts';
import { splitLines } from './lines.ts';

/** A mark and the line in which it begins. */
export interface FoundMark extends IncludeMark {
  readonly line: Line;
}

/** Finds marks in their order. None begins inside another one. */
export async function findIncludeMarks({ text, featuresOff }: SourceFile): Promise<readonly FoundMark[]> {
  const forms = await loadIncludeForms(text, featuresOff);
  if (forms.length === 0) return [];
  const lines = splitLines(text);
  const found: FoundMark[] = [];
  let end = 0;
  for (const [index, line] of lines.entries()) {
    if (line.start < end) continue;
    const marks = forms.flatMap((find) => find(lines, index));
    for (const mark of marks.sort((one, other) => one.start - other.start)) {
      if (mark.start < end) continue;
      found.push({ ...mark, line });
      end = mark.end;
    }
  }
  return found;
}
