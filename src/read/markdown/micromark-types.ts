/** Names the types of micromark, which remark-parse brings but no package of ours exports. */
import type {} from 'remark-parse';
import type { Data } from 'unified';

export type Extension = NonNullable<Data['micromarkExtensions']>[number];
export type Construct = Exclude<NonNullable<NonNullable<Extension['text']>[string]>, readonly unknown[]>;
export type Tokenizer = Construct['tokenize'];
export type State = ReturnType<Tokenizer>;
export type Effects = Parameters<Tokenizer>[0];
/** A character, or a negative number for a line end or a tab; `null` at the end of the file. */
export type Code = Parameters<State>[0];
/** An extension that builds nodes of the syntax tree from tokens. */
export type TreeExtension = Exclude<NonNullable<Data['fromMarkdownExtensions']>[number], readonly unknown[]>;
