/** Reads blocks whose lines are known beforehand and are not Markdown: listings and formulas of other programs. */

import type { Literal } from 'mdast';
import type { Processor } from 'unified';
import type { Position } from 'unist';
import type { Construct, State } from '../micromark-types.ts';
import { isLineEnd } from './character-codes.ts';

/** A block as it is written, without the marks of quotations around it. */
export interface RawBlock extends Literal {
  type: 'rawBlock';
  position?: Position;
}

declare module 'mdast' {
  interface RootContentMap {
    rawBlock: RawBlock;
  }
  interface BlockContentMap {
    rawBlock: RawBlock;
  }
}

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    rawBlock: 'rawBlock';
    rawBlockLine: 'rawBlockLine';
  }
}

/** The last lines of blocks by their first ones, from 1. */
export type RawLines = ReadonlyMap<number, number>;

/**
 * Finds blocks: an end belongs to the last beginning of its name, because one in a listing may have none.
 * @param begin matches a first line, @param end a last one; the first group of both is the name
 */
export function findRawLines(text: string, begin: RegExp, end: RegExp): RawLines {
  const found = new Map<number, number>();
  const open = new Map<string, number[]>();
  for (const [index, line] of text.split(/\r\n?|\n/).entries()) {
    const name = begin.exec(line)?.[1];
    if (name !== undefined) {
      const lines = open.get(name);
      if (lines === undefined) open.set(name, [index + 1]);
      else lines.push(index + 1);
    }
    const first = open.get(end.exec(line)?.[1] ?? '')?.pop();
    if (first !== undefined) found.set(first, index + 1);
  }
  return found;
}

/** Adds the blocks to the parser. @param first the character that all of them begin with */
export function addRawBlocks(processor: Processor, first: string, lines: RawLines): void {
  if (lines.size === 0) return;
  const data = processor.data();
  const flow = { [first.charCodeAt(0)]: createConstruct(lines) };
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), { flow }];
  data.fromMarkdownExtensions = [
    ...(data.fromMarkdownExtensions ?? []),
    {
      enter: {
        rawBlock(token) {
          this.enter({ type: 'rawBlock', value: '' }, token);
          this.buffer();
        },
      },
      exit: {
        rawBlock(token) {
          const value = this.resume();
          const node = this.stack.at(-1);
          if (node?.type === 'rawBlock') node.value = value;
          this.exit(token);
        },
        rawBlockLine(token) {
          this.config.enter.data?.call(this, token);
          this.config.exit.data?.call(this, token);
        },
      },
    },
  ];
}

const createConstruct = (lines: RawLines): Construct => ({
  name: 'rawBlock',
  concrete: true,
  tokenize(effects, ok, nok) {
    let last = 0;
    const begin: State = (code) => {
      last = lines.get(this.now().line) ?? 0;
      if (last === 0) return nok(code);
      if (this.interrupt) return ok(code);
      effects.enter('rawBlock');
      return beginLine(code);
    };
    const beginLine: State = (code) => {
      const isLazy = this.parser.lazy[this.now().line] === true;
      if (code === null || isLazy) return end(code);
      if (isLineEnd(code)) return endLine(code);
      effects.enter('rawBlockLine');
      return readLine(code);
    };
    const readLine: State = (code) => {
      if (!isLineEnd(code)) {
        effects.consume(code);
        return readLine;
      }
      effects.exit('rawBlockLine');
      return endLine(code);
    };
    const endLine: State = (code) => {
      if (code === null || this.now().line >= last) return end(code);
      effects.enter('lineEnding');
      effects.consume(code);
      effects.exit('lineEnding');
      return beginLine;
    };
    const end: State = (code) => {
      effects.exit('rawBlock');
      return ok(code);
    };
    return begin;
  },
});
