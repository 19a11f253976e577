/** The interface to templates, styles and terms. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/**
 * Fixed words of a page in the language of the publication (“Contents”, “Page”):
 * `templates/terms/<language>.yaml`.
 */
export type Terms = Readonly<Record<string, string>>;

/** What a template gets. */
export interface TemplateData {
  /** The template of Handpress that gets the same values: `book.html` for a project's own template of books. */
  readonly like: string;
  readonly terms: Terms;
}

/** Templates, styles and terms. A file of the project overrides the built-in file of the same name. */
export interface Design {
  /**
   * Fills a template. Values are escaped for HTML and XML unless the template has `| raw`.
   * @param name path below `templates/`: `book.html`
   */
  fillTemplate(name: string, data: object): Promise<string>;
  /**
   * Returns a `template-value-unknown` for each value that a template of the project uses and never gets; also in the
   * templates that it renders or includes. Rejects as {@link fillTemplate} does where it cannot be parsed.
   */
  findUnknownValues(name: string, data: TemplateData): Promise<readonly Diagnostic[]>;
  /**
   * Returns the texts of the project's templates that were used to fill one, by their paths below
   * `templates/`.
   */
  findUsedOverrides(name: string): Promise<ReadonlyMap<string, string>>;
  /** @param name path below `styles/`: `print.css`; with `/` at its start from the root of the project: `/note.css` */
  readStyle(name: string): Promise<string>;
  /** Returns those of the given files that the project overrides, as paths: `styles/epub.css`. */
  findOverrides(folder: 'templates' | 'styles', names: readonly string[]): Promise<readonly string[]>;
  /** Returns whether the project or Handpress has such a file. */
  hasFile(folder: 'templates' | 'styles', name: string): Promise<boolean>;
  /**
   * Returns a style or locale of citations that comes with Handpress; `undefined` if it has none of the name.
   * @param name path below `citations/`: `styles/apa.csl`
   */
  readCitationFile(name: string): Promise<string | undefined>;
  /** Reads a script for the browsers of readers. A project cannot override it. @param name path below `browser/` */
  readScript(name: string): Promise<string>;
  /** @param language BCP 47 */
  readTerms(language: string): Promise<Terms>;
}
