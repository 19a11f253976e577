/** The data of a caption in an HTML tree: its short form, for the lists of figures and of tables. */
declare module 'hast' {
  interface ElementData {
    /** Plain text, on `figcaption` and `caption`. */
    shortCaption?: string;
  }
}

export {};
