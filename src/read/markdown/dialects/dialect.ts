/** The interface of a dialect feature: Markdown that another program reads, in the same syntax tree as ours. */
import type { Root } from 'mdast';
import type { Processor } from 'unified';
import type { Report } from '../../../core/diagnostics/diagnostic.ts';
import type { SourceFile } from '../../../core/source-location.ts';

/** What a feature adds to the parser. It leaves nothing of the dialect in the tree. */
export interface DialectSyntax {
  /** Returns the text with spaces in the places of what the parser must not see. Its length and lines stay. */
  readonly hide?: (text: string) => string;
  /** Adds extensions of micromark and mdast; a plugin of unified, used after GFM. */
  readonly extend?: (this: Processor, source: SourceFile, report: Report) => void;
  /** Changes the tree in place, after parsing and before what is left as markup is reported. */
  readonly transform?: (tree: Root, source: SourceFile, report: Report, parse: ParsePart) => void;
}

/**
 * Parses a text that is made of parts of the file, with the same features but without their transformations.
 * @returns `undefined` if it is beyond the limits
 */
export type ParsePart = (part: SourceFile, report: Report) => Root | undefined;

/** What the documentation says of a feature, and how a text with it is found. */
export interface DialectFeature {
  readonly name: string;
  /** The programs that read it, for the documentation. */
  readonly origin: string;
  /** What an author writes, as Markdown for a cell of the documentation's table, and what it becomes here. */
  readonly written: string;
  readonly becomes: string;
  /** Matches each text that may contain it; most others should not match. */
  readonly mark: RegExp;
}

/** A feature of the parser. Its code is loaded for the first text that may contain it. */
export interface Dialect extends DialectFeature {
  readonly load: () => Promise<DialectSyntax>;
}
