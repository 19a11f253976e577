/**
 * Divides code into tokens with highlight.js. Shiki, which has the grammars of editors, took ten times as long for the first
 * listing of a language (TypeScript 0.7 s of the processor, C++ 1.8 s) and twice to five times for others, limits a hostile line by
 * the clock alone, so that a busy machine would make other bytes, and has grammars whose licenses are not permissive.
 */
import type { Emitter } from 'highlight.js';
import hljs from 'highlight.js/lib/core';
import { CONTAINED, GRAMMARS } from './grammars.ts';
import { findKind, type TokenKind } from './token-classes.ts';

/** A piece of code. The texts of all tokens are the code. */
export interface Token {
  readonly text: string;
  /** Absent: it is plain. */
  readonly kind?: TokenKind;
}

/** Divides code of one language into tokens. @returns `undefined` if the grammar fails */
export type Tokenize = (code: string) => readonly Token[] | undefined;

const loaded = new Map<string, Promise<Tokenize>>();

/** Loads a grammar with those that it contains. @param grammar a key of {@link GRAMMARS} */
export function loadTokenizer(grammar: string): Promise<Tokenize> {
  const known = loaded.get(grammar) ?? createTokenizer(grammar);
  loaded.set(grammar, known);
  return known;
}

/** Creates an instance with only the grammars that belong together: what others are loaded must not change the tokens. */
async function createTokenizer(grammar: string): Promise<Tokenize> {
  const instance = hljs.newInstance();
  // Without the class, highlight.js writes HTML.
  instance.configure({ __emitter: TokenEmitter });
  for (const name of listContained(grammar)) {
    const load = GRAMMARS[name];
    if (load !== undefined) instance.registerLanguage(name, (await load()).default);
  }
  return (code) => {
    const { _emitter: emitter, errorRaised } = instance.highlight(code, {
      language: grammar,
      ignoreIllegals: true,
    });
    if (errorRaised !== undefined || !(emitter instanceof TokenEmitter)) return undefined;
    return emitter.tokens.map(({ text }) => text).join('') === code ? emitter.tokens : undefined;
  };
}

function listContained(grammar: string, found: Set<string> = new Set()): ReadonlySet<string> {
  if (found.has(grammar)) return found;
  found.add(grammar);
  for (const inner of CONTAINED[grammar] ?? []) listContained(inner, found);
  return found;
}

/** Receives what highlight.js finds. */
class TokenEmitter implements Emitter {
  readonly tokens: Token[] = [];
  readonly #kinds: (TokenKind | undefined)[] = [];

  addText(text: string): void {
    this.#add(text, this.#kinds.at(-1));
  }

  startScope(scope: string): void {
    this.#kinds.push(findKind(scope, this.#kinds.at(-1)));
  }

  endScope(): void {
    this.#kinds.pop();
  }

  /** Does what {@link startScope} does, under the name that highlight.js 11 still calls. */
  openNode(scope: string): void {
    this.startScope(scope);
  }

  closeNode(): void {
    this.endScope();
  }

  /** Adds the tokens of code in another language. */
  __addSublanguage(emitter: Emitter): void {
    if (!(emitter instanceof TokenEmitter)) return;
    for (const { text, kind } of emitter.tokens) this.#add(text, kind ?? this.#kinds.at(-1));
  }

  finalize(): void {
    this.#kinds.length = 0;
  }

  /** Required by highlight.js; its result is not used. */
  toHTML(): string {
    return '';
  }

  /** Joins neighbors of one kind, so that there are few elements. */
  #add(text: string, kind: TokenKind | undefined): void {
    if (text === '') return;
    const last = this.tokens.at(-1);
    const isSame = last !== undefined && last.kind === kind;
    if (isSame) this.tokens[this.tokens.length - 1] = { ...last, text: last.text + text };
    else this.tokens.push(kind === undefined ? { text } : { text, kind });
  }
}
