/** Counts the items of numbered lists as Word does (ECMA-376 part 1, 17.9). */
import type { Element, Root } from 'xast';
import { findElements } from '../../lib/xml/elements.ts';
import { attributeOf, childNamed } from './word-elements.ts';

/** A level of a list. */
interface Level {
  readonly start: number;
  /** Whether its items have numbers, and no points. */
  readonly isNumbered: boolean;
}

/** A list, which may be one of several with the same items (17.9.15). */
interface List {
  readonly abstract: string;
  /** The starts that it has for itself, by level. */
  readonly starts: ReadonlyMap<number, number>;
}

/** Counts the items of the lists of a document. */
export class Numbering {
  readonly #levels = new Map<string, ReadonlyMap<number, Level>>();
  readonly #lists = new Map<string, List>();
  /** The last numbers by level, for the lists with the same items. */
  readonly #numbers = new Map<string, number[]>();
  readonly #started = new Set<string>();

  /** @param tree root of `numbering.xml`; absent: no list has numbers */
  constructor(tree: Root | undefined) {
    for (const element of tree ? findElements(tree, 'w:abstractNum') : []) {
      this.#levels.set(attributeOf(element, 'w:abstractNumId'), readLevels(element));
    }
    for (const element of tree ? findElements(tree, 'w:num') : []) {
      const abstract = attributeOf(childNamed(element, 'w:abstractNumId'), 'w:val');
      this.#lists.set(attributeOf(element, 'w:numId'), { abstract, starts: readOverrides(element) });
    }
  }

  /** Returns the number of the next item; `undefined` for a paragraph that has none. @param properties of the paragraph */
  next(properties: Element | undefined): number | undefined {
    const setting = properties && childNamed(properties, 'w:numPr');
    const id = attributeOf(setting && childNamed(setting, 'w:numId'), 'w:val');
    const level = Number(attributeOf(setting && childNamed(setting, 'w:ilvl'), 'w:val') || '0');
    const list = this.#lists.get(id);
    if (list === undefined || !Number.isInteger(level) || level < 0 || level > MAX_LEVEL) return undefined;
    const { start = 1, isNumbered = false } = this.#levels.get(list.abstract)?.get(level) ?? {};
    const numbers = this.#numbers.get(list.abstract) ?? [];
    const own = list.starts.get(level);
    const isFirst = own !== undefined && !this.#started.has(`${id} ${level}`);
    this.#started.add(`${id} ${level}`);
    const last = numbers[level];
    const number = isFirst ? own : last === undefined ? start : last + 1;
    const above = Array.from({ length: level }, (_, index) => numbers[index]);
    this.#numbers.set(list.abstract, [...above, number] as number[]);
    return isNumbered ? number : undefined;
  }
}

/** Levels are counted from 0 (17.9.3). */
const MAX_LEVEL = 8;
/** What a list in HTML can begin with. */
const MAX_START = 1_000_000;

const readStart = (element: Element | undefined): number | undefined => {
  const value = Number(attributeOf(element, 'w:val') || 'none');
  return Number.isInteger(value) && value >= 0 && value < MAX_START ? value : undefined;
};

function readLevels(abstract: Element): ReadonlyMap<number, Level> {
  return new Map(
    findElements(abstract, 'w:lvl').map((level) => {
      const format = attributeOf(childNamed(level, 'w:numFmt'), 'w:val');
      const start = readStart(childNamed(level, 'w:start')) ?? 1;
      return [Number(attributeOf(level, 'w:ilvl')), { start, isNumbered: !/^(?:bullet|none)$/.test(format) }];
    }),
  );
}

/** Reads the starts that a list has for itself (17.9.26). */
function readOverrides(list: Element): ReadonlyMap<number, number> {
  return new Map(
    findElements(list, 'w:lvlOverride').flatMap((override) => {
      const start = readStart(childNamed(override, 'w:startOverride'));
      return start === undefined ? [] : [[Number(attributeOf(override, 'w:ilvl')), start] as const];
    }),
  );
}
