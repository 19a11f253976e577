/** Builds the text of a project's style sheet for a printed page, which loads no files. */
import { scanStyle } from '../../lib/css/scan.ts';
import type { ImportedPiece, ProjectStyle, StylePiece } from './project-style.ts';

/**
 * Returns the style sheet with its imports, pictures and fonts in it. Its text is not written again, so that browsers
 * read also what no parser here knows. Whatever is unclosed is closed, so that it cannot take in rules that follow.
 */
export const buildPageStyle = ({ piece }: ProjectStyle): string => buildPiece(piece);

const buildPiece = (piece: StylePiece): string => isolate(applyEdits(piece));

function buildImported(imported: ImportedPiece | undefined): string {
  if (imported === undefined) return ' ';
  const { piece, groups } = imported;
  return `\n${groups.map((group) => `${group}{`).join('')}${buildPiece(piece)}\n${'}'.repeat(groups.length)}`;
}

/** A part of the text to replace. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function applyEdits({ text, scan, files, imported }: StylePiece): string {
  const edits: Edit[] = [
    ...scan.imports.map(({ start, end }) => ({ start, end, text: buildImported(imported.get(start)) })),
    ...scan.stray.map((start) => ({ start, end: start + 1, text: ' ' })),
    ...scan.addresses.flatMap(({ start, end, isUrl }) => {
      const file = files.get(start);
      if (file === undefined) return [];
      const address = `"data:${file.mediaType};base64,${Buffer.from(file.bytes).toString('base64')}"`;
      return [{ start, end, text: isUrl ? `url(${address})` : address }];
    }),
  ].sort((one, other) => one.start - other.start);
  let [result, at] = ['', 0];
  for (const { start, end, text: replacement } of edits) {
    result += text.slice(at, start) + replacement;
    at = end;
  }
  return result + text.slice(at);
}

/** Closes what is unclosed. Leaves out a text that still is not closed then. */
function isolate(text: string): string {
  // Would end the element that contains the style sheet.
  const safe = text.replace(/<\/(?=style)/gi, '<\\/');
  const { tail } = scanStyle(safe);
  if (tail === '') return safe;
  const closed = safe + tail;
  return scanStyle(closed).tail === '' ? closed : '';
}
