/**
 * Reads notes to lines of code: `# <1>` at the end of a line, and an ordered list right below the listing, as in Quarto
 * (https://quarto.org/docs/authoring/code-annotation.html) and Asciidoctor. The comments are no part of the code.
 */
import type { Code, List, Root } from 'mdast';
import type { LineNote } from '../../../../core/model/listing.ts';
import { addClass } from '../../../../lib/html/classes.ts';
import { visit } from '../../../../lib/html/visit.ts';
import type { DialectSyntax } from '../dialect.ts';
import { COMMENT_END, COMMENT_START } from './comment-marks.ts';
import { addFacts } from './listing-facts.ts';

const NOTES = new RegExp(
  String.raw`(?:^|[ \t])[ \t]*${COMMENT_START}((?:<\d{1,2}>[ \t]*)+)${COMMENT_END}|[ \t]*<!--(\d{1,2})-->[ \t]*$`,
);

export const codeNotes: DialectSyntax = {
  transform: (tree: Root) => {
    visit(tree, 'code', (code, index, parent) => {
      const list = index === undefined ? undefined : parent?.children[index + 1];
      if (list?.type === 'list' && list.ordered) readNotes(code, list);
    });
  },
};

/** Takes the marks out of a listing if each of them is about an item of the list. */
function readNotes(code: Code, list: List): void {
  const notes: LineNote[] = [];
  const lines = code.value.split('\n').map((line, index) => {
    const [written, marks, alone] = NOTES.exec(line) ?? [];
    if (written === undefined) return line;
    const numbers = (marks ?? `<${alone}>`).match(/\d+/g) ?? [];
    notes.push(...numbers.map((number) => ({ line: index + 1, number: Number(number) })));
    return line.slice(0, -written.length);
  });
  const first = list.start ?? 1;
  const hasItem = ({ number }: LineNote): boolean => number >= first && number < first + list.children.length;
  if (notes.length === 0 || !notes.every(hasItem)) return;
  code.value = lines.join('\n');
  addFacts(code, { notes });
  const properties = { ...list.data?.hProperties };
  addClass({ properties }, 'code-notes');
  list.data = { ...list.data, hProperties: properties };
}
