/** Reads values as other programs write them: names as text, lists as text with commas, dates with a time. */
import { findBookPart } from '../../core/book-parts.ts';
import { findRole } from '../../core/marc-relators.ts';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown): value is string => typeof value === 'string';

/** Returns the value in the form that our key takes; the same value if it has that form, or no plain meaning. */
export function convertValue(key: string, value: unknown): unknown {
  return Object.hasOwn(CONVERTERS, key) ? CONVERTERS[key]?.(value) : convertText(value);
}

const CONVERTERS: Readonly<Record<string, (value: unknown) => unknown>> = {
  title: convertLine,
  subtitle: convertLine,
  'short-title': convertLine,
  authors: (value) => convertPeople(value, splitNames),
  reviewers: (value) => convertPeople(value, (names) => [names]),
  contributors: (value) => (Array.isArray(value) ? value.map(convertContributor) : value),
  part: (value) => (isText(value) ? (findBookPart(value) ?? value) : value),
  subjects: (value) => [splitList(value)].flat(2).filter((item) => item !== null && item !== ''),
  editions: splitList,
  chapters: (value) => (isText(value) && value.trim() !== '' ? [value] : value),
  'reviewer-notes': (value) => (isText(value) && value.trim() !== '' ? [value] : value),
  published: (value) => convertDate(unwrapSingle(value)),
  reviewed: convertDate,
  'next-review': convertDate,
  'chapter-level': convertChapterLevel,
  'contents-depth': (value) => (isText(value) && /^\d$/.test(value.trim()) ? Number(value) : value),
  'number-sections': convertTruth,
  'number-depth': (value) => (isText(value) && /^\d$/.test(value.trim()) ? Number(value) : value),
  'list-of-figures': convertTruth,
  'list-of-tables': convertTruth,
  'list-of-listings': convertTruth,
  'half-title': convertTruth,
  'title-page': convertTruth,
  'list-of-abbreviations': convertTruth,
  series: (value) => (isText(value) && value.trim() !== '' ? { title: value } : value),
  'accessibility-summary': same,
  certified: same,
  metadata: (value) => (Array.isArray(value) ? joinProperties(value) : value),
  'metadata-prefixes': same,
  status: (value) => (isText(value) ? value.trim().toLowerCase() : value),
  clinical: same,
  sheets: same,
  cover: (value) => (isObject(value) ? pickText(value, ['path', 'src', 'url', 'file', 'image']) : value),
};

function same(value: unknown): unknown {
  return value;
}

/** Values of pandoc's `top-level-division`, and the names of document classes of LaTeX. */
const CHAPTER_LEVELS: readonly (readonly [RegExp, unknown])[] = [
  [/^[12]$/, Number],
  [/^chapter$/, 1],
  [/^part$/, 2],
  [/^default$|(?:book|report|reprt|memoir)$/i, 'auto'],
  [/^section$|(?:article|artcl|letter|paper|beamer|slides|acmart|tran|proc)$/i, 'none'],
];

function convertChapterLevel(value: unknown): unknown {
  const level = isText(value) ? CHAPTER_LEVELS.find(([pattern]) => pattern.test(value.trim()))?.[1] : value;
  if (level === Number) return Number(value);
  return level ?? value;
}

function convertTruth(value: unknown): unknown {
  return value === 'true' || value === 'false' ? value === 'true' : value;
}

const unwrapSingle = (value: unknown): unknown =>
  Array.isArray(value) && value.length === 1 ? value[0] : value;

/** Returns a text; of a group of keys, the one that has the words. */
function convertText(value: unknown): unknown {
  const single = unwrapSingle(value);
  return isObject(single) ? pickText(single, ['text', 'name', 'title', 'content', 'statement']) : single;
}

/** Returns a text in one line. */
function convertLine(value: unknown): unknown {
  const text = convertText(value);
  if (!isText(text)) return text;
  const rows = text.split('\n').map((row) => row.trim());
  return rows.filter((row) => row !== '').join(' ');
}

/** Returns the first text at some keys; without one, the whole value. */
const pickText = (value: Readonly<Record<string, unknown>>, keys: readonly string[]): unknown =>
  keys.map((key) => value[key]).find((text) => isText(text) && text.trim() !== '') ?? value;

/** Returns a list of the parts of a text between commas, semicolons and line ends; another value unchanged. */
function splitList(value: unknown): unknown {
  if (!isText(value)) return value;
  const parts = value.split(/[,;\n]/).map((part) => part.trim());
  return parts.filter((part) => part !== '');
}

/** UTF-16 code units. A longer text is no list of names, and would take quadratic time. */
const MAX_NAMES_LENGTH = 2000;

function convertPeople(value: unknown, split: (names: string) => readonly string[]): unknown {
  if (isText(value) && value.length > MAX_NAMES_LENGTH) return [value];
  if (isText(value)) return value.trim() === '' ? value : split(value).map((name) => convertPerson(name));
  if (isObject(value)) return [convertPerson(value)];
  return Array.isArray(value) ? value.map((person: unknown) => convertPerson(person)) : value;
}

/** Splits “Jo Writer and Al Penn” and “Jo; Al”. “Department of Health and Care” and “Food and Drug Office” are one name. */
function splitNames(names: string): readonly string[] {
  const rows = names.split(/[;\n]/).flatMap((row) => {
    const parts = row.split(/\s+(?:and|&)\s+/i);
    const last = parts.at(-1) ?? '';
    const people = [...parts.slice(0, -1).flatMap((part) => part.split(/,\s*/)), last].map((name) =>
      name.trim(),
    );
    return parts.length > 1 && arePeople(people) ? people : [row];
  });
  return rows.map((name) => name.trim()).filter((name) => name !== '');
}

/** Returns whether all names have one word, or all have several, and none has a word of an institution. */
function arePeople(names: readonly string[]): boolean {
  const singles = names.filter((name) => !/\s/.test(name)).length;
  return (
    (singles === 0 || singles === names.length) &&
    names.every((name) => name !== '' && !/\b(?:of|for|the)\b/i.test(name))
  );
}

/** Returns a list of entries with `property:` and `value:` as a map. Another list becomes text, which is no map. */
function joinProperties(entries: readonly unknown[]): unknown {
  const values = new Map<string, string[]>();
  for (const entry of entries) {
    if (!(isObject(entry) && isText(entry.property) && isText(entry.value))) return JSON.stringify(entries);
    if (Object.keys(entry).length !== 2) return JSON.stringify(entries);
    const known = values.get(entry.property);
    if (known) known.push(entry.value);
    else values.set(entry.property, [entry.value]);
  }
  return Object.fromEntries(values);
}

/** Returns an entry whose role is one of ours, if it is written as a MARC code or with capitals. */
function convertContributor(person: unknown): unknown {
  const role = isObject(person) && isText(person.role) ? findRole(person.role) : undefined;
  return isObject(person) && role !== undefined ? { ...person, role } : person;
}

/** Returns a name without its e-mail address, or an entry with `name:`. */
function convertPerson(person: unknown): unknown {
  if (isText(person) && person.length > MAX_NAMES_LENGTH) return person;
  if (isText(person)) return person.replace(/\s*<[^<>\s]+@[^<>\s]+>\s*$/, '') || person;
  if (!isObject(person)) return person;
  if ('affiliations' in person) return convertPerson(nameInstitutions(person));
  if (isText(person.name)) return person;
  const [[alone, value] = [], ...rest] = Object.entries(person);
  if (alone !== undefined && isObject(value) && alone !== 'name' && rest.length === 0)
    return { ...value, name: alone };
  const name = findName(person);
  if (name === undefined) return person;
  const others = Object.entries(person).filter(([key]) => !NAME_KEYS.has(key));
  return { ...Object.fromEntries(others), name };
}

/** Takes the names of the institutions of Quarto: `affiliations:` with texts, or with entries that have a `name:`. */
function nameInstitutions(person: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { affiliations, ...others } = person;
  const names = [affiliations].flat().flatMap((each) => {
    const name = isObject(each) ? each.name : each;
    return isText(name) && name.trim() !== '' ? [name] : [];
  });
  return names.length === 0 ? others : { affiliation: names, ...others };
}

/** Keys that are in a name after {@link findName}. */
const NAME_KEYS = new Set(['name', 'text', 'literal', 'given', 'family', 'first', 'last']);

/** Returns the name in an entry: `text:`, `given:` and `family:`, or `name:` with these. */
function findName(person: Readonly<Record<string, unknown>>): string | undefined {
  if (isObject(person.name)) return findName(person.name);
  const whole = [person.text, person.literal].find(isText);
  if (whole !== undefined) return whole;
  const parts = [person.given ?? person.first, person.family ?? person.last].filter(isText);
  return parts.length > 0 ? parts.join(' ') : undefined;
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const MONTH = '(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\\.?';
const TIME = '(?:[T\\s]+\\d{1,2}:\\d{2}.*)?';
const NUMERIC_DAY = new RegExp(`^(\\d{4})([-/])(\\d{1,2})\\2(\\d{1,2})${TIME}$`);
const DAY_FIRST = new RegExp(
  `^(?:[a-z]{3,9},?\\s+)?(\\d{1,2})(?:st|nd|rd|th)?\\s+${MONTH},?\\s+(\\d{4})${TIME}$`,
  'i',
);
const MONTH_FIRST = new RegExp(
  `^(?:[a-z]{3,9},\\s+)?${MONTH}\\s+(?:(\\d{1,2})(?:st|nd|rd|th)?,?\\s+)?(\\d{4})${TIME}$`,
  'i',
);

/** Returns `2024-05-01` for a date with a time or in English words; another value unchanged. */
function convertDate(value: unknown): unknown {
  if (!isText(value)) return value;
  const written = value.trim().slice(0, 100);
  const [, year, , month, day] = NUMERIC_DAY.exec(written) ?? [];
  if (year !== undefined) return joinDate(year, month, day);
  const [, firstDay, monthAfter = '', yearAfter] = DAY_FIRST.exec(written) ?? [];
  if (yearAfter !== undefined) return joinDate(yearAfter, findMonth(monthAfter), firstDay);
  const [, monthBefore = '', dayAfter, lastYear] = MONTH_FIRST.exec(written) ?? [];
  return lastYear === undefined ? value : joinDate(lastYear, findMonth(monthBefore), dayAfter);
}

const findMonth = (name: string): string => String(MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1);

const joinDate = (...parts: readonly (string | undefined)[]): string =>
  parts
    .filter((part) => part !== undefined)
    .map((part) => part.padStart(2, '0'))
    .join('-');
