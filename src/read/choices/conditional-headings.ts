/** Finds the headings of a text, with the attributes that may be conditions of their sections. */
import { splitLines } from '../includes/lines.ts';
import { type Attributes, BRACES_AT_END, readAttributes } from '../markdown/dialects/attribute-list.ts';
import type { ContainerLine, Opening } from '../markdown/dialects/containers/container-lines.ts';

/** A heading of the form `## Heading {.class key="value"}`. */
export interface HeadingLine {
  readonly level: number;
  readonly attributes: Attributes;
}

const HEADING = /^ {0,3}(#{1,6})(?=[ \t])/;
const NONE: Attributes = { classes: [], values: new Map() };

/** Returns the headings by the offsets of their lines; none in listings, comments, quotations and items. */
export function findHeadingLines(text: string): ReadonlyMap<number, HeadingLine> {
  const found = new Map<number, HeadingLine>();
  for (const { start, masked, place } of splitLines(text)) {
    const [, signs] = (place === 'text' && HEADING.exec(masked)) || [];
    if (signs === undefined) continue;
    const [, written] = BRACES_AT_END.exec(masked.replace(/[ \t]+#+[ \t]*\r?$/, '').trimEnd()) ?? [];
    const attributes = written === undefined ? undefined : readAttributes(written);
    found.set(start, { level: signs.length, attributes: attributes ?? NONE });
  }
  return found;
}

/** Follows where a section ends that is not shown: at the next heading of its level or above, or with the part around it. */
export class SectionEnd {
  /** The parts around a line, outermost first. */
  readonly #open: Opening[] = [];
  #section: { readonly level: number; readonly depth: number } | undefined;

  /** Whether the line that was read is in a section that is not shown. */
  get isHidden(): boolean {
    return this.#section !== undefined;
  }

  /** Reads a line, and ends the section where it does. */
  read(line: ContainerLine | undefined, heading: HeadingLine | undefined): void {
    if (line?.kind === 'opening') this.#open.push(line.opening);
    if (line?.kind === 'closing' && line.opening !== undefined) {
      const at = this.#open.lastIndexOf(line.opening);
      if (at !== -1) this.#open.length = at;
    }
    const depth = this.#open.length;
    const { level = 0, depth: own = 0 } = this.#section ?? {};
    const isNext = heading !== undefined && heading.level <= level && depth === own;
    if (depth < own || isNext) this.#section = undefined;
  }

  /** Begins a section that is not shown. */
  hide({ level }: HeadingLine): void {
    this.#section = { level, depth: this.#open.length };
  }
}
