/** Takes the lines of a table without pipes as one block, so that Markdown does not read them as paragraphs and breaks. */
import type { Processor } from 'unified';
import type { Node } from 'unist';
import type { Construct, State } from '../../micromark-types.ts';
import { isLineEnd } from '../character-codes.ts';
import type { FoundTable } from './table-shape.ts';

/** The lines of a table, before its cells are read. */
export interface TextTable extends Node {
  type: 'textTable';
  readonly found: FoundTable;
}

declare module 'mdast' {
  interface RootContentMap {
    textTable: TextTable;
  }
  interface BlockContentMap {
    textTable: TextTable;
  }
}

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    textTable: 'textTable';
    textTableLine: 'textTableLine';
  }
}

const SPACE = ' '.charCodeAt(0);

/** @param tables by the number of their first line, counted from 1 */
export function addTableBlocks(processor: Processor, tables: ReadonlyMap<number, FoundTable>): void {
  if (tables.size === 0) return;
  const data = processor.data();
  const construct = createConstruct(tables);
  // Before code that is indented, because the words of a table may be indented by any number of spaces.
  const flowInitial = { [SPACE]: construct, null: construct };
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), { flowInitial }];
  data.fromMarkdownExtensions = [
    ...(data.fromMarkdownExtensions ?? []),
    {
      enter: {
        textTable(token) {
          const found = tables.get(token.start.line);
          if (found !== undefined) this.enter({ type: 'textTable', found }, token);
        },
      },
      exit: {
        textTable(token) {
          this.exit(token);
        },
      },
    },
  ];
}

const createConstruct = (tables: ReadonlyMap<number, FoundTable>): Construct => ({
  name: 'textTable',
  // No container begins in a line of a table.
  concrete: true,
  tokenize(effects, ok, nok) {
    let lastLine = 0;
    const begin: State = (code) => {
      const found = tables.get(this.now().line);
      if (found === undefined) return nok(code);
      lastLine = found.lastLine + 1;
      effects.enter('textTable');
      effects.enter('textTableLine');
      return consumeLine(code);
    };
    const beginLine: State = (code) => {
      if (code === null || this.parser.lazy[this.now().line]) return nok(code);
      if (isLineEnd(code)) return endLine(code);
      effects.enter('textTableLine');
      return consumeLine(code);
    };
    const consumeLine: State = (code) => {
      if (isLineEnd(code)) {
        effects.exit('textTableLine');
        return endLine(code);
      }
      effects.consume(code);
      return consumeLine;
    };
    const endLine: State = (code) => {
      if (this.now().line === lastLine) {
        effects.exit('textTable');
        return ok(code);
      }
      if (code === null) return nok(code);
      effects.enter('lineEnding');
      effects.consume(code);
      effects.exit('lineEnding');
      return beginLine;
    };
    return begin;
  },
});
