/**
 * Maps the scopes of highlight.js (https://highlightjs.readthedocs.io/en/latest/css-classes-reference.html) to a few classes of
 * ours, which styles/code.css draws.
 */

/** What a piece of code is. The class in the tree is `token-` and this. */
export type TokenKind =
  | 'keyword'
  | 'type'
  | 'function'
  | 'string'
  | 'number'
  | 'comment'
  | 'tag'
  | 'attribute'
  | 'variable'
  | 'meta'
  | 'inserted'
  | 'deleted';

/** By the first part of a scope, or by the whole. Scopes that are not here are plain, also inside of others. */
const KINDS: ReadonlyMap<string, TokenKind> = new Map(
  Object.entries({
    keyword: ['keyword', 'literal', 'variable.language', 'doctag', 'selector-tag', 'bullet'],
    type: ['type', 'title.class', 'title.class.inherited'],
    function: ['title', 'built_in', 'formula'],
    string: ['string', 'regexp', 'char', 'symbol', 'link', 'code'],
    number: ['number'],
    comment: ['comment', 'quote'],
    tag: ['name', 'section', 'selector-id', 'selector-class', 'strong'],
    attribute: ['attr', 'attribute', 'property', 'selector-attr', 'selector-pseudo'],
    variable: ['variable', 'template-variable'],
    meta: ['meta', 'template-tag', 'emphasis'],
    inserted: ['addition'],
    deleted: ['deletion'],
  }).flatMap(([kind, scopes]) => scopes.map((scope) => [scope, kind as TokenKind] as const)),
);

/** Scopes around others that only group them: what is inside keeps the kind of what is around. */
const GROUPS: ReadonlySet<string> = new Set([
  'function',
  'class',
  'params',
  'tag',
  'punctuation',
  'operator',
]);

/**
 * Returns the kind of a piece.
 * @param scope such as `title.function.invoke`
 * @param around kind of the piece around it
 */
export function findKind(scope: string, around: TokenKind | undefined): TokenKind | undefined {
  const [first = ''] = scope.split('.');
  if (GROUPS.has(first) || scope.startsWith('language:')) return around;
  // The whole line of a removed or added line, and a comment, are of one kind.
  if (around === 'inserted' || around === 'deleted' || around === 'comment') return around;
  return KINDS.get(scope) ?? KINDS.get(first);
}
