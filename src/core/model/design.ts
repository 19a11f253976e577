/** Templates, styles and terms, as a stage asks for them. */

/** The words a page needs that no author writes, in the publication's language: `templates/terms/<language>.yaml`. */
export type Terms = Readonly<Record<string, string>>;

/** Templates and styles: the project's own where it has them, else those that come with Handpress. */
export interface Design {
  /**
   * Fills a template. Values are escaped for HTML and XML alike unless the template says `| raw`.
   * @param name path below `templates/`, as `book.html`
   */
  fill(name: string, data: object): Promise<string>;
  /** Templates of the project that had a part in filling one, by their paths below `templates/`, and what they say. */
  replaced(name: string): Promise<ReadonlyMap<string, string>>;
  /** @param name path below `styles/`, as `print.css` */
  style(name: string): Promise<string>;
  /** Returns which of these files are the project's, in the place of Handpress's own: their paths, as `styles/epub.css`. */
  changedFiles(folder: 'templates' | 'styles', names: readonly string[]): Promise<readonly string[]>;
  /** Whether the project or Handpress has such a file. */
  has(folder: 'templates' | 'styles', name: string): Promise<boolean>;
  /** @param language BCP 47 */
  terms(language: string): Promise<Terms>;
}
