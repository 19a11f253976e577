/** Finds the terms of a glossary in texts: whole words, in any case, the longest first, in English also plurals. */
import { formPlurals } from './plurals.ts';

/** A term that texts are searched for. */
export interface Term {
  readonly name: string;
  /** The id of what defines it. */
  readonly id: string;
  /** BCP 47. */
  readonly language: string;
}

/** A term in a text, as offsets in UTF-16 code units. */
export interface FoundTerm {
  readonly start: number;
  readonly end: number;
  readonly term: Term;
}

/** A word, or one character of a script that has no spaces between words. */
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]|[\p{L}\p{N}](?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}\p{N}])*/gu;
const WITHOUT_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** What goes on with a word; a hyphen does, an apostrophe does not: `l'aura`. */
const BEFORE = /(?:[\p{L}\p{M}\p{N}_]|[\p{L}\p{N}][-\u2010\u2011])$/u;
const AFTER = /^(?:[\p{L}\p{M}\p{N}_]|[-\u2010\u2011][\p{L}\p{N}])/u;

/** Returns a text in small letters, with spaces for all white space. Its length stays. */
export function foldTerm(text: string, language: string): string {
  let folded = '';
  for (const character of text) {
    const small = /\s/u.test(character) ? ' ' : character.toLocaleLowerCase(language);
    folded += small === 'ς' ? 'σ' : small.length === character.length ? small : character;
  }
  return folded;
}

/** Returns the terms by their plurals. A plural that is a term itself, or one of two terms, leads nowhere else. */
export function mapPlurals(terms: readonly Term[]): ReadonlyMap<string, Term> {
  const names = new Set(terms.map(({ name, language }) => foldTerm(name, language)));
  const plurals = new Map<string, Term>();
  for (const term of terms) {
    for (const plural of formPlurals(term.name.trim().replace(/\s+/gu, ' '), term.language)) {
      const folded = foldTerm(plural, term.language);
      if (names.has(folded)) continue;
      names.add(folded);
      plurals.set(plural, term);
    }
  }
  return plurals;
}

interface Candidate {
  readonly term: Term;
  readonly folded: string;
  /** Where its first word begins in it. */
  readonly at: number;
  /** An abbreviation in capitals is not the same word in small letters: AIDS. */
  readonly isExact: boolean;
}

/** The terms of a glossary by their first words. */
export class TermIndex {
  readonly #byWord = new Map<string, Candidate[]>();

  constructor(terms: readonly Term[]) {
    for (const term of terms) {
      const name = term.name.trim().replace(/\s+/gu, ' ');
      const isExact = /\p{Lu}.*\p{Lu}/u.test(name) && !/\p{Ll}/u.test(name);
      this.#add({ ...term, name }, isExact);
    }
    for (const [plural, term] of mapPlurals(terms)) {
      const isExact = /\p{Lu}s$/u.test(plural);
      this.#add({ ...term, name: plural }, isExact);
    }
    for (const known of this.#byWord.values()) {
      known.sort((one, other) => other.folded.length - one.folded.length);
    }
  }

  #add(term: Term, isExact: boolean): void {
    const folded = foldTerm(term.name, term.language);
    const [first] = folded.matchAll(WORD);
    if (first === undefined) return;
    const known = this.#byWord.get(first[0]) ?? [];
    this.#byWord.set(first[0], known);
    known.push({ term, folded, at: first.index, isExact });
  }

  /** Returns the terms in a text, in their order; none is inside another. */
  find(text: string, language: string): readonly FoundTerm[] {
    const folded = foldTerm(text, language);
    const found: FoundTerm[] = [];
    let done = 0;
    for (const { 0: word, index } of folded.matchAll(WORD)) {
      const known = index < done ? undefined : this.#byWord.get(word);
      const match = known?.find((each) => index - each.at >= done && matches(each, index, text, folded));
      if (match === undefined) continue;
      const start = index - match.at;
      done = start + match.folded.length;
      found.push({ start, end: done, term: match.term });
    }
    return found;
  }
}

function matches(candidate: Candidate, index: number, text: string, folded: string): boolean {
  const start = index - candidate.at;
  const end = start + candidate.folded.length;
  if (!folded.startsWith(candidate.folded, start)) return false;
  if (candidate.isExact && text.slice(start, end).replace(/\s/gu, ' ') !== candidate.term.name) return false;
  const [first = '', last = ''] = [candidate.folded.slice(0, 2), candidate.folded.slice(-2)];
  const opens = WITHOUT_SPACES.test(first) || !BEFORE.test(folded.slice(Math.max(0, start - 3), start));
  return opens && (WITHOUT_SPACES.test(last) || !AFTER.test(folded.slice(end, end + 3)));
}
