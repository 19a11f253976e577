/**
 * Leaves out what a publication shows elsewhere only, before anything else is read in it, so that nothing of it remains:
 * https://quarto.org/docs/authoring/conditional.html
 */
import { diagnostic, type Report } from '../../core/diagnostics/diagnostic.ts';
import { FORMAT_NAMES, hasName, isMet, isOtherFormat } from '../../core/model/edition-conditions.ts';
import { locationAt, type SourceFile } from '../../core/source-location.ts';
import { suggestName } from '../../lib/text/nearest.ts';
import { splitLines } from '../includes/lines.ts';
import { type Attributes, readAttributes } from '../markdown/dialects/attribute-list.ts';
import {
  type ContainerLine,
  type ContainerLines,
  containerLinesOf,
  type Opening,
} from '../markdown/dialects/containers/container-lines.ts';
import { findFrontMatterBlock } from '../source/front-matter-block.ts';
import { findHeadingLines, type HeadingLine, SectionEnd } from './conditional-headings.ts';
import type { OwnChoices } from './text-choices.ts';
import { readValue, type VariableData } from './variables.ts';

/** What a condition asks for, without `when-` or `unless-`. */
const KEYS = ['format', 'edition', 'status', 'audience', 'profile', 'meta'] as const;
type Key = (typeof KEYS)[number];

const isKey = (name: string): name is Key => KEYS.some((key) => key === name);

const STATUSES = ['draft', 'published'];

/** A part of a file with a condition, or words with one. */
interface Asking {
  readonly attributes: Attributes;
  readonly offset: number;
}

/** Absent: it is about a format that is never made here. */
type Answer = boolean | 'unknown' | undefined;

/** Answers conditions for one edition. */
class Answers {
  readonly #own: OwnChoices;
  readonly #data: VariableData;
  readonly #report: (problem: ReturnType<typeof diagnostic>, offset: number) => void;

  constructor(own: OwnChoices, data: VariableData, source: SourceFile, report: Report) {
    this.#own = own;
    this.#data = data;
    this.#report = (problem, offset) => report({ ...problem, place: locationAt(source, offset) });
  }

  /**
   * Returns whether something is shown; `undefined` if it has no condition that has an answer. Diagnostic: `condition-unknown`.
   * @param isOther whether it is a format that is never made here; absent: such a condition has no answer
   */
  isShown({ attributes: { classes, values }, offset }: Asking, isOther?: false): boolean | undefined {
    const conditions = [...values].filter(([key]) => CONDITION.test(key));
    if (conditions.length === 0) return undefined;
    const answers = conditions.map(([key, value]) => {
      const [, word, name = ''] = CONDITION.exec(key) ?? [];
      const names = value.split(/[\s,|]+/).filter((part) => part !== '');
      const given = isKey(name) ? this.#answer(name, names, offset) : this.#refuse(key, KEYS, offset);
      const answer = given ?? isOther;
      return typeof answer === 'boolean' ? answer === (word === 'when') : answer;
    });
    // What is wrong is reported, and hides nothing.
    if (answers.includes('unknown')) return true;
    if (answers.includes(undefined)) return undefined;
    const areMet = answers.every((answer) => answer === true);
    return classes.includes('content-hidden') ? !areMet : areMet;
  }

  #answer(key: Key, names: readonly string[], offset: number): Answer {
    if (key === 'status') return this.#answerStatus(names, offset);
    if (key === 'meta') return names.every((name) => isTrue(readValue(name, this.#data)));
    if (key === 'format' || key === 'edition') return this.#answerEdition(key, names, offset);
    const chosen = readValue(key, this.#data)?.split(/[\s,|]+/) ?? [];
    return names.some((name) => chosen.includes(name));
  }

  #answerStatus(names: readonly string[], offset: number): Answer {
    const unknown = names.length === 0 ? '' : names.find((name) => !STATUSES.includes(name));
    if (unknown !== undefined) return this.#refuse(unknown, STATUSES, offset);
    return names.includes(this.#own.data.status ?? statusWithout(this.#own.data));
  }

  /** Every question is noted, because the answers decide which editions have the same content. */
  #answerEdition(key: 'format' | 'edition', given: readonly string[], offset: number): Answer {
    const { editions, edition, asked } = this.#own;
    const names = given.map((name) => name.replace(/-?\*$/, ''));
    const known = key === 'format' ? FORMAT_NAMES : editions.names;
    const all = editions.find('all');
    const exists = (name: string): boolean =>
      key === 'format' ? known.includes(name) : all.some((one) => hasName(one, name));
    const unknown = names.length === 0 ? '' : names.find((name) => !exists(name));
    if (unknown !== undefined) return this.#refuse(unknown, known, offset);
    if (key === 'format' && names.every(isOtherFormat)) return undefined;
    const conditions = names.map((value) => ({ key, value }));
    for (const condition of conditions) asked.set(`${key} ${condition.value}`, condition);
    return conditions.some((condition) => isMet(condition, edition));
  }

  #refuse(name: string, known: readonly string[], offset: number): 'unknown' {
    this.#report(diagnostic('condition-unknown', { name, known, ...suggestName(name, known) }), offset);
    return 'unknown';
  }
}

const CONDITION = /^(when|unless)-(.+)$/;

/** The status that a text has without one: health information is a draft until it is reviewed. */
const statusWithout = ({ clinical, reviewers }: OwnChoices['data']): string =>
  clinical && reviewers.length === 0 ? 'draft' : 'published';

const isTrue = (value: string | undefined): boolean =>
  value !== undefined && !/^(?:|0|no|off|false)$/i.test(value.trim());

/** Returns the text with spaces in the places of what is not shown; its length and lines stay. Diagnostic: `condition-unknown`. */
export function applyConditions(
  source: SourceFile,
  own: OwnChoices,
  data: VariableData,
  report: Report,
): SourceFile {
  if (!/(?:when|unless)-[a-z]/.test(source.text)) return source;
  const answers = new Answers(own, data, source, report);
  const text = hideParts(source, answers);
  const isLeftOut = answerFrontMatter(source, answers) === false || isTitleHidden(source.text, text);
  const conditions = answerWords(text, answers);
  if (text === source.text && conditions.size === 0 && !isLeftOut) return source;
  return {
    ...{ ...source, text },
    ...(conditions.size > 0 && { conditions }),
    ...(isLeftOut && { isLeftOut }),
  };
}

/** Returns whether nothing but front matter is left of a text. */
function isTitleHidden(text: string, shown: string): boolean {
  if (text === shown) return false;
  const end = findFrontMatterBlock(text)?.end ?? 0;
  return text.slice(end).trim() !== '' && shown.slice(end).trim() === '' && /^#[ \t]/m.test(text.slice(end));
}

const FRONT_MATTER_CONDITION = /^((?:when|unless)-[a-z]+)[ \t]*:[ \t]*["']?([^"'#\n]*)/gm;

/** Answers the conditions of a whole chapter, `when-format: epub` in its front matter. Names that no schema has are reported there. */
function answerFrontMatter(source: SourceFile, answers: Answers): boolean | undefined {
  const head = findFrontMatterBlock(source.text);
  if (head === undefined) return undefined;
  const values = new Map<string, string>();
  let offset = 0;
  for (const { 1: key = '', 2: value = '', index } of head.content.matchAll(FRONT_MATTER_CONDITION)) {
    if (values.size === 0) offset = source.text.indexOf('\n') + 1 + index;
    if (isKey(key.replace(CONDITION, '$2'))) values.set(key, value.trim());
  }
  return answers.isShown({ attributes: { classes: [], values }, offset });
}

function hideParts(source: SourceFile, answers: Answers): string {
  const hiding = new Hiding(containerLinesOf(source), findHeadingLines(source.text), answers);
  let offset = 0;
  const kept = source.text.split('\n').map((written, index) => {
    const start = offset;
    offset += written.length + 1;
    return hiding.read(written, index + 1, start);
  });
  return kept.join('\n');
}

/** Goes through the lines of a text, and leaves out those that are not shown. */
class Hiding {
  readonly #lines: ContainerLines;
  readonly #headings: ReadonlyMap<number, HeadingLine>;
  readonly #answers: Answers;
  readonly #section = new SectionEnd();
  /** The part that is left out now, and how many quotations are around it. */
  #hidden: { readonly opening: Opening; readonly depth: number } | undefined;
  /** Parts that are shown, and are nothing beside their conditions. */
  readonly #bare = new Set<Opening>();

  constructor(lines: ContainerLines, headings: ReadonlyMap<number, HeadingLine>, answers: Answers) {
    this.#lines = lines;
    this.#headings = headings;
    this.#answers = answers;
  }

  /** Returns what remains of a line. */
  read(written: string, number: number, offset: number): string {
    const line = this.#lines.get(number);
    // A part inside one that is left out asks, too, because other editions may show it.
    const answer = line?.kind === 'opening' ? answerOpening(line.opening, offset, this.#answers) : undefined;
    const heading = this.#headings.get(offset);
    const isShown = heading && this.#answers.isShown({ attributes: heading.attributes, offset }, false);
    if (this.#hidden !== undefined) {
      this.#section.read(line, undefined);
      return this.#hide(written, line, this.#hidden);
    }
    this.#section.read(line, heading);
    if (heading !== undefined && isShown === false && !this.#section.isHidden) this.#section.hide(heading);
    if (this.#section.isHidden) return blank(written, '');
    if (isShown === true) return removeConditions(written).replace(/\{[ \t]*\}/, spaces);
    if (line?.kind === 'opening') return this.#open(written, line.opening, answer);
    const isEnd = line?.kind === 'closing' && line.opening !== undefined && this.#bare.has(line.opening);
    return isEnd ? blank(written, prefixOfDepth(written, Infinity)) : written;
  }

  #hide(
    written: string,
    line: ContainerLine | undefined,
    { opening, depth }: { readonly opening: Opening; readonly depth: number },
  ): string {
    if (line?.kind === 'closing' && line.opening === opening) this.#hidden = undefined;
    return blank(written, prefixOfDepth(written, depth));
  }

  #open(written: string, opening: Opening, answer: boolean | undefined): string {
    if (answer === undefined) return written;
    const prefix = written.slice(0, written.indexOf(FENCE));
    if (!answer) this.#hidden = { opening, depth: prefix.split('>').length - 1 };
    else if (hasOtherMeaning(opening)) return removeConditions(written);
    else this.#bare.add(opening);
    return blank(written, prefix);
  }
}

const FENCE = ':::';

/** Answers what a part asks. One without an end stays as it is, and is reported by the parser. */
function answerOpening(opening: Opening, offset: number, answers: Answers): boolean | undefined {
  if (opening.family !== 'fence') return undefined;
  const shown = answers.isShown({ attributes: opening.attributes, offset });
  return opening.isClosed ? shown : undefined;
}

const CLASSES = new Set(['content-visible', 'content-hidden']);

/** Returns whether a part is more than its conditions: a box, or something with a label. */
const hasOtherMeaning = ({ name, title, attributes: { id, classes, values } }: Opening): boolean =>
  (name !== '' && !CLASSES.has(name)) ||
  title !== undefined ||
  id !== undefined ||
  classes.some((one) => !CLASSES.has(one)) ||
  [...values.keys()].some((key) => !CONDITION.test(key));

const WRITTEN_CONDITION =
  /(?:when|unless)-[\w-]+=(?:"[^"]*"|'[^']*'|[^\s"'{}]*)|\.content-(?:visible|hidden)\b/g;

const removeConditions = (line: string): string => line.replace(WRITTEN_CONDITION, spaces);

const spaces = (written: string): string => ' '.repeat(written.length);

const blank = (line: string, prefix: string): string => {
  const end = line.endsWith('\r') ? '\r' : '';
  return prefix + ' '.repeat(Math.max(0, line.length - prefix.length - end.length)) + end;
};

/** Returns the start of a line with the signs of so many quotations. */
function prefixOfDepth(line: string, depth: number): string {
  const [signs = ''] = /^[ \t>]*/.exec(line) ?? [];
  let [at, left] = [0, depth];
  while (at < signs.length && (signs.charAt(at) !== '>' || left > 0)) {
    if (signs.charAt(at) === '>') left -= 1;
    at += 1;
  }
  return signs.slice(0, at);
}

const WORDS = /\]\{([^{}\n]{1,500})\}/g;

/** Answers the conditions of words in a line, `[words]{.content-visible when-format="pdf"}`. */
function answerWords(text: string, answers: Answers): ReadonlyMap<string, boolean> {
  const found = new Map<string, boolean>();
  for (const { start, masked, place } of splitLines(text)) {
    if (place !== 'text' || !masked.includes(']{')) continue;
    for (const { 1: written = '', index } of masked.matchAll(WORDS)) {
      const attributes = readAttributes(written);
      const shown = attributes && answers.isShown({ attributes, offset: start + index });
      if (shown !== undefined) found.set(written, shown);
    }
  }
  return found;
}
