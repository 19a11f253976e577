/**
 * Reads comments in code that mark its lines, `// [!code ++]` (https://vitepress.dev/guide/markdown#colored-diffs-in-code-blocks) and
 * `// highlight-next-line` (https://docusaurus.io/docs/markdown-features/code-blocks). They are no part of the code that is shown.
 */
import type { Code, Root } from 'mdast';
import { visit } from '../../../../lib/html/visit.ts';
import type { DialectSyntax } from '../dialect.ts';
import { COMMENT_END, COMMENT_START } from './comment-marks.ts';
import { addFacts, withLines } from './listing-facts.ts';

type MarkName = 'marked' | 'added' | 'removed';

/** What a word after `!code` does. Lines that others blur, or report as wrong, are marked. */
const NAMES: ReadonlyMap<string, MarkName> = new Map([
  ['highlight', 'marked'],
  ['hl', 'marked'],
  ['focus', 'marked'],
  ['info', 'marked'],
  ['warning', 'marked'],
  ['error', 'marked'],
  ['mark', 'marked'],
  ['++', 'added'],
  ['--', 'removed'],
]);

const CODE = new RegExp(
  String.raw`[ \t]*${COMMENT_START}\[!code[ \t]+([a-z]+|\+\+|--)(?::(\d{1,4}))?\]${COMMENT_END}`,
);
const MAGIC = new RegExp(String.raw`^[ \t]*${COMMENT_START}highlight-(next-line|start|end)${COMMENT_END}`);

export const lineMarks: DialectSyntax = {
  transform: (tree: Root) => {
    visit(tree, 'code', readMarks);
  },
};

/** Takes the comments out of a listing, and adds the lines that they mark to its facts. */
function readMarks(code: Code): void {
  const reader = new MarkReader();
  for (const line of code.value.split('\n')) reader.read(line);
  if (!reader.isAny) return;
  code.value = reader.lines.join('\n');
  addFacts(code, withLines(reader.marks));
}

/** Reads the lines of a listing in their order. */
class MarkReader {
  readonly lines: string[] = [];
  readonly marks: Record<MarkName, number[]> = { marked: [], added: [], removed: [] };
  isAny = false;
  /** The marks of lines that follow, with their number; that of a region ends with its own comment. */
  #open: { readonly name: MarkName; left: number }[] = [];

  read(line: string): void {
    const magic = MAGIC.exec(line)?.[1];
    const [written, word = '', count] = CODE.exec(line) ?? [];
    const name = NAMES.get(word);
    this.isAny ||= magic !== undefined || name !== undefined;
    if (magic === 'end') this.#open = [];
    else if (magic !== undefined)
      this.#open.push({ name: 'marked', left: magic === 'start' ? Number.POSITIVE_INFINITY : 1 });
    if (magic !== undefined) return;
    if (name !== undefined) this.#open.push({ name, left: Number(count ?? 1) });
    const shown = written === undefined || name === undefined ? line : line.slice(0, -written.length);
    // A comment alone in its line is about the lines below.
    if (name !== undefined && shown.trim() === '') return;
    this.lines.push(shown);
    for (const mark of this.#open) {
      this.marks[mark.name].push(this.lines.length);
      mark.left -= 1;
    }
    this.#open = this.#open.filter(({ left }) => left > 0);
  }
}
