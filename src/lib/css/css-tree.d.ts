/**
 * Declares the css-tree modules in use. The library's own types cover only the complete package, with all
 * property data.
 */
declare module 'css-tree/parser' {
  const parse: typeof import('css-tree').parse;
  // biome-ignore lint/style/noDefaultExport: that is how it exports it
  export default parse;
}

declare module 'css-tree/tokenizer' {
  /** Token types by name. */
  export const tokenTypes: Readonly<
    Record<
      'Function' | `${'Left' | 'Right'}${'Square' | 'Curly'}Bracket` | `${'Left' | 'Right'}Parenthesis`,
      number
    >
  >;
  /** Splits CSS into tokens. @param onToken receives the type and the extent of each token */
  export function tokenize(source: string, onToken: (kind: number, start: number, end: number) => void): void;
}

declare module 'css-tree/generator' {
  const generate: typeof import('css-tree').generate;
  // biome-ignore lint/style/noDefaultExport: that is how it exports it
  export default generate;
}

declare module 'css-tree/walker' {
  const walk: typeof import('css-tree').walk;
  // biome-ignore lint/style/noDefaultExport: that is how it exports it
  export default walk;
}

declare module 'css-tree/dist/data' {
  /** The properties of CSS by name, as mdn-data lists them. */
  const data: { readonly properties: Readonly<Record<string, unknown>> };
  // biome-ignore lint/style/noDefaultExport: that is how it exports it
  export default data;
}
