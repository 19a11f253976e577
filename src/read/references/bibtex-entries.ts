/**
 * Divides a BibTeX file into entries with their fields, and goes on after a fault. The library's own reader stops at the
 * first one, and knows no places.
 */

/** An entry, with the fields as they are written between braces or quotation marks. */
export interface BibtexEntry {
  /** In small letters. */
  readonly type: string;
  readonly key: string;
  /** By names in small letters. */
  readonly fields: ReadonlyMap<string, string>;
  /** Where it begins in the file. */
  readonly offset: number;
}

/** What is wrong in a file. */
export interface BibtexFault {
  /** Absent: the entry has no key yet. */
  readonly key?: string;
  /** In words, as the end of a sentence. */
  readonly reason: string;
  readonly offset: number;
}

export interface BibtexFile {
  readonly entries: readonly BibtexEntry[];
  readonly faults: readonly BibtexFault[];
}

/** The beginning of an entry, and of one whose key can be seen. */
const START = /@\s*(?<type>[A-Za-z][\w-]*)\s*(?<open>[{(])/y;
const NEXT_START = /^[ \t]*@[A-Za-z]+[ \t]*[{(][ \t]*[^\s,{}()=]+[ \t]*,/my;

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** Divides a file. Its length bounds the time. Text outside entries is a comment. */
export function readBibtexEntries(text: string): BibtexFile {
  const entries: BibtexEntry[] = [];
  const faults: BibtexFault[] = [];
  const strings = new Map(MONTHS.map((name, index) => [name, String(index + 1).padStart(2, '0')]));
  let at = text.indexOf('@');
  while (at !== -1) {
    START.lastIndex = at;
    const start = START.exec(text);
    const from = at;
    at += 1;
    if (start !== null) {
      const open = from + start[0].length;
      const end = findEnd(text, open, start.groups?.open === '(' ? ')' : '}');
      const body = new BodyReader(text, { from: open, ...end }, strings, (reason, offset, key) => {
        faults.push({ reason, offset, ...(key !== undefined && { key }) });
      });
      const entry = readEntry(start.groups?.type?.toLowerCase() ?? '', body, from);
      if (entry !== undefined) entries.push(entry);
      if (!end.isClosed)
        faults.push({ ...keyOf(entry), reason: 'its closing brace is missing', offset: from });
      at = end.at;
    }
    at = text.indexOf('@', at);
  }
  return { entries, faults };
}

const keyOf = (entry: BibtexEntry | undefined) => (entry === undefined ? {} : { key: entry.key });

/**
 * Finds the closing brace of an entry. One that is not closed ends where the next one begins, at the start of a line.
 * @param from behind the opening brace
 */
function findEnd(text: string, from: number, closing: '}' | ')'): { at: number; isClosed: boolean } {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (depth === 0 && character === closing) return { at, isClosed: true };
    if (character === '{') depth += 1;
    else if (character === '}') depth -= 1;
    else if (character === '\n' && isEntryStart(text, at + 1)) return { at, isClosed: false };
    if (depth < 0) return { at, isClosed: false };
  }
  return { at: text.length, isClosed: false };
}

function isEntryStart(text: string, at: number): boolean {
  NEXT_START.lastIndex = at;
  return NEXT_START.test(text);
}

/** Reads an entry; `undefined` for comments, preambles and strings, and without a key. */
function readEntry(type: string, body: BodyReader, offset: number): BibtexEntry | undefined {
  if (type === 'comment' || type === 'preamble') return undefined;
  if (type === 'string') {
    body.readStrings();
    return undefined;
  }
  const key = body.readKey();
  return key === undefined ? undefined : { type, key, fields: body.readFields(), offset };
}

type ReportFault = (reason: string, offset: number, key?: string) => void;

const SPACE = /[\s,]*/y;
const NAME = /[^\s=,{}"#()%@\\]+/y;
const KEY = /\s*(?<key>[^\s,{}()"=\\]+)\s*(?=,|$)/y;
const NUMBER = /\d+/y;
/** The next field on a line of its own, where a broken one is left. */
const NEXT_FIELD = /\n[ \t]*(?=[A-Za-z][\w+:-]*[ \t]*=)/g;

/** What is between the braces of an entry. */
interface BodyRange {
  readonly from: number;
  /** Where it ends. */
  readonly at: number;
  readonly isClosed: boolean;
}

/** Reads what is between the braces of an entry. */
class BodyReader {
  readonly #text: string;
  readonly #end: number;
  readonly #strings: Map<string, string>;
  readonly #report: ReportFault;
  readonly #isClosed: boolean;
  #at: number;
  #key: string | undefined;

  constructor(
    text: string,
    { from, at, isClosed }: BodyRange,
    strings: Map<string, string>,
    report: ReportFault,
  ) {
    [this.#text, this.#at, this.#end, this.#isClosed] = [text, from, at, isClosed];
    [this.#strings, this.#report] = [strings, report];
  }

  readKey(): string | undefined {
    const part = this.#text.slice(this.#at, this.#end);
    KEY.lastIndex = 0;
    const match = KEY.exec(part);
    if (match === null) {
      this.#report('it has no key before its first comma', this.#at);
      return undefined;
    }
    this.#at += match[0].length;
    this.#key = match.groups?.key;
    return this.#key;
  }

  readStrings(): void {
    for (const [name, value] of this.readFields()) this.#strings.set(name, value);
  }

  /** Reads the fields. The first one of a name counts, as in BibTeX. */
  readFields(): ReadonlyMap<string, string> {
    const fields = new Map<string, string>();
    for (;;) {
      this.#take(SPACE);
      if (this.#at >= this.#end) return fields;
      const from = this.#at;
      const name = this.#take(NAME)?.toLowerCase();
      const value = name !== undefined && this.#takeSign('=') ? this.#readValue() : undefined;
      if (name !== undefined && value !== undefined) {
        if (!fields.has(name)) fields.set(name, value);
        continue;
      }
      const what = name === undefined ? 'a field has no name' : `the field \`${name}\` has no value`;
      this.#report(what, from, this.#key);
      this.#skipField(from);
    }
  }

  #skipField(from: number): void {
    NEXT_FIELD.lastIndex = Math.max(this.#at, from + 1);
    const next = NEXT_FIELD.exec(this.#text.slice(0, this.#end));
    this.#at = next === null ? this.#end : next.index + next[0].length;
  }

  /** Reads a value: parts with `#` between them. */
  #readValue(): string | undefined {
    let value = '';
    do {
      const part = this.#readPart();
      if (part === undefined) return undefined;
      value += part;
    } while (this.#takeSign('#'));
    return value.replace(/\s+/g, ' ').trim();
  }

  #readPart(): string | undefined {
    this.#skipSpace();
    const character = this.#text[this.#at];
    if (character === '{' || character === '"') return this.#readDelimited(character === '{' ? '}' : '"');
    const number = this.#take(NUMBER);
    if (number !== undefined) return number;
    const from = this.#at;
    const name = this.#take(NAME);
    if (name === undefined) return undefined;
    const string = this.#strings.get(name.toLowerCase());
    if (string === undefined) this.#report(`no \`@string\` defines \`${name}\``, from, this.#key);
    return string ?? name;
  }

  /** Reads a text in braces or quotation marks, in which braces are balanced. */
  #readDelimited(closing: '}' | '"'): string | undefined {
    const from = this.#at + 1;
    let depth = 0;
    for (let at = from; at < this.#end; at += 1) {
      const character = this.#text[at];
      if (depth === 0 && character === closing) {
        this.#at = at + 1;
        return this.#text.slice(from, at);
      }
      if (character === '{') depth += 1;
      else if (character === '}') depth -= 1;
      if (depth < 0) break;
    }
    return this.#isClosed ? undefined : this.#readLine(from);
  }

  /** Reads the line of a text whose end is missing, as that of its entry is. */
  #readLine(from: number): string {
    const end = this.#text.indexOf('\n', from);
    this.#at = end === -1 || end > this.#end ? this.#end : end;
    return this.#text.slice(from, this.#at).replace(/,\s*$/, '');
  }

  #takeSign(sign: string): boolean {
    this.#skipSpace();
    if (this.#at >= this.#end || this.#text[this.#at] !== sign) return false;
    this.#at += 1;
    return true;
  }

  #skipSpace(): void {
    while (this.#at < this.#end && /\s/.test(this.#text[this.#at] ?? '')) this.#at += 1;
  }

  #take(pattern: RegExp): string | undefined {
    if (this.#at >= this.#end) return undefined;
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found === undefined || found === '') return undefined;
    this.#at = Math.min(this.#end, this.#at + found.length);
    return found.slice(0, this.#end);
  }
}
